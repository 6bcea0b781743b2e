"""Headings that list what their cells choose from: `Diesel/Benzine`, `S/A`, `Benz/Die`.

It knows words and initials of choices, no cells.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice, takewhile
from typing import Final

from importer.contract import CHOICES
from importer.mapping.headings.heading_meanings import SAME_WORDS, HeadingMeaning, Meanings
from importer.vocabulary.choices import choice_words, initials_of, portal_codes
from importer.vocabulary.words import word_form
from importer.wording import Lang

SEVERAL_NAMES: Final = re.compile(r"\s*[/|\n;]\s*|\s*[-\u2013]\s*")
"""What stands between several names in one heading."""
MOST_NAMES: Final = 4
_LEAST_BEGINNING: Final = 3


def its_choices(heading: str) -> Meanings:
    """The values of a choice that the cells choose from, their beginnings, or their initials in a language."""
    parts = [word_form(part) for part in SEVERAL_NAMES.split(heading) if part.strip()]
    if not 1 < len(parts) <= MOST_NAMES:
        return ()
    may_be_initials = _all_initials().issuperset(part.upper() for part in parts)
    return tuple(
        HeadingMeaning(meaning=name, language=None, strength=SAME_WORDS)
        for name in CHOICES
        if _are_words(parts, name) or (may_be_initials and _are_initials(parts, name))
    )


def _are_words(parts: Sequence[str], choice: str) -> bool:
    """Whether each part means another value of the choice."""
    values = set(takewhile(lambda value: value is not None, (_value_meant(choice, part) for part in parts)))
    return len(values) == len(parts)


def _value_meant(choice: str, part: str) -> str | None:
    """The value of a word of any language, or of the shortest one that begins so (`Die` of `Dies`)."""
    known = choice_words(choice)
    own = {words[part] for words in (known.values, *known.in_language.values()) if part in words}
    found = own or {known.values[word] for word in _shortest_beginning_with(part, choice)}
    return found.pop() if len(found) == 1 else None


def _shortest_beginning_with(part: str, choice: str) -> list[str]:
    words = _single_words(choice)
    first = bisect_left(words, part) if len(part) >= _LEAST_BEGINNING else len(words)
    begun = list(takewhile(lambda word: word.startswith(part), islice(words, first, None)))
    return [word for word in begun if len(word) == min(map(len, begun))]


@cache
def _single_words(choice: str) -> list[str]:
    """The words of a choice in order, so that those that begin alike stand together."""
    return sorted(word for word in choice_words(choice).values if " " not in word)


def _are_initials(parts: Sequence[str], choice: str) -> bool:
    """`S/A`: whether these are initials of different values of the choice in one language."""
    tables = _initials(choice)
    letters = [part.upper() for part in parts]
    return any(
        len({table.get(letter, letter) for letter in letters} & {*table.values()}) == len(parts) for table in tables
    )


@cache
def _initials(choice: str) -> tuple[Mapping[str, str], ...]:
    """What letters stand for, in each language."""
    return tuple(portal_codes(initials_of(lang), choice) for lang in Lang)


@cache
def _all_initials() -> frozenset[str]:
    """Every letter that stands for a value, and the values, which stand for themselves."""
    tables = [table for choice in CHOICES for table in _initials(choice)]
    return frozenset(text for table in tables for text in (*table, *table.values()))
