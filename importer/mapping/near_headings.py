"""Headings that nobody wrote down so: with a slip of the pen, or with a known name among other words.

It knows the words of the vocabulary alone, and is asked when no surer way finds anything.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from rapidfuzz import fuzz, process

from importer.mapping.heading_meanings import NEAR, Meanings, index_by_words, meanings_of, telling_words
from importer.vocabulary.headings import heading_words, words_of
from importer.vocabulary.particles import particles

_TOLD_BY_CELLS: Final = frozenset(
    {"brand", "vin", "fuelType", "transmission", "bodyType", "driveType", "interiorMaterial", "paintType"}
)
_NEAR_RATIO: Final = 85
_SHORTEST_NEAR: Final = 5


def near(heading: str) -> Meanings:
    """A spelling mistake: the same number of words, each the same or, when long enough, nearly so."""
    words = telling_words(words_of(heading), particles().articles)
    key = "".join(words)
    if len(key) < _SHORTEST_NEAR:
        return ()
    close = process.extract(key, list(_near_index()), scorer=fuzz.ratio, score_cutoff=_NEAR_RATIO, limit=5)
    alike = [known for name, _, _ in close for known in _near_index()[name] if _alike(words, known)]
    return tuple(dict.fromkeys(meaning for known in alike for meaning in meanings_of(index_by_words()[known], NEAR)))


def within(heading: str) -> Meanings:
    """`gearbox_name`: a known name among other words, for fields that are surely told by what stands in their cells."""
    words = words_of(heading)
    spans = ((start, start + size) for size in range(len(words) - 1, 0, -1) for start in range(len(words) - size + 1))
    for start, end in spans:
        found = meanings_of(heading_words().get("".join(words[start:end]), ()), NEAR)
        if any(not meaning.is_field for meaning in found):
            return ()
        told = tuple(meaning for meaning in found if meaning.meaning in _TOLD_BY_CELLS)
        if told:
            return told
    return ()


@cache
def _near_index() -> dict[str, list[tuple[str, ...]]]:
    index: dict[str, list[tuple[str, ...]]] = {}
    for words in index_by_words():
        if len("".join(words)) >= _SHORTEST_NEAR:
            index.setdefault("".join(words), []).append(words)
    return index


def _alike(words: Sequence[str], known: Sequence[str]) -> bool:
    return len(words) == len(known) and all(_nearly(*pair) for pair in zip(words, known, strict=True))


def _nearly(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) >= _SHORTEST_NEAR and fuzz.ratio(word, other) >= _NEAR_RATIO)
