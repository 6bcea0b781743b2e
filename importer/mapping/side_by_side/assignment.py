"""Which column gets which field: the surest first, a field once, the loser told who won.

It sees candidates alone, neither headings nor cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from importer.mapping.columns.weighing import Candidate
from importer.records import Target

_SHARED: Final = frozenset({"features", "images", "conditionTags"})
_LEAST_SCORE: Final = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What a column got: `chosen` is None for nothing; then `lost_to` is the column that has the field it claimed."""

    chosen: Candidate | None = None
    lost: str | None = None
    lost_to: int | None = None


def assign(candidates: Mapping[int, Sequence[Candidate]], taken: Mapping[str, int]) -> dict[int, Assignment]:
    """One assignment for every column. `taken` are the claims of columns that a person has spoken of."""
    owner = dict(taken)
    given: dict[int, Assignment] = {}
    ranked = sorted(
        (
            (candidate.score, -column, column, candidate)
            for column, found in candidates.items()
            for candidate in found
            if candidate.targets and not candidate.refuted and candidate.score >= _LEAST_SCORE
        ),
        key=lambda entry: entry[:2],
        reverse=True,
    )
    for _, _, column, candidate in ranked:
        if column in given and given[column].chosen is not None:
            continue
        free = tuple(target for target in candidate.targets if claim_of(target) not in owner)
        if not free:
            first = claim_of(candidate.targets[0])
            given.setdefault(column, Assignment(lost=candidate.targets[0].field, lost_to=owner[first]))
            continue
        given[column] = Assignment(chosen=replace(candidate, targets=free))
        owner.update({claim_of(target): column for target in free if target.field not in _SHARED})
    return {column: given.get(column, Assignment()) for column in candidates}


def claim_of(target: Target) -> str:
    """What a target takes for itself: a field, one half of a date, or one value of the condition."""
    half = target.part in {"year", "month"} and target.field == "firstRegistration"
    flag = target.part is not None and target.field == "condition"
    return f"{target.field}.{target.part}" if half or flag else target.field
