"""A year with a part of it that is no month: `Q2 2020`, `najaar 2021`, `début 2019`.

It knows words and figures; what becomes of a year without a month is dates.py's.
"""

import re
from typing import Final

from importer.vocabulary.spelling import plain
from importer.vocabulary.words import words

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COUNTED: Final = re.compile(r"[qkths] ?[1-4]|[1-4] ?[qkths]")
_NTH: Final = re.compile(r"[1-4](?:e|de|ste|er|ere|re|eme|st|nd|rd|th)? (?P<name>[a-z]+)")


def year_in(text: str) -> int | None:
    """The year of a text that names nothing but a year and a part of it; None for every other text."""
    years = _YEAR.findall(text)
    if len(years) != 1:
        return None
    rest = plain(_YEAR.sub(" ", text))
    nth = _NTH.fullmatch(rest)
    is_part = _COUNTED.fullmatch(rest) or rest in words().parts_of_year or (nth and nth["name"] in words().fractions)
    return int(years[0]) if is_part else None
