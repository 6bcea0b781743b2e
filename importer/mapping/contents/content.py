"""What the cells of a column look like as texts, apart from any field: makes, links, years, months, chassis numbers.

Shares are of the filled cells, 0 to 1, weighted by how often a value stands there. It does not know headings.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from importer.cells.blanks import is_placeholder
from importer.cells.identifiers import is_web_address
from importer.cells.parts_of_year import year_in
from importer.cells.text import clean, written
from importer.contract import CAR_PASS_HOSTS
from importer.records import CellFault, ColumnSurvey, RawValue
from importer.vocabulary.makes import is_make, split_make
from importer.vocabulary.places import place_names
from importer.vocabulary.spelling import plain

_ENOUGH: Final = 300
_SEVERAL_CARS: Final = 4
_SHORTEST_CHASSIS: Final = 5
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp)(?:$|[?/#&;])|/(?:images?|photos?|pictures?|img)/", re.IGNORECASE)
_VIN = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-HJ-NPR-Z0-9]{17}")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?")
_MONTH = re.compile(
    r"(?:0?[1-9]|1[0-2])[-/. ](?:19|20)\d\d|(?:19|20)\d\d[-/. ](?:0?[1-9]|1[0-2])|[^\W\d]{3,10}\.? (?:19|20)\d\d"
)
_PERIOD = re.compile(r".*(?:0?[1-9]|1[0-2])[/.](?:19|20)\d\d\s*[-–].*")
_POSTCODE = re.compile(r"(?:[A-Z]{1,2}[- ]?)?\d{4,5}(?:\.0)?")
_NUMBER = re.compile(r"[-+]?\d[\d.,'\s]*")
_STOCK_CODE = re.compile(r"[A-Za-z]{1,4}[-/ ]?\d{3,8}")
_THOUSANDS = re.compile(r"\d{4}|\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+(?!\d)")
_AMOUNT = re.compile(r"[€$£]\s?\d.*|\d.*[€$£]")
_RANGE = re.compile(r"\d+\s*[-–]\s*\d+\s*[a-z]*", re.IGNORECASE)
_PERCENTAGE = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s?%?")
_VAT_RATES: Final = frozenset({6, 7, 7.7, 8.1, 9, 12, 17, 19, 20, 21, 23, 25})
_LITRES_FIRST = re.compile(r"\d[.,]\d(?![\d.,])")
_ENGINE = re.compile(r"\d+(?:[.,]\d+)? ?(?:cc|ccm|cm3|cm³|l|litres?|liter)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The distinct texts of a column (some hundreds at most) that are neither blank nor a placeholder, with counts."""

    texts: Mapping[str, int]
    filled: int
    distinct: int

    def share(self, says: Callable[[str], bool]) -> float:
        """The share of cells of which `says` is true; 0 for an empty column."""
        total = sum(self.texts.values())
        return sum(count for text, count in self.texts.items() if says(text)) / total if total else 0.0

    def mostly(self, says: Callable[[str], bool], least: float) -> bool:
        """Whether the share is `least` or more, told as soon as it can no longer be; False for an empty column."""
        total = agree = sum(self.texts.values())
        for text, count in self.texts.items():
            agree -= 0 if says(text) else count
            if agree / total < least:
                return False
        return bool(total)

    @property
    def mean_words(self) -> float:
        """How many words a text has on average; 0 for an empty column."""
        total = sum(self.texts.values())
        return sum(len(text.split()) * count for text, count in self.texts.items()) / total if total else 0.0

    @property
    def is_unique(self) -> bool:
        """Whether hardly a value stands there twice."""
        return bool(self.filled) and self.distinct >= 0.9 * self.filled


def content_of(survey: ColumnSurvey) -> Content:
    """The content of a surveyed column."""
    texts: dict[str, int] = {}
    for value, count in islice(survey.values.items(), _ENOUGH):
        text = _text_of(value)
        if text and not is_placeholder(text):
            texts[text] = texts.get(text, 0) + count
    many = bool(survey.shapes)
    return Content(
        texts=texts,
        filled=sum(texts.values()),
        distinct=sum(texts.values()) if many else len(texts),
    )


def _text_of(value: RawValue) -> str:
    if value is None or isinstance(value, CellFault):
        return ""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return written(value)


def is_make_alone(text: str) -> bool:
    """`Alfa Romeo`."""
    return is_make(text)


def begins_with_make(text: str) -> bool:
    """`Alfa Romeo Giulia`: a make with something behind it."""
    parts = split_make(text)
    return parts is not None and bool(parts[1])


