"""What stands on one sheet or in one text before anybody has looked for a table in it.

It does not know how the file was written or where a table begins.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from importer.reading.cell_shapes import is_blank_cell
from importer.records import RawValue

SAMPLE_ROWS: Final = 120

NumberedRow = tuple[int, Sequence[RawValue]]
"""A row with the number that Excel shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Merged cells: `top` and `bottom` are row numbers, `left` and `right` 0-based columns, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The rows of a sheet or text: `rows()` gives them all from row 1 and column A, blank rows too, at each call anew.

    A blank cell is None or "". `hidden` are the numbers of hidden rows in which something stands, `hidden_columns` the
    0-based hidden columns. `separator` is that of a text, in which a row may have a cell too few or too many; None for
    a workbook. `cells` is how many cells there may be.
    """

    name: str | None
    rows: Callable[[], Iterator[Sequence[RawValue]]]
    merges: Sequence[Merge] = ()
    hidden: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    separator: str | None = None
    cells: int = 0

    def sample(self, first_row: int = 1) -> Sequence[NumberedRow]:
        """The first rows from row `first_row` on in which anything stands."""
        rows = islice(enumerate(self.rows(), 1), first_row - 1, None)
        return list(islice((row for row in rows if not is_blank_row(row[1])), SAMPLE_ROWS))


def is_blank_row(row: Sequence[RawValue]) -> bool:
    """Whether nothing stands in the row: no cell, or only blanks and white space."""
    if row and not is_blank_cell(row[0]):
        return False
    return row.count("") + row.count(None) == len(row) or all(map(is_blank_cell, row))
