"""Headings that dealers know and lists seldom have, each beside what would make another thing of it."""

import pytest

from importer.cells.columns import read_values
from importer.problems import Code
from importer.records import RawValue
from tests.mapping.tables import (
    MAKES,
    MODELS,
    TODAY,
    column_of,
    fields_of,
    mapping_of,
    mapping_of_table,
    numbered,
    repeated,
    table_of,
)

AMOUNTS: list[RawValue] = [12990, 8450, 23900]


def _of(heading: str, cells: list[RawValue]) -> str:
    return fields_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)})).get(heading, "")


@pytest.mark.parametrize(
    ("heading", "cells", "fields"),
    [
        ("Windscreen €", AMOUNTS, "price"),
        ("Screen £", AMOUNTS, "price"),
        ("Vitrine (EUR)", AMOUNTS, "price"),
        ("Windscreen €", [249, 310, 199], ""),
        ("Windscreen", AMOUNTS, ""),
        ("Trade £", AMOUNTS, ""),
        ("Auszeichnung", ["29.340,-", "8.350,-"], "price"),
        ("Auszeichnung", ["Auto des Jahres", "Testsieger"], ""),
        ("À vendre", AMOUNTS, "price"),
        ("À vendre", ["oui", "non"], ""),
        ("Verkauf", ["10.550,-", "29.595,-"], "price"),
        ("Verkauf", ["12.03.2024", "13.04.2024"], ""),
        ("Verkoop incl. BTW/BPM", AMOUNTS, "price"),
        ("Verkoop bpm", AMOUNTS, ""),
        ("Rest BPM incl. btw", AMOUNTS, ""),
        ("Richtprijs", AMOUNTS, ""),
        ("Clock kms", [98250, 45300], "mileage"),
        ("Meter reading (mi)", [98250, 45300], "mileage"),
        ("Meter reading (hrs)", [4321, 5432], ""),
        ("Meter reading", [98250, 45300], ""),
        ("Zulassung km", [98250, 45300], ""),
        ("Antrieb", ["Diesel", "Elektro", "Benzin"], "fuelType"),
        ("Antrieb", ["Allrad", "Front"], "driveType"),
        ("Antrieb", ["Hybrid", "Elektro", "Verbrenner"], ""),
        ("Getr.", ["AUT", "SCH"], "transmission"),
        ("Getriebe", ["AG", "SG"], "transmission"),
        ("Leistg. kW/PS", ["92/125", "140/190"], "powerKw"),
        ("Bj/Mon", ["2024/01", "2016/03"], "firstRegistration"),
        ("MwSt. abzugsf.", ["ja", "nein"], "vehicleType"),
        ("NoVA abzugsfähig", ["ja", "nein"], ""),
        ("Br.", ["B", "D", "E"], "fuelType"),
        ("Br.", [170, 180, 175], ""),
        ("Int. Trim", ["Black Leather", "Cream Leather", "Grey Cloth"], "interiorMaterial"),
        ("Condition", ["Used cars"], "condition"),
        ("Condition", ["Foreign Used", "Nigerian Used", "Brand New"], "condition"),
        ("motors_trim", ["GLS", "E 300", "High Country"], "variant"),
        ("Motor/uitvoering", ["1.0 EcoBoost Titanium", "D4 Inscription"], "variant"),
        ("Motoruitvoering", ["1.0 EcoBoost", "2.0 TDI"], "engine"),
        ("Motor/uitvoering", ["1.0", "1.2"], ""),
        ("Finition / motorisation", ["2.0 TDI Business", "TCe 90 Intens"], "variant"),
        ("Commission no", numbered("C20{:03}"), "externalReference"),
        ("Num contrat", numbered("LLD88{:03}"), ""),
        ("Engine no", numbered("E55{:03}"), ""),
        ("Key no", numbered("K{:03}"), ""),
        ("Options incluses", ["GPS, Radar de recul", "Attelage, GPS"], "features"),
        ("Options incluses", ["oui", "non"], ""),
        ("Configuration", ["Berline", "Coupé", "VUS"], "bodyType"),
        ("co2_emission_grperkm", [124, 99, 141], "co2Emission"),
        ("Carnet d'entretien", ["néant", "complet"], "serviceHistory"),
        ("Header", ["VW Golf 2.0 TDI Life", "Fiat 500 1.0 Hybrid"], "title"),
        ("Header", ["Golf wie neu", "Sommeraktion 2024"], ""),
        ("Angebot", ["Audi TT 2.0 TFSI", "BMW 118i Advantage"], "title"),
        ("Angebot", AMOUNTS, ""),
        ("Badge", ["1.5 TSI Life", "1.0 TCe Zen", "Touring M Sport"], "variant"),
        ("Badge", ["GXL", "SR5 Hi-Rider", "Ascent Sport", "118i", "XLT"], "variant"),
        ("Badge", ["Top price", "New arrival", "Reduced", "Great deal", "Fair price", "Sold"], ""),
        ("Badge", ["TOP", "NEW", "HOT", "BTW", "XXL", "OK"], ""),
        ("Badge", ["10% OFF", "20% OFF", "30% OFF", "40% OFF", "50% OFF"], ""),
        ("Vehicle Description", ["1.0 Hybrid Dolcevita", "2.0 Sport-Line", "Long Range AWD"], "variant"),
        ("Vehicle Description", ["1.6 petrol, air con, sat nav", "2.0 diesel, leather"], "description"),
        ("Vehicle Description", ["1.6 l", "2.0 l"], ""),
        ("Status", ["Used", "New", "Demo"], "condition"),
        ("Status", ["New", "New"], ""),
        ("Status", ["New", "Used", "Sold"], ""),
        ("Trim", ["Black leather", "Black cloth", "Grey cloth"], "interiorMaterial"),
        ("Trim", ["Sport", "Leather", "SE"], "variant"),
        ("Finish", ["Leder", "Stof"], ""),
        ("Trim", ["Black", "Grey", "Leather", "Cloth"], ""),
        ("Titel", ["VW Golf 1.4 TSI | Autohaus Weber", "BMW 320d - Garage Dupont", "Fiat 500 | Cars BV"], "title"),
        ("Drivetrain", ["all", "front", "rear"], "driveType"),
        ("Drivetrain", ["all"], ""),
        ("Engine Type", ["Petrol", "Diesel", "Diesel", "Petrol", "Gas"], "fuelType"),
        ("Engine Type", ["Gas", "V6", "V8"], ""),
        ("Engine Type", ["Gas", "Gas", "V6"], ""),
        ("Location/Zip", ["9000", "2000"], "postalCode"),
        ("Location/City", ["Gent", "Aalst"], "city"),
        ("Standort/Ort", ["Halle 1", "Platz 2"], ""),
        ("Stand km", [98250, 45300], "mileage"),
        ("Ausführg.", ["Life", "R-Line", "Highline", "Comfortline", "GTI"], "variant"),
        ("Innenausstg.", ["Leder", "Stoff"], "interiorMaterial"),
        ("Innenausstg.", ["Navi", "Klima"], ""),
        ("Anzahlg.", AMOUNTS, ""),
    ],
)
def test_a_seldom_heading_is_understood_where_the_cells_agree(heading: str, cells: list[RawValue], fields: str) -> None:
    """A price where it is shown, a drive that is a fuel, a version with its engine; and what looks like them."""
    assert _of(heading, cells) == fields


