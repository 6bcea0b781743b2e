"""Columns that say in which unit the numbers beside them are."""

import pytest

from importer.records import RawValue
from importer.vocabulary.units import unit_named
from tests.mapping.tables import MAKES, MODELS, column_of, mapping_of, repeated

KILOMETRES = ["24985", "163417", "46498", "133971"]


@pytest.mark.parametrize(
    ("numbers", "units", "cells", "values", "unit"),
    [
        ("mileage.value", "mileage.unit", ["MI"], KILOMETRES, "mi"),
        ("mileage", "mileage_unit", ["Miles"], KILOMETRES, "mi"),
        ("Kilometerstand", "Eenheid", ["km"], KILOMETRES, "km"),
        ("Odometer", "Unit", ["mi", None], KILOMETRES, "mi"),
        ("Tellerstand", "Tellerstand eenheid", ["K"], KILOMETRES, "km"),
        ("Tellerstand", "Eenheid tellerstand", ["M"], KILOMETRES, "mi"),
        ("Vermogen", "Power unit", ["PS"], ["90", "110", "150"], "hp"),
        ("Puissance", "Unité", ["kW"], ["95", "116", "131", "150"], "kW"),
    ],
)
def test_numbers_are_in_the_unit_that_the_column_beside_them_says(
    numbers: str, units: str, cells: list[RawValue], values: list[RawValue], unit: str
) -> None:
    """A feed says `MI` in a column of its own: 163,417 miles must not go live as kilometres."""
    mapping = mapping_of(
        {"Merk": repeated(*MAKES), "Model": repeated(*MODELS), numbers: repeated(*values), units: repeated(*cells)}
    )
    target = column_of(mapping, numbers).targets[0]
    quantity = "kW" if target.field == "powerKw" else "km"
    found = unit_named(target.notation.unit or "", quantity)
    assert found is not None
    assert found.name == unit
    assert column_of(mapping, units).targets == ()


def test_numbers_of_several_units_are_left_to_the_dealer() -> None:
    """Kilometres in some rows and miles in others are not one measure."""
    mapping = mapping_of(
        {
            "Merk": repeated(*MAKES),
            "Model": repeated(*MODELS),
            "mileage": repeated(*KILOMETRES),
            "mileage_unit": repeated("KM", "MI"),
        }
    )
    column = column_of(mapping, "mileage")
    assert (column.targets, column.reason, column.guess) == ((), "reason_mixed_units", "mileage")


def test_the_unit_in_a_heading_of_its_own_goes_before_a_column_of_units() -> None:
    """`Mileage (km)` is in kilometres whatever stands below `Unit`, which may be of another thing."""
    mapping = mapping_of(
        {
            "Make": repeated(*MAKES),
            "Model": repeated(*MODELS),
            "Mileage (km)": repeated(*KILOMETRES),
            "Unit": repeated("mi"),
        }
    )
    assert column_of(mapping, "Mileage (km)").targets[0].notation.unit == "km"
