"""What became of rows, in SQL: all of a run, those that are settled so far, and what was accepted last."""

import operator
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, func, select
from sqlalchemy import Row as Line

from importer.journal.paging import PAGE_ROWS, pages
from importer.journal.protocol import ResultRow
from importer.journal.row_terms import CLOSED_OUTCOME, OPEN, THE_RUN
from importer.journal.schema import ACCEPTED, CONTENTS, ROWS
from importer.journal.translation import result_of

_RESULTS: Final = (
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
    .where(ROWS.c.run == THE_RUN, ROWS.c.row > bindparam("the_after"))
    .order_by(ROWS.c.row)
    .limit(bindparam("the_limit"))
)

_OPEN_AHEAD: Final = (
    select(OPEN.label("open"))
    .where(ROWS.c.run == THE_RUN, ROWS.c.row > bindparam("the_after"))
    .order_by(ROWS.c.row)
    .limit(bindparam("the_limit"))
)
"""Whether each of the next rows is open."""

_ACCEPTED_OF: Final = select(ACCEPTED.c.reference, ACCEPTED.c.fingerprint).where(
    ACCEPTED.c.target == bindparam("the_target"),
    ACCEPTED.c.dealer == bindparam("the_dealer"),
    ACCEPTED.c.reference.in_(bindparam("the_references", expanding=True)),
)


def page_of(connection: Connection, number: int, after: int) -> Sequence[Line[*tuple[Any, ...]]]:
    """The next PAGE_ROWS lines of the run above `after`, ascending, for `result_of`; fewer are the last."""
    values = {"the_run": number, "the_after": after, "the_limit": PAGE_ROWS}
    return connection.execute(_RESULTS, values).all()


def so_far(connection: Connection, number: int, after: int, limit: int) -> Sequence[ResultRow]:
    """The rows above `after`, ascending, up to the first that has no outcome yet; at most `limit`."""
    values = {"the_run": number, "the_after": after}
    ahead = connection.scalars(_OPEN_AHEAD, {**values, "the_limit": limit})
    settled = sum(1 for _ in takewhile(operator.not_, ahead))
    lines = connection.execute(_RESULTS, {**values, "the_limit": settled}).all() if settled else ()
    return [result_of(line) for line in lines]


def accepted(connection: Connection, target: str, dealer: str | None, references: Sequence[str]) -> Mapping[str, str]:
    """Reference → fingerprint of the last payload that the API accepted for that target and dealer."""
    found: dict[str, str] = {}
    for page in pages(list(dict.fromkeys(references))):
        values = {"the_target": target, "the_dealer": dealer or "", "the_references": page}
        found.update({line.reference: line.fingerprint for line in connection.execute(_ACCEPTED_OF, values)})
    return found
