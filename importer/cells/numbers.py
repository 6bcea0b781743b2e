"""Numerals: what a text with digits may mean as a number, in every notation of thousands and decimals.

A numeral such as `12.500` has two values, one for each decimal mark; which one is meant is decided by the whole column
(notations/). It does not know units, currencies or fields.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

Number = int | float

# Every decimal mark that there is.
MARKS: Final = (",", ".")

# Digits with marks between them, as a part of a longer expression. A blank may stand between groups of three alone.
NUMERAL: Final = r"[+-]?\d(?:[\d.,'’´`_]|\s(?=\d{3}(?!\d)))*"

_APOSTROPHES = str.maketrans({"’": "'", "´": "'", "`": "'", "_": "'"})
_BLANK_GROUPS = re.compile(r"\d{1,3}(?:([ '])\d{3})(?:\1\d{3})*(?![ '])")
_THREES = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")


_SHAPE = str.maketrans("123456789", "9" * 9)
_NOT_A_DIGIT = str.maketrans("", "", ".,'’´`_+ \t\n")


def shape_of(text: str) -> str:
    """The text with every digit but 0 turned into 9.

    Texts of one shape are read alike, so what a shape means is found once and kept: a column has few shapes.
    """
    return text.translate(_SHAPE)


def number_at(numeral: str, mark: str | None) -> Number:
    """The value of a numeral that is known to be one when `mark` is its decimal mark."""
    if mark is None or mark not in numeral:
        return int(numeral.translate(_NOT_A_DIGIT))
    whole, _, fraction = numeral.partition(mark)
    digits = whole.translate(_NOT_A_DIGIT)
    return float(f"{digits}.{fraction}") if fraction.strip("0") else int(digits)


def numeral_values(text: str) -> Mapping[str, Number]:
    """What a numeral is worth under each decimal mark that allows it; empty when it is no number.

    `12.500` → {",": 12500, ".": 12.5}; `9.950,50` → {",": 9950.5}; `75'000` → the same under both.
    """
    return {mark: number_at(text, mark) for mark in _marks_of(shape_of(text))}


def mark_of(values: Mapping[str, Number], decimal: str | None, *, whole: bool) -> str | None:
    """The decimal mark under which a numeral is to be read, None when it has two values and nothing decides.

    `decimal` is the column's mark. Where a whole number is wanted, one mark and three digits are thousands.
    """
    if len(set(values.values())) == 1 or (whole and decimal not in values):
        return max(values, key=lambda mark: abs(values[mark]))
    return decimal if decimal in values else None


@lru_cache(maxsize=16_384)
def _marks_of(shape: str) -> tuple[str, ...]:
    digits = shape.lstrip("+-").strip().translate(_APOSTROPHES)
    return tuple(mark for mark in MARKS if _is_numeral(digits, mark))


def _is_numeral(digits: str, mark: str) -> bool:
    whole, _, fraction = digits.partition(mark)
    return _is_whole(whole, "." if mark == "," else ",") and (not fraction or _is_digits(fraction))


def _is_whole(digits: str, thousands: str) -> bool:
    """Whether it is bare digits, or groups of three parted by blanks, apostrophes or the other mark."""
    if _is_digits(digits):
        return True
    grouped = _BLANK_GROUPS.fullmatch(digits) is not None or _is_grouped_by(thousands, digits)
    return grouped and not digits.startswith("0")


def _is_digits(text: str) -> bool:
    return text.isdecimal() and text.isascii()


def _is_grouped_by(thousands: str, digits: str) -> bool:
    threes = _THREES.fullmatch(digits)
    if threes:
        return threes.group(1) == thousands
    return thousands == "," and _INDIAN.fullmatch(digits) is not None
