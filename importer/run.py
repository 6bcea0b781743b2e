"""The main path. Start reading here.

    file ──understand──> table, mapping ──rows_of──> rows ──> journal ──send──> outcomes ──report──> result sheet

Three phases round one journal, each of which can be stopped and taken up again on its own: `take_in` (no network),
`send` (never needs the file) and `report`, whose sheet is written as far as it can be while rows are sent. `check` is
the intake without a journal, `upload` is all three, `resume` the last two. It knows nothing of the terminal: events
tell what happens, the returned values what was found.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from importer.errors import JournalError
from importer.events import Emit, IntakeDone, ReadingStarted, RowsOvertaken, RunChosen, SendingStarted, ignore
from importer.intake import IntakeOptions, Understood, understand
from importer.intake.counting import Count, Keeper
from importer.intake.payload_lines import payload_lines
from importer.intake.taking_in import leave_unchanged, new_run, read_again, read_all, take_in
from importer.journal.protocol import Journal, Run, RunState, Tally
from importer.plans import Checked, Finished, Outputs, Plan, Stopping, Target
from importer.records import Outcome
from importer.second_process import Ahead
from importer.wording import Lang

# What sends and what writes sheets is imported where it is called: a check of a small file would spend a third of its
# time on HTTP and workbook libraries that it never uses.
if TYPE_CHECKING:
    from importer.following import FollowedSheet
    from importer.upload import SendOptions

RESENDABLE = tuple(outcome for outcome in Outcome if outcome.resend)


def check(
    path: Path,
    options: IntakeOptions,
    *,
    lang: Lang,
    payloads: Path | None = None,
    workbook: Path | None = None,
    emit: Emit = ignore,
) -> Checked:
    """Read, map, parse and check a file; nothing is sent, and nothing is kept but the files asked for."""
    emit(ReadingStarted(name=path.name))
    known = understand(path, options)
    count = Count()
    notes: tuple[str, ...] = ()
    with payload_lines(payloads, lang) as lines:
        if workbook is None:
            read_all(known, options, count, lines, emit)
        else:
            notes = _check_into(workbook, known, options, lang, count, lines, emit)
    return Checked(known=known, count=count, notes=notes)


def send(
    journal: Journal, run: str, target: Target, options: "SendOptions", *, stopping: Stopping, emit: Emit = ignore
) -> Finished:
    """Send what the journal has to send; every row of the run has exactly one outcome afterwards.

    The caller holds the run. Raises JournalError when the journal cannot record or the outcomes do not add up to the
    rows.
    """
    from importer.upload import SendingStoppedError, run_sending  # noqa: PLC0415 — see the imports

    error = None
    emit(SendingStarted(rows=_to_send(journal, run)))
    with stopping() as stop:
        try:
            tally = run_sending(journal, run, target.client, options, emit=emit, stop=stop)
        except SendingStoppedError as stopped:
            error, tally = stopped, stopped.tally
        closed = _closed(journal, run, tally)
    return Finished(run=closed, error=error, interrupted=stop.asked)


def upload(  # noqa: PLR0913 — one name for each thing that a person decides
    path: Path,
    intake: IntakeOptions,
    sending: "SendOptions",
    target: Target,
    journal: Journal,
    *,
    outputs: Outputs,
    lang: Lang,
    agree: Callable[[Plan], bool],
    stopping: Stopping,
    only_changed: bool = False,
    all_or_nothing: bool = False,
    ahead: Ahead[Understood] | None = None,
    emit: Emit = ignore,
) -> Finished:
    """The whole main path for one file: intake, the question whether to go on, send, report.

    `ahead` is the file with these options, when somebody has begun to understand it.
    """
    from importer.following import FollowedSheet  # noqa: PLC0415 — see the imports

    emit(ReadingStarted(name=path.name))
    known = understand(path, intake) if ahead is None else ahead.get()
    new = new_run(known, intake, target.name, lang)
    taken_up = journal.unfinished(new)
    count = Count.of(taken_up) if taken_up else Count()
    if taken_up:
        run = taken_up.run
        emit(RunChosen(run=run))
        known.sharing.close()
        emit(IntakeDone(rows=taken_up.rows))
    else:
        with payload_lines(outputs.payloads, lang) as lines:
            run = take_in(known, intake, journal, new, count=count, keepers=lines, emit=emit)
    with FollowedSheet(journal, outputs.result, lang) as sheet:
        with journal.hold(run):
            journal.reopen(run, RESENDABLE)
            if only_changed:
                count.settle(leave_unchanged(journal, run))
            plan = Plan(known=known, count=count, target=target.name, taken_up=taken_up, all_or_nothing=all_or_nothing)
            if not agree(plan) or plan.barred:
                finished = Finished(run=_closed(journal, run, Tally()), refused=True)
            else:
                sheet.follow(run)
                finished = send(journal, run, target, sending, stopping=stopping, emit=emit)
        return _reported(finished, journal, outputs, lang, sheet)


def resume(  # noqa: PLR0913 — one name for each thing that a person decides
    run: Run,
    sending: "SendOptions",
    target: Target,
    journal: Journal,
    *,
    outputs: Outputs,
    lang: Lang,
    stopping: Stopping,
    today: date,
    retry: Sequence[Outcome] = (),
    emit: Emit = ignore,
) -> Finished:
    """Go on with a run: rows that may be sent again are sent, then the result sheet is written.

    A row is left as it is live when a run that was begun later has sent its reference. A run that was cut off while its
    file was read has sent nothing; its file is read again.
    """
    from importer.following import FollowedSheet  # noqa: PLC0415 — see the imports

    emit(RunChosen(run=run.run))
    name = read_again(run, journal, today, emit) if run.state is RunState.INTAKE else run.run
    with FollowedSheet(journal, outputs.result, lang) as sheet:
        with journal.hold(name):
            journal.reopen(name, [*RESENDABLE, *retry])
            for newer, rows in journal.leave_overtaken(name, run.run, time.time()).items():
                emit(RowsOvertaken(run=newer, rows=rows))
            sheet.follow(name)
            finished = send(journal, name, target, sending, stopping=stopping, emit=emit)
        return _reported(finished, journal, outputs, lang, sheet)


def _reported(finished: Finished, journal: Journal, outputs: Outputs, lang: Lang, sheet: "FollowedSheet") -> Finished:
    """Write the files of a run that was sent, or not."""
    from importer.reports import report_workbook  # noqa: PLC0415 — see the imports

    written, problems = sheet.written(finished.run)
    notes = written.notes
    if outputs.workbook:
        notes += report_workbook(journal, finished.run, outputs.workbook, lang, written=written).notes
    return replace(finished, result=written, problems=problems, notes=notes)


def _check_into(
    workbook: Path,
    known: Understood,
    options: IntakeOptions,
    lang: Lang,
    count: Count,
    keepers: Sequence[Keeper],
    emit: Emit,
) -> tuple[str, ...]:
    """Check by way of a journal that is thrown away, and give the workbook back with what was found."""
    from importer.journal.opening import open_journal  # noqa: PLC0415 — see the imports
    from importer.reports import report_workbook  # noqa: PLC0415 — the same
    from importer.results.columns import Purpose  # noqa: PLC0415 — the same

    with TemporaryDirectory(prefix="importer-check-") as folder:
        journal = open_journal(f"sqlite:///{folder}/journal.sqlite3")
        try:
            new = new_run(known, options, "", lang)
            run = take_in(known, options, journal, new, count=count, keepers=keepers, emit=emit)
            closed = _closed(journal, run, Tally())
            return report_workbook(journal, closed, workbook, lang, purpose=Purpose.CHECK).notes
        finally:
            journal.close()


def _to_send(journal: Journal, run: str) -> int:
    known = journal.get(run)
    return known.rows - sum(known.outcomes.values()) if known else 0


def _closed(journal: Journal, run: str, tally: Tally) -> Run:
    """End a session; the outcomes must add up to the rows, or nobody can say what became of every row."""
    closed = journal.close_run(run, tally, time.time())
    counted = sum(closed.outcomes.values())
    if counted != closed.rows:
        raise JournalError("accounts_differ", run=run, rows=closed.rows, outcomes=counted)
    return closed
