"""Headings that are met seldom, and columns that say less or more than their headings."""

import pytest

from importer.problems import describe
from importer.records import RawValue, Target
from importer.wording import Lang
from tests.mapping.tables import MODELS, column_of, fields_of, mapping_of, numbered, repeated


@pytest.mark.parametrize(
    ("heading", "cells", "fields"),
    [
        ("lat", ["40.7128", "34.05"], "latitude"),
        ("Latitude", ["51.05", "50.85"], "latitude"),
        ("lng", ["-74.0060", "-118.24"], "longitude"),
        ("Latitude/Longitude", ["51.05,3.72", "50.85, 4.35"], "latitude+longitude"),
        ("Lat/Lng", ["(40.713, -74.006)"], "latitude+longitude"),
        ("Coordonnées GPS", ["51,0543;3,7174"], "latitude+longitude"),
        ("GPS-Koordinaten", ["51.0543 3.7174"], "latitude+longitude"),
        ("GPS-coördinaten", ["bij Gent"], ""),
        ("Coordinates", ["4.35, 50.85", "3.72, 51.05"], ""),
        ("Latitude", ["4.35", "3.72"], ""),
        ("Longitude", ["50.85", "51.05"], ""),
        ("NPA", ["1000", "1201"], "postalCode"),
        ("Particulier", ["18950", "€ 22.400"], "price"),
        ("Affichée", ["18950", "22400"], "price"),
        ("Particulier", ["J. Claes", "P. Maes"], ""),
        ("Particulier", ["oui", "non"], ""),
        ("Particulier", ["299", "315"], ""),
        ("Welke kleur", ["rood", "zwart"], "color"),
        ("Quelle couleur", ["rouge", "noir"], "color"),
        ("Hoeveel km", ["118500", "76200"], "mileage"),
        ("Hoeveel sleutels", ["2", "1"], ""),
        ("Vitesses", ["manuelle", "automatique"], "transmission"),
        ("Vitesses", ["5", "6"], "gears"),
        ("Portières", ["5", "3"], "doors"),
        ("Km au 01/11", ["118500", "76200"], "mileage"),
        ("Tellerstand per 15-10-2025", ["118500", "76200"], "mileage"),
        ("Km contrat au 01/11", ["118500", "76200"], ""),
        ("Auto/hand", ["A", "H"], "transmission"),
        ("Voor prijs", ["18950", "22400"], "price"),
        ("VERMKW", [96, 110], "powerKw"),
        ("KLRBUI", ["ROOD", "ZWART"], "color"),
        ("VRKPRS", [18950, 22400], "price"),
        ("HNDPRS", [18950, 22400], ""),
        ("Prijs van de wagen", ["18950", "22400"], "price"),
        ("Mil", ["2019", "2021"], "year"),
        ("Mil", ["65.000", "112.500"], "mileage"),
        ("Massa ledig", ["1250", "1400"], "weight"),
        ("Getriebe", ["6-Gang", "5-Gang"], "gears"),
        ("Boîte", ["6 vitesses", "5 vitesses"], "gears"),
        ("Getriebe", ["6-Gang", "Automatik", "Schaltgetriebe 6-Gang"], "transmission+gears"),
        ("Deurs", ["5", "3"], "doors"),
        ("Adv. tekst", ["Mooie wagen met airco"], "description"),
        ("2006_year", ["2006", "2007"], "year"),
        ("KM Actuels", ["45300", "98250", "N/A"], "mileage"),
        ("Links", ["Peugeot 407 break", "Kia Soul 2010", "Renault 19"], "title"),
        ("Links", ["https://example.com/a/1", "https://example.com/a/2"], ""),
        ("real_price", ["20810", "11990"], "price"),
        ("place", ["5", "5", "2", "5", "7"], "seats"),
        ("Place", ["1", "2", "3", "4", "5", "6"], ""),
        ("Place", ["Gent", "Brugge", "Aalst"], "city"),
        ("prix_F_Cfa", ["8000000", "3500000"], "price"),
        ("Prix (CAD)", ["18950", "22400"], "price"),
        ("Price all", ["18950", "22400"], ""),
        ("price_2020", ["12000", "9950"], ""),
        ("Prijs", ["12 duizend", "15,5 duizend"], "price"),
        ("Preis", ["12 Tsd.", "15,5 Tsd. €"], "price"),
        ("CO₂-emissies", ["184 g/km (gecomb.)", "99 g/km (gecomb.)"], "co2Emission"),
        ("bst", ["Benzine", "Diesel"], "fuelType"),
        ("Sprit", ["Benzin", "Diesel"], "fuelType"),
        ("P/D", ["Petrol", "Diesel"], "fuelType"),
        ("LibEnergie", ["Essence", "Diesel"], "fuelType"),
        ("C:Fuel", ["Petrol", "Diesel"], "fuelType"),
        ("Prijs BTWi", ["17.150,00", "6.399,00"], "price"),
        ("Propriétaires préc.", ["2 propriétaires", "1 propriétaire"], "previousOwners"),
        ("Km (non garanti)", [18367, 81775], "mileage"),
        ("Km (garantie)", [18367, 81775], ""),
        ("odometerReadingMiles", [18367, 81775], "mileage"),
        ("enginePowerBHP", [136, 265], "powerKw"),
        ("tradePriceGBP", [13600, 26500], ""),
        ("Typeomschrijving", ["1.5 TSI Greentech Ambition", "Avant 40 TDI S tronic"], "variant"),
        ("Transmissietype", ["H", "A"], "transmission"),
        ("Brandstofcode", ["B", "D", "E"], "fuelType"),
        ("Bekledingstype", ["Stof", "Leder"], "interiorMaterial"),
        ("BTW J/N", ["J", "N"], "vehicleType"),
        ("Sitzplatzanzahl", ["5", "4"], "seats"),
        ("Leistung in kW (PS)", ["140 (190)", "110 (150)"], "powerKw"),
        ("Bauform", ["limousine", "kombi", "suv"], "bodyType"),
        ("unterkategorie", ["kombi", "limousine", "suv"], "bodyType"),
        ("YearRegistered", ["2016", "2002"], "year"),
        ("years", ["2016", "2022"], "year"),
        ("Mass", ["1355", "1163"], "weight"),
        ("history_ownerCount", ["1", "2"], "previousOwners"),
        ("vehicle_fuel", ["Regular Unleaded", "Premium Unleaded (Required)"], "fuelType"),
        ("Sous-catégorie", ["Berline", "Break", "SUV"], "bodyType"),
        ("Subcategory", ["Sedan", "Wagon", "SUV"], "bodyType"),
        ("driveTrain", ["2WD", "4WD", "2WD"], "driveType"),
        ("Drive", ["4X2", "FWD", "AWD"], "driveType"),
        ("Link", ["/cars/details/2013-bmw-118d/AD-1/", "/cars/details/2019-vw-golf/AD-2/"], ""),
        ("Titel", ["www.garage.be/auto/1", "www.garage.be/auto/2"], ""),
        ("Autotyp", ["LIMOUSINE", "KLEINWAGEN"], "bodyType"),
        ("Art", ["Limousine", "Kombi", "Kastenwagen"], "bodyType"),
        ("Soort", ["Pickup", "Sedan", "SUV"], "bodyType"),
        ("Soort", ["Personenauto", "Bestelauto N1", "Motor"], ""),
        ("Antriebsart", ["Elektro", "Diesel", "Benzin"], "fuelType"),
        ("Antriebsart", ["Allrad", "Frontantrieb"], "driveType"),
        ("Verbrauch_CO2", ["119", "135", "0"], "co2Emission"),
        ("Laktint", ["Metallic", "Uni"], "paintType"),
        ("Prijs rijklaar", ["€ 14.950,-", "€ 38.900,-"], "price"),
        ("Kosten rijklaar", ["€ 495,-", "€ 695,-"], ""),
        ("Voertuigprijs", ["18950", "8750"], "price"),
        ("Kilométrage certifié", ["45.300", "98.250"], "mileage"),
        ("MwSt.", ["§25a", "reg."], "vehicleType"),
        ("Karosserieform", ["Kombi / Family Van", "Klein-/ Kompaktwagen"], "bodyType"),
        ("S/A", ["Schalter", "Automatik"], "transmission"),
        ("B/D/E", ["Benzin", "Diesel", "Elektro"], "fuelType"),
        ("A/C", ["Auto", "Manual"], ""),
        ("FuelDescription", ["Petrol", "Diesel"], "fuelType"),
        ("Eerste inschrijvingsdatum", ["12/04/2017", "03/01/2014"], "firstRegistration"),
        ("Dat. 1e toel.", ["12-04-2017", "23-01-2014"], "firstRegistration"),
        ("abgel. km", [107358, 37007], "mileage"),
        ("P. vente TVAC", ["13.845 €", "16.795 €"], "price"),
        ("P. achat", ["13.845 €", "16.795 €"], ""),
        ("dealerPriceGross", [13845, 16795], ""),
        ("Uitvoering omschrijving", ["1.5 TSI Life", "2.0 TDI Elegance", "sDrive18i xLine"], "variant"),
        ("Prix vitrine TTC", [13845, 16795], "price"),
        ("Ausz.-Preis", ["7.950 EUR", "22.100 EUR"], "price"),
        ("Reg. datum", ["12-04-2017", "23-01-2014"], "firstRegistration"),
    ],
)
def test_a_less_usual_heading(heading: str, cells: list[RawValue], fields: str) -> None:
    """What a person understands is understood."""
    assert fields_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)})).get(heading, "") == fields


