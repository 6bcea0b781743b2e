"""Registrations that are not the first: years later than the cars beside them were built.

A dealer registers a car on himself, an importer in another country. Where a heading does not say that it is the first
registration, the year in another column tells. It weighs no headings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from importer.cells.columns import read_values
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate
from importer.mapping.headings.small_words import sureness
from importer.records import Target

_FIRST: Final = ("firstRegistration",)
_YEAR: Final = ("year",)
_LATER: Final = 1.5  # years between the middles of two columns: a car is registered in its year or the next


def without_later_registrations(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates, where vague registrations are refuted that lie years after the years of another column."""
    built = next((at for at in found if _is(found[at], _YEAR) and not _is(found[at], _FIRST)), None)
    when = None if built is None else _middle_year(columns[built], "year")
    if when is None:
        return dict(found)
    return {at: _refuted(found[at], columns[at], when) for at in found}


def _is(candidates: Sequence[Candidate], fields: tuple[str, ...]) -> bool:
    return any(each.fields == fields and not each.refuted for each in candidates[:1])


def _refuted(candidates: Sequence[Candidate], column: Column, when: float) -> Sequence[Candidate]:
    if not _is(candidates, _FIRST) or sureness(_FIRST[0], column.survey.heading):
        return candidates
    registered = _middle_year(column, _FIRST[0])
    if registered is None or registered - when < _LATER:
        return candidates
    return [_later(each) if each.fields == _FIRST else each for each in candidates]


def _later(candidate: Candidate) -> Candidate:
    return replace(candidate, refuted=True, reason="reason_later_registration", params={"guess": _FIRST[0]})


def _middle_year(column: Column, name: str) -> float | None:
    """The middle of a column's years, None when it has none."""
    target = Target(field=name, notation=column.judged(name).notation, part=None if name == "year" else "year")
    cells = column.survey.values
    readings = read_values(target, list(cells), language=column.language, today=column.today)
    years = [
        reading.value
        for reading, count in zip(readings, cells.values(), strict=True)
        if isinstance(reading.value, int)
        for _ in range(count)
    ]
    return median(years) if years else None
