"""A postcode gives city, province and coordinates where they are blank; the dealer's own words stay."""

from typing import Any

import orjson
import pytest

from importer.vocabulary.places import municipalities, province_of
from tests.intake_tables import DRAFT, MappedTable, codes

PROVINCES = {
    "Antwerpen",
    "Brussels Hoofdstedelijk Gewest",
    "Henegouwen",
    "Limburg",
    "Luik",
    "Luxemburg",
    "Namen",
    "Oost-Vlaanderen",
    "Vlaams-Brabant",
    "Waals-Brabant",
    "West-Vlaanderen",
}


def place(language: str | None = None, **cells: Any) -> tuple[Any, ...]:
    """City, province and latitude as they are sent."""
    body = orjson.loads(MappedTable([{**DRAFT, **cells}], language=language).built()[0].body)
    return body.get("city"), body.get("province"), body.get("latitude")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({"postalCode": "9000"}, ("Gent", "Oost-Vlaanderen", 51.05), id="Ghent"),
        pytest.param({"postalCode": 4000}, ("Liège", "Luik", 50.6337), id="in French there, province in Dutch"),
        pytest.param({"postalCode": "4780"}, ("Sankt Vith", "Luik", 50.2815), id="in German there"),
        pytest.param({"postalCode": "2070", "city": "Zwijndrecht"}, ("Zwijndrecht", "Oost-Vlaanderen"), id="merged"),
        pytest.param({"postalCode": "1000"}, ("Brussel", "Brussels Hoofdstedelijk Gewest", 50.8504), id="Brussels"),
        pytest.param({"postalCode": "1050"}, (None, "Brussels Hoofdstedelijk Gewest"), id="two municipalities"),
        pytest.param({"postalCode": "1804", "city": "Zemst"}, ("Zemst", "Vlaams-Brabant", None), id="one of two"),
        pytest.param({"postalCode": "1804"}, (None, "Vlaams-Brabant", None), id="not in GeoNames"),
        pytest.param({"postalCode": "1931"}, ("Machelen", "Vlaams-Brabant", None), id="Brucargo"),
        pytest.param({"postalCode": "7010"}, ("Mons", "Henegouwen", None), id="SHAPE"),
        pytest.param({"postalCode": "9000", "city": "Gand"}, ("Gand", "Oost-Vlaanderen", 51.05), id="dealer's name"),
        pytest.param({"postalCode": "9000", "latitude": 51.1}, ("Gent", "Oost-Vlaanderen", 51.1), id="own latitude"),
        pytest.param({"province": "Province d’Anvers"}, (None, "Antwerpen", None), id="province in French"),
        pytest.param({"province": "Elders"}, (None, "Elders", None), id="unknown province stays"),
        pytest.param({"city": "Gent"}, ("Gent", None, None), id="a city alone tells nothing"),
    ],
)
def test_blanks_of_a_place_follow_from_the_postcode(cells: dict[str, Any], expected: tuple[Any, ...]) -> None:
    """What the postcode tells is filled in; what the dealer wrote is kept."""
    assert place(**cells)[: len(expected)] == expected


def test_the_file_s_language_names_a_bilingual_city() -> None:
    """Brussels has two official names."""
    assert place("fr", postalCode="1000")[0] == "Bruxelles"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({"postalCode": "3700", "city": "Turnhout"}, {("city", "city_contradicts_postcode")}, id="city"),
        pytest.param({"postalCode": "8400", "city": "Zürich"}, {("city", "city_contradicts_postcode")}, id="abroad"),
        pytest.param(
            {"postalCode": "9000", "province": "Luik"}, {("province", "province_contradicts_postcode")}, id="province"
        ),
        pytest.param({"postalCode": "1999"}, {("postalCode", "postcode_unknown")}, id="no such postcode"),
    ],
)
def test_a_place_that_contradicts_its_postcode_is_a_warning(
    cells: dict[str, Any], expected: set[tuple[str, str]]
) -> None:
    """The row is sent, and the person told."""
    assert codes({**DRAFT, **cells}) == expected


@pytest.mark.parametrize(
    ("postcode", "city"),
    [
        ("1070", "Bruxelles"),
        ("9100", "St-Niklaas"),
        ("4460", "Grâce-Hollogne (Liège)"),
        ("9030", "Gent"),
        ("9030", "mariakerke"),
        ("2000", "Antwerp"),
        ("4000", "LUIK"),
        ("1040", "Etterbeek"),
        ("1040", "Brussel"),
        ("2000", "Atnwerpen"),
    ],
)
def test_the_ways_in_which_people_name_a_place_are_no_contradiction(postcode: str, city: str) -> None:
    """Villages, other languages, abbreviations, additions and slips."""
    assert codes({**DRAFT, "postalCode": postcode, "city": city}) == set()


def test_a_city_that_does_not_fit_gets_no_coordinates_and_one_abroad_no_province() -> None:
    """Wrong is worse than missing."""
    assert place(postalCode="3700", city="Turnhout") == ("Turnhout", "Limburg", None)
    assert place(postalCode="8400", city="Zürich") == ("Zürich", None, None)


def test_every_postcode_has_a_province_and_a_name() -> None:
    """The table is whole: Statbel's 1,149 postcodes in eleven provinces, Brussels counted as one."""
    found = municipalities()
    assert len(found) == 1149
    assert {place.province for places in found.values() for place in places} == PROVINCES
    assert all(place.name(None) for places in found.values() for place in places)


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("Provincie Antwerpen", "Antwerpen"),
        ("flandre orientale", "Oost-Vlaanderen"),
        ("Ostflandern", "Oost-Vlaanderen"),
        ("East Flanders", "Oost-Vlaanderen"),
        ("Prov. Luik", "Luik"),
        ("Province de la Flandre occidentale", "West-Vlaanderen"),
        ("BRABANT WALLON", "Waals-Brabant"),
        ("Bruxelles-Capitale", "Brussels Hoofdstedelijk Gewest"),
        ("BE-VLI", "Limburg"),
        ("Noord-Brabant", None),
    ],
)
def test_provinces_in_four_languages_become_their_dutch_names(text: str, province: str | None) -> None:
    """The marketplace shows them in Dutch."""
    assert province_of(text) == province
