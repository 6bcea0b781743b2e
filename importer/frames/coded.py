"""A column as its distinct values and, for each row, which of them stands there.

Work is done once for each distinct value, and once for each distinct combination when columns are joined. It does not
know fields, cells or what a value means.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from importer.cells.columns import distinct

Codes = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]


class Unreadable(Enum):
    """The value of a cell that is not blank and could not be read: it has a problem, so nothing fills it."""

    UNREADABLE = "unreadable"


UNREADABLE: Final = Unreadable.UNREADABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """`values[codes[i]]` is the value of the i-th row: None when blank, UNREADABLE when it has a problem."""

    codes: Codes
    values: Sequence[Any]

    @classmethod
    def of(cls, column: Sequence[Any]) -> "Coded":
        """The distinct values of `column`, and None."""
        codes, values = distinct(column)
        codes[codes < 0] = len(values)
        return cls(codes=codes, values=[*values, None])

    @classmethod
    def constant(cls, value: Any, rows: int) -> "Coded":  # noqa: ANN401 — any kind of value
        """The same value in each of `rows` rows."""
        return cls(codes=np.zeros(rows, dtype=np.intp), values=[value])

    def map(self, change: Callable[[Any], Any]) -> "Coded":
        """Each value changed, once for each distinct value."""
        return Coded(codes=self.codes, values=[change(value) for value in self.values])

    def where(self, test: Callable[[Any], bool]) -> Mask:
        """The rows whose value passes `test`."""
        tested = np.fromiter(map(test, self.values), dtype=np.bool_, count=len(self.values))
        return tested[self.codes]

    def at(self, position: int) -> Any:  # noqa: ANN401 — any kind of value
        """The value of one row."""
        return self.values[self.codes[position]]

    def each(self) -> list[Any]:
        """The value of every row."""
        values = np.fromiter(self.values, dtype=object, count=len(self.values))
        return list(values[self.codes])


def combined(columns: Sequence[Coded], make: Callable[..., Any]) -> Coded:
    """`make(*values)` of the columns' values in each row, called once for each distinct combination."""
    codes, combinations = columns[0].codes, [(value,) for value in columns[0].values]
    for column in columns[1:]:
        size = len(column.values)
        codes, pairs = pd.factorize(codes * size + column.codes)
        combinations = [(*combinations[pair // size], column.values[pair % size]) for pair in pairs]
    return Coded(codes=codes, values=[make(*combination) for combination in combinations])


def first_given(columns: Sequence[Coded]) -> Coded:
    """The first value that is not blank; an unreadable one counts as given."""
    if len(columns) == 1:
        return columns[0]
    return combined(columns, lambda *values: next((value for value in values if value is not None), None))
