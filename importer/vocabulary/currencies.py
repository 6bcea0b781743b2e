"""Currencies and what may stand beside an amount, from `currencies.toml`.

It does not know numbers or columns.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import tomli

from importer.vocabulary.spelling import plain, unaccented


@dataclass(frozen=True, slots=True, kw_only=True)
class Currencies:
    """`codes` are the ISO codes in use; `words` give the code of a folded word or sign; `pattern` finds any of them.

    `beside` and `not_the_price` are plain words that stand beside an amount, `times` those that multiply it.
    """

    codes: frozenset[str]
    words: Mapping[str, str]
    pattern: re.Pattern[str]
    beside: frozenset[str]
    times: Mapping[str, int]
    not_the_price: frozenset[str]


@cache
def currencies() -> Currencies:
    """The tables, loaded once."""
    raw = tomli.loads(files(__package__).joinpath("currencies.toml").read_text(encoding="utf-8"))
    codes = frozenset(raw["codes"].split())
    named = {unaccented(word.casefold()): code for code, names in raw["words"].items() for word in names}
    known = {**{code.casefold(): code for code in codes}, **named}
    return Currencies(
        codes=codes,
        words=known,
        pattern=_pattern(known),
        beside=frozenset(plain(word) for word in raw["beside"]["words"]),
        times={plain(word): int(number) for number, words in raw["times"].items() for word in words},
        not_the_price=frozenset(plain(word) for word in raw["not_the_price"]["words"]),
    )


def currency_code(text: str) -> str | None:
    """The ISO code that a word, a sign or a code names, or None."""
    return currencies().words.get(unaccented(text.strip().casefold()))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, the longest first; a word of letters stands alone, a sign may touch what is beside it."""
    longest_first = sorted(words, key=len, reverse=True)
    spelled = (
        rf"{r'(?<![a-z])' if word[0].isalpha() else ''}{re.escape(word)}{r'(?![a-z])' if word[-1].isalpha() else ''}"
        for word in longest_first
    )
    return re.compile("|".join(spelled))
