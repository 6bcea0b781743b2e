"""A table without a price says so once, and names the columns that may hold it."""

import pytest

from importer.problems import Code
from importer.records import RawValue, TableMapping
from tests.mapping.tables import MODELS, mapping_of, repeated

AMOUNTS: list[RawValue] = ["16790", "10600", "9495", "12250"]


def said(mapping: TableMapping) -> list[str]:
    """The columns that are named for each such sentence."""
    return [str(each.params["headings"]) for each in mapping.problems if each.code is Code.PRICE_WITHOUT_COLUMN]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Verkoop richting winkel", AMOUNTS),
        ("Montant affaire", AMOUNTS),
        ("Kolom 7", ["€ 16.790,-", "€ 10.600,-", "€ 9.495,-"]),
    ],
)
def test_columns_of_amounts_are_named_where_none_is_the_price(heading: str, cells: list[RawValue]) -> None:
    """By words of a sale above them, or by the sign of a currency in the cells."""
    mapping = mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells), "Stadagen": repeated("120", "18")})
    assert said(mapping) == [heading]


@pytest.mark.parametrize(
    "columns",
    [
        {"Prijs": AMOUNTS, "Montant affaire": AMOUNTS},
        {"Kilometerstand": ["90500", "12000"]},
        {"Montant affaire": ["ja", "nee"]},
        {"Prix marchand": AMOUNTS, "Prix neuf": AMOUNTS},
    ],
)
def test_nothing_is_said_where_a_price_stands_or_none_may_be(columns: dict[str, list[RawValue]]) -> None:
    """A table that brings mileages alone is no fault."""
    table = {"Model": repeated(*MODELS), **{heading: repeated(*cells) for heading, cells in columns.items()}}
    assert said(mapping_of(table)) == []
