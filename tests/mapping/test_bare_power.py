"""Power columns whose unit nobody wrote."""

import pytest

from importer.contract import BY_NAME
from importer.records import RawValue
from importer.vocabulary.units import unit_named
from tests.mapping.tables import MAKES, MODELS, column_of, mapping_of, repeated


@pytest.mark.parametrize(
    ("heading", "figures", "unit"),
    [
        ("Vermogen", ["77", "81", "55", "110", "96"], "kW"),
        ("Puissance", ["95", "116", "131", "150", "163"], "hp"),
        ("Leistung", [105, 136, 184, 190, 90], "hp"),
        ("Puissance DIN", ["90", "110", "150"], "hp"),
        ("Puissance réelle", ["90", "110", "150"], "hp"),
        ("Nettomaximumvermogen", ["90", "110", "150"], "kW"),
        ("kW", ["90", "110", "150"], "kW"),
        ("Puissance kW", ["90", "110", "150"], "kW"),
        ("Leistung kW/PS", ["105", "136", "184"], "hp"),
        ("Vermogen kW (pk)", ["77", "81", "55"], "kW"),
    ],
)
def test_bare_power_is_in_the_unit_that_its_figures_or_its_heading_tell(
    heading: str, figures: list[RawValue], unit: str
) -> None:
    """95, 116 and 131 are horsepower, 77 and 81 kilowatts."""
    mapping = mapping_of({"Merk": repeated(*MAKES), "Model": repeated(*MODELS), heading: repeated(*figures)})
    target = column_of(mapping, heading).targets[0]
    assert target.field == "powerKw"
    found = unit_named(target.notation.unit or "", BY_NAME["powerKw"].unit)
    assert found is not None
    assert found.name == unit


@pytest.mark.parametrize(
    ("heading", "figures"),
    [
        ("Puissance réelle", ("81", "66", "96", "55", "110")),
        ("Puissance DIN", ("81", "66", "96", "55", "110")),
        ("Nettomaximumvermogen", ("95", "116", "131", "163")),
    ],
)
def test_a_unit_by_habit_yields_to_figures_of_the_other_unit(heading: str, figures: tuple[str, ...]) -> None:
    """Who writes 81, 66 and 96 below `Puissance réelle` writes kilowatts: no horsepower is sent, and it is asked."""
    column = column_of(mapping_of({"Merk": repeated(*MAKES), heading: repeated(*figures)}), heading)
    assert (column.targets, column.reason, column.guess) == ((), "reason_kw_or_hp", "powerKw")


@pytest.mark.parametrize(
    ("cells", "unit"),
    [
        (("110 ch", "100 ch", "130", "90 ch", "150 ch"), "hp"),
        (("81 kW", "130", "66 kW", "110 kW"), "kW"),
        (("110 ch", "0", "90 ch", "150 ch"), None),
        (("110 ch", "74 kW", "90 ch", "150 ch"), None),
        (("81 kW (110 ch)", "66 kW (90 ch)", "130", "110 kW (150 ch)"), None),
    ],
)
def test_a_bare_power_among_others_is_in_their_unit(cells: tuple[str, ...], unit: str | None) -> None:
    """130 between 110 ch and 150 ch is no 130 kW; a column in which every cell names its own needs no unit."""
    mapping = mapping_of({"Merk": repeated(*MAKES), "Puissance": repeated(*cells)})
    target = column_of(mapping, "Puissance").targets[0]
    assert (target.field, target.notation.unit) == ("powerKw", unit)


@pytest.mark.parametrize(
    ("cells", "unit"),
    [
        (("45,000 miles", "52,310 miles", "61000", "38,100 miles"), "mi"),
        (("45,000 miles", "52,310 miles", "61k", "38,100 miles"), "mi"),
        (("45,000 miles", "52,310 miles", "61000", "45k", "38,100 miles"), "mi"),
        (("45.000 km", "52.310 km", "61k", "38.100 km"), None),
        (("45.000 km", "52.310 km", "61000", "38.100 km"), None),
        (("45,000 miles", "61000", "52310", "38100"), None),
    ],
)
def test_a_bare_mileage_among_miles_is_in_miles(cells: tuple[str, ...], unit: str | None) -> None:
    """61000 between miles is no 61,000 km, nor is 61k."""
    mapping = mapping_of({"Make": repeated(*MAKES), "Mileage": repeated(*cells)})
    target = column_of(mapping, "Mileage").targets[0]
    assert (target.field, target.notation.unit) == ("mileage", unit)


def test_a_bare_power_among_several_units_is_left_to_the_dealer() -> None:
    """Nobody can say whether 130 between 110 ch and 74 kW is in the one or in the other."""
    mapping = mapping_of({"Merk": repeated(*MAKES), "Puissance": repeated("110 ch", "74 kW", "130", "90 ch")})
    column = column_of(mapping, "Puissance")
    assert (column.targets, column.reason, column.guess) == ((), "reason_kw_or_hp", "powerKw")


@pytest.mark.parametrize(
    "figures", [("90", "110", "150"), ("140", "245", "250", "300", "400"), ("235", "245", "275", "375", "450")]
)
def test_bare_power_that_could_be_either_is_left_to_the_dealer(figures: tuple[str, ...]) -> None:
    """90, 110 and 150 are usual in both units; so are 245, 400 and 450 among electric and sports cars."""
    mapping = mapping_of({"Merk": repeated(*MAKES), "Vermogen": repeated(*figures)})
    column = column_of(mapping, "Vermogen")
    assert (column.targets, column.reason, column.guess) == ((), "reason_kw_or_hp", "powerKw")
