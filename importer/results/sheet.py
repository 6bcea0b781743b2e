"""A result sheet as an Excel workbook, written a row at a time in constant memory.

What was text stays text (also `=…`, addresses and long digits), numbers stay numbers and dates dates. Each row has the
colour of its outcome; what does not fit Excel's own limits is cut or continued on a further sheet, and said.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from importer.journal.protocol import ResultRow, Run
from importer.problems import column_letters
from importer.records import RawValue
from importer.results import look
from importer.results.cell_writer import CellWriter
from importer.results.columns import ResultColumns
from importer.results.summary import Counting, summary_lines
from importer.results.workbook import new_workbook, set_up_print
from importer.wording import say

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
_MEASURED_ROWS: Final = 200
_SUMMARY_WIDTH: Final = 90


def write_sheet(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[ResultRow],
    *,
    columns: ResultColumns,
    counting: Counting,
    first_column: int,
    run: Callable[[], Run | None],
    rows_a_sheet: int = MAX_ROWS - 1,
) -> None:
    """Write a line for every row, the originals after the result's own columns, and a summary on a last sheet.

    More than `rows_a_sheet` rows go on over further sheets; `run` is asked after the last one. Raises OSError when the
    file cannot be written.
    """
    with new_workbook(path) as book:
        cells = CellWriter(book)
        pages = _ResultPages(book, cells, headings, columns, first_column)
        remaining = iter(rows)
        first = next(remaining, None)
        pages.write(chain(() if first is None else (first,), islice(remaining, rows_a_sheet - 1)), counting)
        while (row := next(remaining, None)) is not None:
            pages.write(chain((row,), islice(remaining, rows_a_sheet - 1)), counting)
        counting.notes += _notes(pages, cells, columns)
        _write_summary(book, cells, summary_lines(counting, columns, run()), columns)


def _notes(pages: "_ResultPages", cells: CellWriter, columns: ResultColumns) -> list[str]:
    lang = columns.lang
    notes = []
    if pages.count > 1:
        notes.append(say("note_sheets", lang, sheets=pages.count))
    if cells.cut:
        notes.append(say("note_cut", lang, cells=cells.cut, first=cells.first_cut))
    if pages.too_wide:
        notes.append(say("note_too_wide", lang, columns=MAX_COLUMNS))
    return notes


class _ResultPages:
    """The sheets that hold the rows; all but a file past Excel's own limit has one."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        cells: CellWriter,
        headings: Sequence[str],
        columns: ResultColumns,
        first_column: int,
    ) -> None:
        self._book = book
        self._cells = cells
        self._columns = columns
        self._own = len(columns.names)
        self._headings = headings[: MAX_COLUMNS - self._own]
        self._offset = self._own - first_column
        self._wrapped = {at: look.WIDTHS[name] for at, name in enumerate(columns.names) if name in look.WRAPPED}
        self._words = {outcome: columns.outcome(outcome) for outcome in look.COLOURS}
        self._widths = [len(heading) for heading in self._headings]
        self.too_wide = len(headings) > len(self._headings)
        self.count = 0

    def write(self, rows: Iterable[ResultRow], counting: Counting) -> None:
        """Write `rows` on a sheet of their own."""
        self.count += 1
        name = say("sheet_result", self._columns.lang)
        sheet = self._book.add_worksheet(name if self.count == 1 else f"{name} {self.count}")
        self._write_headings(sheet)
        at = 0
        for at, row in enumerate(rows, 1):
            counting.add(row)
            self._write_row(sheet, at, row)
            if at <= _MEASURED_ROWS and self.count == 1:
                self._measure(row.cells)
        self._lay_out(sheet, at)
        self._colour_whole_lines(sheet, at)

    def _write_headings(self, sheet: Worksheet) -> None:
        sheet.set_row(0, 2.4 * look.LINE_HEIGHT)
        own, original = (self._cells.heading(colour) for colour in look.HEADING_COLOURS)
        for at, heading in enumerate(self._columns.headings):
            self._cells.text(sheet, 0, at, heading, own)
        for at, heading in enumerate(self._headings, self._own):
            self._cells.text(sheet, 0, at, heading, original)

    def _write_row(self, sheet: Worksheet, at: int, row: ResultRow) -> None:
        cells, colour = self._cells, look.colour(row.outcome, self._columns.purpose)
        plain, wrapped = cells.plain(colour), cells.wrapped(colour)
        errors = self._columns.errors(row)
        values = self._columns.values(row, self._words[row.outcome], errors)
        lines = max(look.lines(values[column], width) for column, width in self._wrapped.items())
        if lines > 1:
            sheet.set_row(at, lines * look.LINE_HEIGHT)
        for column, value in enumerate(values):
            if type(value) is str:
                cells.text(sheet, at, column, value, wrapped if column in self._wrapped else plain)
            elif value is not None:
                sheet.write_number(at, column, value, plain)
        to_mend = {error.column + self._offset for error in errors if error.column is not None}
        cells.row(sheet, at, self._own, row.cells, to_mend)

    def _colour_whole_lines(self, sheet: Worksheet, last_row: int) -> None:
        """Give the own columns of a row its colour where nothing stands in them too, without writing those cells."""
        at = self._columns.names.index("outcome")
        for outcome, word in self._words.items():
            style = self._cells.plain(look.colour(outcome, self._columns.purpose))
            rule = {"type": "formula", "criteria": f'=${column_letters(at)}2="{word}"', "format": style}
            sheet.conditional_format(1, 0, max(last_row, 1), self._own - 1, rule)

    def _measure(self, cells: Sequence[RawValue]) -> None:
        widths = self._widths
        for at, value in enumerate(cells[: len(widths)]):
            if value is not None:
                length = len(value) if type(value) is str else 10
                widths[at] = max(widths[at], min(length, look.MAX_WIDTH))

    def _lay_out(self, sheet: Worksheet, last_row: int) -> None:
        widths = [look.WIDTHS[name] for name in self._columns.names]
        widths += [min(max(width + 2, look.MIN_WIDTH), look.MAX_WIDTH) for width in self._widths]
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        sheet.freeze_panes(1, 2)
        if widths:
            sheet.autofilter(0, 0, max(last_row, 1), len(widths) - 1)
        set_up_print(sheet, sum(widths))
        sheet.repeat_columns(0, 1)


def _write_summary(
    book: xlsxwriter.Workbook, cells: CellWriter, lines: Sequence[tuple[str, str | int]], columns: ResultColumns
) -> None:
    sheet = book.add_worksheet(say("sheet_summary", columns.lang))
    label, value = cells.label(), cells.wrapped(None)
    for at, (name, text) in enumerate(lines):
        if (height := look.lines(text, _SUMMARY_WIDTH)) > 1:
            sheet.set_row(at, height * look.LINE_HEIGHT)
        cells.text(sheet, at, 0, name, label)
        if isinstance(text, str):
            cells.text(sheet, at, 1, text, value)
        else:
            sheet.write_number(at, 1, text, cells.left())
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, _SUMMARY_WIDTH)
    set_up_print(sheet, 114)
