"""The main path. Start reading here.

    file ──understand──> table, mapping ──rows_of──> rows ──> journal ──send──> outcomes ──report──> result sheet

Three phases round one journal, each of which can be stopped and taken up again on its own: `take_in` (no network),
`send` (never needs the file) and `report`. `check` is the intake without a journal, `upload` is all three, `resume` the
last two. It knows nothing of the terminal: events tell what happens, the returned values what was found.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from importer.counting import Count, Keeper
from importer.errors import JournalError, SourceFileError, StoppedError
from importer.intake import IntakeOptions, Understood, rows_of, understand
from importer.journal.opening import open_journal
from importer.journal.protocol import Journal, NewRun, Run, RunState, Settled, Tally
from importer.partner_api.client import Client
from importer.payload_lines import payload_lines
from importer.records import Emit, IntakeDone, Outcome, Row, RowsRead, ignore
from importer.repeats import ReferenceIndex
from importer.reports import ProblemCount, report, report_workbook
from importer.results import Written
from importer.results.columns import Purpose
from importer.upload import SendOptions, StopSignal, run_sending
from importer.upload.stopping import SendingStoppedError
from importer.wording import Lang

RESENDABLE = tuple(outcome for outcome in Outcome if outcome.resend)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where rows go: the API's address as the journal names it, and what makes a client for it."""

    name: str
    client: Callable[[], Client]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an upload is about to do, for a person to agree with."""

    known: Understood
    count: Count
    target: str
    taken_up: Run | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found. `notes` are sentences on how the workbook was given back."""

    known: Understood
    count: Count
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What became of a run. `error` is what stopped it; `refused`: nobody agreed to send; `interrupted`: a signal."""

    run: Run
    result: Written | None = None
    problems: int = 0
    notes: tuple[str, ...] = ()
    error: StoppedError | None = None
    refused: bool = False
    interrupted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """The files that a run leaves: the result sheet, the dealer's own workbook annotated, the payload lines."""

    result: Path
    workbook: Path | None = None
    payloads: Path | None = None


Stopping = Callable[[], AbstractContextManager[StopSignal]]


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
    known = understand(path, options)
    count = Count()
    notes: tuple[str, ...] = ()
    with payload_lines(payloads, lang) as lines:
        if workbook is None:
            _read_all(known, options, [count, *lines], emit)
        else:
            notes = _check_into(workbook, known, options, lang, [count, *lines], emit)
    return Checked(known=known, count=count, notes=notes)


def take_in(
    known: Understood,
    options: IntakeOptions,
    journal: Journal,
    new: NewRun,
    *,
    keepers: Sequence[Keeper] = (),
    emit: Emit = ignore,
) -> str:
    """Intake: every row of the table into the journal, as a new run that is ready to be sent. Gives the run."""
    run = journal.create(new)
    with journal.hold(run):
        _read_all(known, options, [*keepers, _JournalKeeper(journal, run)], emit)
        journal.ready(run)
    return run


def send(
    journal: Journal, run: str, target: Target, options: SendOptions, *, stopping: Stopping, emit: Emit = ignore
) -> Finished:
    """Send what the journal has to send; every row of the run has exactly one outcome afterwards.

    The caller holds the run. Raises JournalError when the journal cannot record or the outcomes do not add up to the
    rows.
    """
    error = None
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
    sending: SendOptions,
    target: Target,
    journal: Journal,
    *,
    outputs: Outputs,
    lang: Lang,
    agree: Callable[[Plan], bool],
    stopping: Stopping,
    only_changed: bool = False,
    all_or_nothing: bool = False,
    emit: Emit = ignore,
) -> Finished:
    """The whole main path for one file: intake, the question whether to go on, send, report."""
    known = understand(path, intake)
    new = new_run(known, intake, target.name, lang)
    taken_up = journal.unfinished(new)
    count = Count.of(taken_up) if taken_up else Count()
    if taken_up:
        run = taken_up.run
    else:
        with payload_lines(outputs.payloads, lang) as lines:
            run = take_in(known, intake, journal, new, keepers=[count, *lines], emit=emit)
    with journal.hold(run):
        journal.reopen(run, RESENDABLE)
        if only_changed:
            count.settle(leave_unchanged(journal, run))
        plan = Plan(known=known, count=count, target=target.name, taken_up=taken_up)
        if (all_or_nothing and count.invalid) or not agree(plan):
            finished = Finished(run=_closed(journal, run, Tally()), refused=True)
        else:
            finished = send(journal, run, target, sending, stopping=stopping, emit=emit)
    return _reported(finished, journal, outputs, lang)


