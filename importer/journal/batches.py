"""Runs statements at the driver's own speed: compiled once, without SQLAlchemy's work for each row or each call.

The parameters go to the driver as they are, so a statement may take only what needs no conversion: text, numbers and
bytes. It knows nothing of what the statements do.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy import Row as Line
from sqlalchemy.sql import ClauseElement


def execute_many(connection: Connection, statement: ClauseElement, rows: Sequence[Mapping[str, Any]]) -> None:
    """Execute the statement once for each row of parameters; every row has the same names."""
    if not rows:
        return
    sql, names = _compiled(statement, connection.dialect, tuple(rows[0]))
    if names:
        connection.exec_driver_sql(sql, list(map(itemgetter(*names), rows)))
    else:
        connection.exec_driver_sql(sql, [dict(row) for row in rows])


def one_line(connection: Connection, statement: ClauseElement, values: Mapping[str, Any]) -> Line[Any] | None:
    """The one line that the statement finds, as the driver reads it, or None."""
    sql, names = _compiled(statement, connection.dialect, tuple(values))
    given = tuple(values[name] for name in names) if names else dict(values)
    return connection.exec_driver_sql(sql, given).one_or_none()


@lru_cache(maxsize=64)
def _compiled(statement: ClauseElement, dialect: Dialect, keys: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The text of the statement and, where the driver takes parameters by place, their names in order."""
    compiled = statement.compile(dialect=dialect, column_keys=list(keys))
    return str(compiled), tuple(getattr(compiled, "positiontup", None) or ())
