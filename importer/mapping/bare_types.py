"""`Type` beside a make, when no other column can be the model: then it is the model itself (`Merk`, `Type`).

It sees the candidates of every column and what stands below `Type`; assignment.py decides which of them is taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from importer.mapping.content import begins_with_digit
from importer.mapping.surveyed_column import Column
from importer.mapping.weighing import Candidate

BARE_TYPE: Final = "bareType"
_HALF: Final = 0.5
_NAMES: Final = frozenset({"model", "title"})


def with_types_as_models(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates, where `Type` stands for the model first when a make and no model or title is there."""
    bare = {at for at in found if any(meaning.meaning == BARE_TYPE for meaning in columns[at].meanings)}
    elsewhere = {name for at in found.keys() - bare for name in _possible(found[at])}
    if "brand" not in elsewhere or not elsewhere.isdisjoint(_NAMES):
        return dict(found)
    models = {at for at in bare if columns[at].content.share(begins_with_digit) < _HALF}
    return {at: _models_first(those) if at in models else those for at, those in found.items()}


def _possible(those: Sequence[Candidate]) -> set[str]:
    return {name for candidate in those if not candidate.refuted for name in candidate.fields}


def _models_first(those: Sequence[Candidate]) -> list[Candidate]:
    surest = max((candidate.score for candidate in those if candidate.fields == ("variant",)), default=0.0)
    return [
        replace(candidate, score=max(candidate.score, surest + 0.01)) if candidate.fields == ("model",) else candidate
        for candidate in those
    ]
