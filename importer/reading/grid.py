"""What stands on one sheet or in one text before anybody has looked for a table in it.

It does not know how the file was written or where a table begins.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from importer.records import RawValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The rows of a sheet or text: `rows()` gives them all from row 1 and column A, blank rows too, at each call anew.

    A blank cell is None or "". Rows of a workbook have one length; those of a text need not. `heading_merges` are
    merged cells as (first row, first column, last row, last column), rows 1-based and columns 0-based, inclusive.
    `ragged` says that a missing or extra cell is a fault of that row. `cells` is how many cells there may be.
    """

    name: str | None
    rows: Callable[[], Iterator[Sequence[RawValue]]]
    merges: Sequence[tuple[int, int, int, int]] = ()
    ragged: bool = False
    cells: int = 0


def is_blank(row: Sequence[RawValue]) -> bool:
    """Whether nothing stands in the row: no cell, or only blanks and white space."""
    for cell in row:
        if cell is None or cell == "" or (cell.__class__ is str and cell.isspace()):  # type: ignore[union-attr]
            continue
        return False
    return True
