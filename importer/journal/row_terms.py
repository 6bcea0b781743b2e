"""The terms in which statements speak of rows, the same on SQLite and PostgreSQL.

A row whose `outcome` is NULL is open: it is to be sent, or was sent and is not answered yet. Names that begin with
`the_` are parameters; `the_first` to `the_last` is a span of row numbers, all of which are meant.
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, bindparam, case

from importer.journal.schema import ROWS
from importer.records import Outcome

THE_RUN: Final[ColumnElement[Any]] = bindparam("the_run")
THE_ROW: Final[ColumnElement[Any]] = bindparam("the_row")
THIS_ROW: Final = and_(ROWS.c.run == THE_RUN, ROWS.c.row == THE_ROW)
SPAN: Final = and_(ROWS.c.run == THE_RUN, ROWS.c.row.between(bindparam("the_first"), bindparam("the_last")))
OPEN: Final = ROWS.c.outcome.is_(None)

CLOSED_OUTCOME: Final = case(
    (ROWS.c.outcome.is_not(None), ROWS.c.outcome),
    (ROWS.c.previous.is_not(None), ROWS.c.previous),
    (ROWS.c.attempts > 0, Outcome.UNKNOWN.value),
    else_=Outcome.NOT_SENT.value,
)
"""A row's outcome, or what it would be if the run ended now."""

ACCEPTED_OUTCOMES: Final = (Outcome.CREATED, Outcome.UPDATED)