def is_year_and_make(text: str) -> bool:
    """`2020 Toyota Camry`."""
    year, _, rest = text.partition(" ")
    return is_year(year) and begins_with_make(rest)


def begins_as_a_car(text: str) -> bool:
    """`Toyota Camry`, `2020 Toyota Camry`: the make of a car, or its year and make, with something behind."""
    return begins_with_make(text) or is_year_and_make(text)


def is_url(text: str) -> bool:
    """A web address and nothing else."""
    return _URL.fullmatch(text) is not None


def is_picture(text: str) -> bool:
    """One or more web addresses of pictures."""
    return _URL.match(text) is not None and _PICTURE.search(text) is not None


def is_vin(text: str) -> bool:
    """17 letters and digits as a chassis number has them."""
    return _VIN.fullmatch(text.upper()) is not None


def may_be_chassis(text: str) -> bool:
    """One word of letters and figures, be it too short: `GT Line` below `fin.` is a finition and no number at all."""
    return len(text) >= _SHORTEST_CHASSIS and " " not in text and has_digit(text)


def is_year(text: str) -> bool:
    """A year and nothing else."""
    return _YEAR.fullmatch(text) is not None


def is_year_or_part(text: str) -> bool:
    """A year, or one with a part of it that is no month: `2021`, `Q2 2021`."""
    return is_year(text) or year_in(text) is not None


def is_month(text: str) -> bool:
    """A month with its year and no day: `02/2008`, `2014-10`, `Juillet 2019`."""
    return _MONTH.fullmatch(text) is not None


def is_period(text: str) -> bool:
    """`(205) Berline 07/2018 - 04/2021`: when a generation of a model was built."""
    return _PERIOD.fullmatch(text) is not None


def is_postcode(text: str) -> bool:
    """Four or five digits, after a country's letters or not."""
    return _POSTCODE.fullmatch(text) is not None


def is_town(text: str) -> bool:
    """The name of a Belgian municipality or village."""
    return plain(text) in place_names()


def is_number(text: str) -> bool:
    """Digits and marks alone."""
    return _NUMBER.fullmatch(text) is not None


def is_stock_code(text: str) -> bool:
    """`V1041`, `GW-0412`: letters and figures of a dealer's own numbering, which no count of rows has."""
    return _STOCK_CODE.fullmatch(text) is not None


def has_digit(text: str) -> bool:
    """Whether a digit stands anywhere."""
    return any(map(str.isdigit, text))


def is_in_thousands(text: str) -> bool:
    """`76000`, `131.925 km`: four digits or more before any decimals."""
    return _THOUSANDS.match(text) is not None


def begins_with_engine(text: str) -> bool:
    """`1.6 TDI Highline`, `2.0`: an engine before a name; a model such as `208` or `1er` is one word."""
    return text[:1].isdigit() and (" " in text or "." in text or "," in text)


def begins_with_litres(text: str) -> bool:
    """`1.6 TDI Highline`, `2,0 HDi`: surely an engine, while `3 Serie` and `500 X` are models."""
    return _LITRES_FIRST.match(text) is not None


def is_amount(text: str) -> bool:
    """A number with a currency sign."""
    return _AMOUNT.fullmatch(text) is not None


def is_displacement(text: str) -> bool:
    """A bare number, or one in litres or cm³."""
    return _ENGINE.fullmatch(text) is not None


def is_car_pass(text: str) -> bool:
    """An address on Car-Pass's own site."""
    return is_web_address(text) and urlsplit(text).hostname in CAR_PASS_HOSTS


def is_vat_rate(text: str) -> bool:
    """`19%`, `21`, `0.2`: a rate of VAT that is charged on cars in Europe, and not nothing."""
    found = _PERCENTAGE.fullmatch(text)
    if found is None:
        return False
    rate = float(found[1].replace(",", "."))
    return round(rate * 100 if rate < 1 else rate, 2) in _VAT_RATES


def may_be_a_car(text: str) -> bool:
    """Whether a make or a figure is in it, as in hardly any name of a person or a firm."""
    return has_digit(text) or is_make_alone(text) or begins_with_make(text)


def is_range(text: str) -> bool:
    """`100 - 199 HP`: what a site lets its visitors choose from, and not the power of one car."""
    return _RANGE.fullmatch(text) is not None


def is_same_in_all(content: Content) -> bool:
    """Whether every car has the same: the picture of a logo, the terms of the dealer, and nothing of one car."""
    return content.distinct == 1 and content.filled >= _SEVERAL_CARS
