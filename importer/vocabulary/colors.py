"""Whether a text names a colour, by the words of `colors.toml`. It does not know paints or columns."""

import re
from functools import cache
from importlib.resources import files
from typing import Final

import tomli

from importer.vocabulary.spelling import plain

_SHORT: Final = 3


def names_a_color(text: str) -> bool:
    """`Polarweiß`, `kings red`; not `repaired`."""
    return _pattern().search(plain(text)) is not None


@cache
def _pattern() -> re.Pattern[str]:
    raw = tomli.loads(files(__package__).joinpath("colors.toml").read_text(encoding="utf-8"))
    words = [plain(word) for word in raw["colors"]]
    parts = "|".join(re.escape(word) for word in words if len(word) > _SHORT)
    wholes = "|".join(re.escape(word) for word in words if len(word) <= _SHORT)
    return re.compile(rf"{parts}|\b(?:{wholes})\b")
