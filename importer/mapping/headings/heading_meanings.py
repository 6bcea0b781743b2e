"""What the words of a heading may mean: the names of the vocabulary as they stand, and in any order.

It does not know units, numbers or several names in one heading (headings.py).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from importer.contract import BY_NAME, Kind
from importer.vocabulary.headings import NOT_A_FIELD, HeadingWord, heading_words, key_of, vocabulary_words, words_of
from importer.vocabulary.particles import particles
from importer.wording import Lang

OFFICIAL: Final = 1.0
EXACT: Final = 0.98
WITHOUT_UNIT: Final = 0.96
FIRST_OF_SEVERAL: Final = 0.95
SAME_WORDS: Final = 0.9
NOT_THE_FIRST: Final = 0.8
NEAR: Final = 0.75
PERCENTAGE: Final = re.compile(r"\b\d{1,2}\s*%")  # of VAT, in the heading of a price

_BEFORE_A_PRICE: Final = frozenset({"in", "van"})
_LEFT_OPEN: Final = frozenset(
    {"in", "van", "de", "du", "des", "la", "le"}
)  # behind a price they say that more belongs there
_OF_NO_LANGUAGE: Final = frozenset({Kind.MONTH, Kind.INTEGER, Kind.DECIMAL, Kind.MONEY})
NUMBERS_OF_ANYTHING: Final = frozenset({"listingId", "caseNumber", "lotNumber"})
"""Meanings that number what a table is of, which behind other names may be something else: `data.id`."""
NUMBERS_OF_A_CAR: Final = NUMBERS_OF_ANYTHING | {"stockNumber", "licencePlate"}
PLACES: Final = frozenset({"city", "postalCode", "province", "latitude", "longitude"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingMeaning:
    """One thing that a heading may mean.

    `meaning` as in `vocabulary.headings.HeadingWord`; `strength` (0 to 1) is how surely the words say it; `unit` is
    what stands beside the name (`pk`, `€`); `position` and `order_of` are 1-based (0 where a file counts from 0).
    """

    meaning: str
    language: str | None
    strength: float
    unit: str | None = None
    category: str | None = None
    position: int | None = None
    order_of: int | None = None

    @property
    def is_field(self) -> bool:
        """Whether it is a field, and not a known reason for being none."""
        return not self.meaning.startswith(NOT_A_FIELD)


Meanings = tuple[HeadingMeaning, ...]


def meanings_of(words: Sequence[HeadingWord], strength: float) -> Meanings:
    """What the words of the vocabulary mean, said that surely; for sure when it is a field's own name."""
    return tuple(
        HeadingMeaning(
            meaning=word.meaning,
            language=word.language,
            strength=OFFICIAL if word.official and strength == EXACT else strength,
            category=word.meaning.removeprefix("feature_") if word.meaning.startswith("feature_") else None,
        )
        for word in words
    )


def exact(heading: str) -> Meanings:
    """A name of the vocabulary, whatever its capitals, accents and marks."""
    named = heading_words().get(key_of(heading))
    return meanings_of(named, EXACT) if named else ()


def decoy(texts: Sequence[str]) -> str | None:
    """Why a heading with such words beside its name is not the field, or None."""
    words = (word for text in texts for word in words_of(text))
    return next((particles().decoys[word] for word in words if word in particles().decoys), None)


def telling_words(words: Sequence[str], *left_out: frozenset[str]) -> tuple[str, ...]:
    """The words without those left out, sorted; all of them when nothing else remains."""
    telling = {*words}
    for idle in left_out:
        telling -= idle
    return tuple(sorted(telling) or sorted(words))


@cache
def index_by_words() -> dict[tuple[str, ...], tuple[HeadingWord, ...]]:
    """Every name of the vocabulary by its telling words."""
    index: dict[tuple[str, ...], dict[HeadingWord, None]] = {}
    for text, word in vocabulary_words():
        index.setdefault(telling_words(words_of(text), particles().articles), {})[word] = None
    return {words: tuple(found) for words, found in index.items()}


def by_words(heading: str) -> Meanings:
    """`Vehicle Make`, `type carburant`, `address.city`: the same words but for idle ones, in any order."""
    return _by_words(words_of(PERCENTAGE.sub(" ", heading) if "%" in heading else heading))


@lru_cache(maxsize=65_536)  # numbered names are the same words over and over
def _by_words(words: tuple[str, ...]) -> Meanings:
    known = particles()
    idle = (known.articles, known.context)
    ways = ((known.articles,), idle, (*idle, known.place), (*idle, known.with_vat))
    for left_out in ways:
        telling = telling_words(words, *left_out)
        named = index_by_words().get(telling)
        if named is None:
            continue
        found = meanings_of(named, SAME_WORDS)
        if known.place in left_out:
            found = tuple(meaning for meaning in found if meaning.meaning in PLACES)
        elif decoy([word for word in words if word not in telling]):
            found = ()
        elif known.with_vat in left_out:
            found = tuple(meaning for meaning in found if meaning.meaning == "price" and _with_vat({*words}))
        found = tuple(meaning for meaning in found if may_have(meaning.meaning, words))
        if found and (set(telling) - known.context or (telling and left_out == ways[0])):
            return found
    return ()


def may_have(name: str, words: Sequence[str]) -> bool:
    """Whether the words leave a field as it is; `… DE` is a country for dates and numbers, for others a language.

    `Prijs in` is what was paid when a car came in, `Prijs van` what it cost before: neither is the price.
    """
    if name == "price" and words and (words[-1] in _LEFT_OPEN or words[0] in _BEFORE_A_PRICE):
        return False
    of_a_country = words[-1:] and words[-1] in set(Lang) and name in BY_NAME and BY_NAME[name].kind in _OF_NO_LANGUAGE
    return not of_a_country and particles().telling.get(name, frozenset()).isdisjoint(words)


def _with_vat(words: set[str]) -> bool:
    """Whether a price of these words is with VAT: `incl. btw`, or `TTC` on its own."""
    known = particles()
    return len(known.with_vat & words) > 1 or bool(known.with_vat_alone & words)


def names_two_things(heading: str) -> bool:
    """`Colour/Trim`: two names with nothing in common, which are not the one name that their words make together."""
    first, mark, second = heading.partition("/")
    if not mark or "/" in second or "_" in heading or key_of(first) in particles().containers:
        return False
    one, other = ({meaning.meaning for meaning in exact(name) if meaning.is_field} for name in (first, second))
    if key_of(first) in particles().place and other <= PLACES:
        return False  # `Location/Zip`
    return bool(one and other) and one.isdisjoint(other)


def of_both(heading: str) -> Meanings:
    """What two names with a stroke between them mean where they are written so in the vocabulary (`Merk/model`).

    Without the stroke they may be one name: `Kleur bekleding` is the colour of the seats, `Kleur/Bekleding` is not.
    """
    found = exact(heading)
    if key_of(heading) in _with_a_stroke():
        return found
    return tuple(each for each in found if "+" in each.meaning) or _version_with_engine(heading)


def _version_with_engine(heading: str) -> Meanings:
    """`Motor/uitvoering`, `Finition / motorisation`: a version is mostly written with its engine."""
    named = [exact(name) for name in heading.split("/")]
    versions = tuple(each for found in named for each in found if each.meaning == "variant")
    beside = any(each.meaning == "engine" for found in named for each in found)
    return tuple(replace(each, strength=min(each.strength, SAME_WORDS)) for each in versions) if beside else ()


@cache
def _with_a_stroke() -> frozenset[str]:
    return frozenset(key_of(text) for text, _ in vocabulary_words() if "/" in text)
