"""Shortened words of headings, from `abbreviations.toml`: what a dealer's own list writes to keep columns narrow.

It spells headings out; it does not know what any heading means.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import tomli

from importer.vocabulary.spelling import plain

_WORD = re.compile(r"[^\W\d_]+\.?")


@cache
def _abbreviations() -> Mapping[str, Mapping[str, str]]:
    """Language → shortened word → the word."""
    return tomli.loads(files(__package__).joinpath("abbreviations.toml").read_text(encoding="utf-8"))


def spelled_out(heading: str) -> Iterator[str]:
    """The heading spelled out, once for each language that has such words: `1e inschr.` → `1e inschrijving`."""
    for words in _abbreviations().values():
        whole = _in_language(heading, words)
        if whole != heading:
            yield whole


def _in_language(heading: str, words: Mapping[str, str]) -> str:
    def whole_word(found: re.Match[str]) -> str:
        word = words.get(plain(found[0]))
        return found[0] if word is None else f"{word} "

    return _WORD.sub(whole_word, heading).strip()
