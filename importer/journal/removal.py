"""What is taken out of the journal: a run, or what is personal of one. It knows nothing of connecting or locks."""

from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy import Row as Line

from importer.journal import statements
from importer.journal.protocol import RunState
from importer.journal.schema import RUNS
from importer.journal.translation import forgotten_new


def remove(connection: Connection, number: int) -> None:
    """Nothing of the run stays but what was accepted last for its references."""
    for statement in (statements.FORGET_CONTENTS, statements.REMOVE_ROWS, statements.REMOVE_RUN):
        connection.execute(statement, {"the_run": number})


def forget(connection: Connection, found: Line[Any], now: float) -> None:
    """Bodies, cells, messages and problems go; outcomes and counts stay. `found` is as by FOUND, `now` in Unix seconds.

    Nothing can be sent from the run any more, so it is closed and done.
    """
    values = {"the_run": found.number}
    connection.execute(statements.CLOSE_ROWS, {**values, "the_time": now})
    connection.execute(statements.FORGET_ANSWERS, values)
    connection.execute(statements.FORGET_CONTENTS, values)
    of_run = RUNS.c.number == found.number
    known = connection.execute(select(RUNS.c.new).where(of_run)).scalar_one()
    closed = {"state": RunState.DONE.value, "finished_at": found.finished_at or now}
    connection.execute(update(RUNS).where(of_run).values(forgotten=True, new=forgotten_new(known), **closed))
