"""What a row of a few words between those of cars says of the rows below, by the words of `sections.toml`."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import tomli

from importer.vocabulary.makes import is_make
from importer.vocabulary.spelling import plain

_MOST_WORDS: Final = 6
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_COUNT = re.compile(r"\s*\(?\d{1,3}\)?(?:\s*(?:st|stuks|stk|pcs|pi[eè]ces?|x))?\W*$", re.IGNORECASE)


def make_named(text: str) -> str | None:
    """The make that a text is, with marks round it and a count of cars behind it or not: `*** BMW (4) ***` → `BMW`."""
    bare = _EDGES.sub("", text)
    return next((name for name in (bare, _EDGES.sub("", _COUNT.sub("", text))) if name and is_make(name)), None)


def says_sold(text: str) -> bool:
    """`VERKOCHT / nog te leveren`, `Véhicules vendus`: the cars below are sold.

    `Nog niet verkocht` says otherwise, and `Vendu sans garantie` is a remark on one car.
    """
    words = plain(text).split()
    at = next((at for at, word in enumerate(words) if word in _words()["sold"]), None)
    if at is None or len(words) > _MOST_WORDS or not _words()["terms"].isdisjoint(words[at:]):
        return False
    return _words()["unsold"].isdisjoint(words[max(0, at - 2) : at + 2])


def says_for_sale(text: str) -> bool:
    """`Te koop`, `En stock`: the cars below are for sale; a sentence and `Niet meer beschikbaar` do not say so."""
    words = plain(text).split()
    if len(words) > _MOST_WORDS or says_sold(text) or not _words()["gone"].isdisjoint(words):
        return False
    return any(f" {known} " in f" {' '.join(words)} " for known in _words()["for_sale"])


@cache
def _words() -> Mapping[str, frozenset[str]]:
    raw = tomli.loads(files(__package__).joinpath("sections.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in raw.items()}
