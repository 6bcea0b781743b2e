"""A workbook of any kind → the grid of its sheet, by calamine.

It does not know which row holds the headings, nor sees what calamine leaves out (errors, formulas with no value).
"""

from collections.abc import Sequence
from itertools import islice

import python_calamine

from importer.errors import SourceFileError
from importer.reading.grid import Grid
from importer.reading.layout import SAMPLE_ROWS, Layout, find_layout
from importer.reading.table import raw_table
from importer.records import RawTable, Source


def open_sheet(source: Source, *, sheet: str | None, heading_row: int | None) -> RawTable:
    """The table on the sheet `sheet`, or on the one that looks most like a table."""
    book = _book(source)
    names = [sheet] if sheet is not None else book.sheet_names
    found: list[tuple[Grid, Layout]] = []
    for name in names:
        if name not in book.sheet_names:
            raise SourceFileError("sheet_not_found", name=source.name, sheet=name, sheets=", ".join(book.sheet_names))
        grid = _grid(book, name)
        layout = find_layout(
            list(islice(enumerate(grid.rows(), 1), SAMPLE_ROWS)), merges=grid.merges, heading_row=heading_row
        )
        if layout is not None:
            found.append((grid, layout))
    if not found:
        raise SourceFileError("workbook_empty", name=source.name)
    grid, layout = max(found, key=lambda pair: len(pair[1].headings))
    return raw_table(source, grid, layout)


def open_sheets(source: Source) -> Sequence[RawTable]:
    """The tables of all sheets with the same headings as the first."""
    first = open_sheet(source, sheet=None, heading_row=None)
    tables = []
    for name in _book(source).sheet_names:
        try:
            table = open_sheet(source, sheet=name, heading_row=None)
        except SourceFileError:
            continue
        if table.headings == first.headings:
            tables.append(table)
    return tables


def _book(source: Source) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_path(source.path)
    except python_calamine.PasswordError:
        raise SourceFileError("file_protected", name=source.name) from None
    except python_calamine.CalamineError:
        raise SourceFileError("file_damaged", name=source.name) from None


def _grid(book: python_calamine.CalamineWorkbook, name: str) -> Grid:
    sheet = book.get_sheet_by_name(name)
    merges = [(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    return Grid(name=name, rows=sheet.iter_rows, merges=merges, cells=sheet.total_height * sheet.total_width)  # type: ignore[arg-type]
