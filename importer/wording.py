"""Every sentence that a person reads, in Dutch, French, German and English, from `vocabulary/messages/*.toml`.

A sentence is asked for by its key and filled with parameters as late as possible. It does not know what a problem, a
run or a terminal is.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Lang(StrEnum):
    """The languages of every sentence."""

    NL = "nl"
    FR = "fr"
    DE = "de"
    EN = "en"


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """All templates: key → language → text with `{parameter}` places. A key that stands twice is a ValueError."""
    found: dict[str, Mapping[str, str]] = {}
    for part in sorted(files("importer.vocabulary").joinpath("messages").iterdir(), key=lambda entry: entry.name):
        if part.name.endswith(".toml"):
            for key, texts in tomllib.loads(part.read_text(encoding="utf-8")).items():
                if key in found:
                    raise ValueError(f"sentence {key} stands twice")
                found[key] = texts
    return found


def say(key: str, lang: Lang, /, **params: object) -> str:
    """The sentence `key` in `lang`. Raises KeyError for an unknown key or a missing parameter."""
    return sentences()[key][lang].format_map(params)
