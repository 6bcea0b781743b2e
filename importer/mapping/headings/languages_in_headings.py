"""Headings that end in a language: `title_nl`, `Version FR`.

It knows the names of the vocabulary, neither units nor paths (headings.py).
"""

from dataclasses import replace
from typing import Final

from importer.contract import BY_NAME, Kind
from importer.mapping.headings.heading_meanings import (
    NUMBERS_OF_A_CAR,
    SAME_WORDS,
    HeadingMeaning,
    Meanings,
    by_words,
    exact,
)
from importer.wording import Lang

_LANGUAGES: Final = frozenset(Lang)
_IN_WORDS: Final = frozenset({Kind.TEXT, Kind.CHOICE, Kind.FEATURES, Kind.TAGS})


def in_a_language(heading: str) -> Meanings:
    """`title_nl`, `Version FR`: one of several columns that say the same in other languages; the first has it."""
    *words, last = heading.replace("_", " ").split() or [""]
    if last.lower() not in _LANGUAGES or not words:
        return ()
    name = " ".join(words)
    found = exact(name) or by_words(name)
    return tuple(
        replace(meaning, strength=min(meaning.strength, SAME_WORDS)) for meaning in found if _is_in_words(meaning)
    )


def _is_in_words(meaning: HeadingMeaning) -> bool:
    """Whether it is said in words: `price_de` is no price in German, but one for Germany."""
    field = BY_NAME.get(meaning.meaning)
    return meaning.meaning not in NUMBERS_OF_A_CAR and (field is None or field.kind in _IN_WORDS)
