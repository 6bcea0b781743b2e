"""A column as its distinct values and, for each row, which of them stands there.

Work is done once for each distinct value, and once for each distinct combination when columns are joined. It does not
know fields, cells or what a value means.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from types import NoneType
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from importer.records import RawValue

Value = Any
"""A cell, a typed value, a reading …: None when blank, UNREADABLE when the cell has a problem."""
Codes = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]


class Unreadable(Enum):
    """The value of a cell that is not blank and could not be read: it has a problem, so nothing fills it."""

    UNREADABLE = "unreadable"


UNREADABLE: Final = Unreadable.UNREADABLE


_LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """`distinct[codes[i]]` is the value of the i-th row: None when blank, UNREADABLE when it has a problem."""

    codes: Codes
    distinct: Sequence[Value]

    @classmethod
    def of(cls, column: Sequence[Value]) -> "Coded":
        """The distinct values of `column`, and None; of texts that all seem to differ, each as it stands."""
        if _seems_distinct(column):
            return cls(codes=np.arange(len(column), dtype=np.intp), distinct=column)
        codes, values = distinct(column)
        codes[codes < 0] = len(values)
        return cls(codes=codes, distinct=[*values, None])

    @classmethod
    def constant(cls, value: Value, rows: int) -> "Coded":
        """The same value in each of `rows` rows."""
        return cls(codes=np.zeros(rows, dtype=np.intp), distinct=[value])

    def map(self, change: Callable[[Value], Value]) -> "Coded":
        """Each value changed, once for each distinct value."""
        return Coded(codes=self.codes, distinct=[change(value) for value in self.distinct])

    def where(self, test: Callable[[Value], bool]) -> Mask:
        """The rows whose value passes `test`."""
        tested = np.fromiter(map(test, self.distinct), dtype=np.bool_, count=len(self.distinct))
        return tested[self.codes]

    def has_blanks(self) -> bool:
        """Whether any row is blank."""
        return bool(self.where(lambda value: value is None).any())

    def at(self, position: int) -> Value:
        """The value of one row."""
        return self.distinct[self.codes[position]]

    def each(self) -> list[Value]:
        """The value of every row."""
        values = np.fromiter(self.distinct, dtype=object, count=len(self.distinct))
        return list(values[self.codes])


def distinct(cells: Sequence[RawValue]) -> tuple[Codes, list[RawValue]]:
    """The distinct values of a column and, for every cell, which of them it is; a blank is -1.

    `pandas.factorize` takes True, 1 and 1.0 for one value; here a truth value stays apart from numbers (1 and 1.0
    remain one value: they mean the same to every reader).
    """
    if bool not in set(map(type, cells)):
        codes, values = pd.factorize(np.fromiter(cells, dtype=object, count=len(cells)))
        return codes, list(values)
    places: dict[tuple[bool, RawValue], int] = {}
    codes = np.fromiter(
        (-1 if cell is None else places.setdefault((isinstance(cell, bool), cell), len(places)) for cell in cells),
        dtype=np.intp,
        count=len(cells),
    )
    return codes, [cell for _, cell in places]


def _seems_distinct(column: Sequence[Value]) -> bool:
    """Whether looking for distinct values would find few repeats: the most expensive columns have none."""
    first = column[:_LOOKED_AT]
    return len(set(first)) == len(first) and set(map(type, column)) <= {str, NoneType}


def combined(columns: Sequence[Coded], make: Callable[..., Value]) -> Coded:
    """`make(*values)` of the columns' values in each row, called once for each distinct combination."""
    codes = columns[0].codes
    combinations: list[tuple[Value, ...]] = [(value,) for value in columns[0].distinct]
    for column in columns[1:]:
        size = len(column.distinct)
        codes, pairs = pd.factorize(codes * size + column.codes)
        combinations = [(*combinations[pair // size], column.distinct[pair % size]) for pair in pairs.tolist()]
    return Coded(codes=codes, distinct=[make(*combination) for combination in combinations])


def first_given(columns: Sequence[Coded]) -> Coded:
    """The first value that is not blank; an unreadable one counts as given."""
    if len(columns) == 1:
        return columns[0]
    return combined(columns, lambda *values: next((value for value in values if value is not None), None))
