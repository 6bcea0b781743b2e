"""A row from the journal's intake to its outcome: what is kept, what is sent, what became of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from importer.problems import Problem
from importer.records.tables import RawValue


class Outcome(StrEnum):
    """What became of a source row that is not blank; every one ends in exactly one of these."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    OVERTAKEN = "overtaken"
    INVALID = "invalid"
    REJECTED = "rejected"
    FAILED = "failed"
    UNKNOWN = "unknown"
    NOT_SENT = "not_sent"

    @property
    def resend(self) -> bool:
        """Whether a resume sends the row again (PUT by reference is idempotent)."""
        return self in _RESEND

    @property
    def done(self) -> bool:
        """Whether the row needs no more work."""
        return self in _DONE


_RESEND = frozenset({Outcome.FAILED, Outcome.UNKNOWN, Outcome.NOT_SENT})
_DONE = frozenset({Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.DUPLICATE, Outcome.OVERTAKEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A source row after intake, ready for the journal.

    `body` is the listing as canonical JSON (keys sorted, UTF-8), with whatever could be read even when the row is
    invalid; `fingerprint` is the SHA-256 of it in hex. `outcome` is None for a row that is to be sent, else invalid,
    duplicate or unchanged. `cells` are the original cells of the row, in the file's order. A row that is only counted
    has no body and no cells.
    """

    row: int
    reference: str | None
    body: bytes
    fingerprint: str
    outcome: Outcome | None
    problems: tuple[Problem, ...] = ()
    cells: tuple[RawValue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What is sent for one row: `body` is the JSON object of the listing with its externalReference."""

    row: int
    reference: str
    body: bytes
    attempts: int = 0


IMAGE_SKIPPED: Final = "image skipped: {address} ({reason})"  # a warning; the result sheet says it in its language


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """What sending one row came to.

    `status` is the listing's status as the API answered, `code` and `message` the API's own or a key of ours; of a row
    that was overtaken `message` is the run that sent its reference later. `warnings` are the API's texts and
    `IMAGE_SKIPPED` for each image that it left out, `finished_at` is Unix time in seconds.
    """

    row: int
    outcome: Outcome
    attempts: int
    finished_at: float
    listing_id: str | None = None
    status: str | None = None
    http_status: int | None = None
    code: str | None = None
    message: str | None = None
    field: str | None = None
    warnings: tuple[str, ...] = ()
    request_id: str | None = None
