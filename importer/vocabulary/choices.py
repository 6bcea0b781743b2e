"""The words of every choice (`choices.toml`) and the code letters of portals (`portal_codes.toml`).

It does not know cells, columns or how sure a reading is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from importer.contract import CHOICES
from importer.vocabulary.spelling import plain
from importer.vocabulary.words import LANGUAGES, word_form

ANY_LANGUAGE = "any"
TWO_VALUES = "?"
INITIALS = "initials "
_RULES = frozenset({"in_language"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceWords:
    """What is known of one field's choice.

    `values` gives the API's value of a word in plain form. `beside` are plain words that change nothing, `blank` those
    that say nothing. `together` says what several values in one cell make: the first set that is wholly among them.
    `in_language` holds words that have a value in one language alone: language → word → value. `shown` gives a value's
    first word in a language: value → language → word as it is written.
    """

    values: Mapping[str, str]
    beside: frozenset[str]
    blank: frozenset[str]
    together: tuple[tuple[frozenset[str], str], ...]
    in_language: Mapping[str, Mapping[str, str]]
    shown: Mapping[str, Mapping[str, str]]


@cache
def choice_words(field: str) -> ChoiceWords:
    """The words of the choice of `field`; for a boolean field those of its two values `true` and `false`.

    A word that stands for two values is a ValueError: no language is sure enough to tell them apart.
    """
    raw = _raw().get(field, {})
    values: dict[str, str] = {word_form(value): value for value in CHOICES.get(field, ())}
    for value, word in ((value, word) for value, names in _by_value(raw).items() for word in _all_words(names)):
        if values.setdefault(word_form(word), value) != value:
            raise ValueError(f"{field}: {word!r} is both {value} and {values[word_form(word)]}")
    return ChoiceWords(
        values=values,
        beside=frozenset(plain(word) for word in raw.get("beside", ())) - {""},
        blank=frozenset(plain(word) for word in raw.get("blank", ())),
        together=tuple((frozenset(rule["of"]), rule["makes"]) for rule in raw.get("together", ())),
        in_language={
            language: {word_form(word): value for word, value in words.items()}
            for language, words in raw.get("in_language", {}).items()
        },
        shown={
            value: {language: names[language][0] for language in LANGUAGES if language in names}
            for value, names in _by_value(raw).items()
        },
    )


def shown_word(field: str, value: str, language: str | None) -> str:
    """How a person writes a value of the choice in a language; the API's own word when the language is unknown."""
    return choice_words(field).shown.get(value, {}).get(language or "", value)


@cache
def portal_codes(table: str, field: str) -> Mapping[str, str]:
    """Code in upper case → the API's value ("" for a blank); empty when the table does not have the field."""
    codes: Mapping[str, str] = portal_tables().get(table, {}).get(field, {})
    return {code.upper(): value for code, value in codes.items()}


def initials_of(language: str | None) -> str:
    """The name of the table that holds the first letters of a language's own words."""
    return f"{INITIALS}{language}"


@cache
def portal_tables() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Every table: table → field → code → value."""
    return tomli.loads(files(__package__).joinpath("portal_codes.toml").read_text(encoding="utf-8"))


@cache
def _raw() -> Mapping[str, Mapping[str, Any]]:
    return tomli.loads(files(__package__).joinpath("choices.toml").read_text(encoding="utf-8"))


def _by_value(raw: Mapping[str, Any]) -> dict[str, Mapping[str, list[str]]]:
    return {value: names for value, names in raw.items() if isinstance(names, dict) and value not in _RULES}


def _all_words(names: Mapping[str, list[str]]) -> list[str]:
    """The words in every language; German ones also as systems without umlauts write them (`Gelaendewagen`)."""
    words = [word for language in (*LANGUAGES, ANY_LANGUAGE) for word in names.get(language, ())]
    return [*words, *(word.translate(_UMLAUTS) for word in names.get("de", ()))]
