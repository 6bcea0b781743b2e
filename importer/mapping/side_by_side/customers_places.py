"""Towns and postcodes in a list of people: where a customer lives, and not where the car stands.

It sees headings and candidates, no cells. What it takes away must never be published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate
from importer.vocabulary.headings import words_of
from importer.vocabulary.other_rows import PEOPLE, row_kinds

_PLACES: Final = frozenset({"postalCode", "city", "province", "latitude", "longitude"})
_OF_THE_CAR: Final = frozenset(
    {
        "standort",
        "fahrzeugstandort",
        "fahrzeug",
        "filiale",
        "voertuig",
        "locatie",
        "standplaats",
        "vestiging",
        "vehicule",
        "vehicle",
    }
    | {"location", "lieu", "site", "branch"}
)


def without_customers_places(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates, where headings such as `Vorname` and `Anrede` make places those of a customer."""
    headings = [column.survey.heading for column in columns.values()]
    if not row_kinds()[PEOPLE].told_by(headings):
        return dict(found)
    return {at: _refuted(those, columns[at].survey.heading) for at, those in found.items()}


def _refuted(those: Sequence[Candidate], heading: str) -> Sequence[Candidate]:
    if not _OF_THE_CAR.isdisjoint(words_of(heading)):
        return those
    return [_of_a_customer(each) if _PLACES.intersection(each.fields) else each for each in those]


def _of_a_customer(candidate: Candidate) -> Candidate:
    return replace(candidate, refuted=True, reason="not_a_field_customer", params={"guess": candidate.fields[0]})
