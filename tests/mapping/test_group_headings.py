"""Two and three rows of headings: the group above does not hide the name below, unless it makes another thing of it."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from importer.mapping.contents.survey import survey
from importer.mapping.headings.column_headings import read_headings
from importer.reading import open_table
from importer.records import RawTable, RawValue
from tests.mapping.tables import MAKES, MODELS, fields_of, mapping_of_table, numbered, repeated, table_of

Levels = tuple[str, ...]


def table_below(columns: Sequence[tuple[Levels, Sequence[RawValue]]]) -> RawTable:
    """A table whose headings stand in several rows."""
    return table_of([(" ".join(levels), cells) for levels, cells in columns], levels=[levels for levels, _ in columns])


def meanings(*levels: str) -> set[str]:
    """The fields that a heading in several rows may mean."""
    found = read_headings(table_below([(levels, ["x"]), (("Zz",), ["x"]), (("Yy",), ["x"])]))[0]
    return {meaning.meaning for meaning in found if meaning.is_field}


@pytest.mark.parametrize(
    ("levels", "meaning"),
    [
        (("Historiek", "KM"), "mileage"),
        (("Gebruik", "Km"), "mileage"),
        (("Gebruik", "Eigenaars"), "previousOwners"),
        (("Gebruik", "Garantie"), "warranty"),
        (("Usage", "Miles"), "mileage"),
        (("Use", "Meter", "Odometer (mi)"), "mileage"),
        (("Use", "Meter", "Fuel"), "fuelType"),
        (("Vehicle", "Description", "Yr"), "year"),
        (("Disposal", "Value", "Asking Price"), "price"),
        (("Zustand", "km"), "mileage"),
        (("Technik", "[kW]"), "powerKw"),
        (("Umwelt", "g/km"), "co2Emission"),
        (("Datum", "Ingeschreven"), "firstRegistration"),
        (("Véhicule", "Marque"), "brand"),
        (("Vehicle details", "Make"), "brand"),
        (("Identification", "Réf"), "externalReference"),
        (("Pricing", "Asking"), "price"),
        (("Tarifs", "Vente"), "price"),
        (("Prijs", "Verkoop"), "price"),
        (("Prix", "TTC"), "price"),
        (("Commercieel", "Prijs"), "price"),
        (("Moteur", "Puissance"), "powerKw"),
        (("Antrieb", "Kraftstoff"), "fuelType"),
        (("Powertrain", "Gearbox"), "transmission"),
        (("Kleur", "Exterieur"), "color"),
        (("Farben", "Innen"), "interiorColor"),
        (("Karosserie", "Farbe"), "color"),
        (("Zz Yy", "Carburant"), "fuelType"),
        (("Voertuig", "Vermogen", "[kW]"), "powerKw"),
        (("Voertuig", "Gebruik", "Km"), "mileage"),
        (("Verkoop", "Prijs", "€"), "price"),
    ],
)
def test_a_group_that_says_nothing_of_the_name_does_not_hide_it(levels: Levels, meaning: str) -> None:
    """When the joined heading is no name, the lower one alone may be one, or a unit that tells what it is."""
    assert meaning in meanings(*levels)


@pytest.mark.parametrize(
    "levels",
    [
        ("Inruil", "Km"), ("Inruil", "Merk"), ("Part exchange", "Mileage"), ("Loan car", "Fuel"), ("Ersatzwagen", "km"),
        ("Dealer", "Km"), ("Inkoopgegevens", "Km"), ("Inkoop", "Prijs"), ("Ankauf", "Preis"), ("Achat", "Km"),
        ("Leasing", "Prijs"), ("Financement", "Prix"), ("Finance", "Price"), ("Verzekering", "€"), ("Transport", "km"),
        ("Garantie", "Km"), ("Onderhoud", "Km"), ("Entretien", "Km"), ("Concurrent", "Prix"), ("Taxatie", "Prijs"),
        ("Banden", "Merk"), ("Radio", "Merk"), ("Motor", "Marke"), ("Roof", "Colour"), ("Wheels", "Colour"),
        ("Prijs", "Inkoop"), ("Prijs", "Nieuw"), ("Pricing", "Trade"), ("Pricing", "Was"), ("Prix", "HT"),
        ("Prijs", "Maand"), ("Price", "Month"), ("Datum", "Km"), ("Dates", "Purchased"), ("Charging", "kW"),
        ("Disposal", "Value", "Orig. Cost"), ("Use", "Meter", "Reading"), ("Meter", "Price"),
        ("Klant", "Naam"), ("Verkoop", "Referentie"), ("Voertuig", "Inruil", "Km"), ("Technik", "cm³"),
    ],
)  # fmt: skip
def test_a_group_that_makes_another_thing_of_a_name_keeps_it_from_the_field(levels: Levels) -> None:
    """Whose it is, what was paid, and what an unknown group may well have of its own is no field of the car."""
    assert meanings(*levels) <= {"bareDate"}


def test_the_cells_confirm_a_heading_below_a_group() -> None:
    """Words below kilometres, figures below a fuel: the lower heading is not taken for the field."""
    table = table_below([
        (("Gebruik", "Km"), repeated("veel", "weinig", "normaal")),
        (("Antrieb", "Kraftstoff"), repeated(12, 19, 31)),
    ])  # fmt: skip
    assert fields_of(mapping_of_table(table)) == {}


def test_a_title_above_most_columns_is_no_group() -> None:
    """What stands over the whole table says nothing of one column."""
    cells = [repeated(*MAKES), repeated(*MODELS), numbered("{}0100"), repeated(18950, 8750, 12400)]
    names = ("Merk", "Model", "Km", "Prijs")
    table = table_below([(("Zz Yy", "Voertuig", name), column) for name, column in zip(names, cells, strict=True)])
    assert list(fields_of(mapping_of_table(table)).values()) == ["brand", "model", "mileage", "price"]


def test_a_trade_in_above_most_columns_stays_one() -> None:
    """A title that says whose the cars are is not left out."""
    cells = [repeated(*MAKES), repeated(*MODELS), numbered("{}0100"), repeated(18950, 8750, 12400)]
    names = ("Merk", "Model", "Km", "Prijs")
    table = table_below([(("Inruil", "Auto", name), column) for name, column in zip(names, cells, strict=True)])
    assert fields_of(mapping_of_table(table)) == {}


def test_merged_groups_of_a_workbook_are_read_with_what_stands_below_them(tmp_path: Path) -> None:
    """A group in merged cells is above each of its columns, in two rows and in three."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Fahrzeug", None, "Gebrauch", None, "Ankauf", None, "Preise", None])
    sheet.append(["Marke", "Modell", "km", "Vorbesitzer", "km", "Preis", "Verkauf", "Einkauf"])
    for left in (1, 3, 5, 7):
        sheet.merge_cells(start_row=1, end_row=1, start_column=left, end_column=left + 1)
    for row in range(30):
        car, driven, bought = (MAKES[row % 8], MODELS[row % 8]), 40100 + 731 * row, (9000 + row, 4000)
        sheet.append([*car, driven, 1 + row % 3, *bought, 9950 + row, 5000])
    book.save(tmp_path / "stock.xlsx")
    table = open_table(tmp_path / "stock.xlsx")
    mapping = mapping_of_table(table)
    assert survey(table)[0].heading == "Fahrzeug Marke"
    assert fields_of(mapping) == {
        "Fahrzeug Marke": "brand",
        "Fahrzeug Modell": "model",
        "Gebrauch km": "mileage",
        "Gebrauch Vorbesitzer": "previousOwners",
        "Preise Verkauf": "price",
    }


@pytest.mark.parametrize("group", ["Motor", "Ankauf", "Veiling", "Enchères"])
def test_a_group_above_most_columns_is_no_title(group: str) -> None:
    """The engine's year and the price at an auction are not the car's, however many columns tell of them."""
    names = ("Km", "Bouwjaar", "Prijs", "Plaats")
    cells = [numbered("{}0100"), repeated("2019", "2020"), repeated(18950, 8750), repeated("Gent", "Brugge")]
    own: list[tuple[Levels, Sequence[RawValue]]] = [(("Voertuig", "Model"), repeated(*MODELS))]
    table = table_below([*own, *(((group, name), column) for name, column in zip(names, cells, strict=True))])
    assert list(fields_of(mapping_of_table(table)).values()) == ["model"]
