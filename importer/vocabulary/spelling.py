"""The one plain form in which words are compared: no case, no accents, no punctuation, single blanks.

It does not know what any word means.
"""

import re
import unicodedata
from functools import lru_cache

_NOT_A_WORD = re.compile(r"[^0-9a-z]+")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "œ": "oe", "æ": "ae", "ł": "l", "đ": "d", "ı": "i"})


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """`Boîte  Manuelle.` → `boite manuelle`, `Flüssiggas (LPG)` → `flussiggas lpg`, `4x4` → `4x4`, `✓` → ``."""
    return _NOT_A_WORD.sub(" ", unaccented(text.casefold())).strip()


def unaccented(text: str) -> str:
    """The lower-case text without accents: `boîte` → `boite`, `ß` → `ss`."""
    if text.isascii():
        return text
    parted = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in parted if not unicodedata.combining(letter))
