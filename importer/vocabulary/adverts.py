"""The words of adverts and of notes, from `adverts.toml`: what tells a text for buyers from one for the dealer himself.

It looks at one text; it does not know columns.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import tomli

from importer.vocabulary.spelling import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvertWords:
    """Patterns that are searched in the plain form of a text: words of an advert, and phrases of a note.

    `sale` are whole texts in plain form.
    """

    advert: re.Pattern[str]
    note: re.Pattern[str]
    sale: frozenset[str]


def praises_a_car(text: str) -> bool:
    """`Mooie gezinswagen met airco`: whether a word stands there of which adverts are full."""
    return _words().advert.search(plain(text)) is not None


def is_a_note(text: str) -> bool:
    """`klant belt terug`: whether something stands there that a dealer writes for himself."""
    return _words().note.search(plain(text)) is not None


def is_kind_of_sale(text: str) -> bool:
    """`particulier`, `Export`: to whom or how a car is sold, and nothing else."""
    return plain(text) in _words().sale


@cache
def _words() -> AdvertWords:
    raw = tomli.loads(files(__package__).joinpath("adverts.toml").read_text(encoding="utf-8"))
    beginnings, phrases = ("|".join(map(re.escape, raw[name])) for name in ("advert", "note"))
    return AdvertWords(
        advert=re.compile(rf"\b(?:{beginnings})"),
        note=re.compile(rf"\b(?:{phrases})\b"),
        sale=frozenset(raw["sale"]),
    )
