"""Columns side by side of which one may be the field and the other is it: a year of registration, and one of building.

It sees candidates and the meanings of headings; assignment.py decides which of them is taken.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate

_LAST: Final = 0.45  # the least score that is taken at all
_LESS: Final = 0.02


def surer_names_first(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates, where what a heading may mean as well comes after what another heading means alone.

    `Registration year` is the year as long as no column tells that of building or of the model. `Serie` may be the
    version, and is none beside an `Ausführung`.
    """
    years = _behind("year", found, columns, lambda meant: "registrationYear" in meant)
    return _behind("variant", years, columns, lambda meant: {"model", "variant"} <= meant)


def _behind(
    field: str,
    found: Mapping[int, Sequence[Candidate]],
    columns: Mapping[int, Column],
    is_less_sure: Callable[[set[str]], bool],
) -> dict[int, Sequence[Candidate]]:
    meant = {at: {each.meaning for each in columns[at].meanings} for at in found}
    claiming = [at for at in found if any(_claims(each, field) for each in found[at])]
    less = {at for at in claiming if is_less_sure(meant[at])}
    surely = any(field in meant[at] for at in claiming if at not in less)
    return {
        at: [_last(each, field) for each in those] if surely and at in less else those for at, those in found.items()
    }


def _claims(candidate: Candidate, field: str) -> bool:
    return candidate.fields == (field,) and not candidate.refuted


def _last(candidate: Candidate, field: str) -> Candidate:
    return replace(candidate, score=_LAST + _LESS * candidate.score) if _claims(candidate, field) else candidate
