"""Headings that nobody wrote down so: with a slip of the pen, or with a known name among other words.

It knows the words of the vocabulary alone, and is asked when no surer way finds anything.
"""

import re
from functools import cache
from itertools import chain
from math import ceil
from typing import Final

from rapidfuzz import fuzz, process

from importer.mapping.headings.heading_meanings import (
    NEAR,
    SAME_WORDS,
    Meanings,
    index_by_words,
    may_have,
    meanings_of,
    telling_words,
)
from importer.mapping.headings.small_words import alike, are_neutral, outline, tells_of_another
from importer.vocabulary.headings import heading_words, words_of
from importer.vocabulary.particles import particles

_TOLD_BY_CELLS: Final = frozenset(
    {"brand", "vin", "fuelType", "transmission", "bodyType", "driveType", "interiorMaterial", "paintType"}
)
_CARS_OWN: Final = frozenset({"brand", "vin"})  # not those of its engine
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEAR_RATIO: Final = 85
_SHORTEST_NEAR: Final = 5


def near(heading: str) -> Meanings:
    """A spelling mistake: the same number of words, each the same or, when long enough, nearly so."""
    words = telling_words(words_of(heading), particles().articles)
    key = "".join(words)
    if len(key) < _SHORTEST_NEAR:
        return ()
    like = [known for known in _near_by_outline().get(outline(words), ()) if alike(words, known)]
    ratios = [ratio for known in like if (ratio := fuzz.ratio(key, "".join(known))) >= _NEAR_RATIO]
    if not ratios:
        return ()
    least = max(_NEAR_RATIO, min(ratios) - 1)
    names = _near_names(ceil(len(key) * least / (200 - least)), int(len(key) * (200 - least) / least))
    close = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=least, limit=5)
    found = [known for name, _, _ in close for known in _near_index()[name] if known in like]
    meanings = dict.fromkeys(meaning for known in found for meaning in meanings_of(index_by_words()[known], NEAR))
    return tuple(meaning for meaning in meanings if may_have(meaning.meaning, words_of(heading)))


def of_a_year(heading: str) -> Meanings:
    """`2006_year`: the name of the year with one in it; a price of a year is not the price of today."""
    words = words_of(heading)
    rest = [word for word in words if _YEAR.fullmatch(word) is None]
    if len(rest) != len(words) - 1:
        return ()
    found = meanings_of(heading_words().get("".join(rest), ()), SAME_WORDS)
    return tuple(meaning for meaning in found if meaning.meaning == "year")


def within(heading: str) -> Meanings:
    """`gearbox_name`: a known name among words that name nothing, for fields that are told by what their cells hold."""
    words = words_of(heading)
    if tells_of_another(heading):
        return ()
    spans = ((start, start + size) for size in range(len(words) - 1, 0, -1) for start in range(len(words) - size + 1))
    for start, end in spans:
        named = heading_words().get("".join(words[start:end]))
        if named is None:
            continue
        found = meanings_of(named, NEAR)
        if any(not meaning.is_field for meaning in found):
            return ()
        beside = {*words[:start], *words[end:]}
        of_engine = not beside.isdisjoint(particles().engine_groups)
        told = tuple(
            meaning
            for meaning in found
            if meaning.meaning in _TOLD_BY_CELLS and not (of_engine and meaning.meaning in _CARS_OWN)
        )
        if told and are_neutral(beside):
            return told
    return ()


@cache
def _near_index() -> dict[str, list[tuple[str, ...]]]:
    index: dict[str, list[tuple[str, ...]]] = {}
    for words in index_by_words():
        if len("".join(words)) >= _SHORTEST_NEAR:
            index.setdefault("".join(words), []).append(words)
    return index


@cache
def _near_names(shortest: int, longest: int) -> list[str]:
    """The names of so many letters: a longer or shorter one can be no nearer than the length tells."""
    return [name for name in _near_index() if shortest <= len(name) <= longest]


@cache
def _near_by_outline() -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """The same names by what they have in common with every slip of the pen in them."""
    index: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for words in chain.from_iterable(_near_index().values()):
        index.setdefault(outline(words), []).append(words)
    return index