@pytest.mark.parametrize("heading", ["Auszeichnung", "Verkauf", "À vendre", "Verkoop richtprijs"])
def test_a_vague_price_gives_way_to_one_that_is_surely_asked(heading: str) -> None:
    """What is on the windscreen may be dearer than what is asked."""
    columns = {"Model": repeated(*MODELS), heading: repeated(*AMOUNTS), "Preis": repeated(12490, 7990, 22900)}
    assert fields_of(mapping_of(columns)) == {"Model": "model", "Preis": "price"}


def test_a_description_of_versions_is_the_description_beside_a_version() -> None:
    """Where the version has a column of its own, or no column has the model, nothing is taken from the description."""
    texts = repeated("1.0 Hybrid Dolcevita", "2.0 Sport-Line", "1.5 TSI Life")
    columns = {"Model": repeated(*MODELS), "Description": texts, "Version": repeated("Dolcevita", "Sport-Line", "Life")}
    assert fields_of(mapping_of(columns)) == {"Model": "model", "Description": "description", "Version": "variant"}
    assert fields_of(mapping_of({"Make": repeated(*MAKES), "Description": texts}))["Description"] == "description"


def test_a_gas_beside_petrol_is_asked_about_and_not_sent_as_petrol() -> None:
    """Petrol has its own word there, so that gas is another fuel, of which there are two."""
    cells = repeated("Petrol", "Diesel", "Diesel", "Petrol", "Gas")
    (target,) = column_of(mapping_of({"Make": repeated(*MAKES), "Engine Type": cells}), "Engine Type").targets
    read = read_values(target, ["Petrol", "Gas"], language="en", today=TODAY)
    assert [each.value for each in read] == ["petrol", None]
    assert read[1].code is Code.UNKNOWN_CHOICE


