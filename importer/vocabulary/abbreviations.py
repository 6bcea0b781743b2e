"""Shortened words of headings, from `abbreviations.toml`: what a dealer's own list writes to keep columns narrow.

It spells headings out; it does not know what any heading means.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import tomli

from importer.vocabulary.particles import particles
from importer.vocabulary.spelling import plain

_LEAST_BEFORE: Final = 3  # letters of a long word before its shortened end
_LEAST_HALF: Final = 3
_SHORT_HALVES: Final = frozenset({"nb", "px", "dt", "tx"})  # that begin many names and hardly a word
_LEAST_OF_TWO: Final = 5
_MOST_OF_TWO: Final = 18
_WORD = re.compile(r"[^\W\d_]+\.?")


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    return tomli.loads(files(__package__).joinpath("abbreviations.toml").read_text(encoding="utf-8"))


@cache
def _abbreviations() -> Mapping[str, Mapping[str, str]]:
    """Language → shortened word → the word."""
    return {name: words for name, words in _tables().items() if name != "endings"}


@cache
def _endings() -> Mapping[str, Mapping[str, str]]:
    """Language → the shortened last part of a long word → that part, the longest first."""
    raw = _tables()["endings"]
    return {name: dict(sorted(ends.items(), key=lambda end: -len(end[0]))) for name, ends in raw.items()}


def spelled_out(heading: str) -> Iterator[str]:
    """The heading spelled out, once for each language that has such words: `1e inschr.` → `1e inschrijving`."""
    alone = "".join(plain(heading).split())
    each = set(map(plain, _WORD.findall(heading)))
    for language, words in _abbreviations().items():
        if alone in words and "." in heading:
            yield words[alone]  # `Br.st.`
        endings = _endings().get(language, {})
        is_short = not each.isdisjoint(words) or any(word.endswith(tuple(endings)) for word in each)
        whole = _in_language(heading, words, endings) if is_short else heading.strip()
        if whole != heading:
            yield whole


def parted(heading: str) -> Iterator[str]:
    """A name of which the blank was left out, `VERMKW`, `AANTDRN`: both halves spelled out, once for each way.

    One half must be a shortened word of the language; the other one is such a word too, or a word that tells something.
    """
    name = plain(heading)
    if not (_LEAST_OF_TWO <= len(name) <= _MOST_OF_TWO and name.isalpha()):
        return
    least = 2 if name[:2] in _SHORT_HALVES else _LEAST_HALF
    halves = [(name[:at], name[at:]) for at in range(least, len(name) - 1)]
    idle = particles().articles | particles().context
    for words in _abbreviations().values():
        for first, second in halves:
            shortened = first in words or (len(second) >= _LEAST_HALF and second in words)
            if shortened and (idle - words.keys()).isdisjoint((first, second)):
                yield f"{words.get(first, first)} {words.get(second, second)}"


def _in_language(heading: str, words: Mapping[str, str], endings: Mapping[str, str]) -> str:
    def whole_word(found: re.Match[str]) -> str:
        word = words.get(plain(found[0])) or _compound(plain(found[0]), endings)
        return found[0] if word is None else f"{word} "

    return _WORD.sub(whole_word, heading).strip()


def _compound(word: str, endings: Mapping[str, str]) -> str | None:
    """A long word of which only the last part is shortened: `angebotspr` → `angebotspreis`; else None."""
    short = next((end for end in endings if word.endswith(end) and len(word) - len(end) >= _LEAST_BEFORE), None)
    return None if short is None else word.removesuffix(short) + endings[short]
