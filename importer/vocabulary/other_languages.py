"""Words of headings in languages that are not read, from `other_languages.toml`.

They tell that a heading is in such a language, never what it means.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import tomli

from importer.vocabulary.spelling import plain


@cache
def other_languages() -> Mapping[str, frozenset[str]]:
    """Language → its words in plain form, loaded once."""
    raw = tomli.loads(files(__package__).joinpath("other_languages.toml").read_text(encoding="utf-8"))
    return {language: frozenset(words) for language, words in raw.items()}


@cache
def is_in_one(name: str) -> bool:
    """Whether every word of a name is of one language that is not read: `Colore`."""
    words = frozenset(plain(name).split())
    return bool(words) and any(words <= known for known in other_languages().values())
