"""What is taken out of the journal: a run, or what is personal of one. It knows nothing of connecting or locks."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, case, delete, null, or_, select, update
from sqlalchemy import Row as Line

from importer.journal.closing import close_rows
from importer.journal.protocol import RunState
from importer.journal.row_terms import THE_RUN
from importer.journal.schema import CONTENTS, ROWS, RUNS
from importer.journal.translation import forgotten_new
from importer.records import Outcome

_FORGET_ANSWERS: Final = (
    update(ROWS)
    .where(ROWS.c.run == THE_RUN)
    .values(message=case((ROWS.c.outcome == Outcome.OVERTAKEN.value, ROWS.c.message), else_=null()), warnings=null())
)
"""The message of a row that was overtaken is the name of a run, and stays."""

_FORGET_CONTENTS: Final = delete(CONTENTS).where(CONTENTS.c.run == THE_RUN)
_REMOVE_ROWS: Final = delete(ROWS).where(ROWS.c.run == THE_RUN)
_REMOVE_RUN: Final = delete(RUNS).where(RUNS.c.number == THE_RUN)

_ENDED: Final = select(RUNS.c.number, RUNS.c.run).where(
    or_(
        RUNS.c.finished_at < bindparam("the_time"),
        and_(RUNS.c.state == RunState.INTAKE.value, RUNS.c.created_at < bindparam("the_time")),
    )
)
"""Runs that ended before a time; one that was cut off in its intake ends with its beginning."""


def ended(connection: Connection, before: float) -> Sequence[Line[*tuple[Any, ...]]]:
    """Number and id of the runs that ended before the Unix time `before`."""
    return connection.execute(_ENDED, {"the_time": before}).all()


def remove(connection: Connection, number: int) -> None:
    """Nothing of the run stays but what was accepted last for its references."""
    for statement in (_FORGET_CONTENTS, _REMOVE_ROWS, _REMOVE_RUN):
        connection.execute(statement, {"the_run": number})


def forget(connection: Connection, found: Line[Any], now: float) -> None:
    """Bodies, cells, messages and problems go; outcomes and counts stay. `found` is its line, `now` in Unix seconds.

    Nothing can be sent from the run any more, so it is closed and done.
    """
    values = {"the_run": found.number}
    close_rows(connection, found.number, now)
    connection.execute(_FORGET_ANSWERS, values)
    connection.execute(_FORGET_CONTENTS, values)
    of_run = RUNS.c.number == found.number
    known = connection.execute(select(RUNS.c.new).where(of_run)).scalar_one()
    closed = {"state": RunState.DONE.value, "finished_at": found.finished_at or now}
    connection.execute(update(RUNS).where(of_run).values(forgotten=True, new=forgotten_new(known), **closed))
