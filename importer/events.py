"""What happens on the main path, told as frozen events; whoever shows them listens. By default nobody does."""

from collections.abc import Callable
from dataclasses import dataclass

from importer.records import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingStarted:
    """A file is opened; how many rows it has, and what they mean, is known only when all of it was seen."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChosen:
    """From now on `run` is the one of this command: begun, or taken up."""

    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsRead:
    """Intake has `rows` rows so far; `total` when it is known."""

    rows: int
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeDone:
    """All `rows` rows of the file are read and checked."""

    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsOvertaken:
    """`rows` rows of an older run are not sent, because `run`, begun later, has sent their references."""

    run: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingStarted:
    """`rows` rows are to be sent."""

    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDone:
    """A row has come to an outcome in this session."""

    row: int
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDone:
    """A request was answered, or given up with no answer (`status` None) after `elapsed_s`."""

    request_id: str
    rows: int
    status: int | None
    elapsed_s: float
    retry: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """No request may go for `seconds`; `why` is `rate_limit`, `retry_after`, `offline` or `backoff`.

    With `answer` it is the other way round: none has come for `seconds`.
    """

    seconds: float
    why: str


Event = (
    ReadingStarted
    | RunChosen
    | RowsRead
    | IntakeDone
    | RowsOvertaken
    | SendingStarted
    | RowDone
    | RequestDone
    | Waiting
)
Emit = Callable[[Event], None]


def ignore(_event: Event) -> None:
    """The default listener: nobody looks."""
