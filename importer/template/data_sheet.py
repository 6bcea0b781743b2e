"""The first sheet, which the dealer fills in: headings with notes, formats, frozen panes, filter, print settings.

It does not decide what may stand in a cell (rules.py) nor its colour (colouring.py).
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.page import PageMargins

from importer.contract import Kind, Need
from importer.template import look
from importer.template.cell_words import CellValue
from importer.template.cells import write_text, write_value
from importer.template.columns import Column
from importer.template.wording import marked_heading, note_of
from importer.vocabulary.own_template import DATA_NAME
from importer.wording import Lang

_NOTE_AUTHOR: Final = "importer"
_NOTE_WIDTH: Final = 320  # pixels
_NOTE_LINE: Final = 18
_NOTE_CHARACTERS: Final = 46
_NUMBERS: Final = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY})
_LINES: Final = {Need.OPTIONAL: None, Need.ACTIVE: look.ONLINE_COLOUR, Need.ACTIVE_OR_PENDING: look.ONLINE_COLOUR}


def fill_data_sheet(
    book: Workbook,
    sheet: Any,  # noqa: ANN401 — openpyxl has no types
    columns: Sequence[Column],
    lang: Lang,
    rows: int,
    filled: Iterable[Sequence[CellValue]],
    location: str | None,
) -> None:
    """Headings, formats and the rows that are filled in already."""
    write_headings(sheet, columns, row=1, first=1)
    for at, column in enumerate(columns, 1):
        sheet.cell(row=1, column=at).comment = _note(column, lang, location)
        set_format(sheet.column_dimensions[get_column_letter(at)], column)
    write_rows(sheet, columns, filled, row=2, first=1)
    last = get_column_letter(len(columns))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{last}{rows + 1}"
    place = f"{quote_sheetname(sheet.title)}!$A$1:${last}$1"
    book.defined_names[DATA_NAME] = DefinedName(DATA_NAME, attr_text=place)
    set_print(sheet, sum(look.width(column.field) for column in columns))
    sheet.print_title_rows = "1:1"
    sheet.print_title_cols = "A:A"


def write_headings(sheet: Any, columns: Sequence[Column], *, row: int, first: int) -> None:  # noqa: ANN401 — openpyxl has no types
    """The headings in the colour of their group; a coloured line under those that are required."""
    for at, column in enumerate(columns, first):
        cell = sheet.cell(row=row, column=at)
        write_text(cell, marked_heading(column))
        colour = look.GROUP_COLOURS[column.field.group]
        cell.font = Font(name=look.FONT, size=10, bold=True, color="FFFFFF")
        cell.fill = PatternFill(start_color=colour, end_color=colour, fill_type="solid")
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="left", indent=1)
        line = _LINES.get(column.need, look.ALWAYS_COLOUR)
        white = Side(style="thin", color="FFFFFF")
        cell.border = Border(right=white, bottom=Side(style="thick", color=line) if line else white)
    sheet.row_dimensions[row].height = look.HEADING_HEIGHT


def write_rows(
    sheet: Any,  # noqa: ANN401 — openpyxl has no types
    columns: Sequence[Column],
    rows: Iterable[Sequence[CellValue]],
    *,
    row: int,
    first: int,
) -> None:
    """Rows of cells, one for each column, in the format that `set_format` gave their column."""
    dimensions = [sheet.column_dimensions[get_column_letter(first + at)] for at in range(len(columns))]
    for number, cells in enumerate(rows, row):
        for at, (value, dimension) in enumerate(zip(cells, dimensions, strict=True), first):
            if value is not None:
                write_value(sheet.cell(row=number, column=at), value, dimension)


def set_format(dimension: Any, column: Column) -> None:  # noqa: ANN401 — openpyxl has no types
    """Width and format of a whole column, so that blank cells need not be written."""
    dimension.width = look.width(column.field)
    dimension.number_format = look.number_format(column.field)
    dimension.alignment = _alignment(column)


def _alignment(column: Column) -> Alignment:
    """Numbers to the right; the rest to the left with some room, so that a number before it does not touch it."""
    if column.field.kind in _NUMBERS:
        return Alignment(horizontal="right", vertical="center")
    return Alignment(horizontal="left", vertical="center", indent=1)


def _note(column: Column, lang: Lang, location: str | None) -> Comment:
    text = note_of(column, lang, location)
    lines = sum(1 + len(line) // _NOTE_CHARACTERS for line in text.split("\n"))
    return Comment(text, _NOTE_AUTHOR, width=_NOTE_WIDTH, height=_NOTE_LINE * (lines + 1))


def set_print(sheet: Any, width: int) -> None:  # noqa: ANN401 — openpyxl has no types
    """Landscape on A4, as many pages wide as `width` characters need, as long as it is."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth = 1 + width // look.PRINTED_CHARACTERS
    sheet.page_setup.fitToHeight = 0
    margins = dict.fromkeys(("left", "right", "top", "bottom"), look.MARGIN)
    sheet.page_margins = PageMargins(**margins, header=0.2, footer=0.2)
    sheet.oddFooter.right.text = "&P / &N"
