"""The reference of a row by rule: a column, several joined, or a hash of what does not change about the car."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.contract import REFERENCE_MAX_LENGTH
from importer.frames.references import joined_reference
from importer.records import ReferenceRule
from tests.intake_tables import MappedTable, triples

CAR: dict[str, Any] = {
    "dealerLocationCode": "DEX-GENT",
    "brand": "Volkswagen",
    "model": "Golf",
    "variant": "1.5 TSI",
    "firstRegistration": "2021-03",
    "mileage": 48500,
    "price": 21950,
    "title": "Mooie Golf",
}


def reference(cells: dict[str, Any], rule: ReferenceRule) -> str | None:
    """The reference of one row."""
    return MappedTable([cells], reference=rule).built()[0].reference


def auto(**cells: Any) -> str | None:
    """The hash of a car that differs from CAR in some cells."""
    return reference({**CAR, **cells}, ReferenceRule(auto=True))


@pytest.mark.parametrize(
    "cells",
    [
        {"mileage": 60000},
        {"price": 19950},
        {"title": "Golf in topstaat"},
        {"description": "Nieuw"},
        {"status": "sold"},
        {"images": "https://images.example.com/1.jpg"},
        {"brand": "VOLKSWAGEN", "variant": "1.5-TSI"},
        {"firstRegistration": "03/2021"},
        {"postalCode": "9000"},
    ],
    ids=",".join,
)
def test_an_automatic_reference_survives_what_changes_about_a_car(cells: dict[str, Any]) -> None:
    """Price, mileage, texts, pictures and spelling may change; the listing stays the same one."""
    assert auto(**cells) == auto()


@pytest.mark.parametrize(
    "cells", [{"model": "Polo"}, {"firstRegistration": "2021-04"}, {"powerKw": 110}, {"color": "x"}]
)
def test_an_automatic_reference_tells_cars_apart(cells: dict[str, Any]) -> None:
    """Another model, month, power or colour is another car."""
    assert auto(**cells) != auto()


def test_the_automatic_reference_is_known() -> None:
    """It must never change by itself: every listing would be made anew."""
    assert auto() == "auto-sjdu43wa56k7qj4j"


def test_a_vin_is_the_whole_automatic_reference() -> None:
    """With a VIN nothing else matters, so a corrected model keeps the listing."""
    vin = "WVWZZZCDZMW012345"
    assert auto(vin=vin) == auto(vin=vin, model="Polo", color="rood") != auto()


@pytest.mark.parametrize("missing", ["variant", "firstRegistration"])
def test_the_mileage_stands_in_where_little_is_known(missing: str) -> None:
    """Cars of one model and year would otherwise all be one car, and none of them sent."""
    assert auto(**{missing: None}) != auto(**{missing: None, "mileage": 60000})


def test_the_title_stands_in_for_a_missing_model() -> None:
    """Where no column gives the model, cars of one make are told apart by their titles."""
    assert auto(model=None) != auto(model=None, title="Een andere")


def test_a_row_of_which_nothing_is_known_gets_no_automatic_reference() -> None:
    """A price alone is no car."""
    rule = ReferenceRule(auto=True)
    rows = MappedTable([{"dealerLocationCode": "X", "price": 1000}, {"price": 2000}], reference=rule).built()
    assert [row.reference for row in rows] == [None, None]
    assert (2, "externalReference", "required") in triples(rows)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("STOCK 42/é", "STOCK 42/é"),
        (12345.0, "12345"),
        ("0012", "0012"),
        (" A1 ", "A1"),
        ("x" * 70, "x" * 70),
    ],
    ids=["as it is", "a number", "leading zeros", "trimmed", "too long: not cut"],
)
def test_one_column_is_taken_as_the_dealer_wrote_it(cell: Any, expected: str) -> None:
    """A single column is the dealer's own text; when it is too long the row is invalid, not cut."""
    assert reference({**CAR, "Stock": cell}, ReferenceRule(columns=(len(CAR),))) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("Golf", "01/2021", 34000), "Golf-01-2021-34000"),
        (("Citroën C4 ✅ (nieuw)", None), "Citroen-C4-nieuw"),
        (("✅ABT✅KIT",), "ABT-KIT"),
        ((None, "B"), "B"),
        ((None, None), None),
        (("//", " "), None),
    ],
)
def test_joined_columns_are_safe_in_an_address(values: tuple[Any, ...], expected: str | None) -> None:
    """Only letters, digits, dot, underscore, tilde and dash; blanks are left out."""
    assert joined_reference(*values) == expected


@given(st.lists(st.one_of(st.none(), st.text(), st.integers()), min_size=1, max_size=4))
def test_a_joined_reference_always_fits(values: list[Any]) -> None:
    """Never longer than the API takes, never a character that needs encoding."""
    found = joined_reference(*values)
    assert found is None or re.fullmatch(r"[A-Za-z0-9._~-]+", found)
    assert found is None or len(found) <= REFERENCE_MAX_LENGTH


def test_long_joined_references_that_differ_late_stay_two() -> None:
    """What is cut off is kept as a hash."""
    assert joined_reference("x" * 80, "1") != joined_reference("x" * 80, "2")


def test_a_joined_cell_that_cannot_be_read_is_a_problem_of_the_reference() -> None:
    """Half a reference would be another car's."""
    rule = ReferenceRule(columns=(0, 1))
    rows = MappedTable([{"a": "1,23457E+15", "b": "x", **CAR}], reference=rule).built()
    assert rows[0].reference is None
    assert triples(rows) == {(2, "externalReference", "damaged_number")}
