"""VIN, UUID, web address, Car-Pass and postcode."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.problems import Code
from importer.records import RawValue
from tests.cells.columns_of import read


@pytest.mark.parametrize(
    ("field", "cell", "value", "code"),
    [
        ("vin", "wvwzzzcdzmw012345", "WVWZZZCDZMW012345", None),
        ("vin", "WVW ZZZ-CDZ MW012345", "WVWZZZCDZMW012345", None),
        ("vin", "113456789", "113456789", Code.SHORT_VIN),
        ("vin", 113456789.0, "113456789", Code.SHORT_VIN),
        ("vin", "WVWZZZCDZMWO12345", None, Code.NOT_A_VIN),
        ("vin", "WVWZZZCDZMW0123456", None, Code.NOT_A_VIN),
        ("vin", "onzin", None, Code.NOT_A_VIN),
        ("vin", True, None, Code.NOT_A_VIN),
        ("vin", date(2021, 1, 1), None, Code.NOT_A_VIN),
        ("dealerProfileId", "3F0C9A52-6D1B-4A57-9F0E-2B8D5C7E1A40", "3f0c9a52-6d1b-4a57-9f0e-2b8d5c7e1a40", None),
        ("dealerProfileId", "{3f0c9a526d1b4a579f0e2b8d5c7e1a40}", "3f0c9a52-6d1b-4a57-9f0e-2b8d5c7e1a40", None),
        ("dealerProfileId", "DEX-GENT", None, Code.NOT_A_UUID),
        ("dealerProfileId", 5, None, Code.NOT_A_UUID),
        ("carPassUrl", "https://public.car-pass.be/vhr/0a1b2c3d", "https://public.car-pass.be/vhr/0a1b2c3d", None),
        ("carPassUrl", "www.car-pass.be/x", "https://www.car-pass.be/x", Code.URL_COMPLETED),
        ("carPassUrl", "12345678901", "12345678901", None),
        ("carPassUrl", "1234 5678 901", "12345678901", None),
        ("carPassUrl", 12345678901.0, "12345678901", None),
        ("carPassUrl", "https://example.com/car-pass.be", None, Code.NOT_A_CAR_PASS),
        ("carPassUrl", "https://car-pass.be.example.com/", None, Code.NOT_A_CAR_PASS),
        ("carPassUrl", "ja", None, Code.NOT_A_CAR_PASS),
        ("carPassUrl", "123456789012", None, Code.NOT_A_CAR_PASS),
        ("postalCode", "9300", "9300", None),
        ("postalCode", 9300.0, "9300", None),
        ("postalCode", "B-9300", "9300", None),
        ("postalCode", "BE 9300", "9300", None),
        ("postalCode", "85669", "85669", Code.FOREIGN_POSTCODE),
        ("postalCode", "1234 ab", "1234 AB", Code.FOREIGN_POSTCODE),
        ("postalCode", "CH-6900", "CH-6900", Code.FOREIGN_POSTCODE),
        ("postalCode", "Gent", None, Code.NOT_A_POSTCODE),
        ("postalCode", -5, None, Code.NOT_A_POSTCODE),
    ],
)
def test_an_identifier_is_put_right_only_where_it_is_sure(
    field: str, cell: RawValue, value: str | None, code: Code | None
) -> None:
    """Case, blanks and prefixes do not matter; anything else is a problem or a warning."""
    reading = read(field, cell)
    assert (reading.value, reading.code) == (value, code)


@pytest.mark.parametrize(
    ("cell", "addresses"),
    [
        ("https://example.com/a.jpg", ["https://example.com/a.jpg"]),
        ("http://example.com/a.jpg?v=1&w=2", ["http://example.com/a.jpg?v=1&w=2"]),
        ("https://x.be/a.jpg|https://x.be/b.jpg", ["https://x.be/a.jpg", "https://x.be/b.jpg"]),
        ("https://x.be/a.jpg, https://x.be/b.jpg;https://x.be/c.jpg", [f"https://x.be/{n}.jpg" for n in "abc"]),
        ("https://x.be/a.jpg\nhttps://x.be/a.jpg", ["https://x.be/a.jpg"]),
        ("https://x.be/a,b;c.jpg", ["https://x.be/a,b;c.jpg"]),
        ("['https://x.be/a.jpg', 'https://x.be/b.jpg']", ["https://x.be/a.jpg", "https://x.be/b.jpg"]),
        ("https://müller.example/a.jpg", ["https://müller.example/a.jpg"]),
    ],
)
def test_addresses_of_images_are_parted_by_whatever_stands_between(cell: str, addresses: list[str]) -> None:
    """A mark within an address parts nothing; the same address counts once."""
    reading = read("images", cell)
    assert (reading.value, reading.code) == (addresses, None)


@pytest.mark.parametrize(
    ("cell", "addresses"),
    [
        ("www.example.com/a.jpg", ["https://www.example.com/a.jpg"]),
        ("//cdn.example.com/a.jpg", ["https://cdn.example.com/a.jpg"]),
        ("https://x.be/my car.jpg", ["https://x.be/my%20car.jpg"]),
    ],
)
def test_an_address_that_lacks_little_is_completed_and_said(cell: str, addresses: list[str]) -> None:
    """A missing scheme or a blank within is put right with a warning."""
    reading = read("images", cell)
    assert (reading.value, reading.code, reading.params["url"]) == (addresses, Code.URL_COMPLETED, addresses[0])


@pytest.mark.parametrize(
    "cell",
    [
        "a.jpg",
        "ftp://x.be/a.jpg",
        "https://",
        "https:///a.jpg",
        "https://x",
        "https://x.be:99999/",
        "https://a|b",
        5,
        True,
    ],
)
def test_what_is_no_address_is_a_problem(cell: RawValue) -> None:
    """A file name, another scheme, a host that cannot be."""
    assert read("images", cell).code is Code.NOT_A_URL


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_addresses(text: str) -> None:
    """Any text gives addresses with a scheme, a blank or a problem."""
    for cell in (text, f"https://{text}", f"www.{text}"):
        value = read("images", cell).value
        assert value is None or (isinstance(value, list) and all(url.startswith("http") for url in value))


@pytest.mark.parametrize(("cell", "value"), [("1201", "CH-1201"), (8001, "CH-8001"), ("CH-3000", "CH-3000")])
def test_a_swiss_postcode_is_never_a_belgian_one(cell: str | int, value: str) -> None:
    """It has four digits too: 1201 is Geneva, and would be filled in as a place of Belgium."""
    reading = read("postalCode", cell, unit="CH")
    assert (reading.value, reading.code) == (value, Code.FOREIGN_POSTCODE)
