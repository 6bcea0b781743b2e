"""The names of equipment in four languages with the category that each belongs in, from `equipment.csv`.

Several spellings of one name are parted by `;`, the official one first. Names are compared without case, accents,
blanks and marks. It does not translate: a listing keeps the name as the dealer wrote it.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from importer.vocabulary.headings import key_of
from importer.wording import Lang

_BRACKETS = re.compile(r"\([^)]*\)")


@cache
def _rows() -> tuple[Mapping[str, str], ...]:
    lines = files(__package__).joinpath("equipment.csv").read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(lines))


@cache
def _categories() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in _rows():
        for lang in Lang:
            for name in row[lang].split(";"):
                found.setdefault(key_of(name), row["category"])
    return found


def category_of(name: str) -> str | None:
    """The category of a piece of equipment by its name in any of the four languages, or None when it is not known."""
    found = _categories().get(key_of(name))
    return found or (_categories().get(key_of(_BRACKETS.sub("", name))) if "(" in name else None)


def known_equipment(lang: Lang) -> Mapping[str, tuple[str, ...]]:
    """The official names in a language by category, for lists to choose from."""
    names: dict[str, dict[str, None]] = {}
    for row in _rows():
        names.setdefault(row["category"], {})[row[lang].split(";")[0]] = None
    return {category: tuple(found) for category, found in names.items()}
