"""Which texts say that a cell holds nothing: `-`, `n/a`, `- kW (- CH)`, `Boite non disponible`.

It does not know fields; a reader of free text asks less than the others do, lest it lose what a dealer wrote.
"""

import re
from typing import Final

from importer.vocabulary.words import words

_LONGEST: Final = 40
_DASH_AND_LABEL = re.compile(r"[-–—?]{1,3}\s*(?:\(?[^\d\W][^\d\n]{0,24}|\([^\d\W][^()\n]{0,24}\))?")
_MARKS_ALONE = re.compile(r"(?=.*[-–—?.])[-–—?.,/€$£%\s]+")
_NULL_AND_UNIT = re.compile(r"(?:null|nan|n/a|none)\s+[^\d\s]{1,8}")


def is_placeholder(text: str) -> bool:
    """Whether a text of one line stands for nothing."""
    if not text:
        return True
    if len(text) > _LONGEST:
        return False
    known, folded = words(), text.casefold()
    if folded in known.placeholders:
        return True
    if folded[-4:] in known.placeholder_tails and folded.endswith(known.placeholder_endings):
        return True
    pattern = _NULL_AND_UNIT if folded[0] == "n" else None if folded[0].isalnum() else _DASH_AND_LABEL
    return pattern is not None and (pattern.fullmatch(folded) or _MARKS_ALONE.fullmatch(folded)) is not None


def is_placeholder_text(text: str, *, several_lines: bool) -> bool:
    """The same for a field of free text, where `- airco` may begin a list and `NC` be a model."""
    if len(text) > _LONGEST:
        return False
    known, folded = words(), text.casefold()
    if folded in known.text_too:
        return False
    return not text or folded in known.placeholders if several_lines else is_placeholder(text)
