"""Lists whose rows are no vehicles for sale, and columns that are about a customer or an event."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from importer.errors import MappingError
from importer.intake import IntakeOptions, understand
from importer.vocabulary.headings import NOT_A_FIELD, heading_words
from importer.vocabulary.other_rows import row_kinds
from tests.mapping.tables import MAKES, MODELS, TODAY, fields_of, mapping_of, repeated

_PARTS = """Artikelnummer;OE-Nummer;Bezeichnung;Marke;Preis;Zustand;kW
A1;5Q06;Bremse;VW;54,90;neu;77
A2;1K09;Lampe;VW;119;neu;90
"""
_FILLED = """Datum,Auto,Brandstof,Liters,Prijs per liter,Kilometerstand
2025-01-04,Skoda Octavia,Diesel,41.2,1.979,88210
"""
_CLAIMS = """policy_number,incident_date,total_claim_amount,auto_make,auto_model,auto_year
521585,2015-01-25,71610,Saab,92x,2004
"""


def _understood(tmp_path: Path, text: str, **overrides: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(text, encoding="utf-8")
    understand(path, IntakeOptions(today=TODAY, overrides=overrides))


@pytest.mark.parametrize("text", [_PARTS, _FILLED, _CLAIMS])
def test_parts_refuellings_and_claims_are_refused(tmp_path: Path, text: str) -> None:
    """They name makes, prices and kilometres, and not one row is a vehicle for sale."""
    with pytest.raises(MappingError) as refused:
        _understood(tmp_path, text)
    assert refused.value.key == "rows_of_another_kind"


def test_a_person_may_say_that_they_are_vehicles(tmp_path: Path) -> None:
    """Whoever says what a column is has looked."""
    _understood(tmp_path, _PARTS, Bezeichnung="title")


def test_no_heading_of_another_kind_is_one_of_a_field() -> None:
    """A heading that gives a field does not tell that the rows are something else."""
    for kind, told in row_kinds().items():
        words = {word.meaning for key in told.keys for word in heading_words().get(key, ())}
        assert all(meaning.startswith(NOT_A_FIELD) for meaning in words), kind


@pytest.mark.parametrize(
    ("people", "expected"),
    [(("Vorname", "Nachname"), {}), (("Vorname",), {"PLZ": "postalCode", "Ort": "city"})],
)
def test_where_a_customer_lives_is_not_where_the_car_stands(people: Sequence[str], expected: dict[str, str]) -> None:
    """Two headings of people make the places theirs; the place of the car says so itself."""
    columns = {
        **dict.fromkeys(people, repeated("Anna", "Jan")),
        "Fahrzeug": repeated("VW Golf VII", "Opel Corsa E"),
        "PLZ": repeated("9300", "2000"),
        "Ort": repeated("Aalst", "Antwerpen"),
    }
    found = fields_of(mapping_of(columns))
    assert {heading: name for heading, name in found.items() if heading in {"PLZ", "Ort"}} == expected
    stands = fields_of(mapping_of({**columns, "Standort PLZ": repeated("9000", "9000")}))
    assert stands.get("Standort PLZ", "postalCode") == "postalCode"


@pytest.mark.parametrize(("heading", "fields"), [("jour", set()), ("portes", {"mois", "an"})])
def test_day_month_and_year_are_of_an_event(heading: str, fields: set[str]) -> None:
    """A month and a year are a first registration, with a day of their own beside them they are of anything."""
    found = fields_of(
        mapping_of(
            {
                "marque": repeated(*MAKES),
                "modèle": repeated(*MODELS),
                heading: repeated(2, 4, 5, 3),
                "mois": repeated(10, 11, 1),
                "an": repeated(2019, 2020),
            }
        )
    )
    assert found.keys() & {"mois", "an"} == fields


def test_watts_are_no_power_of_a_car() -> None:
    """A list of computers has 65 W below `Puissance`."""
    found = fields_of(mapping_of({"Modèle": repeated(*MODELS), "Puissance": repeated("65 W", "180 W", "30 W")}))
    assert "Puissance" not in found


def test_a_model_that_begins_with_litres_is_none() -> None:
    """`1.6 XT` is a version; `3 Serie`, `500 X` and `208` are models."""
    makes = repeated(*MAKES)
    assert "Model" not in fields_of(mapping_of({"Merk": makes, "Model": repeated("1.6 XT", "2.0 TDI Design", "A4")}))
    assert "Model" in fields_of(mapping_of({"Merk": makes, "Model": repeated("3 Serie", "500 X", "208 1.2")}))


def test_a_type_that_begins_each_longer_name_is_the_model() -> None:
    """Beside a make, `maketype` holds the type and more."""
    longer = [f"{make} {model} 1,6 Trend 5d" for make, model in zip(MAKES, MODELS, strict=True)]
    columns = {"make": repeated(*MAKES), "maketype": repeated(*longer), "type": repeated(*MODELS)}
    found = fields_of(mapping_of(columns))
    assert found["type"] == "model"
    assert "maketype" not in found
    versions = repeated(*(f"Trend {number}d" for number in range(8)))
    assert fields_of(mapping_of({**columns, "type": versions})).get("type") != "model"


@pytest.mark.parametrize(("cell", "mapped"), [("ID", False), ("Used", True)])
def test_a_state_of_america_is_no_condition(cell: str, mapped: bool) -> None:
    """Few cells are asked about below a sure heading, not below one that may be no field at all."""
    found = fields_of(
        mapping_of(
            {"make": repeated(*MAKES, rows=5), "model": repeated(*MODELS, rows=5), "state": repeated(cell, rows=5)}
        )
    )
    assert ("state" in found) == mapped
