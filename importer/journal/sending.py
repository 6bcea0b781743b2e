"""The sending of a run in SQL: rows to send, claimed before a request goes, with their outcome after its answer."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    null,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy import Row as Line

from importer.errors import JournalError
from importer.journal.batches import execute_many
from importer.journal.paging import spans
from importer.journal.protocol import RunState
from importer.journal.row_terms import ACCEPTED_OUTCOMES, OPEN, SPAN, THE_RUN, THIS_ROW
from importer.journal.runs import set_state
from importer.journal.schema import ACCEPTED, CONTENTS, ROWS
from importer.journal.translation import outcome_values, payload_of, storable
from importer.records import Payload, RowOutcome

_BEFORE: Final = ACCEPTED.alias("before")
_NO_DEALER: Final[ColumnElement[str]] = literal_column("''")

_TO_SEND: Final = (
    select(ROWS.c.row, ROWS.c.reference, CONTENTS.c.body, ROWS.c.attempts)
    .join(CONTENTS, and_(CONTENTS.c.run == ROWS.c.run, CONTENTS.c.row == ROWS.c.row))
    .where(ROWS.c.run == THE_RUN, ROWS.c.row > bindparam("the_after"), OPEN, ROWS.c.reference.is_not(None))
    .order_by(ROWS.c.row)
    .limit(bindparam("the_limit"))
)

_SENDING: Final = (
    update(ROWS)
    .where(SPAN)
    .values(
        outcome=null(),
        previous=null(),
        attempts=ROWS.c.attempts + literal_column("1"),
        request_id=bindparam("the_request"),
        sent_at=bindparam("the_time"),
        finished_at=null(),
        status=null(),
        http_status=null(),
        code=null(),
        message=null(),
        field=null(),
        warnings=null(),
    )
)

_DOUBT_ACCEPTED: Final = delete(ACCEPTED).where(
    tuple_(ACCEPTED.c.target, ACCEPTED.c.reference, ACCEPTED.c.dealer).in_(
        select(_BEFORE.c.target, _BEFORE.c.reference, _BEFORE.c.dealer)
        .join(ROWS, and_(ROWS.c.reference == _BEFORE.c.reference, ROWS.c.fingerprint != _BEFORE.c.fingerprint))
        .where(
            SPAN,
            _BEFORE.c.target == bindparam("the_target"),
            or_(
                bindparam("the_dealer") == _NO_DEALER,
                _BEFORE.c.dealer == _NO_DEALER,
                _BEFORE.c.dealer == bindparam("the_dealer"),
            ),
        )
    )
)
"""What was accepted before is no longer what is live for sure, once something else was sent for that reference."""

_RECORD: Final = (
    update(ROWS)
    .where(THIS_ROW)
    .values(
        outcome=bindparam("the_outcome"),
        previous=null(),
        attempts=bindparam("the_attempts"),
        finished_at=bindparam("the_time"),
        request_id=func.coalesce(bindparam("the_request"), ROWS.c.request_id),
        listing_id=func.coalesce(bindparam("the_listing"), ROWS.c.listing_id),
        status=bindparam("the_status"),
        http_status=bindparam("the_http_status"),
        code=bindparam("the_code"),
        message=bindparam("the_message"),
        field=bindparam("the_field"),
        warnings=bindparam("the_warnings"),
    )
)

_ACCEPT: Final = text(
    'INSERT INTO accepted (target, reference, dealer, fingerprint, listing_id, "at") '
    'SELECT runs.target, "rows".reference, runs.dealer, "rows".fingerprint, "rows".listing_id, "rows".finished_at '
    'FROM "rows" JOIN runs ON runs.number = "rows".run '
    'WHERE "rows".run = :the_run AND "rows"."row" IN ('
    'SELECT max("row") FROM "rows" '
    'WHERE run = :the_run AND "row" BETWEEN :the_first AND :the_last AND reference IS NOT NULL GROUP BY reference) '
    "ON CONFLICT (target, reference, dealer) DO UPDATE "
    'SET fingerprint = excluded.fingerprint, listing_id = excluded.listing_id, "at" = excluded."at"'
)
"""Written out because SQLAlchemy has no `ON CONFLICT` that both databases share; that takes each reference once."""


def to_send(connection: Connection, number: int, after: int, limit: int) -> Sequence[Payload]:
    """The next rows to send with a number above `after`, ascending."""
    values = {"the_run": number, "the_after": after, "the_limit": limit}
    return [payload_of(line) for line in connection.execute(_TO_SEND, values)]


def claim(connection: Connection, found: Line[Any], rows: Sequence[int], request_id: str, at: float) -> None:
    """These rows may be applied from now on, and count one attempt more.

    What the API accepted before for their references is forgotten where it differs: it may not be live any more.
    """
    if found.state == RunState.INTAKE:
        raise JournalError("journal_run_not_ready", run=found.run)
    if found.state != RunState.SENDING:
        set_state(connection, found.number, RunState.SENDING)
    parts = [{"the_run": found.number, "the_first": first, "the_last": last} for first, last in spans(rows)]
    claim = {"the_request": storable(request_id), "the_time": at}
    execute_many(connection, _SENDING, [part | claim for part in parts])
    whose = {"the_target": found.target, "the_dealer": found.dealer}
    execute_many(connection, _DOUBT_ACCEPTED, [part | whose for part in parts])


def record(connection: Connection, number: int, outcomes: Sequence[RowOutcome]) -> None:
    """Rows have the outcome of their answer; what was accepted is what is live for its reference."""
    execute_many(connection, _RECORD, [outcome_values(number, one) for one in outcomes])
    accepted = [one.row for one in outcomes if one.outcome in ACCEPTED_OUTCOMES]
    parts = [{"the_run": number, "the_first": first, "the_last": last} for first, last in spans(accepted)]
    execute_many(connection, _ACCEPT, parts)
