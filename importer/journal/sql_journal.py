"""The journal in SQL: the protocol of `protocol.py` in terms of `statements.py`, on either database.

Every method is one transaction, committed before it returns, save that long reads go a page at a time. Before a run is
ready, before a request goes and when a run ends, the commit and all before it are on the disk. It may be called from
several threads. It knows nothing of files, HTTP or the terminal.
"""

import operator
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from itertools import groupby, takewhile
from random import Random, SystemRandom
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update
from sqlalchemy import Row as Line

from importer.errors import JournalError, RunBusyError
from importer.journal import removal, statements
from importer.journal.batches import execute_many, one_line
from importer.journal.database import Database, Durability, explained
from importer.journal.encoding import decode_new
from importer.journal.overtaking import is_overtaken, leave_overtaken
from importer.journal.protocol import NewRun, RepeatedReference, ResultRow, Run, RunState, Settled, Tally
from importer.journal.schema import RUNS
from importer.journal.steps import (
    PAGE_ROWS,
    add_problems,
    closed_state,
    counts,
    counts_by_run,
    pages,
    set_state,
    spans,
)
from importer.journal.transactions import Transactions
from importer.journal.translation import (
    closing_values,
    content_values,
    outcome_values,
    payload_of,
    result_of,
    row_values,
    run_of,
    run_values,
    storable,
    with_problems,
)
from importer.problems import Problem
from importer.records import Outcome, Payload, Row, RowOutcome

_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is mistaken for another when typed

_FEW_ROWS: Final = 100  # made and used at a time: what is used at once is still in the processor's cache


