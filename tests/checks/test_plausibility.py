"""Doubts about a row are warnings at one field, and what real cars look like raises none."""

from random import Random
from typing import Any

import pytest

from importer.checks.check_digits import has_wrong_check_digit
from importer.checks.plausibility import RULES
from importer.checks.seen_vins import SeenVins
from importer.frames.places import FIELDS_OF_DOUBTS
from importer.problems import Code, Severity
from tests.intake_tables import ACTIVE, DRAFT, MappedTable, codes, triples


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({"year": 2018, "firstRegistration": "2021-03"}, None, id="stood unsold"),
        pytest.param(
            {"year": 2010, "firstRegistration": "2021-03"}, ("year", "year_against_registration"), id="eleven years"
        ),
        pytest.param({"year": 2022, "firstRegistration": "2021-10"}, None, id="next model year"),
        pytest.param(
            {"year": 2024, "firstRegistration": "2021-03"}, ("year", "year_against_registration"), id="built later"
        ),
        pytest.param({"firstRegistration": "2026-11"}, None, id="registered this month"),
        pytest.param(
            {"firstRegistration": "2026-12"}, ("firstRegistration", "future_registration"), id="registered next month"
        ),
        pytest.param({"mileage": 48500, "year": 2021}, None, id="usual mileage"),
        pytest.param({"mileage": 185, "year": 2015}, ("mileage", "mileage_against_age"), id="thousands left out"),
        pytest.param({"mileage": 185, "year": 1965, "condition": "oldtimer"}, None, id="oldtimer"),
        pytest.param({"mileage": 10, "year": 2026}, None, id="new car"),
        pytest.param({"mileage": 0, "year": 2015}, None, id="unknown mileage as zero"),
        pytest.param({"mileage": 480_000, "year": 2025}, ("mileage", "mileage_against_age"), id="a zero too many"),
        pytest.param({"mileage": 185, "firstRegistration": "2015-01"}, ("mileage", "mileage_against_age"), id="month"),
        pytest.param({"mileage": 2019, "year": 2019}, ("mileage", "mileage_is_year"), id="mileage is the year"),
        pytest.param({"mileage": 2019, "year": 2024}, None, id="mileage looks like another year"),
        pytest.param(
            {"fuelType": "electric", "fuelConsumption": 15.8}, ("fuelConsumption", "electric_consumption"), id="kWh"
        ),
        pytest.param({"fuelType": "electric", "co2Emission": 120}, ("fuelType", "electric_with_litres"), id="CO2"),
        pytest.param({"fuelType": "electric", "co2Emission": 0}, None, id="electric without CO2"),
        pytest.param({"fuelType": "electric", "engine": "2.0 TDI"}, ("fuelType", "electric_with_litres"), id="litres"),
        pytest.param({"fuelType": "electric", "engine": "Dual Motor 77 kWh"}, None, id="a battery"),
        pytest.param({"fuelType": "petrol", "fuelConsumption": 15.8}, None, id="thirsty"),
        pytest.param({"powerKw": 110, "engine": "1.5 TSI 150pk"}, None, id="usual power"),
        pytest.param({"powerKw": 310, "engine": "2.0 Turbo"}, None, id="strongest of two litres"),
        pytest.param({"powerKw": 1100, "engine": "1.5 TSI"}, ("powerKw", "power_against_engine"), id="ten times"),
        pytest.param({"powerKw": 6, "engine": "1598 cm³"}, ("powerKw", "power_against_engine"), id="fiscal power"),
        pytest.param({"powerKw": 300, "engine": "Dual Motor"}, None, id="no litres in the text"),
        pytest.param({"price": 18950}, None, id="usual price"),
        pytest.param({"price": 19}, ("price", "price_implausible"), id="thousands"),
        pytest.param({"price": 18.95}, ("price", "ambiguous_number"), id="no amount of money for a car"),
        pytest.param({"price": 1_895_000}, ("price", "price_implausible"), id="cents as euros"),
        pytest.param({"price": 1_895_000, "brand": "Ferrari"}, None, id="a rare car"),
        pytest.param({"price": 189_500, "brand": "Škoda"}, ("price", "price_implausible"), id="ten times a Skoda"),
        pytest.param({"price": 189_500, "brand": "BMW"}, None, id="a dear BMW"),
        pytest.param({"price": 1_295, "year": 2024}, ("price", "price_implausible"), id="a tenth of a recent car"),
        pytest.param({"price": 1_295, "year": 2024, "condition": "damaged"}, None, id="a recent wreck"),
        pytest.param({"price": 1_295, "year": 2009}, None, id="an old car"),
        pytest.param({"price": 18_950_000, "brand": "Ferrari"}, ("price", "price_implausible"), id="not a Ferrari"),
        pytest.param({"vin": "1M8GDM9AXKP042788"}, None, id="right check digit"),
        pytest.param({"vin": "1M8GDM9A1KP042788"}, ("vin", "vin_check_digit"), id="wrong check digit"),
        pytest.param({"vin": "WVWZZZCDZMW012345"}, None, id="a European number has none"),
    ],
)
def test_what_is_odd_is_told_and_what_is_usual_is_not(cells: dict[str, Any], expected: tuple[str, str] | None) -> None:
    """One doubt at one field, or none."""
    assert codes({**DRAFT, **cells}) == ({expected} if expected else set())


