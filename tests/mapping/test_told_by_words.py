"""Columns that are told by the words of their cells alone."""

import pytest

from importer.records import RawValue
from tests.mapping.tables import MODELS, fields_of, mapping_of, repeated

_FUELS = ("benzine", "diesel", "elektrisch")


def _fields(columns: dict[str, tuple[RawValue, ...]], **options: object) -> dict[str, str]:
    car = {"Merk": repeated("BMW", "Audi"), "Model": repeated(*MODELS)}
    return fields_of(
        mapping_of({**car, **{heading: repeated(*cells) for heading, cells in columns.items()}}, **options)
    )


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Loopt op", _FUELS, "fuelType"),
        ("Runs on", ("petrol", "diesel"), "fuelType"),
        ("Gestalt", ("Limousine", "Kombi", "SUV"), "bodyType"),
    ],
)
def test_words_of_a_choice_tell_a_column_whose_heading_says_nothing(
    heading: str, cells: tuple[RawValue, ...], field: str
) -> None:
    """No other column is the field, and hardly anything else has such words."""
    assert _fields({heading: cells})[heading] == field


@pytest.mark.parametrize(
    "columns",
    [
        {"Brandstof": _FUELS, "Loopt op": _FUELS},
        {"Loopt op": _FUELS, "Ook op": _FUELS},
        {"Inruil loopt op": _FUELS},
        {"Alimentazione": ("Benzina", "Diesel")},
        {"Zoef": ("automaat", "manueel")},
        {"Loopt op": ("diesel", "diesel")},
        {"Loopt op": ("diesel", "benzine", "geen idee")},
        {"Loopt op": ("B", "D", "E")},
        {"Verkoper": _FUELS},
    ],
)
def test_what_is_doubtful_stays_out(columns: dict[str, tuple[RawValue, ...]]) -> None:
    """Another column is the field, two look alike, another car's, another language, other words, codes, a name."""
    assert list(columns)[-1] not in _fields(columns)


def test_a_table_in_another_language_is_not_guessed() -> None:
    """Its headings are said to be in a language that is not read."""
    found = _fields(
        {
            "Cilindrata": ("1998", "1598"),
            "Alimentazione": _FUELS,
            "Chilometri percorsi": ("km", "mi"),
            "Colore": ("rosso", "blu"),
            "Immatricolazione": ("2019", "2020"),
            "Cambio": ("Manuale", "Automatico"),
        }
    )
    assert found.keys().isdisjoint(("Alimentazione", "Cambio"))


def test_a_field_that_is_given_by_hand_is_not_told_again() -> None:
    """A person knows better."""
    found = _fields({"Loopt op": _FUELS, "Tank": _FUELS}, overrides={"Tank": "fuelType"})
    assert found["Tank"] == "fuelType"
    assert "Loopt op" not in found
