"""Headings that are counted or lettered: `1. Marque :`, `2. Modèle :`; `D.1 Marque`, `P.2 Puissance` as on papers.

It goes by how many headings begin so; it does not know what a heading means.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from importer.vocabulary.headings import key_of

_MARKS: Final = (
    re.compile(r"^\s*\(?(\d{1,3})\s*(?:[.):]\s*(?=[^\W\d_])|(?:[.):]|\s[-–])\s+(?=\w))"),
    re.compile(r"^\s*([A-Z](?:\.\d{1,2}){0,3})(?:\s*[-–:.)]\s*|\s+)(?=\w)"),
)
_FEWEST: Final = 4
_MOSTLY: Final = 0.6


def without_enumeration(headings: Sequence[str]) -> Mapping[str, str]:
    """What stands behind the marks of the headings where most have one and hardly two the same; else none."""
    filled = [heading for heading in headings if heading.strip()]
    for mark in _MARKS:
        found = {heading: marked for heading in filled if (marked := mark.match(heading))}
        marks = {key_of(marked[1]) for marked in found.values()}
        if len(found) >= max(_FEWEST, _MOSTLY * len(filled)) and len(marks) == len(found):
            return {heading: heading[marked.end() :] for heading, marked in found.items()}
    return {}
