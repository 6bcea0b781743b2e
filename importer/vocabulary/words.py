"""Placeholders, yes and no, months, ordinals and what may stand round a number, from `words.toml`.

It does not know the values of choices (choices.py), headings or units (units.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import tomli

from importer.vocabulary.spelling import plain, unaccented

LANGUAGES: Final = ("nl", "fr", "de", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of `words.toml` in the form in which they are compared (`word_form`; placeholders: `casefold`).

    `placeholder_tails` are the last four letters of the endings: one look-up tells most texts from a placeholder.
    `truths` says of a word whether it is a yes or a no; a word that is both in two languages is left out. `months` and
    `ordinals` give numbers. `labels` and `counted` go by the field's name.
    """

    placeholders: frozenset[str]
    text_too: frozenset[str]
    placeholder_endings: tuple[str, ...]
    placeholder_tails: frozenset[str]
    no_price: frozenset[str]
    vehicle_kinds: frozenset[str]
    segments: frozenset[str]
    countries: frozenset[str]
    firms: frozenset[str]
    any_other: frozenset[str]
    truths: Mapping[str, bool]
    months: Mapping[str, int]
    parts_of_year: frozenset[str]
    fractions: frozenset[str]
    ordinals: Mapping[str, int]
    at_least: tuple[str, ...]
    labels: Mapping[str, frozenset[str]]
    counted: Mapping[str, frozenset[str]]
    spoken: Mapping[bool, Mapping[str, str]]

    def truth_word(self, truth: bool, language: str | None) -> str:
        """`ja`, `non` …: how the language says a truth value; `true` and `false` when it is unknown."""
        return self.spoken[truth].get(language or "", "true" if truth else "false")


def word_form(text: str) -> str:
    """The plain form of a word, or the word itself when nothing is left of it (`✓`, `-`)."""
    return plain(text) or text.strip()


@cache
def words() -> Words:
    """The words, loaded once."""
    raw = tomli.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    endings = _spellings(raw["placeholder_endings"])
    return Words(
        placeholders=_spellings(raw["placeholders"]),
        text_too=_spellings(raw["text_too"]),
        placeholder_endings=tuple(f" {ending}" for ending in endings),
        placeholder_tails=frozenset(ending[-4:] for ending in endings),
        no_price=_forms(raw["no_price"]),
        vehicle_kinds=_forms(raw["vehicle_kinds"]),
        segments=_forms(raw["segments"]),
        countries=_forms(raw["countries"]),
        firms=_forms(raw["firms"]),
        any_other=_spellings(raw["any_other"]),
        truths=_truths(raw["yes"], raw["no"]),
        months={
            word_form(word): number
            for language in LANGUAGES
            for number, names in enumerate(raw["months"][language], start=1)
            for word in names.split()
        },
        parts_of_year=_forms(raw["year"]["parts"]),
        fractions=_forms(raw["year"]["fractions"]),
        ordinals={word_form(word): int(number) for number, names in raw["ordinals"].items() for word in names},
        at_least=tuple(word_form(words) for words in raw["at_least"]),
        labels={field: _forms(labels) for field, labels in raw["labels"].items()},
        counted={field: _forms(names) for field, names in raw["counted"].items()},
        spoken={True: _first(raw["yes"]), False: _first(raw["no"])},
    )


def _forms(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word_form(name) for name in names)


def _spellings(names: Iterable[str]) -> frozenset[str]:
    """Folded, with and without accents: found by one look-up, where `plain` would cost too much a cell."""
    folded = [name.casefold() for name in names]
    return frozenset(folded) | {unaccented(name) for name in folded}


def _first(names: Mapping[str, list[str]]) -> dict[str, str]:
    return {language: names[language][0] for language in LANGUAGES}


def _truths(yes: Mapping[str, list[str]], no: Mapping[str, list[str]]) -> dict[str, bool]:
    true = _forms(word for names in yes.values() for word in names)
    false = _forms(word for names in no.values() for word in names)
    return {**dict.fromkeys(true - false, True), **dict.fromkeys(false - true, False)}
