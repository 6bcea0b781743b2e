"""Words of headings in languages that are not read, from `other_languages.toml`.

They tell that a heading is in such a language, never what it means.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

import tomli

from importer.vocabulary.spelling import plain, unaccented


@cache
def other_languages() -> Mapping[str, frozenset[str]]:
    """Language → its words in plain form, loaded once."""
    raw = tomli.loads(files(__package__).joinpath("other_languages.toml").read_text(encoding="utf-8"))
    return {language: frozenset(words) for language, words in raw.items()}


@lru_cache(maxsize=4096)
def is_in_one(name: str) -> bool:
    """Whether every word of a name is of one language that is not read: `Colore`."""
    words = frozenset(plain(name).split())
    return bool(words) and any(words <= known for known in other_languages().values())


@lru_cache(maxsize=4096)
def is_in_another(heading: str) -> bool:
    """Whether a heading is in another script, or one of its words is of a language that is not read."""
    words = frozenset(plain(heading).split())
    return is_in_another_script(heading) or any(not words.isdisjoint(known) for known in other_languages().values())


def is_in_another_script(heading: str) -> bool:
    """Whether it has letters and none of them is Latin: `Цена`."""
    letters = [letter for letter in unaccented(heading.casefold()) if letter.isalpha()]
    return bool(letters) and not any(letter.isascii() for letter in letters)
