"""Headings in which two letters beside each other have changed places: `Boyd Type`, `Kilometertsand`, `Feul_type`.

A slip of fast typing that hardly ever makes another word. It mends headings and does not know what any means.
"""

import re
from functools import cache
from typing import Final

from importer.mapping.headings.heading_meanings import index_by_words
from importer.vocabulary.headings import heading_words, parted_by_case
from importer.vocabulary.spelling import plain

_SHORTEST: Final = 4
_LONGEST: Final = 40  # letters; no name of the vocabulary is as long
_RUN: Final = re.compile(r"[^\W\d_]+")


def mended_swaps(heading: str) -> str | None:
    """The heading with the letters of each such word in their places; None when it has none."""
    for text in (heading, parted_by_case(heading)):
        mended = _RUN.sub(lambda found: _mended(found[0]), text)
        if mended != text:
            return mended
    return None


def _mended(word: str) -> str:
    """The only known word that differs by one swap; the word itself when it is known or when there is no such one."""
    letters = plain(word)
    if not _SHORTEST <= len(letters) <= _LONGEST or letters in _known() or not letters.isalpha():
        return word
    swaps = {letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :] for at in range(len(letters) - 1)}
    found = swaps & _known()
    return found.pop() if len(found) == 1 else word


@cache
def _known() -> frozenset[str]:
    """The words of the vocabulary's headings, and the headings written in one."""
    return frozenset(word for words in index_by_words() for word in words) | heading_words().keys()