def resume(  # noqa: PLR0913 — one name for each thing that a person decides
    run: Run,
    sending: SendOptions,
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

    A run that was cut off while its file was read has sent nothing; its file is read again.
    """
    name = _read_again(run, journal, today, emit) if run.state is RunState.INTAKE else run.run
    with journal.hold(name):
        journal.reopen(name, [*RESENDABLE, *retry])
        finished = send(journal, name, target, sending, stopping=stopping, emit=emit)
    return _reported(finished, journal, outputs, lang)


def _reported(finished: Finished, journal: Journal, outputs: Outputs, lang: Lang) -> Finished:
    """Write the files of a run that was sent, or not."""
    count = ProblemCount()
    written = report(journal, finished.run, outputs.result, lang, count)
    notes = written.notes
    if outputs.workbook:
        notes += report_workbook(journal, finished.run, outputs.workbook, lang).notes
    return replace(finished, result=written, problems=count.problems, notes=notes)


def _check_into(
    workbook: Path,
    known: Understood,
    options: IntakeOptions,
    lang: Lang,
    keepers: Sequence[Keeper],
    emit: Emit,
) -> tuple[str, ...]:
    """Check by way of a journal that is thrown away, and give the workbook back with what was found."""
    with TemporaryDirectory(prefix="importer-check-") as folder:
        journal = open_journal(f"sqlite:///{folder}/journal.sqlite3")
        try:
            new = new_run(known, options, "", lang)
            run = take_in(known, options, journal, new, keepers=keepers, emit=emit)
            closed = _closed(journal, run, Tally())
            return report_workbook(journal, closed, workbook, lang, purpose=Purpose.CHECK).notes
        finally:
            journal.close()


def new_run(known: Understood, options: IntakeOptions, target: str, lang: Lang) -> NewRun:
    """What the journal is told of a run before its first row."""
    table = known.table
    return NewRun(
        source_path=str(table.source.path.resolve()),
        source_name=table.source.name,
        source_digest=table.source.digest,
        sheet=table.sheet,
        headings=tuple(table.headings),
        first_column=table.first_column,
        heading_row=table.heading_row,
        fields=known.mapping.places(table.first_column),
        target=target,
        dealer=options.location or options.dealer_profile,
        lang=lang,
        options=options.as_text(),
        problems=(*table.problems, *known.mapping.problems),
    )


def leave_unchanged(journal: Journal, run: str, page: int = 1_000) -> list[Settled]:
    """Settle rows whose payload is the one that the API accepted last: they are unchanged and will not be sent."""
    record = journal.get(run)
    if record is None:
        return []
    found: list[Settled] = []
    after = 0
    while waiting := journal.to_send(run, after, page):
        after = waiting[-1].row
        accepted = journal.accepted(record.new.target, record.new.dealer, [payload.reference for payload in waiting])
        same = [p for p in waiting if accepted.get(p.reference) == sha256(p.body).hexdigest()]
        settled = [Settled(row=payload.row, outcome=Outcome.UNCHANGED) for payload in same]
        journal.settle(run, settled)
        found += settled
    return found


def _read_all(known: Understood, options: IntakeOptions, keepers: Sequence[Keeper], emit: Emit) -> None:
    index, rows_read = ReferenceIndex(), 0
    for rows in rows_of(known, options):
        index.add(rows)
        for keeper in keepers:
            keeper.add(rows)
        rows_read += len(rows)
        emit(RowsRead(rows=rows_read))
    settled = index.settle(index.repeats())
    for keeper in keepers:
        keeper.settle(settled)
    emit(IntakeDone(rows=rows_read))


def _closed(journal: Journal, run: str, tally: Tally) -> Run:
    """End a session; the outcomes must add up to the rows, or nobody can say what became of every row."""
    closed = journal.close_run(run, tally, time.time())
    counted = sum(closed.outcomes.values())
    if counted != closed.rows:
        raise JournalError("accounts_differ", run=run, rows=closed.rows, outcomes=counted)
    return closed


def _read_again(run: Run, journal: Journal, today: date, emit: Emit) -> str:
    path = Path(run.new.source_path)
    if not path.is_file():
        raise SourceFileError("source_vanished", name=run.new.source_name, path=path)
    options = IntakeOptions.from_text(run.new.options, today)
    known = understand(path, options)
    if known.table.source.digest != run.new.source_digest:
        raise SourceFileError("source_changed", name=run.new.source_name, path=path)
    with journal.hold(run.run):
        journal.forget(run.run)
    return take_in(known, options, journal, run.new, emit=emit)


class _JournalKeeper:
    """Keeps rows in the journal."""

    def __init__(self, journal: Journal, run: str) -> None:
        self._journal = journal
        self._run = run

    def add(self, rows: Sequence[Row]) -> None:
        """Keep some rows."""
        self._journal.add(self._run, rows)

    def settle(self, settled: Sequence[Settled]) -> None:
        """Change the outcome of rows that were kept."""
        if settled:
            self._journal.settle(self._run, settled)
