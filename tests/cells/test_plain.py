"""Columns taken as they stand must be what the readers would have made of them."""

from datetime import date
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.cells.columns import read_values
from importer.cells.plain import plain_values
from importer.contract import FIELDS, Kind
from importer.records import Notation, RawValue, Target

TODAY = date(2026, 11, 23)
FIELD_NAMES = [field.name for field in FIELDS]
HOST = "https://img.example.com/"

CELLS: dict[str, list[RawValue]] = {
    "images": [f"{HOST}1.jpg", f"{HOST}b/2.jpg?v=1&w=%20", "https://img.example.com", "http://other.example.be/3.jpg"],
    "addresses that are not plain": [f"{HOST}a_x000d_b", f"{HOST}a:b", f"{HOST}é", f"{HOST}a b", "www.example.com/1"],
    "lists": [f"{HOST}1.jpg|{HOST}2.jpg", f"{HOST}1.jpg {HOST}2.jpg"],
    "VINs": ["WVWZZZCDZMW012345", "WVWZZZ1JZ3W38675O", "wvwzzzcdzmw012345", "12345678901234567", "WVW123"],
    "texts": [
        "Golf",
        "1.5 TSI – Style",
        "0012",
        " Golf",
        "Golf\u00a0GTI",
        "Citroën",
        "CitroÃ«n",
        "Škoda",
        "a\nb",
        "a_x000d_b",
    ],
    "placeholders": ["-", "n/a", "NC", "onbekend", "- airco", "Boite non disponible", ""],
    "names of none": ["Golf", "Sonstige", "Other", "autres"],
    "damaged": ["1,23457E+15", "1.2e+3", "C+E+F"],
    "counts": [12, 107036.0, -3, "2014", "0012"],
    "zeros": [0, 0.0, "0"],
    "no counts": [1.5, float("nan"), float("inf"), 10**15, 1e300, "1" * 16, "²", "٣", "12 "],
    "no texts": [12, 1.5, True, TODAY],
}
TARGETS = {
    **{name: Target(field=name) for name in FIELD_NAMES},
    "engine of a unit": Target(field="engine", notation=Notation(unit="cm³")),
    "brand in a title": Target(field="brand", part="brand"),
    "first image": Target(field="images", position=1),
    "order of an image": Target(field="images", order_of=1),
    "yes/no column": Target(field="features", name="Trekhaak"),
}


def _agrees(target: Target, cells: list[RawValue]) -> bool:
    """Whether the column is taken as it stands; what it gives must then be what the readers give."""
    plain = plain_values(target, cells)
    if plain is None:
        return False
    readings = read_values(target, cells, language="nl", today=TODAY)
    listed = [[cell] if cell and target.field == "images" else cell for cell in plain]
    assert [(type(reading.value), reading.value, reading.code, reading.currency) for reading in readings] == [
        (type(value), value, None, None) for value in listed
    ]
    return True


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_each_cell_agrees_with_its_reader(target: Target) -> None:
    """A column of one sort of cell, with a blank, is either left to the readers or given as they give it."""
    for cells in CELLS.values():
        for cell in cells:
            _agrees(target, [cell, None])
        _agrees(target, [*cells, None])


@given(
    st.sampled_from(["title", "description", "externalReference", "vin", "images", "engine", "mileage", "doors"]),
    st.lists(
        st.one_of(st.none(), st.text(max_size=30), st.floats(), st.sampled_from([*chain(*CELLS.values())])), max_size=5
    ),
)
def test_any_column_agrees_with_its_readers(field: str, cells: list[RawValue]) -> None:
    """Whatever stands in a column, it is never read in another way than a cell at a time."""
    _agrees(Target(field=field), cells)


@pytest.mark.parametrize(
    ("field", "cells"),
    [
        ("images", [f"{HOST}1.jpg", f"{HOST}b/2.jpg?v=1&w=%20", None]),
        ("title", ["Volkswagen Golf", "Citroën C3 – Shine", "0012", None]),
        ("externalReference", ["C-0001", "C-0002"]),
        ("vin", ["WVWZZZCDZMW012345", "WVWZZZCDZMW012346"]),
        ("mileage", [107036.0, 0, "95000", None]),
    ],
)
def test_ordinary_columns_are_taken_as_they_stand(field: str, cells: list[RawValue]) -> None:
    """The columns with as many values as rows are those for which this is made."""
    assert _agrees(Target(field=field), cells)


def test_other_kinds_are_left_to_their_readers() -> None:
    """Amounts, choices and dates always need their reader."""
    kinds = {field.name: field.kind for field in FIELDS}
    taken = {name for name in FIELD_NAMES if plain_values(Target(field=name), ["WVWZZZCDZMW012345"]) is not None}
    assert {kinds[name] for name in taken} == {Kind.TEXT, Kind.REFERENCE, Kind.VIN}