def test_a_swiss_postcode_column_is_read_as_swiss() -> None:
    """Its heading says the country, which its four digits do not."""
    mapping = mapping_of({"Model": repeated(*MODELS), "NPA": repeated("1000", "1201")})
    assert column_of(mapping, "NPA").targets[0].notation.unit == "CH"


@pytest.mark.parametrize(
    ("heading", "cells", "fields"),
    [
        ("Zustand Erstzulassung", ["03/2019", "11/2020"], "firstRegistration"),
        ("Staat KM-stand", [98500, 41200], "mileage"),
        ("Historique 1ère immatriculation", ["03/2019", "11/2020"], "firstRegistration"),
        ("Historie Eigenaars", [1, 2], "previousOwners"),
        ("Preis MwSt. ausweisbar", ["ja", "nein"], "vehicleType"),
        ("Uitrusting Metallic", ["ja", "nee"], "paintType"),
        ("Ausstattung Navi", ["ja", "nein"], "features"),
        ("Uitrusting Trekhaak", ["x", ""], "features"),
        ("Équipements GPS", ["oui", "non"], "features"),
        ("Zustand Getriebe", ["Automatik", "Schaltgetriebe"], ""),
        ("Ausstattung Farbe", ["Schwarz", "Beige"], ""),
        ("État moteur", ["Bon", "Usé"], ""),
        ("Prijs Km", [98500, 41200], ""),
    ],
)
def test_the_name_of_a_group_that_is_a_field_as_well(heading: str, cells: list[RawValue], fields: str) -> None:
    """Below `Zustand` stand kilometres and dates, below `Ausstattung` options; the rating of a part is no field."""
    assert fields_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)})).get(heading, "") == fields


