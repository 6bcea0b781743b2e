"""Cells that are one thing in whatever column they stand: an e-mail address, a day, a plate, a tyre's size, a record.

It knows neither columns nor fields; what may stand below a heading all the same is decided there.
"""

import re
from typing import Final

from importer.cells.dates import Month, month_in
from importer.mapping.contents.content import is_url, is_vin, is_year

_ANY_YEAR: Final = 2100  # what a date may be at most; only that it is one counts
_MAIL: Final = r"[^@\s]+@[^@\s]+\.[a-z]+"
_PHONE: Final = r"(?:\+|00)\d[\d\s./()-]{7,}|0\d{1,3}[\s./-]\d(?:[\s./-]?\d){4,8}"
_BARE_PHONE: Final = r"0\d{8,10}"
_FILE: Final = r"\S+\.(?:jpe?g|png|webp|gif|pdf|docx?|xlsx?|mp4)"
_RECORD: Final = r"[\[{]\s*[\"'{\[].*[\]}]|<(?:a|img|iframe|span|div)\b[^>]*>[^<]{0,40}(?:</\w+>)?"
_DAY: Final = r"(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{4})(?:[t\s]\s?\d\d?:\d\d.*)?"
_PERIOD: Final = r"(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d"
_MONEY: Final = r"(?:[€$£]|eur|chf)\s?\d[\d.,'\s]*(?:,?-)?.{0,14}|\d[\d.,'\s]*(?:,?-)?\s?(?:[€$£]|eur\b|chf\b).{0,12}"
_SHARE: Final = r"[-+]?\d{1,3}(?:[.,]\d+)?\s?%"
_PLACE: Final = r"-?\d{1,3}\.\d{3,}[,;\s]+-?\d{1,3}\.\d{3,}"
_TYRE: Final = r"\d{3}/\d{2}\s?z?r\s?\d{2}\b.*"
_APPROVAL: Final = r"e\d{1,2}\*\S+"
_CODE: Final = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\d{4}\s?/\s?[a-z0-9]{3}|#[0-9a-f]{6}"
_NO_NUMBER: Final = re.compile(
    f"{_DAY}|{_MAIL}|{_PHONE}|{_FILE}|{_RECORD}|{_PERIOD}|{_MONEY}|{_SHARE}|{_PLACE}|{_TYRE}|{_APPROVAL}",
    re.IGNORECASE | re.DOTALL,
)
_CLASS: Final = r"euro\s?\d\w?(?:[\s-].{0,8})?|ral\s?\d{4}|\d\d\s?(?:inch|zoll|\"|'')"
_NUMBER: Final = re.compile(f"{_BARE_PHONE}|{_CODE}|{_CLASS}", re.IGNORECASE)
# The end of a page's address: `volkswagen-golf-10023`.
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+-\d{3,}")
_PLATE: Final = re.compile(
    r"\d-[A-Z]{3}-\d{3}|[A-Z]{2}-\d{3}-[A-Z]{2}|[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} \d{1,4}[EH]?|[A-Z]{2}\d{2} [A-Z]{3}"
    r"|(?=(?:-?[A-Z0-9]){6}$)(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{1,3}|\d{1,3})"
)


def is_unmistakable(text: str) -> bool:
    """An address, a telephone, a file, a record, a date, money, a plate or the code of a type: no name and no word."""
    return is_no_number(text) or _is_number(text) or is_plate(text) or is_url(text) or is_vin(text) or is_day(text)


def is_no_number(text: str) -> bool:
    """Of these, what no car is known by either: a day, a telephone as it is written, money, a tyre."""
    return _NO_NUMBER.fullmatch(text) is not None


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None or _SLUG.fullmatch(text) is not None


def is_plate(text: str) -> bool:
    """`1-ABC-123`, `GH-123-B`, `M-AB 1234`, `AB19 CDE`: of Belgium, the Netherlands, France, Germany or Britain."""
    return _PLATE.fullmatch(text) is not None


def is_day(text: str) -> bool:
    """A day or a month of a year, and no year alone."""
    return not is_year(text) and isinstance(month_in(text, this_year=_ANY_YEAR), Month)
