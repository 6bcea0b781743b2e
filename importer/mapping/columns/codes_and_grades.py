"""Cells that are codes or grades, and no words or counts: `LC9X`, `B+`, a `Kategorie` of 4.

It looks at cells alone, whatever heading they stand under.
"""

import re
from typing import Final

from importer.mapping.columns.surveyed_column import Column
from importer.problems import Code

_SERIAL: Final = re.compile(r"[A-Z0-9]*\d{5,}[A-Z0-9]*")
_CODE: Final = re.compile(r"(?=.*\d)[A-Z0-9]{2,6}|(?!RED|ROT)[B-DF-HJ-NP-TV-XZ]{2,4}|\d+")
_TYPE_CODE: Final = re.compile(r"(?=[A-Z0-9]{5,}$)(?:\d+[A-Z]+\d+[A-Z]|[A-Z]+\d+[A-Z]+\d)[A-Z0-9]*")
_MARK: Final = re.compile(r"[A-Za-z][+-]?|\d(?:[.,]\d)?")
_HALF: Final = 0.5


def is_serial(text: str) -> bool:
    """`N47D20A0123456`: a number of one engine."""
    return _SERIAL.fullmatch(text) is not None


def is_code(text: str) -> bool:
    """`LC9X`: a colour by the code of its maker."""
    return _CODE.fullmatch(text) is not None


def is_type_code(text: str) -> bool:
    """`LF68UC0`, `60F2F1E`: letters and figures that take turns, as in the papers of a car; no `SDRIVE18I`."""
    return _TYPE_CODE.fullmatch(text) is not None


def is_mark(text: str) -> bool:
    """`A`, `B+`, `3.5`: how good a car is, as auctions and leasing companies grade it."""
    return _MARK.fullmatch(text) is not None


def are_grades(column: Column) -> bool:
    """`Kategorie` above 4, 5 and 2: grades or places, unless the file's other columns tell whose codes they are."""
    figures = column.content.share(str.isdecimal) > _HALF
    return figures and column.judged("bodyType").doubt is Code.AMBIGUOUS_CODE
