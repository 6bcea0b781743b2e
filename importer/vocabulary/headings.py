"""The heading words of `headings.toml`: what may stand above a column, and the official label of each field.

It looks words up; it does not know columns, contents or how sure anything is.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

import tomli

from importer.contract import FEATURE_CATEGORIES, FEATURE_CATEGORY, FIELDS
from importer.wording import Lang

NOT_A_FIELD: Final = "not_a_field."
# Columns of our own template that are parts of a field.
OWN_NAMES: Final = (
    *(f"feature_{category}" for category in FEATURE_CATEGORIES),
    FEATURE_CATEGORY.name,
    "image",
    "conditionTag",
)
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_NOT_A_LETTER = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingWord:
    """A heading word of the vocabulary: what it means and its language (None: an API name).

    `meaning` is a field of the contract, `a+b` for both in one column, `feature_<category>`, `featureCategory`,
    `condition_<value>`, `image`, `conditionTag`, `stockNumber`, `listingId`, `caseNumber`, `lotNumber`, `licencePlate`,
    `registrationMonth`, `registrationYear`, `bareDate`, `bareType`, `bareDistance`, `barePrice`, `maybeModel`,
    `maybeTitle`, `maybeVariant`, `whereabouts`, `remark`, or `not_a_field.<reason>`. `official` says that it is the
    API's name or the official label.
    """

    meaning: str
    language: Lang | None
    official: bool = False


@lru_cache(maxsize=65_536)  # each word of the vocabulary is asked for by several indexes, a heading in many ways
def words_of(heading: str) -> tuple[str, ...]:
    """The words of a heading in small ASCII letters: `Prix_TTC (€)` and `prixTtc` → prix, ttc."""
    if heading.isascii():
        return tuple(_NOT_A_LETTER.sub(" ", parted_by_case(heading).lower()).split())
    parted = parted_by_case(heading.replace("ß", "ss").replace("œ", "oe").replace("Œ", "OE"))
    plain = unicodedata.normalize("NFKD", parted).encode("ascii", "ignore").decode().lower()
    return tuple(_NOT_A_LETTER.sub(" ", plain).split())


@lru_cache(maxsize=65_536)
def parted_by_case(heading: str) -> str:
    """`odometerReadingMiles` → `odometer Reading Miles`."""
    return _CAMEL.sub(" ", heading)


@lru_cache(maxsize=65_536)
def key_of(heading: str) -> str:
    """What two spellings of one heading have in common: its small letters and digits, nothing between."""
    return "".join(words_of(heading))


@cache
def _sections() -> Mapping[str, Mapping[str, list[str]]]:
    raw: dict[str, Any] = tomli.loads(files("importer.vocabulary").joinpath("headings.toml").read_text("utf-8"))
    decoys: Mapping[str, Any] = raw.pop("not_a_field")
    return {**raw, **{NOT_A_FIELD + reason: words for reason, words in decoys.items()}}


def label(meaning: str, lang: Lang) -> str:
    """The official heading of a field, `feature_<category>`, `image` … in a language. KeyError when there is none."""
    return _sections()[meaning][lang][0]


def meanings() -> tuple[str, ...]:
    """Everything that a heading can mean, as in `HeadingWord.meaning`."""
    return tuple(_sections())


@cache
def vocabulary_words() -> tuple[tuple[str, HeadingWord], ...]:
    """Every heading word as it is written, the contract's own names first; German ones with `ue` for `ü` as well."""
    return tuple(_written())


def _written() -> Iterator[tuple[str, HeadingWord]]:
    for field in FIELDS:
        for name in (field.name, *field.aliases):
            yield name, HeadingWord(meaning=field.name, language=None, official=True)
    for meaning in OWN_NAMES:
        yield meaning, HeadingWord(meaning=meaning, language=None, official=True)
    for meaning, by_language in _sections().items():
        for language, words in by_language.items():
            known = HeadingWord(meaning=meaning, language=Lang(language), official=True)
            others = replace(known, official=False)
            for word in words:
                yield word, known if word == words[0] else others
                if language == Lang.DE and (spelled := word.translate(_UMLAUTS)) != word:
                    yield spelled, known if word == words[0] else others


@cache
def heading_words() -> Mapping[str, tuple[HeadingWord, ...]]:
    """Every heading key with what it may mean, the contract's own names first."""
    index: dict[str, list[HeadingWord]] = {}
    for text, word in vocabulary_words():
        found = index.setdefault(key_of(text), [])
        if word not in found:
            found.append(word)
    return {key: tuple(words) for key, words in index.items() if key}
