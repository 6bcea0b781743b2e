"""The makes of cars, from `makes.txt`, compared without case, accents, blanks and marks.

It knows no models and does not respell a make: `VW` stays what the dealer wrote.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Final

from importer.vocabulary.headings import key_of

_LONGEST_IN_WORDS: Final = 3
_WORD = re.compile(r"[^\s_]+")


@cache
def makes() -> frozenset[str]:
    """The keys of all makes (`headings.key_of`)."""
    lines = files(__package__).joinpath("makes.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(key_of(line) for line in lines if line)


def is_make(text: str) -> bool:
    """Whether the text is a make and nothing else."""
    return key_of(text) in makes()


def split_make(text: str) -> tuple[str, str] | None:
    """(make, rest) of a text that begins with a make, the longest there is; None when it begins with none.

    `Alfa Romeo Giulia` → `Alfa Romeo`, `Giulia`; the rest is empty when nothing follows.
    """
    words = list(_WORD.finditer(text))
    for count in range(min(_LONGEST_IN_WORDS, len(words)), 0, -1):
        end = words[count - 1].end()
        make = text[words[0].start() : end]
        if key_of(words[count - 1].group()) and key_of(make) in makes():
            return make, text[end:].strip(" _\t-\u2013|,;/")
    return None