def test_an_option_that_is_not_answered_everywhere_is_named_with_what_stands_there() -> None:
    """The heading is known, so that it is not said to be unknown; in every language the odd cell is shown."""
    columns: dict[str, list[RawValue]] = {
        "Model": repeated(*MODELS),
        "Sitzheizung": ["ja", "nein", "ja", "vielleicht", "nein", "ja"],
    }
    mapping = mapping_of(columns)
    assert "Sitzheizung" not in fields_of(mapping)
    (problem,) = [problem for problem in mapping.problems if problem.heading == "Sitzheizung"]
    for lang in Lang:
        said = describe(problem, lang)
        assert "vielleicht" in said
        assert '--map "Sitzheizung=features"' in said


def test_a_yes_no_column_that_is_said_to_be_equipment_is_known_by_its_heading() -> None:
    """`ja` is no piece of equipment: what is published is the heading of the column, where it is answered with yes."""
    columns: dict[str, list[RawValue]] = {
        "Model": repeated(*MODELS),
        "Option Hundebox": ["ja", "nein", "ja", "vielleicht", "nein", "ja"],
    }
    mapping = mapping_of(columns, overrides={"Option Hundebox": "features"})
    assert column_of(mapping, "Option Hundebox").targets == (Target(field="features", name="Hundebox"),)


