"""The intake of a run in SQL: its rows are added, what only the whole file tells is settled, then it is ready."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from sqlalchemy import Connection, bindparam, func, insert, null, or_, select, update

from importer.journal.batches import execute_many
from importer.journal.encoding import decode_problems, encode_problems
from importer.journal.paging import FEW_ROWS, pages
from importer.journal.protocol import RepeatedReference, RunState, Settled
from importer.journal.row_terms import OPEN, THE_ROW, THE_RUN, THIS_ROW
from importer.journal.runs import set_state
from importer.journal.schema import CONTENTS, ROWS, RUNS
from importer.journal.translation import content_values, row_values, with_problems
from importer.problems import Problem
from importer.records import Outcome, Row

_ADD_ROWS: Final = insert(ROWS)
_ADD_CONTENTS: Final = insert(CONTENTS)

_SETTLE: Final = update(ROWS).where(THIS_ROW).values(outcome=bindparam("the_outcome"), previous=null())

_PROBLEMS_OF: Final = select(CONTENTS.c.row, CONTENTS.c.problems).where(
    CONTENTS.c.run == THE_RUN, CONTENTS.c.row.in_(bindparam("the_rows", expanding=True))
)

_SET_PROBLEMS: Final = (
    update(CONTENTS)
    .where(CONTENTS.c.run == THE_RUN, CONTENTS.c.row == THE_ROW)
    .values(problems=bindparam("the_problems"))
)

_TWICE: Final = (
    select(ROWS.c.reference)
    .where(
        ROWS.c.run == THE_RUN,
        ROWS.c.reference.is_not(None),
        or_(OPEN, ROWS.c.outcome == Outcome.INVALID.value),
    )
    .group_by(ROWS.c.reference)
    .having(func.count() > 1)
    .subquery()
)

_REPEATED: Final = (
    select(ROWS.c.reference, ROWS.c.row, ROWS.c.fingerprint)
    .join(_TWICE, ROWS.c.reference == _TWICE.c.reference)
    .where(ROWS.c.run == THE_RUN, or_(OPEN, ROWS.c.outcome == Outcome.INVALID.value))
    .order_by(ROWS.c.reference, ROWS.c.row)
)


def add(connection: Connection, number: int, rows: Sequence[Row]) -> None:
    """Write rows of the intake."""
    for page in pages(rows, FEW_ROWS):
        execute_many(connection, _ADD_ROWS, [row_values(number, row) for row in page])
        execute_many(connection, _ADD_CONTENTS, [content_values(number, row) for row in page])


def repeated(connection: Connection, number: int) -> Iterator[RepeatedReference]:
    """References that stand more than once; they are read at once, and given after the connection is let go."""
    lines = connection.execute(_REPEATED, {"the_run": number}).all()
    return (
        RepeatedReference(reference=reference, rows=tuple((line.row, line.fingerprint) for line in group))
        for reference, group in groupby(lines, key=lambda line: line.reference)
    )


def settle(connection: Connection, number: int, settled: Sequence[Settled]) -> None:
    """Give rows an outcome that only the whole file tells, with its problem."""
    execute_many(
        connection,
        _SETTLE,
        [{"the_run": number, "the_row": one.row, "the_outcome": one.outcome.value} for one in settled],
    )
    for page in pages([one for one in settled if one.problem]):
        _add_problems(connection, number, page)


def make_ready(connection: Connection, number: int, notices: Sequence[Problem]) -> None:
    """The run may be sent; `notices` join the problems of the file."""
    if notices:
        of_run = RUNS.c.number == number
        known = connection.execute(select(RUNS.c.new).where(of_run)).scalar_one()
        connection.execute(update(RUNS).where(of_run).values(new=with_problems(known, notices)))
    set_state(connection, number, RunState.READY)


def _add_problems(connection: Connection, number: int, settled: Sequence[Settled]) -> None:
    """Add problems to those that rows have, each once."""
    values = {"the_run": number, "the_rows": [one.row for one in settled]}
    kept = {
        line.row: decode_problems(line.problems) if line.problems else ()
        for line in connection.execute(_PROBLEMS_OF, values)
    }
    for one in settled:
        if one.problem and one.row in kept and one.problem not in kept[one.row]:
            kept[one.row] = (*kept[one.row], one.problem)
    execute_many(
        connection,
        _SET_PROBLEMS,
        [
            {"the_run": number, "the_row": row, "the_problems": encode_problems(problems)}
            for row, problems in kept.items()
        ],
    )
