"""What one cell is for one target: a typed value, a blank, or a problem.

The record that every reader of this package returns. It does not know kinds, columns or files.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from importer.problems import Code

Cell = str | int | float | bool | datetime | date | time | timedelta
"""A cell that is neither blank nor faulty; a string is cleaned and no placeholder."""

_NO_PARAMS: Final[Mapping[str, str]] = MappingProxyType({})


class Reading(NamedTuple):
    """What one raw value is for one target.

    `value` is typed, and None for a blank (a placeholder is a blank) or an error; a warning keeps the value or says why
    it is left blank. `code` is the problem, if any, and `params` fill its sentence. `currency` is that of a money cell
    that names one.

    A named tuple, because a column may need 50,000 of them and a frozen dataclass takes three times as long to make.
    """

    value: object | None = None
    code: Code | None = None
    params: Mapping[str, str] = _NO_PARAMS
    currency: str | None = None


Reader = Callable[[Cell], Reading]

BLANK: Final = Reading()


def trouble(code: Code, **params: str) -> Reading:
    """A reading that is an error: no value, and what to say of it."""
    return Reading(code=code, params=params)
