"""Columns of kinds, codes and counters, which are no version and no reference."""

import pytest

from importer.records import RawValue
from tests.mapping.tables import MODELS, fields_of, mapping_of, numbered, repeated

_MAKES = ("BMW", "Audi", "Opel", "Ford", "Kia")


def _fields(heading: str, cells: tuple[RawValue, ...]) -> dict[str, str]:
    return fields_of(mapping_of({"Make": repeated(*_MAKES), "Model": repeated(*MODELS), heading: repeated(*cells)}))


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Type", ("particulier", "handel", "export")),
        ("Spec", ("Glass Roof", None, None, None, "Leather", None, "Premium Pack")),
        ("Configuration", ("RHD", "LHD", "RHD")),
        ("Version", ("LF68UC0", "60F2F1E", "AB12CD3")),
    ],
)
def test_words_that_several_makes_share_and_codes_are_no_version(heading: str, cells: tuple[RawValue, ...]) -> None:
    """The kind of a sale, an option, a state: they would stand in the title of the advert."""
    assert heading not in _fields(heading, cells)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Type", ("xDrive", "S line", "Cosmo", "ST-Line", "GT-Line")),
        ("Uitvoering", ("Business", "Sport", "Premium")),
        ("Version", ("SDRIVE18I", "XDRIVE30D", "320D")),
    ],
)
def test_versions_stay_versions(heading: str, cells: tuple[RawValue, ...]) -> None:
    """Those of one make each, any below a heading that says so, and names with a figure in them."""
    assert _fields(heading, cells)[heading] == "variant"


def test_to_whom_a_car_is_sold_is_no_version_in_a_short_list_either() -> None:
    """Too few rows to tell what several makes share."""
    cells: list[RawValue] = ["particulier", "handel", "export", "consignatie"]
    columns: dict[str, list[RawValue]] = {
        "Merk": ["Renault", "Opel", "Seat", "Skoda"],
        "Model": ["Captur", "Astra", "Leon", "Fabia"],
    }
    assert "Type" not in fields_of(mapping_of({**columns, "Type": cells}))


def test_a_count_of_the_rows_is_no_reference_beside_a_number_of_the_cars() -> None:
    """In the next list the same count is another car's."""
    columns: dict[str, list[RawValue]] = {"Make": repeated(*_MAKES), "Id": [*range(1, 41)]}
    assert fields_of(mapping_of({**columns, "Lot number": numbered("{}", first=5801234)})) == {
        "Make": "brand",
        "Lot number": "externalReference",
    }
    plates = {"Registration number": numbered("BD19 K{:02}", first=10)}
    assert fields_of(mapping_of({**columns, **plates}))["Id"] == "externalReference"


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("nbr_km", ("52 920 km", "24 364 km"), "mileage"),
        ("AnzTueren", (5, 3), "doors"),
        ("Laktint", ("Groen", "Groen metallic"), "color+paintType"),
        ("Price EXW €", ("23.990 €", "7.400 €"), "price"),
        ("Co2WLTPCombined", (205, 122), "co2Emission"),
        ("Wagentitel", ("Peugeot 3008 1.5 BlueHDi 130", "Ford Kuga 2.5 PHEV"), "title"),
    ],
)
def test_more_ways_to_write_a_field(heading: str, cells: tuple[RawValue, ...], field: str) -> None:
    """A number of kilometres, `ue` for `ü`, names of systems."""
    assert _fields(heading, cells)[heading] == field
