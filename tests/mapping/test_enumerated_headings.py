"""Headings that are counted or lettered, as in forms and on registration papers."""

import pytest

from importer.mapping.headings.enumerated_headings import without_enumeration
from importer.records import RawValue
from tests.mapping.tables import fields_of, mapping_of, repeated

CELLS: dict[str, list[RawValue]] = {
    "Marque": ["Audi", "Opel", "Ford"],
    "Modèle": ["A3", "Corsa", "Focus"],
    "1ère immatriculation": ["14/03/2019", "22/07/2020", "05/11/2021"],
    "Carburant": ["Essence", "Diesel", "Hybride"],
    "Prix de vente TVAC": ["18.950,00", "22.400,00", "9.750,00"],
    "Prix professionnel HTVA": ["14.950,00", "19.400,00", "7.750,00"],
}
FIELDS = ["brand", "model", "firstRegistration", "fuelType", "price"]


@pytest.mark.parametrize(
    "marks",
    [
        ["1. ", "2. ", "3. ", "4. ", "5. ", "6. "],
        ["1) ", "2) ", "3) ", "4) ", "5) ", "6) "],
        ["01 - ", "02 - ", "03 - ", "04 - ", "05 - ", "06 - "],
        ["D.1 ", "D.3 ", "B - ", "P.3 ", "Y.1 ", "Y.2 "],
        ["A. ", "B. ", "C. ", "D. ", "E. ", "F. "],
    ],
    ids=lambda marks: marks[0].strip(),
)
def test_what_counts_the_columns_says_nothing_of_them(marks: list[str]) -> None:
    """The name behind the mark is read as it stands alone, be it a field or a reason for being none."""
    columns = {f"{mark}{name} :": repeated(*cells) for mark, (name, cells) in zip(marks, CELLS.items(), strict=True)}
    found = fields_of(mapping_of(columns))
    assert [field for field in found.values() if field] == FIELDS


@pytest.mark.parametrize(
    "headings",
    [
        ["1. Marque", "2. Modèle", "3. Prix", "Km", "Année", "Couleur"],
        ["1. Marque", "1. Modèle", "1. Prix", "1. Km", "1. Année"],
        ["4x4", "0-100 km/h", "2019 prix", "1e eigenaar", "3 portes"],
        ["Marque", "Modèle", "A prix", "Prix B"],
        ["Photo 1", "Photo 2", "Photo 3", "Photo 4"],
    ],
)
def test_numbers_that_count_no_columns_stay(headings: list[str]) -> None:
    """A few marks, the same mark again, or a number that is part of a name are left alone."""
    assert without_enumeration(headings) == {}
