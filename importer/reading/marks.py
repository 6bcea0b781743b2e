"""What a workbook's own bytes tell of a sheet that calamine leaves out: faults, what is hidden, how far cells reach.

It does not know how any format writes them; `faults_*` do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from importer.errors import SourceFileError
from importer.problems import column_letters
from importer.records import CellFault

Faults = dict[int, dict[int, CellFault]]
"""Row number (1-based) → column (0-based) → fault."""
Span = tuple[int, int]
"""The first and the last of some columns (0-based)."""

# Calamine takes 32 bytes for each cell of the rectangle: this is three quarters of a gigabyte.
_ROOMY_CELLS: Final = 24_000_000
_MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS: Final = 16_384
_ROOMY_RATIO: Final = 30
_MOST_COPIES: Final = 50_000  # more than any stock has cars; they are read in seconds
UNCALCULATED: Final = CellFault(text="", uncalculated=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMarks:
    """What was found on one sheet.

    `hidden` are the numbers of the hidden rows in which something stands, `hidden_columns` the 0-based hidden columns;
    `last_row` and `last_column` are the 1-based row and 0-based column farthest out that hold a cell; `cells` is how
    many cells were written. `copies` are how many more times rows stand there that were written once, and
    `most_copied` the first and the last row of those that stand there most often.
    """

    faults: Faults = field(default_factory=dict)
    hidden: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    last_row: int = 0
    last_column: int = 0
    cells: int = 0
    copies: int = 0
    most_copied: Span = (0, 0)


class SheetScanner(Protocol):
    """Looks into the bytes of one workbook."""

    @property
    def properties(self) -> Mapping[str, str]:
        """What the workbook says of itself: `property:<name>` → value."""

    @property
    def sheets(self) -> Sequence[str]:
        """The names of the sheets, in order."""

    def reach(self, sheet: str) -> SheetMarks:
        """How far the cells of the sheet of that name reach: what must be known before it is read."""

    def scan(self, sheet: str) -> SheetMarks:
        """The marks of the sheet of that name."""


def columns_of(spans: Iterable[Span]) -> tuple[int, ...]:
    """The columns of the spans in order, each once however many spans hold it, as far as a sheet can have them."""
    columns: list[int] = []
    after = 0
    for first, last in sorted(set(spans)):
        columns += range(max(first, after), min(last + 1, _MOST_COLUMNS))
        after = max(after, last + 1)
    return tuple(columns)


def is_sparse(marks: SheetMarks) -> bool:
    """Whether the rectangle round the cells, which calamine holds in memory, is far larger than they are."""
    last_row = max(marks.last_row, max(marks.faults, default=0))
    last_column = max(marks.last_column, *(max(columns) for columns in marks.faults.values()), 0)
    if last_row > _MOST_ROWS or last_column >= _MOST_COLUMNS:
        return True
    rectangle = last_row * (last_column + 1)
    return rectangle > max(_ROOMY_CELLS, _ROOMY_RATIO * marks.cells)


def refuse_sparse(marks: SheetMarks, *, name: str, sheet: str) -> None:
    """Raises SourceFileError when cells lie so far apart that the rectangle round them would fill the memory."""
    if is_sparse(marks):
        cell = f"{column_letters(marks.last_column)}{marks.last_row}"
        raise SourceFileError("sheet_too_sparse", name=name, sheet=sheet, cell=cell)


def refuse_copies(marks: SheetMarks, *, name: str, sheet: str) -> None:
    """Raises SourceFileError when a few rows stand there so often that reading all of them would take minutes."""
    if marks.copies > _MOST_COPIES:
        first, last = marks.most_copied
        raise SourceFileError("sheet_of_copies", name=name, sheet=sheet, first=first, last=last)


def without_calculation(blank: Faults, zero: Faults, *, calculated: bool) -> Faults:
    """The formulas that were never calculated: those with no value, and those at 0 when no formula has any other.

    Programs that write workbooks without calculating put a 0 in place of the value.
    """
    faults = {row: dict(columns) for row, columns in blank.items()}
    if not calculated:
        for row, columns in zero.items():
            faults.setdefault(row, {}).update(columns)
    return faults
