"""One cell for two fields."""

import pytest

from importer.problems import Code
from tests.cells.columns_of import judged, read


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Peugeot 208", {"brand": "Peugeot", "model": "208"}),
        ("Alfa Romeo MiTo", {"brand": "Alfa Romeo", "model": "MiTo"}),
        ("Mercedes Classe A", {"brand": "Mercedes", "model": "Classe A"}),
        ("VW Golf", {"brand": "VW", "model": "Golf"}),
        ("BE-9300 Aalst", {"postalCode": "9300", "city": "Aalst"}),
        ("Vendeur 1 • BE-9300 Aalst", {"postalCode": "9300", "city": "Aalst"}),
        ("Garage X • BE-4460 Grâce-Hollogne (Liège)", {"postalCode": "4460", "city": "Grâce-Hollogne"}),
        ("9000 Gent", {"postalCode": "9000", "city": "Gent"}),
        ("Gent (9000)", {"postalCode": "9000", "city": "Gent"}),
        ("Bruxelles", {"city": "Bruxelles"}),
        ("B-9300", {"postalCode": "9300", "city": None}),
        ("Garage Janssens", {"city": None}),
        ("Gris foncé metal", {"color": "Gris foncé", "paintType": "Metallic"}),
        ("Zwart-metallic", {"color": "Zwart", "paintType": "Metallic"}),
        ("Blanc nacre", {"color": "Blanc", "paintType": "Parelmoer"}),
        ("Noir", {"color": "Noir", "paintType": None}),
        ("Metallic", {"color": None, "paintType": "Metallic"}),
        ("Handgeschakeld 5 versnellingen", {"transmission": "manual", "gears": 5}),
        ("6-Gang", {"transmission": None, "gears": 6}),
        ("6 vitesses", {"transmission": None, "gears": 6}),
        ("51.0543, 3.7174", {"latitude": 51.0543, "longitude": 3.7174}),
        ("(40.713;-74.006)", {"latitude": 40.713, "longitude": -74.006}),
        ("51,054;3,717", {"latitude": 51.054, "longitude": 3.717}),
        ("near Ghent", {"latitude": None, "longitude": None}),
        ("BVM6", {"transmission": "manual", "gears": 6}),
        ("Automatique", {"transmission": "automatic", "gears": None}),
        ("4 portes avec hayon", {"doors": 4, "bodyType": "hatchback"}),
        ("2 portes", {"doors": 2, "bodyType": None}),
        (
            "Berline, Diesel, Boîte automatique",
            {"bodyType": "sedan", "fuelType": "diesel", "transmission": "automatic"},
        ),
    ],
)
def test_each_part_of_a_compound_cell_feeds_its_field(text: str, parts: dict[str, object]) -> None:
    """Make and model, postcode and place, colour and paint, gearbox and gears, doors and body."""
    for part, value in parts.items():
        reading = read(part, text, part=part)
        assert (part, reading.value, reading.code) == (part, value, None)


@pytest.mark.parametrize(("part", "text"), [("brand", "Xyzzy 3000"), ("postalCode", "Garage X")])
def test_a_part_that_matters_and_is_not_there_is_said(part: str, text: str) -> None:
    """The field stays blank with a warning."""
    reading = read(part, text, part=part)
    assert (reading.value, reading.code, reading.params["part"]) == (None, Code.PART_MISSING, part)


def test_an_unknown_word_in_a_compound_cell_is_a_problem() -> None:
    """A misspelt gearbox is not a gearbox that is missing."""
    assert read("transmission", "Handgeschkld 5 versnellingen", part="transmission").code is Code.UNKNOWN_CHOICE


def test_the_share_of_cells_with_the_part_is_told() -> None:
    """`blank` counts the cells that have no paint; the others fit."""
    judgement = judged("paintType", ["Noir", "Gris metal", "Bleu"], part="paintType")
    assert judgement.fit == 1.0
    assert judgement.blank == pytest.approx(2 / 3)