def test_the_currency_that_a_heading_names_is_that_of_its_prices() -> None:
    """`prix_F_Cfa` above 8000000 is no price in euros, whatever blanks stand in the currency's name."""
    prices = column_of(mapping_of({"marque": ["Jeep", "Kia"], "prix_F_Cfa": ["8000000", "3500000"]}), "prix_F_Cfa")
    assert [(target.field, target.notation.currency) for target in prices.targets] == [("price", "XOF")]


@pytest.mark.parametrize("heading", ["external_id", "Extern ID", "ID externe", "Externe ID"])
def test_an_id_of_outside_is_the_reference(heading: str) -> None:
    """Systems that are fed from elsewhere call the other's number so."""
    assert (
        fields_of(mapping_of({"Model": numbered("Golf {}"), heading: numbered("golf_{}")}))[heading]
        == "externalReference"
    )


def test_a_name_beside_a_telephone_number_is_not_the_car_s() -> None:
    """A list of appointments names its customers; what names cars is the title, whatever stands beside it."""
    rest = {
        "Marque": ["Kia", "Hyundai"],
        "Modele": ["Forte", "Kona"],
        "Telephone": ["(418) 555-1234", "(418) 555-1235"],
    }
    assert fields_of(mapping_of({"Nom": ["Jean Tremblay", "Luc Roy"], **rest})).get("Nom") is None
    assert fields_of(mapping_of({"Nom": ["Kia Forte EX", "Hyundai Kona"], **rest}))["Nom"] == "title"
    assert fields_of(mapping_of({"Nom": ["Forte EX", "Kona"], "Marque": rest["Marque"]}))["Nom"] == "title"


def test_a_kind_of_record_is_no_version() -> None:
    """`klacht` in small letters beside makes in capitals; where the makes are small, so are the versions."""
    types: list[RawValue] = ["aflevering", "aflevering", "klacht", "aflevering"]
    makes: list[RawValue] = ["Audi", "BMW", "Volvo", "Audi"]
    models: list[RawValue] = ["A3", "320i", "XC40", "A4"]
    assert "type" not in fields_of(mapping_of({"merk": makes, "model": models, "type": types}))
    small = [str(make).lower() for make in makes]
    versions: list[RawValue] = ["sport", "sport", "luxury", "sport"]
    assert fields_of(mapping_of({"merk": small, "model": models, "type": versions}))["type"] == "variant"


def test_what_may_be_sold_is_no_condition() -> None:
    """`Disponible` below `État` says whether the car is there, not how it is."""
    makes: list[RawValue] = ["Kia", "Dacia", "Renault"]
    assert "État" not in fields_of(mapping_of({"Marque": makes, "État": ["Disponible", "Louée", "Disponible"]}))
    assert fields_of(mapping_of({"Marque": makes, "État": ["Occasion", "Neuf", "Occasion"]}))["État"] == "condition"