class SqlJournal:
    """A durable record of runs in a database; `clock` gives Unix seconds, `random` the last letters of a run's id."""

    def __init__(
        self, database: Database, *, clock: Callable[[], float] = time.time, random: Random | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        self._random = random or SystemRandom()
        transactions = Transactions(database)
        self._writing, self._reading = transactions.writing, transactions.reading
        try:
            transactions.migrate()
        except JournalError:
            self.close()
            raise

    @property
    def url(self) -> str:
        """The address that opens it in another process; may hold a password."""
        return self._database.url

    # ── intake ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def create(self, new: NewRun) -> str:
        """Begin a run in state `intake` and give its id (sortable by time, short enough to type)."""
        now = self._clock()
        with self._writing(Durability.PROCESS) as connection:
            run = self._unused_id(connection, now)
            connection.execute(insert(RUNS).values(run_values(run, new, now)))
        return run

    def _unused_id(self, connection: Connection, now: float) -> str:
        at = datetime.fromtimestamp(now, UTC).strftime("%Y%m%d-%H%M%S")
        while True:
            run = f"{at}-{''.join(self._random.choices(_LETTERS, k=4))}"
            if connection.scalar(select(RUNS.c.number).where(RUNS.c.run == run)) is None:
                return run

    def add(self, run: str, rows: Sequence[Row]) -> None:
        """Write rows of the intake in one transaction."""
        if not rows:
            return
        with self._writing(Durability.PROCESS) as connection:
            number = self._found(connection, run).number
            for page in pages(rows, _FEW_ROWS):
                execute_many(connection, statements.ADD_ROWS, [row_values(number, row) for row in page])
                execute_many(connection, statements.ADD_CONTENTS, [content_values(number, row) for row in page])

    def repeated(self, run: str) -> Iterator[RepeatedReference]:
        """References of rows that are to be sent or were found invalid, and stand more than once."""
        with self._reading() as connection:
            number = self._found(connection, run).number
            lines = connection.execute(statements.REPEATED, {"the_run": number}).all()
        for reference, group in groupby(lines, key=lambda line: line.reference):
            yield RepeatedReference(reference=reference, rows=tuple((line.row, line.fingerprint) for line in group))

    def settle(self, run: str, settled: Sequence[Settled]) -> None:
        """Give rows an outcome that only the whole file tells; problems are added to those that the row has."""
        if not settled:
            return
        with self._writing(Durability.PROCESS) as connection:
            number = self._found(connection, run).number
            execute_many(
                connection,
                statements.SETTLE,
                [{"the_run": number, "the_row": one.row, "the_outcome": one.outcome.value} for one in settled],
            )
            for page in pages([one for one in settled if one.problem]):
                add_problems(connection, number, page)

    def ready(self, run: str, notices: Sequence[Problem] = ()) -> None:
        """The intake is complete: the run may be sent. `notices`, of rows left out, join the problems of the file."""
        with self._writing() as connection:
            number = self._found(connection, run).number
            if notices:
                of_run = RUNS.c.number == number
                known = connection.execute(select(RUNS.c.new).where(of_run)).scalar_one()
                connection.execute(update(RUNS).where(of_run).values(new=with_problems(known, notices)))
            set_state(connection, number, RunState.READY)

    # ── runs ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def hold(self, run: str) -> AbstractContextManager[None]:
        """Keep the run for this process. Raises RunBusyError when another living process has it."""
        with self._reading() as connection:
            number = self._found(connection, run).number
        return self._database.keep(run, number)

    def get(self, run: str) -> Run | None:
        """The run, or None when there is none of that id."""
        with self._reading() as connection:
            line = connection.execute(select(RUNS).where(RUNS.c.run == run)).one_or_none()
            return None if line is None else run_of(line, counts(connection, line.number))

    def runs(self) -> Sequence[Run]:
        """All runs, newest first."""
        with self._reading() as connection:
            lines = connection.execute(select(RUNS).order_by(RUNS.c.number.desc())).all()
            counted = counts_by_run(connection)
            return [run_of(line, counted.get(line.number, {})) for line in lines]

    def unfinished(self, new: NewRun) -> Run | None:
        """The newest run of the same bytes, sheet, target and options that is ready, sending or stopped.

        A run is left out when a later one sent something else for a row that it had got accepted: taking it up would
        leave that row as it is, and the file would not be what is live. So is one with a row to send that a later one
        sent: who uploads the file now wants it live, in a run that is the newest.
        """
        with self._reading() as connection:
            for line in connection.execute(statements.UNFINISHED, {"the_digest": new.source_digest}).all():
                old = decode_new(line.new)
                if (old.sheet, old.target, dict(old.options)) == (new.sheet, new.target, dict(new.options)):
                    overtaken = is_overtaken(connection, line)
                    return None if overtaken else run_of(line, counts(connection, line.number))
        return None

    def reopen(self, run: str, outcomes: Sequence[Outcome]) -> int:
        """Rows with one of `outcomes` are to be sent again; gives how many. Invalid and duplicate rows never are."""
        with self._writing() as connection:
            found = self._found(connection, run)
            if found.forgotten or found.state == RunState.INTAKE:
                return 0
            values = {"the_run": found.number, "the_outcomes": [outcome.value for outcome in outcomes]}
            opened = connection.execute(statements.REOPEN, values).rowcount
            if opened:
                set_state(connection, found.number, RunState.READY)
            return opened

    def leave_overtaken(self, run: str, since: str, at: float) -> Mapping[str, int]:
        """Open rows whose reference a run sent that was begun after `since` are overtaken; gives how many, by that run.

        Only runs for the same target and location count, and only rows of theirs that may be live.
        """
        with self._writing() as connection:
            found, begun = self._found(connection, run), self._found(connection, since)
            return leave_overtaken(connection, found, begun, at)

    # ── sending ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def to_send(self, run: str, after: int, limit: int) -> Sequence[Payload]:
        """The next rows to send with a number above `after`, ascending."""
        with self._reading() as connection:
            number = self._found(connection, run).number
            lines = connection.execute(
                statements.TO_SEND, {"the_run": number, "the_after": after, "the_limit": limit}
            ).all()
        return [payload_of(line) for line in lines]

    def sending(self, run: str, rows: Sequence[int], request_id: str, at: float) -> None:
        """Committed before the request goes: these rows may be applied from now on, and count one attempt more.

        What the API accepted before for their references is forgotten where it differs: it may not be live any more.
        """
        if not rows:
            return
        with self._writing() as connection:
            found = self._found(connection, run)
            if found.state == RunState.INTAKE:
                raise JournalError("journal_run_not_ready", run=run)
            if found.state != RunState.SENDING:
                set_state(connection, found.number, RunState.SENDING)
            parts = [{"the_run": found.number, "the_first": first, "the_last": last} for first, last in spans(rows)]
            claim = {"the_request": storable(request_id), "the_time": at}
            execute_many(connection, statements.SENDING, [part | claim for part in parts])
            whose = {"the_target": found.target, "the_dealer": found.dealer}
            execute_many(connection, statements.DOUBT_ACCEPTED, [part | whose for part in parts])

    def record(self, run: str, outcomes: Sequence[RowOutcome]) -> None:
        """Committed after the answer. After a power cut rows may be open again whose answer had come last."""
        if not outcomes:
            return
        with self._writing(Durability.PROCESS) as connection:
            number = self._found(connection, run).number
            execute_many(connection, statements.RECORD, [outcome_values(number, one) for one in outcomes])
            accepted = [one.row for one in outcomes if one.outcome in statements.ACCEPTED_OUTCOMES]
            parts = [{"the_run": number, "the_first": first, "the_last": last} for first, last in spans(accepted)]
            execute_many(connection, statements.ACCEPT, parts)

    def close_run(self, run: str, tally: Tally, at: float) -> Run:
        """End a session of sending: rows never sent become not_sent, rows with no answer unknown.

        A row that was opened again and not sent keeps the outcome that it had. The state is `done` when no row has an
        outcome that a resume sends again, else `stopped`; an intake that was cut off stays `intake`.
        """
        with self._writing() as connection:
            found = self._found(connection, run)
            connection.execute(statements.CLOSE_ROWS, {"the_run": found.number, "the_time": at})
            state = closed_state(found, counts(connection, found.number))
            connection.execute(statements.CLOSE_RUN, closing_values(found.number, state, tally, at))
            line = connection.execute(select(RUNS).where(RUNS.c.number == found.number)).one()
            return run_of(line, counts(connection, found.number))

    # ── results ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def results(self, run: str) -> Iterator[ResultRow]:
        """Every row of the run, ascending, a few at a time; a run that is not closed gives what it would close with."""
        after = -1
        while True:
            with self._reading() as connection:
                values = {"the_run": self._found(connection, run).number, "the_after": after, "the_limit": PAGE_ROWS}
                lines = connection.execute(statements.RESULTS, values).all()
            for few in pages(lines, _FEW_ROWS):
                with explained(self._database.place, self._database.fault):
                    results = [result_of(line) for line in few]
                yield from results
            if len(lines) < PAGE_ROWS:
                return
            after = lines[-1].row

    def results_so_far(self, run: str, after: int, limit: int) -> Sequence[ResultRow]:
        """The rows above `after`, ascending, up to the first that has no outcome yet; at most `limit`."""
        with self._reading() as connection:
            values = {"the_run": self._found(connection, run).number, "the_after": after}
            ahead = connection.scalars(statements.OPEN_AHEAD, {**values, "the_limit": limit})
            settled = sum(1 for _ in takewhile(operator.not_, ahead))
            lines = connection.execute(statements.RESULTS, {**values, "the_limit": settled}).all() if settled else ()
            return [result_of(line) for line in lines]

    def accepted(self, target: str, dealer: str | None, references: Sequence[str]) -> Mapping[str, str]:
        """Reference → fingerprint of the last payload that the API accepted for that target and dealer."""
        found: dict[str, str] = {}
        with self._reading() as connection:
            for page in pages(list(dict.fromkeys(references))):
                values = {"the_target": target, "the_dealer": dealer or "", "the_references": page}
                found.update(
                    {line.reference: line.fingerprint for line in connection.execute(statements.ACCEPTED_OF, values)}
                )
        return found

    # ── housekeeping ─────────────────────────────────────────────────────────────────────────────────────────────────

    def prune(self, before: float) -> int:
        """Remove runs that ended before the Unix time `before`; gives how many. A run at work is left alone."""
        with self._reading() as connection:
            ended = connection.execute(statements.ENDED, {"the_time": before}).all()
        removed = sum(self._remove(line.run, line.number) for line in ended)
        if removed:
            self._database.shrink()
        return removed

    def _remove(self, run: str, number: int) -> bool:
        try:
            with self._database.keep(run, number), self._writing() as connection:
                removal.remove(connection, number)
        except RunBusyError:
            return False
        self._database.discard(run)
        return True

    def forget(self, run: str) -> None:
        """Remove personal data (bodies, original cells, messages) of a run; outcomes and counts stay.

        Nothing can be sent from it any more, so it is closed and done.
        """
        with self._writing() as connection:
            removal.forget(connection, self._found(connection, run), self._clock())
        self._database.shrink()

    def close(self) -> None:
        """Let go of the connection."""
        self._database.engine.dispose()

    def _found(self, connection: Connection, run: str) -> Line[Any]:
        line = one_line(connection, statements.FOUND, {"the_run": run})
        if line is None:
            raise JournalError("journal_run_unknown", run=run)
        return line
