"""What a listing may hold: types, limits, choices and forms, each with the issue that a validator names."""

from typing import Any

import pytest

from importer.contract import FIELDS, Kind
from importer.sandbox.exchange import RefusalError
from importer.sandbox.rules import accept, decode, missing
from tests.sandbox.partner import car

YEAR = 2026


def issues(**fields: Any) -> list[tuple[str, str]]:
    """(path, code) of every issue of a listing with these fields."""
    try:
        accept(car(**{"externalReference": "A1", **fields}), YEAR)
    except RefusalError as refusal:
        return [(issue.path, issue.code) for issue in refusal.issues] or [("", refusal.code)]
    return []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"price": "18950"}, [("price", "invalid_type")]),
        ({"price": True}, [("price", "invalid_type")]),
        ({"price": 0}, []),
        ({"price": 18950.5}, []),
        ({"price": ...}, [("price", "invalid_type")]),
        ({"price": None}, [("price", "invalid_type")]),
        ({"price": ..., "status": "sold"}, []),
        ({"price": ..., "status": "pending"}, [("price", "invalid_type")]),
        ({"postalCode": ..., "status": "pending"}, []),
        ({"postalCode": ..., "city": ...}, [("postalCode", "invalid_type"), ("city", "invalid_type")]),
        ({"year": 2027}, []),
        ({"year": 2028}, [("year", "too_big")]),
        ({"year": 1899}, [("year", "too_small")]),
        ({"year": "2020"}, [("year", "invalid_type")]),
        ({"year": 2020.5}, [("year", "invalid_type")]),
        ({"year": 2020.0}, []),
        ({"mileage": -1}, [("mileage", "too_small")]),
        ({"doors": 0}, [("doors", "too_small")]),
        ({"doors": 11}, [("doors", "too_big")]),
        ({"gears": 13}, [("gears", "too_big")]),
        ({"fuelType": "benzine"}, [("fuelType", "invalid_enum_value")]),
        ({"fuelType": 3}, [("fuelType", "invalid_type")]),
        ({"fuelType": None}, []),
        ({"serviceHistory": "true"}, [("serviceHistory", "invalid_type")]),
        ({"serviceHistory": False}, []),
        ({"title": ...}, [("title", "invalid_type")]),
        ({"title": ""}, [("title", "invalid_type")]),
        ({"title": " "}, [("", "INVALID_TITLE")]),
        ({"price": -0.01}, [("", "INVALID_PRICE")]),
        ({"description": "x" * 15_000}, []),
        ({"description": "x" * 15_001}, [("description", "too_big")]),
        ({"vin": "W" * 18}, [("vin", "too_big")]),
        ({"firstRegistration": "2021-03"}, []),
        ({"firstRegistration": "2021-13"}, [("firstRegistration", "invalid_string")]),
        ({"firstRegistration": "2021-03-01"}, [("firstRegistration", "invalid_string")]),
        ({"currency": "eur"}, [("currency", "invalid_string")]),
        ({"postalCode": "900"}, [("postalCode", "invalid_string")]),
        ({"postalCode": 9000}, [("postalCode", "invalid_type")]),
        ({"dealerProfileId": "x"}, [("dealerProfileId", "invalid_string")]),
        ({"carPassUrl": "https://public.car-pass.be/vhr/1"}, []),
        ({"carPassUrl": "12345678901"}, []),
        ({"carPassUrl": "123"}, [("carPassUrl", "invalid_string")]),
        ({"carPassUrl": "https://example.com/vhr/1"}, [("carPassUrl", "invalid_string")]),
        ({"conditionTags": ["a"] * 6}, []),
        ({"conditionTags": ["a"] * 7}, [("conditionTags", "too_big")]),
        ({"conditionTags": ["a" * 33, 1]}, [("conditionTags.0", "too_big"), ("conditionTags.1", "invalid_type")]),
        ({"conditionTags": "a"}, [("conditionTags", "invalid_type")]),
        ({"features": [{"category": "comfort", "name": "Airco"}]}, []),
        ({"features": [{"category": "luxe", "name": "Airco"}]}, [("features.0.category", "invalid_enum_value")]),
        ({"features": [{"category": "comfort", "name": " "}]}, [("features.0.name", "invalid_type")]),
        ({"features": ["Airco"]}, [("features.0", "invalid_type")]),
        ({"images": ["https://example.com/1.jpg"] * 50}, []),
        ({"images": ["https://example.com/1.jpg"] * 51}, [("images", "too_big")]),
        ({"images": ["foto1.jpg"]}, [("images.0.url", "invalid_string")]),
        ({"images": ["https://exa mple.com/1.jpg"]}, [("images.0.url", "invalid_string")]),
        ({"images": ["https://[/1.jpg"]}, [("images.0.url", "invalid_string")]),
        ({"images": [3]}, [("images.0", "invalid_type")]),
        ({"images": [{"position": 1}]}, [("images.0.url", "invalid_type")]),
        ({"images": [{"url": "https://a.be/1.png", "position": "1"}]}, [("images.0.position", "invalid_type")]),
        ({"location": "Gent"}, [("location", "invalid_type")]),
        ({"latitude": 91}, [("latitude", "too_big")]),
        (
            {"price": "x", "year": 1, "doors": 99},
            [("price", "invalid_type"), ("year", "too_small"), ("doors", "too_big")],
        ),
    ],
    ids=str,
)
def test_issues(fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """Every breach is named with its path and code, all at once; types are strict."""
    assert issues(**fields) == expected


@pytest.mark.parametrize("field", [field for field in FIELDS if field.max_length], ids=lambda field: field.name)
def test_longest_texts(field: Any) -> None:
    """One character more than the contract allows is refused."""
    assert (field.name, "too_big") in issues(**{field.name: "9" * (field.max_length + 1)})


@pytest.mark.parametrize(
    "field", [field for field in FIELDS if field.kind is Kind.CHOICE], ids=lambda field: field.name
)
def test_choices(field: Any) -> None:
    """Every choice of the contract is accepted as it is written, and not in another case."""
    assert [issues(**{field.name: choice}) for choice in field.choices] == [[]] * len(field.choices)
    assert issues(**{field.name: field.choices[0].swapcase()}) == [(field.name, "invalid_enum_value")]


def test_nothing_is_kept_of_null() -> None:
    """A null is as good as a field that is not sent."""
    assert "brand" not in accept(car(externalReference="A1", brand=None), YEAR)


def test_a_field_of_its_own_stands_before_the_nested_one() -> None:
    """`city` counts, whatever `location.city` says."""
    assert accept(car(externalReference="A1", location={"city": "Brugge"}), YEAR)["city"] == "Gent"


def test_the_given_listing_is_left_alone() -> None:
    """Validation gives a listing of its own and changes nothing of what it was given."""
    given = car(externalReference="A1", images=["https://example.com/1.jpg"], colour="red")
    accept(given, YEAR)
    assert given == car(externalReference="A1", images=["https://example.com/1.jpg"], colour="red")


def test_missing_looks_at_the_status() -> None:
    """What is required depends on the status that the listing has."""
    assert [issue.path for issue in missing({"externalReference": "A", "title": "T", "status": "pending"})] == ["price"]


@pytest.mark.parametrize("body", [b"", b"{", b"NaN", b"Infinity", b'"\\ud800"', b"\xff", b"[1,]"], ids=repr)
def test_what_is_not_json(body: bytes) -> None:
    """Only JSON of RFC 8259 is decoded."""
    with pytest.raises(RefusalError) as refused:
        decode(body)
    assert (refused.value.status, refused.value.code) == (400, "INVALID_JSON")
