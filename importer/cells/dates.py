"""Month cells: every way to write a month or a day, as `YYYY-MM`, or its year or month alone.

Which of two numbers is the day is decided by the whole column (notations/). It does not know what the date is of.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import Final

from importer.cells.numbered_months import EXCEL_DAY, EXCEL_EPOCH, excel_day, month_and_year
from importer.cells.parts_of_year import year_in
from importer.cells.readings import BLANK, Cell, Reader, Reading, trouble
from importer.problems import Code
from importer.vocabulary.spelling import plain, unaccented
from importer.vocabulary.words import words

# The unit of a column that is written with the day between the year and the month (2021/25/03).
YEAR_DAY_MONTH: Final = "year_day_month"
_MACINTOSH_EPOCH: Final = date(1904, 1, 1)
_FIRST_TYPED_YEAR: Final = 1950

FIRST_YEAR: Final = 1880
_FIRST_NUMBERED_YEAR: Final = 1910  # `10.19` is no October of 1900
LAST_YEAR: Final = 2100

_TIME = re.compile(
    r"[ T,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]m)?\s*(?:z|utc|[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)
YEAR_FIRST = re.compile(r"(\d{4})\s*[-/._ ]\s*(\d{1,2})(?:\s*[-/._ ]\s*(\d{1,2}))?")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-/._ ]\s*(\d{4})")
DAY_MONTH_YEAR = re.compile(r"(\d{1,2})\s*([-/._ ])\s*(\d{1,2})\s*[-/._ ]\s*(\d{4}|'?\d{2})")
SHORT_YEAR = re.compile(r"(\d{1,2})\s*[-/.]\s*'?(\d{2})")
# `10.2010` that was once taken for a number has lost its last zero; no year has three figures.
_LOST_ZERO = re.compile(r"(\d{1,2})\.((?:19|20)\d)")
_DIGITS = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:e|er|st|nd|rd|th)?[\s.-]*)?(?:de |of )?"
    r"([a-z]{3,10})[\s.,'/-]*(?:(\d{1,2})(?:st|nd|rd|th)?,? +)?('?\d{2}|\d{4})"
)
_YEAR_NAMED = re.compile(r"(\d{4})[\s.,'/-]*([a-z]{3,10})(?:[\s./-]+(\d{1,2}))?")
_YEAR = re.compile(r"(?:1[89]|20)\d{2}(?:\.0)?")
_LABEL = re.compile(r"(?P<label>[^\d]*[^\d\W])[\s:.]+(?=\S*\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of a year; `other` is the second reading of a date whose day and month may be either."""

    year: int
    month: int
    other: "Month | None" = None

    def __str__(self) -> str:
        """`YYYY-MM`, as the API takes it."""
        return f"{self.year:04}-{self.month:02}"


def month_reader(*, day_first: bool | None, unit: str | None, part: str | None, today: date) -> Reader:
    """Reads months; `part` is `year` or `month` for that number alone, None for `YYYY-MM`."""

    def read(cell: Cell) -> Reading:
        if isinstance(cell, date):
            return _of_date(cell, part, today)
        if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
            # A zero in a cell that is formatted as a date is midnight.
            return Reading(code=Code.ZERO_LEFT_BLANK) if cell == time() else trouble(Code.NOT_A_MONTH)
        if part is not None:
            alone = _part_alone(cell, part)
            if alone is not None:
                return alone
        if unit == EXCEL_DAY:
            day = excel_day(cell, today)
            if day is not None:
                return _as_part(Month(year=day.year, month=day.month), part)
        if isinstance(cell, float) and (typed := month_and_year(cell, unit)):
            return _of_typed(typed, part, today)
        text = cell if isinstance(cell, str) else f"{cell:.15g}"
        return _of_text(_with_day_last(text) if unit == YEAR_DAY_MONTH else text, day_first, part, today)

    return read


def _of_text(text: str, day_first: bool | None, part: str | None, today: date) -> Reading:
    found = month_in(text, this_year=today.year)
    if isinstance(found, Code):
        return trouble(found)
    return BLANK if found is None else _decided(found, day_first, part)


def _of_typed(texts: Sequence[str], part: str | None, today: date) -> Reading:
    """The month of a number, the month first; of a number that has been typed in one of two ways, which is asked."""
    found = [month_in(text, this_year=today.year) for text in texts]
    months = [month for month in found if isinstance(month, Month) and month.year >= _FIRST_NUMBERED_YEAR]
    if not months:
        return trouble(Code.NOT_A_MONTH)
    if len(months) > 1 and str(months[0]) != str(months[1]):
        return trouble(Code.AMBIGUOUS_DATE, first=str(months[0]), second=str(months[1]))
    return _as_part(months[0], part)


def _of_date(cell: date, part: str | None, today: date) -> Reading:
    """The month of a real date. Numbers that were typed into cells for dates are days of the first years after 1900."""
    month = Month(year=cell.year, month=cell.month)
    for epoch in (EXCEL_EPOCH, _MACINTOSH_EPOCH):
        number = cell.toordinal() - epoch.toordinal()
        if _FIRST_TYPED_YEAR <= number <= today.year + 1:
            return trouble(Code.AMBIGUOUS_DATE, first=str(month), second=str(number))
    return trouble(Code.NOT_A_MONTH) if cell.year <= _MACINTOSH_EPOCH.year else _as_part(month, part)


def _with_day_last(text: str) -> str:
    """`2021/25/03` as `2021-03-25`."""
    found = YEAR_FIRST.fullmatch(without_time(text))
    return f"{found[1]}-{found[3]}-{found[2]}" if found and found[3] else text


