"""The journal in SQL: the protocol of `protocol.py`, each method a transaction on either database.

What is said to the database stands in `runs`, `taking_in`, `sending`, `closing`, `overtaking`, `results` and `removal`.
Every method is committed before it returns, save that long reads go a page at a time. Before a run is ready, before a
request goes and when a run ends, the commit and all before it are on the disk. It may be called from several threads.
It knows nothing of files, HTTP or the terminal.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from random import Random, SystemRandom

from importer.errors import JournalError, RunBusyError
from importer.journal import closing, overtaking, removal, results, runs, sending, taking_in
from importer.journal.database import Database, Durability, explained
from importer.journal.paging import FEW_ROWS, PAGE_ROWS, pages
from importer.journal.protocol import NewRun, RepeatedReference, ResultRow, Run, Settled, Tally
from importer.journal.transactions import Transactions
from importer.journal.translation import result_of
from importer.problems import Problem
from importer.records import Outcome, Payload, Row, RowOutcome


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
            return runs.begin(connection, new, now, self._random)

    def add(self, run: str, rows: Sequence[Row]) -> None:
        """Write rows of the intake in one transaction."""
        if not rows:
            return
        with self._writing(Durability.PROCESS) as connection:
            taking_in.add(connection, runs.found(connection, run).number, rows)

    def repeated(self, run: str) -> Iterator[RepeatedReference]:
        """References of rows that are to be sent or were found invalid, and stand more than once."""
        with self._reading() as connection:
            found = taking_in.repeated(connection, runs.found(connection, run).number)
        yield from found

    def settle(self, run: str, settled: Sequence[Settled]) -> None:
        """Give rows an outcome that only the whole file tells; problems are added to those that the row has."""
        if not settled:
            return
        with self._writing(Durability.PROCESS) as connection:
            taking_in.settle(connection, runs.found(connection, run).number, settled)

    def ready(self, run: str, notices: Sequence[Problem] = ()) -> None:
        """The intake is complete: the run may be sent. `notices`, of rows left out, join the problems of the file."""
        with self._writing() as connection:
            taking_in.make_ready(connection, runs.found(connection, run).number, notices)

    # ── runs ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def hold(self, run: str) -> AbstractContextManager[None]:
        """Keep the run for this process. Raises RunBusyError when another living process has it."""
        with self._reading() as connection:
            number = runs.found(connection, run).number
        return self._database.keep(run, number)

    def get(self, run: str) -> Run | None:
        """The run, or None when there is none of that id."""
        with self._reading() as connection:
            return runs.get(connection, run)

    def runs(self) -> Sequence[Run]:
        """All runs, newest first."""
        with self._reading() as connection:
            return runs.newest_first(connection)

    def unfinished(self, new: NewRun) -> Run | None:
        """The newest run of the same bytes, sheet, target and options that is ready, sending or stopped.

        A run is left out when a later one sent something else for a row that it had got accepted: taking it up would
        leave that row as it is, and the file would not be what is live. So is one with a row to send that a later one
        sent: who uploads the file now wants it live, in a run that is the newest.
        """
        with self._reading() as connection:
            return runs.unfinished(connection, new)

    def reopen(self, run: str, outcomes: Sequence[Outcome]) -> int:
        """Rows with one of `outcomes` are to be sent again; gives how many. Invalid and duplicate rows never are."""
        with self._writing() as connection:
            return closing.reopen(connection, runs.found(connection, run), outcomes)

    def leave_overtaken(self, run: str, since: str, at: float) -> Mapping[str, int]:
        """Open rows whose reference a run sent that was begun after `since` are overtaken; gives how many, by that run.

        Only runs for the same target and location count, and only rows of theirs that may be live.
        """
        with self._writing() as connection:
            found, begun = runs.found(connection, run), runs.found(connection, since)
            return overtaking.leave_overtaken(connection, found, begun, at)

    # ── sending ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def to_send(self, run: str, after: int, limit: int) -> Sequence[Payload]:
        """The next rows to send with a number above `after`, ascending."""
        with self._reading() as connection:
            return sending.to_send(connection, runs.found(connection, run).number, after, limit)

    def sending(self, run: str, rows: Sequence[int], request_id: str, at: float) -> None:
        """Committed before the request goes: these rows may be applied from now on, and count one attempt more.

        What the API accepted before for their references is forgotten where it differs: it may not be live any more.
        """
        if not rows:
            return
        with self._writing() as connection:
            sending.claim(connection, runs.found(connection, run), rows, request_id, at)

    def record(self, run: str, outcomes: Sequence[RowOutcome]) -> None:
        """Committed after the answer. After a power cut rows may be open again whose answer had come last."""
        if not outcomes:
            return
        with self._writing(Durability.PROCESS) as connection:
            sending.record(connection, runs.found(connection, run).number, outcomes)

    def close_run(self, run: str, tally: Tally, at: float) -> Run:
        """End a session of sending: rows never sent become not_sent, rows with no answer unknown.

        A row that was opened again and not sent keeps the outcome that it had. The state is `done` when no row has an
        outcome that a resume sends again, else `stopped`; an intake that was cut off stays `intake`.
        """
        with self._writing() as connection:
            return closing.close(connection, runs.found(connection, run), tally, at)

    # ── results ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def results(self, run: str) -> Iterator[ResultRow]:
        """Every row of the run, ascending, a few at a time; a run that is not closed gives what it would close with."""
        after = -1
        while True:
            with self._reading() as connection:
                lines = results.page_of(connection, runs.found(connection, run).number, after)
            for few in pages(lines, FEW_ROWS):
                with explained(self._database.place, self._database.fault):
                    rows = [result_of(line) for line in few]
                yield from rows
            if len(lines) < PAGE_ROWS:
                return
            after = lines[-1].row

    def results_so_far(self, run: str, after: int, limit: int) -> Sequence[ResultRow]:
        """The rows above `after`, ascending, up to the first that has no outcome yet; at most `limit`."""
        with self._reading() as connection:
            return results.so_far(connection, runs.found(connection, run).number, after, limit)

    def accepted(self, target: str, dealer: str | None, references: Sequence[str]) -> Mapping[str, str]:
        """Reference → fingerprint of the last payload that the API accepted for that target and dealer."""
        with self._reading() as connection:
            return results.accepted(connection, target, dealer, references)

    # ── housekeeping ─────────────────────────────────────────────────────────────────────────────────────────────────

    def prune(self, before: float) -> int:
        """Remove runs that ended before the Unix time `before`; gives how many. A run at work is left alone."""
        with self._reading() as connection:
            ended = removal.ended(connection, before)
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
            removal.forget(connection, runs.found(connection, run), self._clock())
        self._database.shrink()

    def close(self) -> None:
        """Let go of the connection."""
        self._database.engine.dispose()
