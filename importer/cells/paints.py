"""The paint in the name of a colour: beside it (`Gris foncé metal`), or grown together with it (`Graumetallic`).

It knows the words of paints and colours; which columns hold both is not its business.
"""

import re
from functools import cache
from typing import Final

from importer.vocabulary.choices import choice_words
from importer.vocabulary.colors import names_a_color
from importer.vocabulary.spelling import plain

EDGE: Final = " -–/,;()|"
"""What may stand between two things in one cell, and goes with neither."""
_TOKEN = re.compile(r"[^\s()/,;-]+")
_LONGEST_PAINT: Final = 3
_SHORTEST_COLOR: Final = 3
_SHORTEST_PAINT: Final = 3
# A word of Dutch as well, `met zwart dak`: short for a metallic paint behind a colour alone.
_BEHIND_ALONE: Final = "met"


def split_paint(text: str) -> tuple[str, str]:
    """(colour, paint) of a colour that carries its paint at its end or its beginning; the paint is empty when not."""
    tokens = list(_TOKEN.finditer(text))
    known = choice_words("paintType").values
    for count in range(min(_LONGEST_PAINT, len(tokens)), 0, -1):
        start, end = tokens[-count].start(), tokens[count - 1].end()
        if plain(text[start:]) in known:
            return text[:start].rstrip(EDGE), text[start:].strip(EDGE)
        if plain(text[:end]) in known and plain(text[:end]) != _BEHIND_ALONE:
            return text[end:].lstrip(EDGE), text[:end].strip(EDGE)
    at = _where_grown_together(tokens[-1]) if tokens else None
    return (text, "") if at is None else (text[:at], text[at:].strip(EDGE))


def _where_grown_together(last: re.Match[str]) -> int | None:
    """Where the paint begins in a word of a colour and a paint, `Graumetallic`, `schwarzmet.`; None for other words."""
    word = last.group()
    for at in range(_SHORTEST_COLOR, len(word) - _SHORTEST_PAINT + 1):
        if plain(word[at:]) in _paints_of_one_word() and names_a_color(word[:at]):
            return last.start() + at
    return None


@cache
def _paints_of_one_word() -> frozenset[str]:
    known = choice_words("paintType").values
    return frozenset(word for word in known if " " not in word and len(word) >= _SHORTEST_PAINT)
