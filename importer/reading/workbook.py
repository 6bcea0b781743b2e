"""A workbook of any kind → the grids of its sheets, with what calamine leaves out put back in.

It does not choose a sheet, nor know which row holds the headings.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Final

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from importer.reading.archive import Archive
from importer.reading.faults_ods import OdsScanner
from importer.reading.faults_xls import XlsScanner
from importer.reading.faults_xlsb import XlsbScanner
from importer.reading.faults_xlsx import XlsxScanner
from importer.reading.formats import Format
from importer.reading.grid import Grid, Merge
from importer.reading.marks import Faults, SheetMarks, SheetScanner, refuse_copies, refuse_sparse
from importer.reading.panics import read_by_calamine
from importer.records import RawValue, Source

_ZIPPED: Final[Mapping[str, Callable[[Archive], SheetScanner]]] = {
    Format.XLSX: XlsxScanner,
    Format.XLSB: XlsbScanner,
    Format.ODS: OdsScanner,
}
_SHEETS_WITH_CELLS: Final = (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet)
# Calamine reads every sheet of these when it opens them, so that how far cells reach is asked before.
_READ_WHOLE: Final = frozenset({Format.XLS, Format.ODS})


class Workbook:
    """An open workbook. Raises SourceFileError for one that is protected, damaged or not safe to read.

    `meanwhile` is called once, when calamine begins with the longest part of its work.
    """

    def __init__(self, source: Source, meanwhile: Callable[[], None] | None = None) -> None:
        self._source = source
        self._meanwhile = meanwhile
        self._scanner = _scanner(source)
        if source.format in _READ_WHOLE:
            for sheet in self._scanner.sheets:
                reach = self._scanner.reach(sheet)
                refuse_sparse(reach, name=source.name, sheet=sheet)
                refuse_copies(reach, name=source.name, sheet=sheet)
        # Calamine works without the interpreter's lock, so that what must be known beside it is found at the same time.
        with ThreadPoolExecutor(1) as beside:
            opening = beside.submit(self._open)
            self._reached = self._reach_of_only_sheet()
            self._book = opening.result()

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
        reach = self._reached.get(sheet) or self._scanner.reach(sheet)
        refuse_sparse(reach, name=self._source.name, sheet=sheet)
        with ThreadPoolExecutor(1) as beside:
            parsing = beside.submit(self._parse, sheet)
            marks = self._scanner.scan(sheet)
            if self._meanwhile is not None:
                self._meanwhile()
                self._meanwhile = None
            found = parsing.result()
        merges = [
            Merge(top=top + 1, left=left, bottom=bottom + 1, right=right)
            for (top, left), (bottom, right) in found.merged_cell_ranges or ()
        ]
        return Grid(
            name=sheet,
            rows=_rows(found, marks.faults),
            merges=merges,
            hidden=marks.hidden,
            hidden_columns=marks.hidden_columns,
            cells=found.total_height * found.total_width,
        )

    def _open(self) -> CalamineWorkbook:
        return read_by_calamine(lambda: CalamineWorkbook.from_path(self._source.path), name=self._source.name)

    def _parse(self, sheet: str) -> CalamineSheet:
        return read_by_calamine(lambda: self._book.get_sheet_by_name(sheet), name=self._source.name)

    def _reach_of_only_sheet(self) -> dict[str, SheetMarks]:
        """A workbook of one sheet is one whose sheet will be read."""
        sheets = self._scanner.sheets
        return {sheets[0]: self._scanner.reach(sheets[0])} if len(sheets) == 1 else {}

    def _sheets(self, wanted: Callable[[SheetVisibleEnum], bool]) -> tuple[str, ...]:
        return tuple(
            sheet.name
            for sheet in self._book.sheets_metadata
            if wanted(sheet.visible) and sheet.typ in _SHEETS_WITH_CELLS
        )


def _scanner(source: Source) -> SheetScanner:
    if source.format == Format.XLS:
        return XlsScanner(source.path)
    return _ZIPPED[source.format](Archive(source.path))


def _rows(sheet: CalamineSheet, faults: Faults) -> Callable[[], Iterator[Sequence[RawValue]]]:
    """Gives the rows of a sheet from A1: calamine's begin with row 1, but at the first column that holds anything."""
    first_column = sheet.start[1] if sheet.start else 0
    if not faults and not first_column:
        return sheet.iter_rows
    before = [""] * first_column
    return lambda: _with_faults(([*before, *row] for row in sheet.iter_rows()), faults)


def _with_faults(rows: Iterator[Sequence[RawValue]], faults: Faults) -> Iterator[Sequence[RawValue]]:
    """The rows with the faults of each put in; those below the last row that calamine gives follow it."""
    number = 0
    for number, row in enumerate(rows, 1):
        yield _patched(row, faults[number]) if number in faults else row
    for below in range(number + 1, max(faults, default=0) + 1):
        yield _patched([], faults.get(below, {}))


def _patched(row: Sequence[RawValue], faults: Mapping[int, RawValue]) -> list[RawValue]:
    widened = [*row] + [None] * (max(faults, default=-1) + 1 - len(row))
    for column, fault in faults.items():
        widened[column] = fault
    return widened
