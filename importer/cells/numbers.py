"""Numerals: what a text with digits may mean as a number, in every notation of thousands and decimals.

A numeral such as `12.500` has two values, one for each decimal mark; which one is meant is decided by the whole column
(notations.py). It does not know units, currencies or fields.
"""

import re
from collections.abc import Mapping
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


def numeral_values(text: str) -> Mapping[str, Number]:
    """What a numeral is worth under each decimal mark that allows it; empty when it is no number.

    `12.500` → {",": 12500, ".": 12.5}; `9.950,50` → {",": 9950.5}; `75'000` → the same under both.
    """
    sign = -1 if text.startswith("-") else 1
    digits = text.lstrip("+-").strip().translate(_APOSTROPHES)
    if digits.isdecimal() and digits.isascii():
        return dict.fromkeys(MARKS, sign * int(digits))
    found = {mark: _value(digits, mark) for mark in MARKS}
    return {mark: sign * value for mark, value in found.items() if value is not None}


def _value(digits: str, mark: str) -> Number | None:
    whole, _, fraction = digits.partition(mark)
    if fraction and not (fraction.isdecimal() and fraction.isascii()):
        return None
    number = _whole(whole, "." if mark == "," else ",")
    if number is None:
        return None
    return float(f"{number}.{fraction}") if fraction.strip("0") else number


def _whole(digits: str, thousands: str) -> int | None:
    """The whole part: bare digits, or groups of three parted by blanks, apostrophes or the other mark."""
    if digits.isdecimal() and digits.isascii():
        return int(digits)
    grouped = _BLANK_GROUPS.fullmatch(digits) or _grouped_by(thousands, digits)
    return int(re.sub(r"\D", "", digits)) if grouped and not digits.startswith("0") else None


def _grouped_by(thousands: str, digits: str) -> bool:
    threes = _THREES.fullmatch(digits)
    if threes:
        return threes.group(1) == thousands
    return thousands == "," and _INDIAN.fullmatch(digits) is not None
