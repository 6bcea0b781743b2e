"""A `Famille` beside the makes: the model where each family is of one make alone, which a class of cars never is.

It does not know how a field was given away (assignment.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from importer.mapping.columns.vague_headings import OF_MODELS
from importer.mapping.columns.weighing import Candidate
from importer.mapping.side_by_side.words_of_makes import words_of_makes
from importer.records import MappedColumn, RawTable

_FEWEST_ROWS: Final = 10
_FEWEST_MAKES: Final = 3
_FEWEST_FAMILIES: Final = 5
_A_THIRD: Final = 1 / 3
_NAMES: Final = frozenset({"model", "title"})


def with_families(
    mapped: Sequence[MappedColumn], found: Mapping[int, Sequence[Candidate]], table: RawTable
) -> list[MappedColumn]:
    """The columns, where the only family is the model if none other is, and its cells are each of one make."""
    families = {at: each for at in found for each in found[at] if each.reason == OF_MODELS}
    makes = [each.column for each in mapped if each.fields == ("brand",) and each.targets[0].part is None]
    named = any(not _NAMES.isdisjoint(each.fields) for each in mapped)
    if named or len(families) != 1 or len(makes) != 1:
        return list(mapped)
    ((at, family),) = families.items()
    if not _are_of_one_make(table, makes[0], at):
        return list(mapped)
    return [_as_the_model(each, family) if each.column == at else each for each in mapped]


def _as_the_model(column: MappedColumn, family: Candidate) -> MappedColumn:
    reason = "reason_family_of_one_make"
    return replace(column, targets=family.targets, confidence=family.score, reason=reason, params={}, guess=None)


def _are_of_one_make(table: RawTable, makes: int, families: int) -> bool:
    """Whether there are several families, none of two makes, and no numbers of a dealer's own for each car."""
    rows = words_of_makes(table, makes, families)
    pairs, of_families, of_makes = set(rows), {family for _, family in rows}, {make for make, _ in rows}
    several = len(of_families) >= _FEWEST_FAMILIES and len(of_makes) >= _FEWEST_MAKES and len(rows) >= _FEWEST_ROWS
    words = sum(map(str.isalpha, of_families)) >= _A_THIRD * len(of_families)
    return several and words and len(pairs) == len(of_families) > len(of_makes)
