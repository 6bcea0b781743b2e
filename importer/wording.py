"""Every sentence that a person reads, in Dutch, French, German and English, from `vocabulary/messages/*.toml`.

A sentence is asked for by its key and filled with parameters as late as possible. It does not know what a problem, a
run or a terminal is.
"""

import os
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache

import tomli


class Lang(StrEnum):
    """The languages of every sentence."""

    NL = "nl"
    FR = "fr"
    DE = "de"
    EN = "en"


# Beside this file in every installation; importlib.resources alone would cost a tenth of the time of `--help`.
_FOLDER = os.path.join(os.path.dirname(__file__), "vocabulary", "messages")  # noqa: PTH118, PTH120 — the same for pathlib

# French sets these marks off with a space that no line may end at. The files have plain ones, which a person can see; a
# colon or a question mark that a word follows is an address's.
_SET_OFF = re.compile(r"(?<=«) (?=\S)| (?=[»;:?!](?:\s|$|[.,;:)»]))")
_NO_BREAK = "\N{NO-BREAK SPACE}"

# Looked up first, so that `--help` reads one small file.
_FIRST = "commands.toml"

_MOST_SHOWN = 80  # characters


@cache
def _parts() -> tuple[str, ...]:
    names = (name for name in os.listdir(_FOLDER) if name.endswith(".toml"))  # noqa: PTH208 — see _FOLDER
    return tuple(sorted(names, key=lambda name: (name != _FIRST, name)))


@cache
def _sentences_of(part: str) -> Mapping[str, Mapping[str, str]]:
    with open(os.path.join(_FOLDER, part), "rb") as file:  # noqa: PTH118, PTH123 — see _FOLDER
        return tomli.load(file)


def sentences() -> Iterator[tuple[str, Mapping[str, str]]]:
    """All templates as (key, language → text with `{parameter}` places); a key must stand once."""
    for part in _parts():
        yield from _sentences_of(part).items()


def say(key: str, lang: Lang, /, **params: object) -> str:
    """The sentence `key` in `lang`. Raises KeyError for an unknown key or a missing parameter.

    `{rows:row|rows}` gives the first word for one and the second for several.
    """
    template = _template(key, lang)
    if "|" in template:
        params = {name: _Counted(value, lang) for name, value in params.items()}
    return template.format_map(params)


class _Counted:
    """A parameter that may choose between two words: a number, or its digits."""

    __slots__ = ("_lang", "_value")

    def __init__(self, value: object, lang: Lang) -> None:
        self._value, self._lang = value, lang

    def __format__(self, spec: str) -> str:
        one, mark, several = spec.partition("|")
        if not mark:
            return format(self._value, spec)
        # None is one in French.
        return one if str(self._value) in {"1", "0" if self._lang is Lang.FR else "1"} else several


@cache
def _template(key: str, lang: Lang) -> str:
    for part in _parts():
        texts = _sentences_of(part).get(key)
        if texts is not None:
            return _SET_OFF.sub(_NO_BREAK, texts[lang]) if lang is Lang.FR else texts[lang]
    raise KeyError(key)


def at_a_glance(text: str) -> str:
    """A dealer's text as a message shows it: its first 80 characters, for a cell may hold 32,767."""
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"
