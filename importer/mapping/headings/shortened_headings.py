"""Headings of shortened words that no list has: `Euron.`, `Ausst.-linie`, `Nb pl. ass.`, `Tellrstnd`.

A word with a full stop behind it stands for every word that begins so, another one for itself, and a word without
vowels for one that has the same consonants. Only when all names that a heading may stand for mean the same, it is that.
It knows names alone, no columns.
"""

import re
from functools import cache
from typing import Final

from importer.mapping.headings.heading_meanings import NEAR, Meanings, decoy, may_have, meanings_of
from importer.mapping.headings.small_words import tells_of_another
from importer.vocabulary.headings import HeadingWord, vocabulary_words, words_of
from importer.vocabulary.particles import particles

_PIECE = re.compile(r"(?P<word>[^\W\d_]+)(?P<stop>\.?)")
_TELLS_MORE = re.compile(r"[\d/|&+()\[\]]")
_VOWELS = re.compile(r"[aeiouy]")
_LEAST_BEGINNING: Final = 3
_LEAST_ALONE: Final = 4
_LONG_BEGINNING: Final = 5
_MOST_PIECES: Final = 4
_MOST_LEFT_OUT: Final = 6  # letters
# A wrong price or reference costs most, and of a text its cells do not tell whether it is another one.
_NOT_BY_BEGINNINGS: Final = frozenset(
    {"price", "externalReference", "stockNumber", "licencePlate", "status", "remark", "description", "title"}
)


def shortened(heading: str) -> Meanings:
    """What every name means that the heading may be short for; nothing when they mean several things."""
    pattern = _pattern(heading)
    if decoy([heading]) or tells_of_another(heading):
        return ()
    found = _begun_by(pattern, heading) if pattern else _without_vowels(heading)
    wanted = {word.meaning for word in found}
    if len(wanted) != 1 or not wanted.isdisjoint(_NOT_BY_BEGINNINGS):
        return ()
    meanings = {meaning.language: meaning for meaning in meanings_of(found, NEAR)}
    return tuple(meaning for meaning in meanings.values() if may_have(meaning.meaning, words_of(heading)))


def _begun_by(pattern: re.Pattern[str], heading: str) -> list[HeadingWord]:
    """What is named so; `Bekled.` is no Bekledingskleur, which only goes on from a name that is there as well."""
    found = [(name, word) for name, word in _names() if pattern.fullmatch(name)]
    shortest = min((name for name, _ in found), key=len, default="")
    goes_on = len(heading) > _LONG_BEGINNING and all(name.startswith(shortest) for name, _ in found)
    return list(dict.fromkeys(word for name, word in found if not goes_on or name == shortest))


def _without_vowels(heading: str) -> list[HeadingWord]:
    """The names of one word from which only vowels have been left out: `Brndstf`, `Tellrstnd`, `Getrb`, no `Deur`."""
    name = "".join(words_of(heading))
    consonants = _VOWELS.sub("", name)
    if _TELLS_MORE.search(heading) or len(consonants) < _LEAST_ALONE:
        return []
    whole = re.compile(name[:1] + "".join(f"[aeiouy]*{letter}" for letter in name[1:]) + "[aeiouy]*")
    named = (word for known, word in _of_consonants().get(consonants, ()) if whole.fullmatch(known) and known != name)
    return list(dict.fromkeys(named))


@cache
def _of_consonants() -> dict[str, list[tuple[str, HeadingWord]]]:
    """Every name of one word, by its consonants."""
    index: dict[str, list[tuple[str, HeadingWord]]] = {}
    for name, word in _names():
        if " " not in name:
            index.setdefault(_VOWELS.sub("", name), []).append((name, word))
    return index


def _pattern(heading: str) -> re.Pattern[str] | None:
    """The names that a heading may be short for: one word for each of its own, or all of them grown into one word.

    None when no word of the heading goes on, or when too little of it is left to tell.
    """
    if "." not in heading:
        return None
    pieces = [("".join(words_of(piece["word"])), piece["stop"]) for piece in _PIECE.finditer(heading)]
    least = _LEAST_ALONE if len(pieces) == 1 else _LEAST_BEGINNING
    tells = any(stop and len(word) >= least for word, stop in pieces) and all(word for word, _ in pieces)
    if not tells or len(pieces) > _MOST_PIECES or _TELLS_MORE.search(heading):
        return None
    words = [_longer(word) if stop else word for word, stop in pieces]
    return re.compile(f"{' '.join(words)}|{''.join(words)}")


def _longer(word: str) -> str:
    """What a shortened word may be: one that begins so, or that ends in its last letter (`Leistg.`, `Leistung`)."""
    if len(word) <= _LEAST_ALONE:
        return f"{word}[a-z0-9]*"
    return f"(?:{word}[a-z0-9]*|{word[:-1]}[a-z]{{1,{_MOST_LEFT_OUT}}}{word[-1]})"


@cache
def _names() -> tuple[tuple[str, HeadingWord], ...]:
    """Every name of the vocabulary in plain words without articles, with what it means."""
    idle = particles().articles
    named = (
        (" ".join(word for word in words_of(text) if word not in idle), known) for text, known in vocabulary_words()
    )
    return tuple(dict.fromkeys(named))