def test_an_active_listing_without_pictures_is_a_doubt() -> None:
    """A draft without pictures is not."""
    assert codes({**ACTIVE, "images": None}) == {("images", "active_without_images")}
    assert codes({**ACTIVE, "status": "draft", "images": None}) == set()


def test_a_picture_that_cannot_be_read_is_not_missing_too() -> None:
    """One cell, one code."""
    assert codes({**ACTIVE, "images": "geen adres"}) == {("images", "not_a_url")}


def test_a_doubt_shows_the_values_that_disagree() -> None:
    """The sentence names both."""
    (row,) = MappedTable([{**DRAFT, "year": 2010, "firstRegistration": "2021-03"}]).built()
    assert dict(row.problems[0].params) == {"year": "2010", "firstRegistration": "2021-03"}


def test_a_vin_that_stands_twice_is_told_at_the_later_row() -> None:
    """It names the first, in whatever chunk that was; two references with one VIN are a doubt, not an error."""
    vin = "WVWZZZCDZMW012345"
    vins = [vin, None, None, vin, vin, None]
    table = MappedTable([{**DRAFT, "externalReference": f"R{row}", "vin": each} for row, each in enumerate(vins)])
    for size in (1, 4, 100):
        rows = table.built(size)
        assert triples(rows) == {(5, "vin", "repeated_vin"), (6, "vin", "repeated_vin")}
        assert {row.problems[0].params["first"] for row in rows if row.problems} == {"2"}


def test_seen_vins_remembers_the_first_row_of_each() -> None:
    """A number that is blank was never seen."""
    seen = SeenVins()
    assert seen.first_rows(["A", None, "A"], [2, 3, 4], ["r2", "r3", "r4"]) == [None, None, 2]
    assert seen.first_rows(["B", "A", None], [5, 6, 7], ["r5", "r6", "r7"]) == [None, 2, None]


@pytest.mark.parametrize("largest", [1, 4, 1000])
@pytest.mark.parametrize("size", [1, 3, 50])
def test_a_number_is_remembered_however_many_follow(monkeypatch: pytest.MonkeyPatch, size: int, largest: int) -> None:
    """In whatever runs the numbers are kept, the first row of each is known, and whose it was."""
    monkeypatch.setattr("importer.checks.seen_vins.LARGEST_RUN", largest)
    random = Random(7)
    vins = [random.choice([None, *(f"V{number}" for number in range(40))]) for _ in range(150)]
    references = [random.choice(["r1", "r2", "r3", None]) for _ in vins]
    seen, told = SeenVins(), []
    for at in range(0, len(vins), size):
        rows = list(range(at + 2, at + 2 + len(vins[at : at + size])))
        told += seen.first_rows(vins[at : at + size], rows, references[at : at + size])
    first: dict[str, int] = {}
    expected: list[int | None] = []
    for at, (vin, reference) in enumerate(zip(vins, references, strict=True)):
        before = first.setdefault(vin, at) if vin else at
        is_other = before != at and (reference is None or references[before] != reference)
        expected.append(before + 2 if is_other else None)
    assert told == expected


@pytest.mark.parametrize("size", [1, 2, 9])
def test_rows_of_one_reference_are_one_vehicle(size: int) -> None:
    """A row that stands twice has its number twice, and is no second vehicle; rows without a reference are."""
    references = ["S-1", "S-1", "S-2", None, None]
    seen = SeenVins()
    first: list[int | None] = []
    for at in range(0, len(references), size):
        some = references[at : at + size]
        first += seen.first_rows(["A"] * len(some), list(range(at + 2, at + 2 + len(some))), some)
    assert first == [None, None, 2, 2, 2]


@pytest.mark.parametrize(
    ("vin", "wrong"),
    [
        ("11111111111111111", False),
        ("1M8GDM9AXKP042788", False),
        ("1HGCM82633A004352", False),
        ("1M8GDM9AXKP042789", True),
        ("1J8GWE82X2Y112233", True),
        ("1J8GWE8YX2Y112233", True),
        ("1J8GWE85Y2Y112233", False),
        ("WBAAA1305H8251545", False),
        ("1M8GDM9AX", False),
        ("1M8GDM9AXKP04278O", False),
    ],
)
def test_only_a_number_that_must_have_a_check_digit_can_have_a_wrong_one(vin: str, wrong: bool) -> None:
    """North American numbers whose ninth character can be one; a letter there marks a car for export."""
    assert has_wrong_check_digit(vin) is wrong


def test_no_doubt_keeps_a_row_from_being_sent() -> None:
    """Every code of places and plausibility is a warning."""
    doubts = {rule.code for rule in RULES} | set(FIELDS_OF_DOUBTS) | {Code.REPEATED_VIN}
    assert {code.severity for code in doubts} == {Severity.WARNING}
