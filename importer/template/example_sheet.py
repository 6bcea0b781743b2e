"""The sheet with eight cars to look at. Its first, hidden row marks it, so that it is never imported.

It does not know the cars (example_cars.py).
"""

from collections.abc import Sequence
from typing import Final

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from importer.template import look
from importer.template.cells import write_text
from importer.template.columns import Column
from importer.template.data_sheet import set_format, set_print, write_headings, write_rows
from importer.template.example_cars import example_cars
from importer.vocabulary.own_template import mark
from importer.wording import Lang, say

_TITLE_ROW: Final = 2
_HEADING_ROW: Final = 3
_FIRST_ROW: Final = 4
_FIRST_COLUMN: Final = 2
_SHOWS_WIDTH: Final = 34
_ROW_HEIGHT: Final = 32


def add_example(book: Workbook, columns: Sequence[Column], lang: Lang, location: str | None) -> None:
    """Add the sheet."""
    sheet = book.create_sheet(say("template_sheet_example", lang))
    for at, text in enumerate(mark(lang, location), 1):
        write_text(sheet.cell(row=1, column=at), text)
    sheet.row_dimensions[1].hidden = True
    title = sheet.cell(row=_TITLE_ROW, column=1)
    write_text(title, say("template_text_example_title", lang))
    title.font = Font(name=look.FONT, size=14, bold=True, color=look.INK)
    sheet.row_dimensions[_TITLE_ROW].height = 28
    shows = sheet.cell(row=_HEADING_ROW, column=1)
    write_text(shows, say("template_text_example_shows", lang))
    shows.font = Font(name=look.FONT, size=10, bold=True, color=look.INK)
    shows.alignment = Alignment(vertical="center", wrap_text=True)
    write_headings(sheet, columns, row=_HEADING_ROW, first=_FIRST_COLUMN)
    sheet.column_dimensions["A"].width = _SHOWS_WIDTH
    for at, column in enumerate(columns, _FIRST_COLUMN):
        set_format(sheet.column_dimensions[get_column_letter(at)], column)
    cars = example_cars(lang)
    rows = [car.cells(columns, lang) for car in cars]
    write_rows(sheet, columns, rows, row=_FIRST_ROW, first=_FIRST_COLUMN)
    for row, car in enumerate(cars, _FIRST_ROW):
        note = sheet.cell(row=row, column=1)
        write_text(note, say(f"template_shows_{car.shows}", lang))
        note.font = Font(name=look.FONT, size=10, italic=True, color=look.QUIET)
        note.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.row_dimensions[row].height = _ROW_HEIGHT
        for at in range(1, len(columns) + _FIRST_COLUMN):
            sheet.cell(row=row, column=at).border = Border(bottom=Side(style="thin", color=look.LINE))
    sheet.freeze_panes = sheet.cell(row=_FIRST_ROW, column=_FIRST_COLUMN + 1)
    set_print(sheet, _SHOWS_WIDTH + sum(look.width(column.field) for column in columns))
    sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"
    sheet.print_title_cols = "A:B"
