"""SQL statements of the journal, the same on SQLite and PostgreSQL. It knows nothing of records or connections.

A row whose `outcome` is NULL is open: it is to be sent, or was sent and is not answered yet. Names that begin with
`the_` are parameters; `the_first` to `the_last` is a span of row numbers, all of which are meant.
"""

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    null,
    or_,
    select,
    text,
    tuple_,
    update,
)

from importer.journal.protocol import RunState
from importer.journal.schema import ACCEPTED, CONTENTS, ROWS, RUNS
from importer.records import Outcome

_RUN: Final[ColumnElement[Any]] = bindparam("the_run")
_ROW: Final[ColumnElement[Any]] = bindparam("the_row")
_THIS_ROW: Final = and_(ROWS.c.run == _RUN, ROWS.c.row == _ROW)
_SPAN: Final = and_(ROWS.c.run == _RUN, ROWS.c.row.between(bindparam("the_first"), bindparam("the_last")))
_BEFORE: Final = ACCEPTED.alias("before")
_NO_DEALER: Final[ColumnElement[str]] = literal_column("''")
_OPEN: Final = ROWS.c.outcome.is_(None)

CLOSED_OUTCOME: Final = case(
    (ROWS.c.outcome.is_not(None), ROWS.c.outcome),
    (ROWS.c.previous.is_not(None), ROWS.c.previous),
    (ROWS.c.attempts > 0, Outcome.UNKNOWN.value),
    else_=Outcome.NOT_SENT.value,
)
"""A row's outcome, or what it would be if the run ended now."""

NEVER_SENT_AGAIN: Final = tuple(outcome.value for outcome in (Outcome.INVALID, Outcome.DUPLICATE))
"""Outcomes that intake gave because nothing true could be sent."""

ACCEPTED_OUTCOMES: Final = (Outcome.CREATED, Outcome.UPDATED)

# ── intake ───────────────────────────────────────────────────────────────────────────────────────────────────────────

ADD_ROWS: Final = insert(ROWS)
ADD_CONTENTS: Final = insert(CONTENTS)

SETTLE: Final = update(ROWS).where(_THIS_ROW).values(outcome=bindparam("the_outcome"), previous=null())

PROBLEMS_OF: Final = select(CONTENTS.c.row, CONTENTS.c.problems).where(
    CONTENTS.c.run == _RUN, CONTENTS.c.row.in_(bindparam("the_rows", expanding=True))
)

SET_PROBLEMS: Final = (
    update(CONTENTS).where(CONTENTS.c.run == _RUN, CONTENTS.c.row == _ROW).values(problems=bindparam("the_problems"))
)

_REPEATED: Final = (
    select(ROWS.c.reference)
    .where(
        ROWS.c.run == _RUN,
        ROWS.c.reference.is_not(None),
        or_(_OPEN, ROWS.c.outcome == Outcome.INVALID.value),
    )
    .group_by(ROWS.c.reference)
    .having(func.count() > 1)
    .subquery()
)

REPEATED: Final = (
    select(ROWS.c.reference, ROWS.c.row, ROWS.c.fingerprint)
    .join(_REPEATED, ROWS.c.reference == _REPEATED.c.reference)
    .where(ROWS.c.run == _RUN, or_(_OPEN, ROWS.c.outcome == Outcome.INVALID.value))
    .order_by(ROWS.c.reference, ROWS.c.row)
)

# ── sending ──────────────────────────────────────────────────────────────────────────────────────────────────────────

TO_SEND: Final = (
    select(ROWS.c.row, ROWS.c.reference, CONTENTS.c.body, ROWS.c.attempts)
    .join(CONTENTS, and_(CONTENTS.c.run == ROWS.c.run, CONTENTS.c.row == ROWS.c.row))
    .where(ROWS.c.run == _RUN, ROWS.c.row > bindparam("the_after"), _OPEN, ROWS.c.reference.is_not(None))
    .order_by(ROWS.c.row)
    .limit(bindparam("the_limit"))
)