def without_time(text: str) -> str:
    """A date as its forms have it: no time of the day behind it, no accents, lower case."""
    return unaccented(_TIME.sub("", text).casefold()).strip(" .,;")


def _decided(found: Month, day_first: bool | None, part: str | None) -> Reading:
    """`found` is the reading with the day first, `found.other` with the month first."""
    if found.other is None or (part == "year" and found.other.year == found.year):
        return _as_part(found, part)
    if day_first is None:
        return trouble(Code.AMBIGUOUS_DATE, first=str(found), second=str(found.other))
    return _as_part(found if day_first else found.other, part)


def _as_part(month: Month, part: str | None) -> Reading:
    if part == "year":
        return Reading(value=month.year)
    return Reading(value=month.month if part == "month" else str(month))


def _part_alone(cell: str | float, part: str) -> Reading | None:
    """A cell that holds the year or the month alone; month 0 says that nobody knows."""
    text = cell if isinstance(cell, str) else f"{cell:.15g}"
    if part == "year":
        year = int(text[:4]) if _YEAR.fullmatch(text) else year_in(text)
        return None if year is None else Reading(value=year)
    number = words().months.get(plain(text))
    if number is None and text.removesuffix(".0").isdecimal() and len(text.removesuffix(".0")) <= 2:
        number = int(text.removesuffix(".0"))
    if number is None:
        return None
    return BLANK if number == 0 else Reading(value=number) if number <= 12 else trouble(Code.NOT_A_MONTH)


@lru_cache(maxsize=16_384)
def month_in(text: str, *, this_year: int) -> Month | Code | None:
    """The month that a text names, with both readings where there are two; None for month 0, which is unknown."""
    bare = without_time(text)
    if not bare.strip("0./-: "):
        return None
    label = _LABEL.match(bare)
    if label and plain(label["label"]) in words().labels["firstRegistration"]:
        bare = bare[label.end() :]
    is_year = _YEAR.fullmatch(bare.rstrip("/- ")) or year_in(bare) is not None
    return Code.YEAR_WITHOUT_MONTH if is_year else _by_forms(bare, this_year)


def _by_forms(text: str, this_year: int) -> Month | Code | None:
    matches = ((pattern.fullmatch(text), make) for pattern, make in _FORMS)
    return next((make(found, this_year) for found, make in matches if found), Code.NOT_A_MONTH)


def _month(year: int, month: int, day: int = 1) -> Month | Code | None:
    if not FIRST_YEAR <= year <= LAST_YEAR or month > 12 or day > 31:
        return Code.NOT_A_MONTH
    if month and day > monthrange(year, month)[1]:  # 30/02: a slip of the day or of the month, nobody can say which
        return Code.NOT_A_MONTH
    return Month(year=year, month=month) if month else None


def _full_year(digits: str, this_year: int) -> int:
    """A year of four digits, or of two: not later than next year."""
    year = int(digits.lstrip("'"))
    if len(digits) == 4:
        return year
    century = this_year // 100 * 100
    return century + year if century + year <= this_year + 1 else century - 100 + year


def _year_first(found: re.Match[str], _this_year: int) -> Month | Code | None:
    return _month(int(found[1]), int(found[2]), int(found[3] or 1))


def _month_year(found: re.Match[str], _this_year: int) -> Month | Code | None:
    return _month(int(found[2]), int(found[1]))


def _lost_zero(found: re.Match[str], _this_year: int) -> Month | Code | None:
    return _month(int(found[2]) * 10, int(found[1]))


def _day_month_year(found: re.Match[str], this_year: int) -> Month | Code | None:
    first, second, year = int(found[1]), int(found[3]), _full_year(found[4], this_year)
    day_first, month_first = _month(year, second, first), _month(year, first, second)
    if found[2] == "." or not isinstance(month_first, Month):  # full stops are never used with the month first
        return day_first
    if not isinstance(day_first, Month):
        return month_first
    return day_first if day_first == month_first else Month(year=year, month=second, other=month_first)


def short_year(found: re.Match[str], this_year: int) -> Month | Code | None:
    """`03/21` is March 2021; where both numbers may be the month, the other reading is the year first."""
    first, second = int(found[1]), int(found[2])
    month_first = _month(_full_year(found[2], this_year), first)
    if second > 12 or len(found[1]) < 2 or not isinstance(month_first, Month):
        return month_first
    year_first = _month(_full_year(found[1], this_year), second)
    if not isinstance(year_first, Month) or year_first == month_first:
        return month_first
    return Month(year=month_first.year, month=month_first.month, other=year_first)


def _digits(found: re.Match[str], _this_year: int) -> Month | Code | None:
    return _month(int(found[1]), int(found[2]), int(found[3] or 1))


def _named(found: re.Match[str], this_year: int) -> Month | Code | None:
    number = words().months.get(found[2])
    if number is None:
        return Code.NOT_A_MONTH
    return _month(_full_year(found[4], this_year), number, int(found[1] or found[3] or 1))


def _year_named(found: re.Match[str], _this_year: int) -> Month | Code | None:
    number = words().months.get(found[2])
    return Code.NOT_A_MONTH if number is None else _month(int(found[1]), number, int(found[3] or 1))


_FORMS: Final = (
    (YEAR_FIRST, _year_first),
    (_MONTH_YEAR, _month_year),
    (DAY_MONTH_YEAR, _day_month_year),
    (SHORT_YEAR, short_year),
    (_LOST_ZERO, _lost_zero),
    (_DIGITS, _digits),
    (_NAMED, _named),
    (_YEAR_NAMED, _year_named),
)
