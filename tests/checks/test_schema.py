"""The contract's limits and required fields become one problem for each row, field and rule."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.config import config_context

from importer.contract import FIELDS, Kind
from importer.problems import describe
from importer.records import Outcome, Target
from importer.wording import Lang
from tests.intake_tables import ACTIVE, DRAFT, MappedTable, codes, triples


def test_a_complete_active_listing_has_no_problem() -> None:
    """The least that the API asks for is enough; city and province come from the postcode."""
    (row,) = MappedTable([ACTIVE]).built()
    assert (row.problems, row.outcome) == ((), None)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({"year": "1899"}, ("year", "too_small"), id="year before cars"),
        pytest.param({"year": "2028"}, ("year", "too_large"), id="year after the next"),
        pytest.param({"doors": "11"}, ("doors", "too_large"), id="eleven doors"),
        pytest.param({"gears": "13"}, ("gears", "too_large"), id="thirteen gears"),
        pytest.param({"price": -1}, ("price", "too_small"), id="price below zero"),
        pytest.param({"latitude": 91}, ("latitude", "too_large"), id="beyond the pole"),
        pytest.param({"variant": "x" * 121}, ("variant", "too_long"), id="variant of 121"),
        pytest.param({"emissionClass": "x" * 31}, ("emissionClass", "too_long"), id="emission class of 31"),
        pytest.param({"description": "x" * 15_001}, ("description", "too_long"), id="description of 15,001"),
        pytest.param({"externalReference": "x" * 65}, ("externalReference", "too_long"), id="reference of 65"),
        pytest.param({"conditionTags": "a;b;c;d;e;f;g"}, ("conditionTags", "too_many_items"), id="seven tags"),
        pytest.param({"conditionTags": "x" * 33}, ("conditionTags", "too_long"), id="tag of 33"),
        pytest.param(
            {"images": " ".join(f"https://images.example.com/{n}.jpg" for n in range(51))},
            ("images", "too_many_items"),
            id="51 images",
        ),
        pytest.param({"mileage": 10**30}, ("mileage", "too_large"), id="more than JSON holds"),
    ],
)
def test_a_value_outside_its_limit_is_one_problem(cells: dict[str, Any], expected: tuple[str, str]) -> None:
    """Each limit of the contract is told by its own code, at its own field."""
    assert expected in codes({**DRAFT, **cells})


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({"year": "1900"}, id="first year"),
        pytest.param({"year": "2027"}, id="next year"),
        pytest.param({"doors": 10, "seats": 1, "gears": 12}, id="bounds themselves"),
        pytest.param({"variant": "x" * 120, "emissionClass": "x" * 30}, id="longest texts"),
        pytest.param({"description": "x" * 15_000}, id="longest description"),
        pytest.param({"externalReference": "x" * 64}, id="longest reference"),
        pytest.param({"conditionTags": "a;b;c;d;e;" + "f" * 32}, id="six tags, one of 32"),
    ],
)
def test_a_value_at_its_limit_is_accepted(cells: dict[str, Any]) -> None:
    """Limits are inclusive."""
    assert codes({**DRAFT, **cells}) == set()


@pytest.mark.parametrize(
    ("status", "missing"),
    [
        ("active", {"price", "postalCode", "city", "province"}),
        ("pending", {"price"}),
        ("sold", set()),
        ("draft", set()),
        (None, set()),
    ],
)
def test_what_is_required_follows_the_status(status: str | None, missing: set[str]) -> None:
    """Price when active or pending, place when active; a blank status is a draft."""
    assert {field for field, code in codes({**DRAFT, "status": status}) if code == "required"} == missing


def test_a_required_field_without_a_column_makes_rows_invalid() -> None:
    """Nothing is excused because the file has no such column."""
    rows = MappedTable([{"brand": "Volkswagen"}]).built()
    assert triples(rows) >= {
        (2, "externalReference", "required"),
        (2, "dealerLocationCode", "required"),
    }
    assert rows[0].outcome is Outcome.INVALID


def test_thousands_of_rows_share_what_is_said_of_a_missing_column() -> None:
    """The parameters of a problem that every row has stand once in memory."""
    rows = MappedTable([{"title": f"Car {n}", "dealerLocationCode": "X"} for n in range(50)]).built()
    assert len({id(problem.params) for row in rows for problem in row.problems}) == 1


@pytest.mark.parametrize("field", ["dealerLocationCode", "dealerProfileId"])
def test_one_of_the_two_dealer_fields_is_enough(field: str) -> None:
    """A location code or a profile, either will do."""
    value = "DEX-GENT" if field == "dealerLocationCode" else "3f0c9a52-6d1b-4a57-9f0e-2b8d5c7e1a40"
    assert codes({"externalReference": "A", "title": "Golf", field: value}) == set()


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        pytest.param({"price": "twaalf"}, "price", id="price"),
        pytest.param({"dealerLocationCode": None, "dealerProfileId": "not-a-uuid"}, "dealerProfileId", id="dealer"),
    ],
)
def test_a_cell_that_cannot_be_read_is_not_missing_too(cells: dict[str, Any], field: str) -> None:
    """One cell, one code: what stands there is wrong, not absent."""
    found = codes({**ACTIVE, **cells})
    assert not any(code == "required" for _, code in found)
    assert any(name == field for name, _ in found)


def test_one_bad_value_hides_no_other() -> None:
    """All problems of a file are told at once."""
    rows = MappedTable(
        [
            {**DRAFT, "externalReference": "A", "year": "abc", "doors": 5},
            {**DRAFT, "externalReference": "B", "year": 1700, "doors": 99},
            {**DRAFT, "externalReference": "C", "year": 2020, "doors": 99},
        ]
    ).built()
    assert triples(rows) == {
        (2, "year", "not_a_number"),
        (3, "year", "too_small"),
        (3, "doors", "too_large"),
        (4, "doors", "too_large"),
    }


def test_a_problem_names_its_cell_heading_and_what_stands_there() -> None:
    """A person finds the cell without counting."""
    table = MappedTable(
        [{**DRAFT, "Bouwjaar": "1700"}],
        targets={"Bouwjaar": [Target(field="year")]},
        sheet="Stock",
        first_column=2,
    )
    (problem,) = table.built()[0].problems
    assert (problem.sheet, problem.cell, problem.heading, problem.found) == ("Stock", "F2", "Bouwjaar", "1700")
    assert problem.params["minimum"] == "1900"


def test_an_environment_that_switches_validation_off_changes_nothing() -> None:
    """The checks do not depend on a setting of the library."""
    with config_context(validation_enabled=False):
        assert ("doors", "too_large") in codes({**DRAFT, "doors": 11})


def test_every_problem_of_a_row_can_be_said_in_four_languages() -> None:
    """Each sentence finds all its parameters; none is left with a blank place."""
    rows: list[dict[str, Any]] = [
        {"year": 1700, "doors": 11, "variant": "x" * 121, "conditionTags": "a;b;c;d;e;f;g", "price": "CHF 5"},
        {"currency": "EUR", "postalCode": "3700", "city": "Turnhout", "brand": "Audi", "title": None, "price": "CHF 5"},
        {"status": "active", "postalCode": "9000", "province": "Luik", "year": 2010, "firstRegistration": "2027-01"},
        {"postalCode": "1999", "vin": "1M8GDM9A1KP042788", "mileage": 2019, "year": 2019, "fuelType": "electric"},
        {"vin": "1M8GDM9A1KP042788", "mileage": 5, "powerKw": 1100, "engine": "1.5 TSI"},
        {"fuelType": "electric", "co2Emission": 5},
    ]
    built = MappedTable([{**DRAFT, **row} for row in rows]).built()
    problems = [problem for row in built for problem in row.problems]
    assert len({problem.code for problem in problems}) >= 18
    for problem in problems:
        assert len({describe(problem, lang) for lang in Lang}) == len(Lang)
        assert "“”" not in describe(problem, Lang.EN)


_BOUNDED = [field for field in FIELDS if field.kind is Kind.INTEGER and field.maximum is not None]


@settings(deadline=None, max_examples=40)
@given(field=st.sampled_from(_BOUNDED), value=st.integers(-5, 20))
def test_every_bounded_integer_is_accepted_within_its_bounds_only(field: Any, value: int) -> None:
    """The schema is the contract, whatever the number."""
    found = {code for name, code in codes({**DRAFT, field.name: value}) if name == field.name}
    assert (not found & {"too_small", "too_large"}) == (field.minimum <= value <= field.maximum or value == 0)


def test_a_text_that_counts_as_blank_is_told_as_such() -> None:
    """Where a required cell holds a placeholder the sentence does not claim that nothing stands there."""
    car = {"externalReference": "A1", "title": "Car", "dealerLocationCode": "X", "status": "active"}
    rows = MappedTable([{**car, "price": "n/a", "postalCode": "9000"}]).built()
    told = [describe(problem, Lang.EN) for problem in rows[0].problems if problem.field == "price"]
    assert len(told) == 1
    assert "“n/a” counts as a blank cell, but a listing with status active / pending needs “Price”" in told[0]
