"""Which texts say that a cell holds nothing: `-`, `n/a`, `- kW (- CH)`, `Boite non disponible`.

A blank erases what is live, so a text is a placeholder only when it can mean nothing else where it stands: the three
tests ask the less, the freer the text. It does not know fields (readers.py chooses the test).
"""

import re
from functools import cache, lru_cache
from typing import Final

from importer.vocabulary.headings import heading_words, key_of
from importer.vocabulary.units import compact, units
from importer.vocabulary.words import words

_LONGEST: Final = 40
_LABEL_AFTER_DASH = re.compile(r"[-–—?]{1,3}\s*(?P<label>[^\W\d][^\n]{0,30}|\([^()\n]{1,25}\))")
_BETWEEN_LABELS = re.compile(r"[()–—?,;]|(?<!\w)-|-(?!\w)")
_MARKS_ALONE = re.compile(r"(?=.*[-–—?.])[-–—?.,/€$£%\s]+")
_NULL_AND_UNIT = re.compile(r"(?:null|nan|n/a|none)\s+[^\d\s]{1,8}")


def is_placeholder(text: str) -> bool:
    """Whether a text of one line stands for nothing where a number, a date or a word of a choice is expected."""
    if not text:
        return True
    if len(text) > _LONGEST:
        return False
    folded = text.casefold()
    return folded in words().placeholders or _label_before_ending(folded) is not None or _is_dashed(folded)


def is_placeholder_text(text: str) -> bool:
    """The same for free text of one line, where `NC` may be a model and `historiek onbekend` says something."""
    if not text:
        return True
    if len(text) > _LONGEST:
        return False
    known, folded = words(), text.casefold()
    if folded in known.placeholders:
        return folded not in known.text_too
    label = _label_before_ending(folded)
    return (label is not None and _is_label(label)) or _is_dashed(folded)


def is_placeholder_word(text: str) -> bool:
    """The same for a reference, a list, a yes/no or a text of several lines: nothing but the words themselves."""
    if len(text) > _LONGEST:
        return False
    known, folded = words(), text.casefold()
    return not text or (folded in known.placeholders and folded not in known.text_too)


def _label_before_ending(folded: str) -> str | None:
    """What is said not to be known: `boite` of `boite non disponible`."""
    known = words()
    if folded[-4:] not in known.placeholder_tails:
        return None
    return next((folded.removesuffix(end) for end in known.placeholder_endings if folded.endswith(end)), None)


def _is_dashed(folded: str) -> bool:
    """Whether it is marks alone, `null bhp`, or a dash before what would stand there: `- (année)`, `- kW (- CH)`."""
    if folded[0].isalnum():
        return folded[0] == "n" and _NULL_AND_UNIT.fullmatch(folded) is not None
    if _MARKS_ALONE.fullmatch(folded):
        return True
    dashed = _LABEL_AFTER_DASH.fullmatch(folded)
    return dashed is not None and all(map(_is_label, filter(str.strip, _BETWEEN_LABELS.split(dashed["label"]))))


@lru_cache(maxsize=4096)
def _is_label(text: str) -> bool:
    """Whether a text is a heading, or a unit, of which a value is missing."""
    return key_of(text) in heading_words() or compact(text) in _unit_words() or text.strip() in _counted_words()


@cache
def _unit_words() -> frozenset[str]:
    return frozenset(compact(word) for unit in units() for word in (unit.name, *unit.words))


@cache
def _counted_words() -> frozenset[str]:
    return frozenset(word for counted in words().counted.values() for word in counted)
