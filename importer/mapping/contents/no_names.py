"""What stands where a car is named and is no name: its kind, its size, or the heading once more.

It knows words alone, neither columns nor fields.
"""

import re
from typing import Final

from importer.cells.choices import meaning
from importer.mapping.contents.content import is_number
from importer.vocabulary.headings import heading_words, key_of
from importer.vocabulary.words import word_form, words

_FAR: Final = re.compile(r"\d\s?(?:k?m|mi|mls|mil\w*)\b", re.IGNORECASE)
_LABELLED: Final = re.compile(r"(?P<label>[^\W\d][^:]{1,30}?)\s?:\s*\S")


def is_vehicle_kind(text: str) -> bool:
    """`Moto`, `Personenauto`."""
    return word_form(text) in words().vehicle_kinds


def is_how_far(text: str) -> bool:
    """`420`, `up to 260 miles`: what a battery drives, while a model is `i30`, `Captur`, and seldom a number alone."""
    return is_number(text) or _FAR.search(text) is not None


def is_segment(text: str) -> bool:
    """`MOY-SUPER`: a size that registers class models by."""
    return word_form(text) in words().segments


def repeats_a_heading(text: str) -> bool:
    """`Modèle:Série 1`: what a page shows beside the name came along."""
    labelled = _LABELLED.match(text)
    return labelled is not None and key_of(labelled["label"]) in heading_words()


def is_kind_without_body(text: str) -> bool:
    """`Personenauto`: what a car is to a register, which says nothing of its body as `Bestelauto` does."""
    return is_vehicle_kind(text) and meaning("bodyType", text) is None
