"""Months and days under the heading of a year: the first registration, its year, or the year that days were made of."""

import pytest

from importer.records import RawValue, Target
from tests.mapping.tables import MODELS, column_of, fields_of, mapping_of, repeated

DAYS: list[RawValue] = ["2019-03-14", "2020-07-22", "2021-11-05"]
NEW_YEARS_DAYS: list[RawValue] = ["2019-01-01", "2020-01-01", "2021-01-01"]


def fields_beside(columns: dict[str, list[RawValue]]) -> dict[str, str]:
    """The fields of the columns that stand beside a model."""
    models: list[RawValue] = list(MODELS)
    return fields_of(mapping_of({name: repeated(*cells) for name, cells in ({"Model": models} | columns).items()}))


@pytest.mark.parametrize("cells", [DAYS, NEW_YEARS_DAYS, ["03/2019", "07/2020", "11/2021"]])
def test_beside_a_first_registration_days_give_their_year(cells: list[RawValue]) -> None:
    """A second column with dates below a year is the year, and none of its cells is an error."""
    found = fields_beside({"Année modèle": cells, "Mise en circulation": ["14/03/2019", "22/07/2020", "05/11/2021"]})
    assert found["Année modèle"] == "year"
    assert found["Mise en circulation"] == "firstRegistration"


@pytest.mark.parametrize("cells", [NEW_YEARS_DAYS, ["01/01/2019", "1-1-2020", "01.01.2021"], ["2019-01-01 00:00:00"]])
def test_days_that_are_all_the_first_of_january_are_years(cells: list[RawValue]) -> None:
    """No stock of cars was registered on holidays alone: the month was made up by whoever made days of years."""
    mapping = mapping_of({"Model": repeated(*MODELS), "Millésime": repeated(*cells)})
    target = column_of(mapping, "Millésime").targets[0]
    assert (target.field, target.part) == (Target(field="year").field, "year")


@pytest.mark.parametrize("cells", [DAYS, [*NEW_YEARS_DAYS, *DAYS], ["03/2019", "01/2020"]])
def test_days_alone_are_the_first_registration(cells: list[RawValue]) -> None:
    """Where no other column tells when a car was registered, days below a year do, some of them in January."""
    assert fields_beside({"Bouwjaar": cells})["Bouwjaar"] == "firstRegistration"


def test_days_whose_order_is_open_are_still_asked_about() -> None:
    """`1-5-2019` is in May or in January: no reason to fall back on the year in silence."""
    assert fields_beside({"Bouwjaar": ["1-5-2019", "12-1-2020", "1-10-2021"]})["Bouwjaar"] == "firstRegistration"
