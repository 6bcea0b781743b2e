"""Headings that say how their cells answer: `TVA récup. O/N`, `Onderhoudsboekje (ja/nee)`.

It knows the answers and which fields are answered so, no cells.
"""

import re
from typing import Final

from importer.contract import BY_NAME, Kind
from importer.mapping.headings.heading_meanings import HeadingMeaning

_ANSWERS = re.compile(
    r"[\s(\[_-]+(?:[ojy]\s?/\s?n|oui\s?/\s?non|ja\s?/\s?(?:nee|neen|nein)|yes\s?/\s?no)[)\]?]*\s*$", re.IGNORECASE
)
_ANSWERED: Final = frozenset({Kind.BOOLEAN, Kind.CHOICE})
_CONDITIONS: Final = "condition_"


def without_answers(heading: str) -> str:
    """The heading without the answers behind its name."""
    return _ANSWERS.sub("", heading)


def is_answered(meaning: HeadingMeaning) -> bool:
    """Whether yes and no may stand below; what is no field stays none."""
    field = BY_NAME.get(meaning.meaning)
    if field is None:
        return not meaning.is_field or meaning.meaning.startswith(_CONDITIONS)
    return field.kind in _ANSWERED