@pytest.mark.parametrize(
    ("heading", "letters", "fields"),
    [
        ("Brandstof", "BDEHG", "fuelType"),
        ("Kraftstoff", "BDDBG", "fuelType"),
        ("Énergie", "EDDEG", "fuelType"),
        ("Brandstof", "ABCDG", ""),
        ("Energietype", "ABDGE", ""),
    ],
)
def test_a_letter_for_gas_leaves_the_other_fuels_readable(heading: str, letters: str, fields: str) -> None:
    """Gas is LPG or CNG: its cells are asked about; the letters of an energy label stay what they are."""
    others = {"Brandstof": "Merk", "Energietype": "Merk", "Kraftstoff": "Marke", "Énergie": "Marque"}
    mapping = mapping_of({others[heading]: repeated(*MAKES), heading: repeated(*letters)})
    column = column_of(mapping, heading)
    assert "+".join(column.fields) == fields
    if column.targets:
        (read,) = read_values(column.targets[0], ["G"], language=mapping.language, today=TODAY)
        assert (read.value, read.code) == (None, Code.UNKNOWN_CHOICE)


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        (["i30", "3008", "Captur", "ID.3", "A3 Sportback"], "model"),
        (["420", "350", "510"], ""),
        (["up to 300 miles", "250 mi", "WLTP 420 km"], ""),
    ],
)
def test_a_range_is_a_line_of_models_or_how_far_a_battery_goes(cells: list[RawValue], fields: str) -> None:
    """The cells tell which."""
    assert fields_of(mapping_of({"Make": repeated(*MAKES), "Range": repeated(*cells)})).get("Range", "") == fields


@pytest.mark.parametrize(
    ("group", "name", "cells", "fields"),
    [
        ("Fahrzeug", "Typ", ["1.2 Twist", "20d Prestige", "iV 80", "1.0 DPi Dynamic", "AMG Line"], "variant"),
        ("Fahrzeug", "Typ", ["SUV", "Kombi", "Limousine"], "bodyType"),
        ("Voertuig", "Type", ["Personenauto", "Bestelwagen", "Personenauto"], ""),
        ("Zulassung", "km", [98250, 45300], "mileage"),
        ("Werte in EUR", "Festpreis brutto", AMOUNTS, "price"),
        ("Werte in EUR", "Einkauf", AMOUNTS, ""),
        ("Staat", "Kleur", ["Zwart", "Zilver", "Wit"], "color"),
        ("Staat", "Kleur", ["goed", "matig"], ""),
        ("Staat", "Bekleding", ["Stof", "Leder", "Alcantara"], "interiorMaterial"),
        ("Staat", "Bekleding", ["goed", "gescheurd"], ""),
        ("Technik", "Antrieb", ["Diesel", "Elektro", "Benzin"], "fuelType"),
    ],
)
def test_a_name_below_a_group_is_told_by_its_cells(group: str, name: str, cells: list[RawValue], fields: str) -> None:
    """`Fahrzeug` over `Typ` is the version, or what kind of car it is."""
    headings = ["Fahrzeug Marke", "Fahrzeug Modell", f"{group} {name}"]
    columns = list(zip(headings, (repeated(*MAKES), repeated(*MODELS), repeated(*cells)), strict=True))
    levels = [("Fahrzeug", "Marke"), ("Fahrzeug", "Modell"), (group, name)]
    mapping = mapping_of_table(table_of(columns, levels=levels))
    assert fields_of(mapping).get(headings[2], "") == fields
