"""The sheet that explains the template: five steps, colours, what to know, and a table of all columns.

Its first, hidden row marks it, so that it is never imported. It does not know the data sheet.
"""

from collections.abc import Sequence
from typing import Any, Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break

from importer.contract import BY_NAME, FEATURE_CATEGORY, Group
from importer.template import look
from importer.template.cells import write_text
from importer.template.columns import Column
from importer.template.data_sheet import set_print
from importer.template.wording import accepts, example_of, marked_heading, meaning_of, need_of
from importer.vocabulary.headings import label
from importer.vocabulary.own_template import VERSION, mark
from importer.wording import Lang, say

_STEPS: Final = 5
_COLOURS: Final = (("missing", look.MISSING), ("wrong", look.WRONG), ("doubt", look.DOUBT))
_WIDTHS: Final = {"A": 2.5, "B": 27.0, "C": 50.0, "D": 34.0, "E": 48.0, "F": 40.0}
_TABLE: Final = ("column", "meaning", "required", "accepts")
_FIRST, _LAST = 2, 6
_SHORT_TABLE: Final = 30  # rows that need no page breaks to stay together
_WIDE: Final = sum(list(_WIDTHS.values())[2:])
_CHARACTERS_A_UNIT: Final = 1.1  # of running text in a column's unit of width
_LINE_HEIGHT: Final = 14.5  # points
_THIN: Final = Side(style="thin", color=look.LINE)


class _Page:
    """A sheet that is written from the top."""

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401 — openpyxl has no types
        self.sheet = sheet
        self.row = 2

    def text(self, column: int, text: str, *, to: int | None = None, **font: Any) -> Any:  # noqa: ANN401 — openpyxl has no types
        """A text in the current row, over several columns up to `to`."""
        cell = self.sheet.cell(row=self.row, column=column)
        write_text(cell, text)
        cell.font = Font(name=look.FONT, **{"size": 11, "color": look.INK, **font})
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        if to is not None:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=column, end_column=to)
        return cell

    def next(self, lines: int = 1, *, least: float = 20.0) -> None:
        """Go on with the next row; the current one takes so many lines."""
        self.sheet.row_dimensions[self.row].height = max(least, lines * _LINE_HEIGHT + 5)
        self.row += 1

    def break_before(self) -> None:
        """The current row begins a printed page; Excel, which fits the width, breaks where the page is full."""
        self.sheet.row_breaks.append(Break(id=self.row - 1))

    def heading(self, text: str) -> None:
        """A heading over the whole width, with some room above."""
        self.next(least=10)
        self.text(_FIRST, text, to=_LAST, size=13, bold=True)
        for column in range(_FIRST, _LAST + 1):
            self.sheet.cell(row=self.row, column=column).border = Border(bottom=_THIN)
        self.next(least=24)


def add_instructions(book: Workbook, columns: Sequence[Column], lang: Lang, location: str | None) -> None:
    """Add the sheet."""
    sheet = book.create_sheet(say("template_sheet_instructions", lang))
    for at, text in enumerate(mark(lang, location), 1):
        write_text(sheet.cell(row=1, column=at), text)
    sheet.row_dimensions[1].hidden = True
    sheet.sheet_view.showGridLines = False
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    page = _Page(sheet)
    page.text(_FIRST, say("template_text_title", lang), to=_LAST, size=20, bold=True)
    page.next(least=34)
    page.text(_FIRST, say("template_text_subtitle", lang), to=_LAST, color=look.QUIET)
    page.next()
    _add_steps(page, lang)
    _add_colours(page, lang)
    _add_good_to_know(page, columns, lang)
    _add_columns(page, columns, lang, location)
    page.next(least=10)
    page.text(_FIRST, say("template_text_version", lang, version=VERSION), to=_LAST, size=9, color=look.QUIET)
    set_print(sheet, 0)


