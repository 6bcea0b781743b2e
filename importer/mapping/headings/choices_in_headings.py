"""Headings that list what their cells choose from: `Diesel/Benzine`, `S/A`, `Benz/Die`.

It knows words and initials of choices, no cells.
"""

import re
from collections.abc import Iterable, Sequence
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
    chosen = {name: {_value_meant(name, part) for part in parts} for name in CHOICES}
    in_words = {name for name, values in chosen.items() if len(values) == len(parts) and None not in values}
    return tuple(
        HeadingMeaning(meaning=name, language=None, strength=SAME_WORDS)
        for name in CHOICES
        if name in in_words or _are_initials(parts, name)
    )


def _value_meant(choice: str, part: str) -> str | None:
    """The value of a word of any language, or of the shortest one that begins so (`Die` of `Dies`)."""
    known = choice_words(choice)
    own = {words[part] for words in (known.values, *known.in_language.values()) if part in words}
    found = own or {known.values[word] for word in _shortest_beginning_with(part, known.values)}
    return found.pop() if len(found) == 1 else None


def _shortest_beginning_with(part: str, words: Iterable[str]) -> list[str]:
    begun = [word for word in words if len(part) >= _LEAST_BEGINNING and word.startswith(part) and " " not in word]
    return [word for word in begun if len(word) == min(map(len, begun))]


def _are_initials(parts: Sequence[str], choice: str) -> bool:
    """`S/A`: whether these are initials of different values of the choice in one language."""
    tables = (portal_codes(initials_of(lang), choice) for lang in Lang)
    letters = [part.upper() for part in parts]
    return any(
        len({table.get(letter, letter) for letter in letters} & {*table.values()}) == len(parts) for table in tables
    )
