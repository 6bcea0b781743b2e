"""Fields that cells tell unmistakably below the heading of another: a `Status` of Used and Demo, a `Trim` of leather.

It proposes them beside what the heading says, which the same cells refute. It knows no other column.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from importer.cells.choices import meaning as meaning_of
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate, single
from importer.mapping.headings.heading_meanings import SAME_WORDS, HeadingMeaning
from importer.vocabulary.headings import words_of

_NEARLY_ALL: Final = 0.95
_SEVERAL: Final = 2
_TRIM: Final = frozenset({"trim"})
_SECOND_HAND: Final = frozenset({"used", "demo"})


def told_by_cells(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """The condition below a status, the material of the seats below a trim, where nearly all cells are of it."""
    if column.is_empty:
        return
    if meaning.meaning == "status" and _are_conditions(column):
        yield _instead(column, meaning, "condition")
    if meaning.meaning == "variant" and _are_materials(column):
        yield _instead(column, meaning, "interiorMaterial")


def _are_conditions(column: Column) -> bool:
    """`Used`, `New`, `Demo`: more than one, and not `New` alone, which an advert may be as well."""
    found = {meaning_of("condition", text) for text in column.content.texts}
    several = len(found) >= _SEVERAL and not found.isdisjoint(_SECOND_HAND)
    return several and column.judged("condition").fit >= _NEARLY_ALL


def _are_materials(column: Column) -> bool:
    """`Black leather`, `Grey cloth` below `Trim`, which is what lines a car as well as how it is equipped."""
    named = not _TRIM.isdisjoint(words_of(column.survey.heading)) and column.content.distinct >= _SEVERAL
    return named and column.judged("interiorMaterial").fit >= _NEARLY_ALL


def _instead(column: Column, meaning: HeadingMeaning, name: str) -> Candidate:
    reason = {"condition": "reason_condition_instead", "interiorMaterial": "reason_upholstery_instead"}[name]
    candidate = single(column, replace(meaning, meaning=name, strength=SAME_WORDS))
    return candidate if candidate.refuted else replace(candidate, reason=reason)
