"""What the journal promises: the durable record round which intake, send and report turn.

`sending` is committed before a request goes, the outcome after its answer; identity is reference + fingerprint. Two
implementations share one SQL: SQLite and PostgreSQL. It knows nothing of files, HTTP or the terminal.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from importer.problems import Problem
from importer.records import Outcome, Payload, RawValue, Row, RowOutcome


class RunState(StrEnum):
    """Where a run stands. Only a `ready` or `stopped` run can be sent; `intake` was cut off and must be read again."""

    INTAKE = "intake"
    READY = "ready"
    SENDING = "sending"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRun:
    """What a run is of. `options` are the settings that change what is sent (location, status, reference …), as text.

    `target` is the API's base address and `dealer` the location code or profile that the rows go to, when one was
    given for the whole file. `headings` are the source's own, for the result sheet; `first_column` is where they begin,
    `heading_row` their row, and `fields` tells in which 0-based sheet column each field was read. `separator` and
    `encoding` (a codec) are those of a delimited text, "" for a workbook. `reading` is how the file was read, as text,
    for rows that are taken out of it and mended.
    """

    source_path: str
    source_name: str
    source_digest: str
    sheet: str | None
    headings: tuple[str, ...]
    first_column: int
    target: str
    dealer: str | None
    lang: str
    heading_row: int = 1
    fields: Mapping[str, int] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    separator: str = ""
    encoding: str = ""
    reading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run as the journal has it; times are Unix seconds. `outcomes` counts rows that have one.

    `forgotten`: its personal data was removed.
    """

    run: str
    new: NewRun
    state: RunState
    created_at: float
    finished_at: float | None
    rows: int
    outcomes: Mapping[Outcome, int]
    requests: int = 0
    throttled: int = 0
    retries: int = 0
    waited_s: float = 0.0
    forgotten: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """An outcome that intake finds only after the last row: duplicate, invalid (repeated reference) or unchanged."""

    row: int
    outcome: Outcome
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedReference:
    """A reference that stands in several rows: (row, fingerprint) of each, ascending."""

    reference: str
    rows: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One line of the result sheet: the row as intake left it and what sending made of it.

    `outcome` is never None once a run was closed; `sent` is None for rows that were never sent.
    """

    row: int
    reference: str | None
    fingerprint: str
    outcome: Outcome
    problems: tuple[Problem, ...]
    cells: tuple[RawValue, ...]
    sent: RowOutcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What sending cost, added to the run."""

    requests: int = 0
    throttled: int = 0
    retries: int = 0
    waited_s: float = 0.0


class Journal(Protocol):
    """A durable record of runs. Every method raises JournalError when the record cannot be read or written."""

    @property
    def url(self) -> str:
        """The address that opens it in another process; may hold a password."""
        ...

    def create(self, new: NewRun) -> str:
        """Begin a run in state `intake` and give its id (sortable by time, short enough to type)."""
        ...

    def add(self, run: str, rows: Sequence[Row]) -> None:
        """Write rows of the intake in one transaction."""
        ...

    def repeated(self, run: str) -> Iterator[RepeatedReference]:
        """References of rows that are to be sent or were found invalid, and stand more than once."""
        ...

    def settle(self, run: str, settled: Sequence[Settled]) -> None:
        """Give rows an outcome that only the whole file tells; problems are added to those that the row has."""
        ...

    def ready(self, run: str, notices: Sequence[Problem] = ()) -> None:
        """The intake is complete: the run may be sent. `notices`, of rows left out, join the problems of the file."""
        ...

    def hold(self, run: str) -> AbstractContextManager[None]:
        """Keep the run for this process. Raises RunBusyError when another living process has it."""
        ...

    def get(self, run: str) -> Run | None:
        """The run, or None when there is none of that id."""
        ...

    def runs(self) -> Sequence[Run]:
        """All runs, newest first."""
        ...

    def unfinished(self, new: NewRun) -> Run | None:
        """The newest run of the same bytes, sheet, target and options that is ready, sending or stopped."""
        ...

    def reopen(self, run: str, outcomes: Sequence[Outcome]) -> int:
        """Rows with one of `outcomes` are to be sent again; gives how many."""
        ...

    def leave_overtaken(self, run: str, since: str, at: float) -> Mapping[str, int]:
        """Open rows whose reference a run sent that was begun after `since` are overtaken; gives how many, by that run.

        `since` is the run as which this one was begun; `at` is the time that the rows end with.
        """
        ...

    def to_send(self, run: str, after: int, limit: int) -> Sequence[Payload]:
        """The next rows to send with a number above `after`, ascending."""
        ...

    def sending(self, run: str, rows: Sequence[int], request_id: str, at: float) -> None:
        """Committed before the request goes: these rows may be applied from now on, and count one attempt more."""
        ...

    def record(self, run: str, outcomes: Sequence[RowOutcome]) -> None:
        """Committed after the answer.

        The end of the process takes nothing back. A power cut may: then a row is open whose answer had come, and is
        sent again.
        """
        ...

    def close_run(self, run: str, tally: Tally, at: float) -> Run:
        """End a session of sending: rows never sent become not_sent, rows with no answer unknown.

        The state is `done` when no row has an outcome that a resume sends again, else `stopped`.
        """
        ...

    def results(self, run: str) -> Iterator[ResultRow]:
        """Every row of the run, ascending, a few at a time."""
        ...

    def results_so_far(self, run: str, after: int, limit: int) -> Sequence[ResultRow]:
        """The rows above `after`, ascending, up to the first that has no outcome yet; at most `limit`.

        While this process holds the run and opens no row again, what they say is what `results` says in the end.
        """
        ...

    def accepted(self, target: str, dealer: str | None, references: Sequence[str]) -> Mapping[str, str]:
        """Reference → fingerprint of the last payload that the API accepted for that target and dealer."""
        ...

    def prune(self, before: float) -> int:
        """Remove runs that ended before the Unix time `before`; gives how many."""
        ...

    def forget(self, run: str) -> None:
        """Remove personal data (bodies, original cells, messages) of a run; outcomes and counts stay.

        The caller holds the run.
        """
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...
