"""Which rows of a run a newer one has overtaken: it sent their references later, to the same address and location.

What the newer run sent stays live: an older row in its place would undo what a dealer has mended since. A run is newer
that was begun later, whenever either was resumed.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy import Row as Line

from importer.journal.batches import execute_many
from importer.journal.paging import spans
from importer.journal.protocol import RunState
from importer.journal.row_terms import ACCEPTED_OUTCOMES, CLOSED_OUTCOME, OPEN, SPAN, THE_RUN
from importer.journal.schema import ACCEPTED, ROWS, RUNS
from importer.records import Outcome

_MAY_BE_LIVE: Final = (*ACCEPTED_OUTCOMES, Outcome.UNCHANGED, Outcome.UNKNOWN)

_NEWER: Final = select(RUNS.c.number, RUNS.c.run).where(
    RUNS.c.number > THE_RUN,
    RUNS.c.target == bindparam("the_target"),
    or_(bindparam("the_dealer") == "", RUNS.c.dealer == "", RUNS.c.dealer == bindparam("the_dealer")),
    RUNS.c.state != RunState.INTAKE.value,
)
"""Runs begun later that may have sent to the same location: the same one, or one of which the rows name their own."""


def _overtaken(is_to_send: ColumnElement[bool]) -> Select[tuple[int, int]]:
    """Rows of a run that are to be sent and whose reference newer runs have sent, with the newest of those.

    The rows of all are sorted by reference once. A join would be of two sides without an index, and a database that
    has no statistics of them yet compares each row with each.
    """
    of_newer = and_(
        ROWS.c.run.in_(bindparam("the_newer", expanding=True)),
        CLOSED_OUTCOME.in_([outcome.value for outcome in _MAY_BE_LIVE]),
    )
    newest = func.max(case((ROWS.c.run != THE_RUN, ROWS.c.run))).over(partition_by=ROWS.c.reference)
    both: Subquery = (
        select(ROWS.c.run, ROWS.c.row, newest.label("newest"))
        .where(ROWS.c.reference.is_not(None), or_(and_(ROWS.c.run == THE_RUN, is_to_send), of_newer))
        .subquery()
    )
    return select(both.c.row, both.c.newest).where(both.c.run == THE_RUN, both.c.newest.is_not(None))


_OPEN_OVERTAKEN: Final = _overtaken(OPEN)
_UNSENT_OVERTAKEN: Final = _overtaken(CLOSED_OUTCOME.in_([outcome.value for outcome in Outcome if outcome.resend]))

_LEAVE: Final = (
    update(ROWS)
    .where(SPAN)
    .values(
        outcome=bindparam("the_outcome"),
        previous=null(),
        finished_at=bindparam("the_time"),
        status=null(),
        http_status=null(),
        code=bindparam("the_outcome"),
        message=bindparam("the_name"),
        field=null(),
        warnings=null(),
    )
)

_ACCEPTED_OVERTAKEN: Final = (
    select(ROWS.c.row)
    .join(RUNS, RUNS.c.number == ROWS.c.run)
    .outerjoin(
        ACCEPTED,
        and_(
            ACCEPTED.c.target == RUNS.c.target,
            ACCEPTED.c.reference == ROWS.c.reference,
            ACCEPTED.c.dealer == RUNS.c.dealer,
        ),
    )
    .where(
        ROWS.c.run == THE_RUN,
        ROWS.c.outcome.in_([outcome.value for outcome in ACCEPTED_OUTCOMES]),
        or_(ACCEPTED.c.fingerprint.is_(None), ACCEPTED.c.fingerprint != ROWS.c.fingerprint),
    )
    .limit(1)
)
"""A row that the run got accepted, and for whose reference a later run sent something else."""


def leave_overtaken(connection: Connection, found: Line[Any], since: Line[Any], at: float) -> Mapping[str, int]:
    """Open rows that a newer run has overtaken are `overtaken`, with its name; gives how many, by newer run.

    `found` is the run, `since` the one as which it was begun, both as `runs.found` gives them; `at` is in Unix seconds.
    """
    names = _newer(connection, since)
    rows: dict[str, list[int]] = {}
    if names:
        values = {"the_run": found.number, "the_newer": list(names)}
        for line in connection.execute(_OPEN_OVERTAKEN, values):
            rows.setdefault(names[line.newest], []).append(line.row)
    for name, overtaken in rows.items():
        ends = {"the_run": found.number, "the_time": at, "the_name": name, "the_outcome": Outcome.OVERTAKEN.value}
        parts = [{"the_first": first, "the_last": last} for first, last in spans(overtaken)]
        execute_many(connection, _LEAVE, [part | ends for part in parts])
    return {name: len(overtaken) for name, overtaken in rows.items()}


def is_overtaken(connection: Connection, run: Line[Any]) -> bool:
    """Whether a newer run sent something else for a row that the run sent, or anything for one that it has yet to."""
    if connection.execute(_ACCEPTED_OVERTAKEN, {"the_run": run.number}).first():
        return True
    names = _newer(connection, run)
    values = {"the_run": run.number, "the_newer": list(names)}
    return bool(names) and connection.execute(_UNSENT_OVERTAKEN.limit(1), values).first() is not None


def _newer(connection: Connection, run: Line[Any]) -> dict[int, str]:
    """Number → name of the runs that were begun later and may have sent to the same location."""
    values = {"the_run": run.number, "the_target": run.target, "the_dealer": run.dealer}
    return {line.number: line.run for line in connection.execute(_NEWER, values)}