SENDING: Final = (
    update(ROWS)
    .where(_SPAN)
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

DOUBT_ACCEPTED: Final = delete(ACCEPTED).where(
    tuple_(ACCEPTED.c.target, ACCEPTED.c.reference, ACCEPTED.c.dealer).in_(
        select(_BEFORE.c.target, _BEFORE.c.reference, _BEFORE.c.dealer)
        .join(ROWS, and_(ROWS.c.reference == _BEFORE.c.reference, ROWS.c.fingerprint != _BEFORE.c.fingerprint))
        .where(
            _SPAN,
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

RECORD: Final = (
    update(ROWS)
    .where(_THIS_ROW)
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

ACCEPT: Final = text(
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

ACCEPTED_OF: Final = select(ACCEPTED.c.reference, ACCEPTED.c.fingerprint).where(
    ACCEPTED.c.target == bindparam("the_target"),
    ACCEPTED.c.dealer == bindparam("the_dealer"),
    ACCEPTED.c.reference.in_(bindparam("the_references", expanding=True)),
)

CLOSE_ROWS: Final = (
    update(ROWS)
    .where(ROWS.c.run == _RUN, _OPEN)
    .values(
        outcome=CLOSED_OUTCOME,
        finished_at=case(
            (and_(ROWS.c.previous.is_(None), ROWS.c.attempts > 0), bindparam("the_time")), else_=ROWS.c.finished_at
        ),
        previous=null(),
    )
)

REOPEN: Final = (
    update(ROWS)
    .where(
        ROWS.c.run == _RUN,
        ROWS.c.reference.is_not(None),
        ROWS.c.outcome.in_(bindparam("the_outcomes", expanding=True)),
        ROWS.c.outcome.not_in(NEVER_SENT_AGAIN),
    )
    .values(previous=ROWS.c.outcome, outcome=null())
)

# ── runs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

FOUND: Final = select(
    RUNS.c.number, RUNS.c.state, RUNS.c.target, RUNS.c.dealer, RUNS.c.forgotten, RUNS.c.finished_at
).where(RUNS.c.run == _RUN)
"""What every call looks up of its run first; `the_run` is its id here."""

COUNTS: Final = select(ROWS.c.run, ROWS.c.outcome, func.count().label("rows")).group_by(ROWS.c.run, ROWS.c.outcome)

CLOSE_RUN: Final = (
    update(RUNS)
    .where(RUNS.c.number == _RUN)
    .values(
        state=bindparam("the_state"),
        finished_at=bindparam("the_time"),
        requests=RUNS.c.requests + bindparam("the_requests"),
        throttled=RUNS.c.throttled + bindparam("the_throttled"),
        retries=RUNS.c.retries + bindparam("the_retries"),
        waited_s=RUNS.c.waited_s + bindparam("the_wait"),
    )
)

UNFINISHED: Final = (
    select(RUNS)
    .where(
        RUNS.c.source_digest == bindparam("the_digest"),
        RUNS.c.state.in_([RunState.READY.value, RunState.SENDING.value, RunState.STOPPED.value]),
        RUNS.c.forgotten.is_(False),
    )
    .order_by(RUNS.c.number.desc())
)

RESULTS: Final = (
    select(
        ROWS.c.row,
        ROWS.c.reference,
        ROWS.c.fingerprint,
        CLOSED_OUTCOME.label("outcome"),
        CONTENTS.c.problems,
        CONTENTS.c.cells,
        ROWS.c.attempts,
        func.coalesce(ROWS.c.finished_at, ROWS.c.sent_at).label("finished_at"),
        ROWS.c.request_id,
        ROWS.c.listing_id,
        ROWS.c.status,
        ROWS.c.http_status,
        ROWS.c.code,
        ROWS.c.message,
        ROWS.c.field,
        ROWS.c.warnings,
    )
    .outerjoin(CONTENTS, and_(CONTENTS.c.run == ROWS.c.run, CONTENTS.c.row == ROWS.c.row))
    .where(ROWS.c.run == _RUN, ROWS.c.row > bindparam("the_after"))
    .order_by(ROWS.c.row)
    .limit(bindparam("the_limit"))
)

OPEN_AHEAD: Final = (
    select(_OPEN.label("open"))
    .where(ROWS.c.run == _RUN, ROWS.c.row > bindparam("the_after"))
    .order_by(ROWS.c.row)
    .limit(bindparam("the_limit"))
)
"""Whether each of the next rows is open."""

FORGET_ANSWERS: Final = (
    update(ROWS)
    .where(ROWS.c.run == _RUN)
    .values(message=case((ROWS.c.outcome == Outcome.OVERTAKEN.value, ROWS.c.message), else_=null()), warnings=null())
)
"""The message of a row that was overtaken is the name of a run, and stays."""
FORGET_CONTENTS: Final = delete(CONTENTS).where(CONTENTS.c.run == _RUN)
REMOVE_ROWS: Final = delete(ROWS).where(ROWS.c.run == _RUN)
REMOVE_RUN: Final = delete(RUNS).where(RUNS.c.number == _RUN)

ENDED: Final = select(RUNS.c.number, RUNS.c.run).where(
    or_(
        RUNS.c.finished_at < bindparam("the_time"),
        and_(RUNS.c.state == RunState.INTAKE.value, RUNS.c.created_at < bindparam("the_time")),
    )
)
"""Runs that ended before a time; one that was cut off in its intake ends with its beginning."""
