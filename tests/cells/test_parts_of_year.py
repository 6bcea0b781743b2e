"""A year with a part of it, and a consumption as a ratio."""

import pytest

from importer.problems import Code
from tests.cells.columns_of import read

VAGUE = [
    ("Q2 2020", 2020),
    ("2020 Q2", 2020),
    ("T2 2020", 2020),
    ("2e kwartaal 2020", 2020),
    ("1er trimestre 2021", 2021),
    ("2. Quartal 2020", 2020),
    ("najaar 2021", 2021),
    ("printemps 2020", 2020),
    ("Frühjahr 2019", 2019),
    ("début 2019", 2019),
]


@pytest.mark.parametrize(("text", "year"), VAGUE)
def test_a_part_of_a_year_tells_the_year_and_no_month(text: str, year: int) -> None:
    """The row goes out without the first registration, which is said; a year of its own is sure."""
    registered = read("firstRegistration", text)
    assert (registered.value, registered.code) == (None, Code.YEAR_WITHOUT_MONTH)
    assert (read("year", text).value, read("year", text).code) == (year, None)
    assert read("firstRegistration", text, part="year").value == year


@pytest.mark.parametrize(
    "text", ["winter 2019", "2e kwartaal", "Q5 2020", "tuning 2020", "Q2 2020 - Q3 2021", "mai/juin 2019"]
)
def test_what_lies_in_two_years_or_is_no_part_of_one_is_a_problem(text: str) -> None:
    """A winter is in two years, and a word that is not known may be anything."""
    assert read("firstRegistration", text).code is Code.NOT_A_MONTH
    assert read("year", text).code is Code.NOT_A_NUMBER


@pytest.mark.parametrize(
    ("text", "litres"),
    [
        ("1 op 18", 5.6),
        ("1 op 45", 2.2),
        ("1 op 17,5", 5.7),
        ("1 l op 20 km", 5.0),
        ("ca. 1 op 16", 6.2),
        ("1:18", 5.6),
        ("1 : 12,5", 8.0),
    ],
)
def test_how_far_a_litre_goes_is_litres_for_a_hundred_kilometres(text: str, litres: float) -> None:
    """As Dutch dealers write it; a plug-in hybrid goes far."""
    assert read("fuelConsumption", text).value == litres


@pytest.mark.parametrize("text", ["1 op 2", "2:18", "1:400", "1 op", "1 op 18 (stad)"])
def test_a_ratio_that_no_car_has_is_a_problem(text: str) -> None:
    """Neither one to two nor one to four hundred is a consumption of a car."""
    assert read("fuelConsumption", text).code is Code.NOT_A_NUMBER
