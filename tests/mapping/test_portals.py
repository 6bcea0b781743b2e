"""Column sets of portals, dealer systems and data sets: every column is what it is, or nothing."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from importer.records import RawValue
from tests.mapping.tables import fields_of, mapping_of

PORTALS = sorted(Path(__file__).with_name("portals").glob("*.toml"))
ROWS = 40


def cells_of(entry: dict[str, Any]) -> list[RawValue]:
    """The cells of a column: a list over and over, or one text with a number of its own in each row."""
    if "each" in entry:
        return [entry["each"].format(row + 1) for row in range(ROWS)]
    cells = entry["cells"]
    return [cells[row % len(cells)] or None for row in range(ROWS)]


@pytest.mark.parametrize("path", PORTALS, ids=lambda path: path.stem)
def test_columns_of_a_known_kind_of_file_are_understood_and_none_is_wrong(path: Path) -> None:
    """A column of a known kind of file is mapped to its field; decoys and contradictions stay unmapped."""
    kind = tomllib.loads(path.read_text(encoding="utf-8"))
    mapping = mapping_of({heading: cells_of(entry) for heading, entry in kind["columns"].items()})
    expected = {heading: entry["fields"] for heading, entry in kind["columns"].items() if entry["fields"]}
    assert fields_of(mapping) == expected
    assert mapping.language == kind.get("language")
    assert mapping.profile == kind.get("profile")


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("PRZEBIEG", ["120000 km", "80000 km"]),
        ("PALIWO", ["Benzyna", "Diesel"]),
        ("CENA", ["35 900 PLN", "41 000 PLN"]),
        ("Prezzo", ["€ 12.500", "€ 9.900"]),
        ("Alimentazione", ["Benzina", "Diesel"]),
        ("Chilometraggio", ["120000 km", "80000 km"]),
        ("Najeto", ["120000", "80000"]),
        ("Цена", ["12500", "9900"]),
        ("Название", ["Volkswagen Golf 1.4", "Audi A3 1.6", "BMW 320d", "Opel Corsa 1.2"]),
        ("Título", ["Volkswagen Golf 1.4", "Audi A3 1.6", "BMW 320d", "Opel Corsa 1.2"]),
    ],
)
def test_headings_of_an_unknown_language_stay_unmapped_and_are_named(heading: str, cells: list[RawValue]) -> None:
    """A column in a language that is not known is not guessed; it is said once."""
    mapping = mapping_of({"Model": ["Golf", "A3"] * 10, heading: cells * 10})
    assert heading not in fields_of(mapping)
    assert [problem.code for problem in mapping.problems if problem.heading == heading] == ["column_unmapped"]
