"""A workbook of any kind → the grids of its sheets, with what calamine leaves out put back in.

It does not choose a sheet, nor know which row holds the headings.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, TypeVar

import python_calamine
from python_calamine import CalamineSheet, SheetTypeEnum, SheetVisibleEnum

from importer.errors import SourceFileError
from importer.reading.archive import Archive
from importer.reading.faults_ods import OdsScanner
from importer.reading.faults_xls import XlsScanner
from importer.reading.faults_xlsb import XlsbScanner
from importer.reading.faults_xlsx import XlsxScanner
from importer.reading.formats import Format
from importer.reading.grid import Grid, Merge
from importer.reading.marks import Faults, SheetScanner, refuse_sparse
from importer.records import RawValue, Source

_ZIPPED: Final[Mapping[str, Callable[[Archive], SheetScanner]]] = {
    Format.XLSX: XlsxScanner,
    Format.XLSB: XlsbScanner,
    Format.ODS: OdsScanner,
}
_SHEETS_WITH_CELLS: Final = (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet)
_Read = TypeVar("_Read")


class Workbook:
    """An open workbook. Raises SourceFileError for one that is protected, damaged or not safe to read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._scanner = _scanner(source)
        self._book = self._read(lambda: python_calamine.CalamineWorkbook.from_path(source.path))

    @cached_property
    def visible(self) -> tuple[str, ...]:
        """The names of the sheets that a person sees, in order, without charts."""
        return self._sheets(lambda visible: visible == SheetVisibleEnum.Visible)

    @cached_property
    def hidden(self) -> tuple[str, ...]:
        """The names of the hidden sheets, in order."""
        return self._sheets(lambda visible: visible != SheetVisibleEnum.Visible)

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """What the workbook says of itself: `property:<name>` and `name:<defined name>`."""
        return self._scanner.properties

    def grid(self, sheet: str) -> Grid:
        """The cells of a sheet, faults put in."""
        marks = self._scanner.scan(sheet)
        refuse_sparse(marks, name=self._source.name, sheet=sheet)
        found = self._read(lambda: self._book.get_sheet_by_name(sheet))
        merges = [
            Merge(top=top + 1, left=left, bottom=bottom + 1, right=right)
            for (top, left), (bottom, right) in found.merged_cell_ranges or ()
        ]
        return Grid(
            name=sheet,
            rows=_rows(found, marks.faults),
            merges=merges,
            hidden=marks.hidden,
            cells=found.total_height * found.total_width,
        )

    def _sheets(self, wanted: Callable[[SheetVisibleEnum], bool]) -> tuple[str, ...]:
        return tuple(
            sheet.name
            for sheet in self._book.sheets_metadata
            if wanted(sheet.visible) and sheet.typ in _SHEETS_WITH_CELLS
        )

    def _read(self, read: Callable[[], _Read]) -> _Read:
        """What calamine reads; whatever it raises becomes ours, its panics too, which are no Exception."""
        try:
            return read()
        except python_calamine.PasswordError:
            raise SourceFileError("file_protected", name=self._source.name) from None
        except (python_calamine.CalamineError, OSError, ValueError, OverflowError):
            raise SourceFileError("file_damaged", name=self._source.name) from None
        except BaseException as error:
            if type(error).__name__ != "PanicException":
                raise
            raise SourceFileError("file_damaged", name=self._source.name) from None


def _scanner(source: Source) -> SheetScanner:
    if source.format == Format.XLS:
        return XlsScanner(source.path)
    return _ZIPPED[source.format](Archive(source.path))


def _rows(sheet: CalamineSheet, faults: Faults) -> Callable[[], Iterator[Sequence[RawValue]]]:
    if not faults:
        return sheet.iter_rows
    return lambda: _with_faults(sheet.iter_rows(), faults)


def _with_faults(rows: Iterator[Sequence[RawValue]], faults: Faults) -> Iterator[Sequence[RawValue]]:
    """The rows with the faults of each put in; those below the last row that calamine gives follow it."""
    number = 0
    for number, row in enumerate(rows, 1):
        yield _patched(row, faults[number]) if number in faults else row
    for below in range(number + 1, max(faults) + 1):
        yield _patched([], faults.get(below, {}))


def _patched(row: Sequence[RawValue], faults: Mapping[int, RawValue]) -> list[RawValue]:
    widened = [*row] + [None] * (max(faults, default=-1) + 1 - len(row))
    for column, fault in faults.items():
        widened[column] = fault
    return widened
