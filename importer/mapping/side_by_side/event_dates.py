"""The day, the month and the year of an event in three columns: of an accident or a sale, hardly of a registration.

Bare `Jour`, `Mois` and `An` beside each other say of nothing when it was; a first registration has no day of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate
from importer.mapping.contents.content import Content
from importer.vocabulary.headings import key_of

_DAYS: Final = frozenset({"dag", "jour", "tag", "day"})
_MONTHS: Final = frozenset({"maand", "mois", "monat", "month"})
_YEARS: Final = frozenset({"jaar", "an", "annee", "jahr", "year"})
_DATES: Final = frozenset({"year", "firstRegistration"})
_MOST: Final = 0.8
_LAST_DAY: Final = 31


def without_event_dates(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates, where a bare month and year beside a bare day are refuted as dates of the car."""
    keys = {at: key_of(column.survey.heading) for at, column in columns.items()}
    days = any(key in _DAYS and _are_days(columns[at].content) for at, key in keys.items())
    if not days or _MONTHS.isdisjoint(keys.values()) or _YEARS.isdisjoint(keys.values()):
        return dict(found)
    return {at: _refuted(those) if keys[at] in _MONTHS | _YEARS else those for at, those in found.items()}


def _are_days(content: Content) -> bool:
    return content.share(lambda text: text.isdecimal() and 1 <= int(text) <= _LAST_DAY) >= _MOST


def _refuted(those: Sequence[Candidate]) -> list[Candidate]:
    return [
        replace(each, refuted=True, reason="not_a_field_dates", params={"guess": each.fields[0]})
        if _DATES.intersection(each.fields)
        else each
        for each in those
    ]
