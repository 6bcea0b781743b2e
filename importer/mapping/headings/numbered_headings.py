"""Headings of lists: one of several numbered columns (`Foto 3`, `image[0].url`), and equipment of one category.

It knows names and figures, no units (units_in_headings.py) and no cells.
"""

import re
from dataclasses import replace
from functools import cache
from typing import Final

from importer.contract import FEATURE_CATEGORIES
from importer.mapping.headings.heading_meanings import (
    EXACT,
    FIRST_OF_SEVERAL,
    NOT_THE_FIRST,
    PERCENTAGE,
    HeadingMeaning,
    Meanings,
    by_words,
    exact,
)
from importer.vocabulary.headings import heading_words, key_of, words_of
from importer.vocabulary.particles import particles

_INDEX = re.compile(r"\[(\d{1,3})\]")
_NUMBER = re.compile(r"(?<!\d)(\d{1,3})(?!\d)")
_DIGIT = re.compile(r"\d")
_BESIDE_A_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|_")
_NUMBERED_LISTS: Final = ("image", "features", "feature_", "featureCategory", "conditionTag")
# A second column of the same thing; two prices, colours or fuels are two things.
_SEVERAL_COLUMNS: Final = frozenset({"mileage"})
_OF_A_PATH = re.compile(r"[./](?=\w)")
_PICTURES: Final = frozenset({"photos", "images", "pictures", "fotos", "afbeeldingen", "bilder"})


def numbered(heading: str) -> Meanings:
    """`image_3`, `Foto 1`, `image[0].url`, `feature_comfort_2`, `image_2_position`, `kleur1`."""
    if _DIGIT.search(heading) is None:
        return ()
    counted = PERCENTAGE.sub(" ", heading)
    spaced = _BESIDE_A_DIGIT.sub(" ", _INDEX.sub(lambda index: f" {int(index.group(1)) + 1} ", counted))
    numbers = _NUMBER.findall(spaced)
    if len(numbers) != 1:
        return ()
    number, known = int(numbers[0]), particles()
    words = [word for word in words_of(_NUMBER.sub(" ", spaced)) if word not in known.address_tail]
    name = " ".join(word for word in words if word not in known.order)
    named = exact(name) or option_category(name) or by_words(name)
    found = tuple(meaning for meaning in named if meaning.is_field)
    lists = tuple(meaning for meaning in found if meaning.meaning.startswith(_NUMBERED_LISTS))
    if known.order.intersection(words):
        return tuple(replace(meaning, order_of=number) for meaning in lists if meaning.meaning.startswith("image"))
    if lists:
        return tuple(replace(meaning, position=number) for meaning in lists)
    if number <= 1:
        return tuple(replace(meaning, strength=FIRST_OF_SEVERAL) for meaning in found)
    return tuple(replace(meaning, strength=NOT_THE_FIRST) for meaning in found if meaning.meaning in _SEVERAL_COLUMNS)


def numbered_below(heading: str) -> Meanings:
    """`media.images[0].href`, `photos.photo[1]`: pictures below what holds the vehicle, its media or all pictures."""
    parents = _holders_of_pictures()
    names = _OF_A_PATH.split(heading)
    first = next((at for at, name in enumerate(names) if not parents.issuperset(words_of(name))), len(names))
    for start in range(1, min(first, len(names) - 1) + 1):
        found = numbered(".".join(names[start:]))
        if found:
            return tuple(meaning for meaning in found if meaning.meaning.startswith("image"))
    return ()


@cache
def _holders_of_pictures() -> frozenset[str]:
    return particles().containers | particles().parents | _PICTURES


@cache
def _category_words() -> dict[str, str]:
    named = {key_of(name): name for name in FEATURE_CATEGORIES}
    for key, words in heading_words().items():
        for word in words:
            if word.meaning.startswith("feature_"):
                named.setdefault(key, word.meaning.removeprefix("feature_"))
    return named


def option_category(heading: str) -> Meanings:
    """`feature_comfort`, `Options sécurité`, `Uitrusting - Veiligheid`: an option word and a category."""
    words, known = words_of(heading), particles()
    if known.options.isdisjoint(words):
        return ()
    rest = [word for word in words if word not in known.options and word not in known.containers]
    named = ("".join(rest), "".join(word for word in rest if word not in known.articles))
    category = next((_category_words()[name] for name in named if name in _category_words()), None)
    if category is None:
        return ()
    return (HeadingMeaning(meaning=f"feature_{category}", language=None, strength=EXACT, category=category),)
