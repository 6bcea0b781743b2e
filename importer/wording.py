"""Every sentence that a person reads, in Dutch, French, German and English, from `vocabulary/messages/*.toml`.

A sentence is asked for by its key and filled with parameters as late as possible. It does not know what a problem, a
run or a terminal is.
"""

import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


class Lang(StrEnum):
    """The languages of every sentence."""

    NL = "nl"
    FR = "fr"
    DE = "de"
    EN = "en"


# The command line's own sentences are looked up first, so that `--help` reads one small file.
_FIRST = "command_line.toml"


def _folder() -> Traversable:
    return files("importer.vocabulary").joinpath("messages")


@cache
def _parts() -> tuple[str, ...]:
    names = (part.name for part in _folder().iterdir() if part.name.endswith(".toml"))
    return tuple(sorted(names, key=lambda name: (name != _FIRST, name)))


@cache
def _sentences_of(part: str) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_folder().joinpath(part).read_text(encoding="utf-8"))


def sentences() -> Iterator[tuple[str, Mapping[str, str]]]:
    """All templates as (key, language → text with `{parameter}` places); a key must stand once."""
    for part in _parts():
        yield from _sentences_of(part).items()


def say(key: str, lang: Lang, /, **params: object) -> str:
    """The sentence `key` in `lang`. Raises KeyError for an unknown key or a missing parameter."""
    return _template(key)[lang].format_map(params)


@cache
def _template(key: str) -> Mapping[str, str]:
    for part in _parts():
        texts = _sentences_of(part).get(key)
        if texts is not None:
            return texts
    raise KeyError(key)
