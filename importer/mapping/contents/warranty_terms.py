"""Whether the figures under a heading of a warranty may as well be years, where nothing says that they are months."""

from typing import Final

from importer.mapping.contents.content import Content
from importer.vocabulary.headings import words_of
from importer.vocabulary.units import unit_named

_MOST: Final = 0.8
_MOST_YEARS: Final = 5


def may_be_in_years(heading: str, content: Content) -> bool:
    """`Garantieduur` with 1, 2 and 3: years are likelier than months, and nobody can say."""
    return not any(map(_is_of_time, words_of(heading))) and content.share(_is_small) > _MOST


def _is_small(text: str) -> bool:
    return text.isdecimal() and 0 < int(text) <= _MOST_YEARS


def _is_of_time(word: str) -> bool:
    return unit_named(word, "month") is not None
