"""Cells of a workbook written with xlsxwriter: each value in its own type, styles made once.

It knows Excel's limits of a cell and what xlsxwriter would change in silence; it does not know what a cell means.
"""

import math
import re
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from importer.problems import column_letters
from importer.records import CellFault, RawValue
from importer.results import look

MAX_TEXT: Final = 32_767
_SHORT: Final = MAX_TEXT // 2  # fits even when every character takes two UTF-16 units
_CUT_MARK: Final = " […]"
# A double holds every whole number of 15 digits; Excel shows no more.
_EXACT: Final = 10**15
# Excel counts a 29 February 1900 that never was, so earlier dates would shift by a day.
_FIRST_DATE: Final = date(1900, 3, 1)
_UNWRITABLE: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_TEXT_FORMAT: Final = 49
_ERRORS: Final = ("#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#N/A")
_NUMBER_FORMATS: Final[dict[type, int]] = {date: 14, datetime: 22, time: 21, timedelta: 46}


class CellWriter:
    """Writes cells of one workbook and counts the texts that had to be cut.

    `as_input` is for a file that is mended and read again: digits that are text stay so when they are edited, and a
    fault stays an error of Excel, never a text or a blank.
    """

    def __init__(self, book: xlsxwriter.Workbook, *, as_input: bool = False) -> None:
        self._book = book
        self._as_input = as_input
        self._style = cache(self._make_style)
        self._writers: dict[type, Callable[[Worksheet, int, int, Any, bool], object]] = {
            bool: self._boolean,
            int: self._number,
            float: self._number,
            date: self._date,
            datetime: self._date,
            time: self._date,
            timedelta: self._date,
            CellFault: self._fault,
            str: self._marked_text,
        }
        self.cut = 0
        self.first_cut = ""

    def row(self, sheet: Worksheet, at: int, first: int, values: Sequence[RawValue], to_mend: Collection[int]) -> None:
        """Write the cells of a source row from column `first` on; columns in `to_mend` get the colour of an error."""
        writers, write_string = self._writers, sheet.write_string
        for column, value in enumerate(values, first):
            if value is None:
                continue
            if to_mend and column in to_mend:
                writers[type(value)](sheet, at, column, value, True)
            elif type(value) is not str:
                writers[type(value)](sheet, at, column, value, False)
            elif self._as_input and value.isdigit():
                self._marked_text(sheet, at, column, value, False)
            elif value.isascii() and len(value) <= _SHORT and value[:1] != "<":
                write_string(at, column, value)  # most cells by far: nothing to look after
            else:
                self.text(sheet, at, column, value)
        for column in to_mend:
            if column >= first and (column - first >= len(values) or values[column - first] is None):
                sheet.write_blank(at, column, None, self._mend(True))

    def text(self, sheet: Worksheet, at: int, column: int, text: str, style: Format | None = None) -> None:
        """Write text as text, cut to what a cell holds; an empty one only gives its style."""
        if not text:
            sheet.write_blank(at, column, None, style)
            return
        if not text.isascii():
            text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
        if text.startswith("<r>") and text.endswith("</r>"):
            text += " "  # xlsxwriter would take it for its own XML of a rich string
        if len(text) > _SHORT:
            text = self._fitting(text, at, column)
        sheet.write_string(at, column, text, style)

    def plain(self, colour: str | None) -> Format:
        """The style of a value on `colour`."""
        return self._style(colour=colour, align="left")

    def wrapped(self, colour: str | None) -> Format:
        """The style of sentences on `colour`."""
        return self._style(colour=colour, align="left", text_wrap=True)

    def heading(self, colour: str) -> Format:
        """The style of a heading on `colour`."""
        return self._style(colour=colour, **look.HEADING)

    def label(self) -> Format:
        """The style of a label in a summary."""
        return self._style(bold=True)

    def left(self) -> Format:
        """The style of a figure in a summary."""
        return self._style(align="left")

    def _make_style(self, *, colour: str | None = None, **properties: Any) -> Format:  # noqa: ANN401 — xlsxwriter's own
        if colour:
            properties |= {"bg_color": colour, "border": 1, "border_color": look.BORDER}
        return self._book.add_format(properties)

    def _typed(self, kind: type, mend: bool) -> Format:
        return self._style(colour=look.CELL_TO_MEND if mend else None, num_format=_NUMBER_FORMATS[kind])

    def _mend(self, mend: bool) -> Format | None:
        return self._style(colour=look.CELL_TO_MEND) if mend else None

    def _marked_text(self, sheet: Worksheet, at: int, column: int, value: str, mend: bool) -> None:
        style = self._mend(mend)
        if self._as_input and value.isdigit():
            style = self._style(colour=look.CELL_TO_MEND if mend else None, num_format=_TEXT_FORMAT)
        self.text(sheet, at, column, value, style)

    def _fault(self, sheet: Worksheet, at: int, column: int, value: CellFault, mend: bool) -> None:
        if self._as_input:
            error = value.text if value.text in _ERRORS else _ERRORS[-1]
            sheet.write_formula(at, column, f"={error}", self._mend(mend), error)
        else:
            self.text(sheet, at, column, value.text, self._mend(mend))

    def _boolean(self, sheet: Worksheet, at: int, column: int, value: bool, mend: bool) -> None:
        sheet.write_boolean(at, column, value, self._mend(mend))

    def _number(self, sheet: Worksheet, at: int, column: int, value: float, mend: bool) -> None:
        if not math.isfinite(value) or (type(value) is int and abs(value) >= _EXACT):
            self.text(sheet, at, column, str(value), self._mend(mend))
        else:
            sheet.write_number(at, column, value, self._mend(mend))

    def _date(
        self, sheet: Worksheet, at: int, column: int, value: date | datetime | time | timedelta, mend: bool
    ) -> None:
        if _has_serial_number(value):
            sheet.write_datetime(at, column, value, self._typed(_shown_as(value), mend))
        else:
            self.text(sheet, at, column, str(value), self._mend(mend))

    def _fitting(self, text: str, at: int, column: int) -> str:
        """The text within Excel's limit, which counts UTF-16 units."""
        if len(text.encode("utf-16-le")) <= 2 * MAX_TEXT:
            return text
        self.cut += 1
        self.first_cut = self.first_cut or f"{column_letters(column)}{at + 1}"
        kept = text.encode("utf-16-le")[: 2 * (MAX_TEXT - len(_CUT_MARK))]
        return kept.decode("utf-16-le", errors="ignore") + _CUT_MARK


def _shown_as(value: date | datetime | time | timedelta) -> type:
    """The kind that the moment is shown as: midnight is a day."""
    return date if isinstance(value, datetime) and value.time() == time() else type(value)


def _has_serial_number(value: date | datetime | time | timedelta) -> bool:
    """Whether Excel can hold the moment as a number."""
    if isinstance(value, timedelta):
        return value >= timedelta(0)
    if isinstance(value, datetime):
        return value.tzinfo is None and value.date() >= _FIRST_DATE
    return value >= _FIRST_DATE if isinstance(value, date) else value.tzinfo is None