def _add_steps(page: _Page, lang: Lang) -> None:
    page.heading(say("template_text_steps", lang))
    for number in range(1, _STEPS + 1):
        text = say(f"template_text_step_{number}", lang, data=say("template_sheet_data", lang))
        page.text(_FIRST, f"{number}.   {text}", to=_LAST)
        page.next(_lines(text, _WIDE))


def _add_colours(page: _Page, lang: Lang) -> None:
    page.heading(say("template_text_colours", lang))
    for name, colour in _COLOURS:
        page.text(_FIRST, "").fill = PatternFill(start_color=colour, end_color=colour, fill_type="solid")
        told = page.text(_FIRST + 1, say(f"template_text_colour_{name}", lang), to=_LAST)
        told.alignment = Alignment(vertical="center", wrap_text=True, indent=1)
        page.next()


def _add_good_to_know(page: _Page, columns: Sequence[Column], lang: Lang) -> None:
    page.heading(say("template_text_good_to_know", lang))
    features = [column for column in columns if column.category]
    shown = []
    if features:
        shown.append(("features", "features_list" if features[0].number is None else "features_columns"))
    if any(column.field.name == "images" for column in columns):
        shown.append(("images", "images_text"))
    for title, text in (*shown, ("blank", "blank_text"), ("failed", "failed_text")):
        told = say(
            f"template_text_{text}",
            lang,
            max=BY_NAME["images"].max_items,
            any=label("features", lang),
            category=label(FEATURE_CATEGORY.name, lang),
        )
        page.text(_FIRST, say(f"template_text_{title}", lang), bold=True)
        page.text(_FIRST + 1, told, to=_LAST)
        page.next(_lines(told, _WIDE), least=22)


def _add_columns(page: _Page, columns: Sequence[Column], lang: Lang, location: str | None) -> None:
    kinds = _each_kind(columns)
    is_long = len(kinds) > _SHORT_TABLE
    if is_long:
        page.break_before()
    page.heading(say("template_text_columns", lang))
    titles = [say(f"template_text_{name}", lang) for name in _TABLE]
    titles.append(say("template_example_value", lang, example="").rstrip(" :"))
    for at, title in enumerate(titles, _FIRST):
        told = page.text(at, title, bold=True, color=look.QUIET, size=10)
        told.alignment = _beside(at)
    page.sheet.print_title_rows = f"{page.row}:{page.row}"
    page.next()
    group = None
    for column in kinds:
        if column.field.group is not group:
            group = column.field.group
            if is_long and group is Group.TECHNICAL:
                page.break_before()
            _add_group(page, column, lang)
        _add_column(page, column, lang, location)


def _each_kind(columns: Sequence[Column]) -> Sequence[Column]:
    """The columns, of those that are numbered the first alone."""
    return [column for column in columns if column.number in {None, 1}]


def _add_group(page: _Page, column: Column, lang: Lang) -> None:
    colour = look.GROUP_COLOURS[column.field.group]
    cell = page.text(
        _FIRST, say(f"template_group_{column.field.group}", lang), to=_LAST, bold=True, color="FFFFFF", size=10
    )
    cell.fill = PatternFill(start_color=colour, end_color=colour, fill_type="solid")
    page.next(least=18)


def _add_column(page: _Page, column: Column, lang: Lang, location: str | None) -> None:
    texts = (
        marked_heading(column),
        meaning_of(column, lang),
        need_of(column, lang, location),
        accepts(column, lang),
        example_of(column, lang),
    )
    widths = list(_WIDTHS.values())[1:]
    for at, text in enumerate(texts, _FIRST):
        cell = page.text(at, text, bold=at == _FIRST, size=10)
        cell.alignment = _beside(at)
        cell.border = Border(bottom=_THIN)
    page.next(max(_lines(text, width) for text, width in zip(texts, widths, strict=True)), least=18)


def _beside(column: int) -> Alignment:
    """With some room to the column before it."""
    return Alignment(vertical="center", wrap_text=True, horizontal="left", indent=0 if column == _FIRST else 1)


def _lines(text: str, width: float) -> int:
    return 1 + int(len(text) / (width * _CHARACTERS_A_UNIT))
