"""Cells under a heading of another meaning: consumptions, places, generations, how much equipment there is."""

import pytest

from importer.records import RawValue
from tests.mapping.tables import MAKES, MODELS, column_of, mapping_of, repeated

PER_GALLON: list[RawValue] = ["29", "30", "32", "57", "24", "37", "28", "41"]
PLACES: list[RawValue] = ["Gothenburg", "Kronoberg", "Örebro", "Skåne", "Western Norrland"]
BUILT: list[RawValue] = ["II (118) Coupé05/2019 - Aujourd'hui", "(205) Berline Phase 2 07/2018 - 04/2021"]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Mileage", PER_GALLON),
        ("Model Year", PLACES),
        ("First registration", PLACES),
        ("Moteur", BUILT),
        ("Engine", BUILT),
        ("Options", ["Full", "Semi Full", "Standard"]),
        ("Title", ["Clear", "Salvage", "Clear"]),
        ("horsepower", ["100 - 199 HP", "400 - 500 HP", "Unknown", "200 - 299 HP"]),
        ("Specification", ["Air con, Sat nav, Heated seats", "Air con, Cruise"]),
        ("Specification", ["Cloth", "Leather", "Half leather"]),
        ("Features", ["top-list; premium", "premium", "top-list; premium", "premium; highlight"]),
        ("Garantieduur", ["1", "2", "3"]),
        ("Durée de garantie", ["1", "2"]),
        ("Garantie (dagen)", ["30", "60", "90"]),
        ("Warranty days", ["30", "60", "90"]),
        ("Équipement", ["Complet", "Standard"]),
    ],
)
def test_what_its_heading_cannot_mean_feeds_nothing(heading: str, cells: list[RawValue]) -> None:
    """Miles per gallon are no kilometres, a place is no year, a generation no engine, and `Full` is no equipment."""
    assert column_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)}), heading).fields == ()


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Mileage", ["5", "10", "15", "25", "20", "50", "12", "18"], "mileage"),
        ("Mileage", ["30", "25", "50", "20", "15", "35", "40", "32"], "mileage"),
        ("Kilometerstand", PER_GALLON, "mileage"),
        ("Bouwjaar", ["Twee", "Drie", "Vier"], "year"),
        ("Engine", ["1.6 TDI", "2.0 TFSI"], "engine"),
        ("Garantieduur", ["3", "6", "12"], "warrantyMonths"),
        ("Garantie in maanden", ["3", "3", "1"], "warrantyMonths"),
        ("Options", ["Full", "Airco", "GPS", "Trekhaak"], "features"),
        ("Features", ["premium; Airco", "premium"], "features"),
        ("Features", ["Zwaailamp; Trap", "Zwaailamp; Lier; Kooi", "Laadklep"], "features"),
    ],
)
def test_what_its_heading_may_mean_is_believed(heading: str, cells: list[RawValue], field: str) -> None:
    """New cars have driven round numbers of kilometres, and a slip of the pen is no place."""
    assert column_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)}), heading).fields == (field,)


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("ManufacturingDate", ["2013", "2005"], "year"),
        ("Bouwdatum", ["2013", "2005"], "year"),
        ("Date de fabrication", ["2013", "2005"], "year"),
        ("Bouwjaar", ["12/03/2018", "01/05/2019"], "firstRegistration"),
        ("Baujahr", ["2018-03-12", "2019-05-01"], "firstRegistration"),
    ],
)
def test_a_date_of_building_is_a_year_or_the_first_registration(
    heading: str, cells: list[RawValue], field: str
) -> None:
    """By what stands below it: a day tells the month as well."""
    assert column_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)}), heading).fields == (field,)


@pytest.mark.parametrize(("currency", "fields"), [("EGP", ("price",)), ("CZK", ("price",)), ("EUR", ()), ("USD", ())])
def test_millions_are_prices_beside_the_money_of_which_a_car_costs_millions(
    currency: str, fields: tuple[str, ...]
) -> None:
    """In euros they are cents, or another currency that nobody has named."""
    table = {
        "Model": repeated(*MODELS),
        "Price": repeated("1975000", "13500000", "780000", "2550000"),
        "Currency": repeated(currency),
    }
    assert column_of(mapping_of(table), "Price").fields == fields


def test_a_town_may_have_its_province_behind_a_point() -> None:
    """`Laval · QC` is a town."""
    table = {"Model": repeated(*MODELS), "City": repeated("Laval · QC", "Granby · QC")}
    assert column_of(mapping_of(table), "City").fields == ("city",)


def test_a_motor_may_be_the_car() -> None:
    """`Motor` above cars with their makes names them, unless other columns do."""
    motors = ["Ford Focus 1.5 TDCi Zetec", "Skoda Octavia 1.6 TDI", "Kia Niro 64kWh", "Audi A3 35 TFSI"]
    alone = mapping_of({"Motor": repeated(*motors), "Fuel": repeated("D", "P", "E")})
    assert column_of(alone, "Motor").fields == ("title",)
    engines = ["BMW B47D20", "Ford EcoBoost", "VW EA288"]
    beside = mapping_of({"Make": repeated(*MAKES), "Model": repeated(*MODELS), "Motor": repeated(*engines)})
    assert "title" not in column_of(beside, "Motor").fields


@pytest.mark.parametrize("cells", [["GT Line", "Active", "Cooper", "Carat", "Stepway"], ["Trend", "FR"]])
def test_finitions_are_no_chassis_numbers(cells: list[RawValue]) -> None:
    """A French `fin.` is the finition, a German one the chassis number: words are neither a VIN nor a reference."""
    mapping = mapping_of({"Modèle": MODELS[: len(cells)], "fin.": cells})
    assert (column_of(mapping, "fin.").fields, mapping.reference.columns) == ((), ())


def test_chassis_numbers_of_which_none_is_right_are_told_one_by_one() -> None:
    """One letter too few in each is for the dealer to mend."""
    cells: list[RawValue] = ["WVWZZZ1KZAW12345", "VF3XXXXX12", "WAUZZZ8V8HA0123"]
    assert column_of(mapping_of({"Modell": MODELS[:3], "FIN": cells}), "FIN").fields == ("vin",)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Innen", ["Leder schwarz", "Stoff", "Stoff grau", "Leder beige"]),
        ("Binnen", ["stof grijs", "leder zwart", "stof/leder", "velours"]),
    ],
)
def test_what_seats_are_made_of_is_no_colour(heading: str, cells: list[RawValue]) -> None:
    """`Stoff` is no colour of an interior."""
    assert column_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)}), heading).fields == (
        "interiorMaterial",
    )


@pytest.mark.parametrize("heading", ["Innen", "Binnen"])
def test_an_inside_of_colours_is_a_colour(heading: str) -> None:
    """Below the same heading most dealers write a colour."""
    cells = ["zwart", "grijs", "beige"] if heading == "Binnen" else ["schwarz", "grau", "beige"]
    assert column_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)}), heading).fields == (
        "interiorColor",
    )
