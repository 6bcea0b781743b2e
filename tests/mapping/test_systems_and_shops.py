"""Headings of dealers' own systems and of shops, and columns that only their cells tell apart."""

import pytest

from importer.records import RawValue
from tests.mapping.tables import MODELS, column_of, fields_of, mapping_of, repeated


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("BTW-soort", ["BTW", "Marge"], "vehicleType"),
        ("VATQUAL", ["Q", "N"], "vehicleType"),
        ("COLDESC", ["BLACK", "WHITE"], "color"),
        ("Kraftstoffcode", ["OTTO", "DIESEL"], "fuelType"),
        ("Fuel", ["P", "D", "EV", "Hyb"], "fuelType"),
        ("Kraftst.", ["B", "D", "E", "Hyb.", "LPG"], "fuelType"),
        ("Source d'énergie", ["Essence", "Diesel"], "fuelType"),
        ("Gbx", ["6MT", "8AT"], "transmission"),
        ("Gear", ["MAN6", "AUT8"], "transmission"),
        ("Getr.", ["SG", "AT"], "transmission"),
        ("Date 1re immat.", ["12/03/2019", "25/11/2020"], "firstRegistration"),
        ("EZ/TZ", ["23.03.2024", "01.11.2020"], "firstRegistration"),
        ("kW (EEC)", ["100", "165"], "powerKw"),
        ("WLTP g", ["124", "99"], "co2Emission"),
        ("Garantie Mt.", ["12", "24"], "warrantyMonths"),
        ("SH gepfl.", ["ja", "nein"], "serviceHistory"),
        ("Code postal site", ["5000", "4000"], "postalCode"),
        ("preis_kunde_brutto", ["24495", "38750"], "price"),
        ("Variant Price", ["24495.00", "38750.00"], "price"),
        ("Year (product.metafields.custom.year)", ["2018", "2020"], "year"),
        ("Mileage (product.metafields.custom.mileage)", ["120710", "98949"], "mileage"),
        ("Mileage (product.metafields.custom.price)", ["120710", "98949"], None),
        ("Außen", ["Schwarz", "Weiß"], "color"),
        ("Außen", ["ja", "nein"], None),
        ("Br.st.", ["Benz.", "Diesel"], "fuelType"),
        ("Vr.pr. incl.", ["€ 12.500", "€ 9.950"], "price"),
        ("TYP_CARB", ["ESSENCE", "DIESEL"], "fuelType"),
        ("LaksoortOmschrijving", ["Metallic", "Uni"], "paintType"),
        ("ExteriorColourDescription", ["Black", "White"], "color"),
        ("PriceDescription", ["on request", "fixed"], None),
        ("Erstz.", ["05/2019", "11/2020"], "firstRegistration"),
        ("Verbrauch l/100km komb.", ["5,2", "7,4"], "fuelConsumption"),
        ("Kraftstoffverbrauch kombiniert in l/100 km", ["5,2", "7,4"], "fuelConsumption"),
        ("Consommation mixte en l/100 km", ["5,2", "7,4"], "fuelConsumption"),
        ("fuel_group", ["Diesel", "Hybrid"], "fuelType"),
        ("Kraftstoff-Bez.", ["Diesel", "Benzin"], "fuelType"),
        ("Gesamt-KM", ["65947", "82536"], "mileage"),
        ("previousKeeperCount", ["1", "2", "3"], "previousOwners"),
        ("brakeHorsepower", ["148", "188"], "powerKw"),
        ("datePremiereImmat", ["2018-03-06", "2021-05-11"], "firstRegistration"),
        ("VK inkl. NoVA+MwSt", ["€ 18.240,-", "€ 14.200,-"], "price"),
        ("Verkooppr. part.", ["9950", "12500"], "price"),
        ("D. 1ère M.E.C.", ["12/03/2018", "01/05/2020"], "firstRegistration"),
        ("Tte ext.", ["Noir", "Blanc"], "color"),
        ("Tag", ["459GVA", "417GVA", "549LGX"], None),
        ("Treibstofftyp", ["Diesel", "Hybrid"], "fuelType"),
        ("UGS", ["VO-1200", "VO-1201", "VO-1202", "VO-1203"], "externalReference"),
        ("Art des Fahrzeugs", ["Gebrauchtwagen", "Neuwagen"], "condition"),
        ("Specification", ["1.5 TSI Life", "SE Nav"], "variant"),
        ("Preis inkl. NoVA", ["€ 26.900,--", "€ 12.300,--"], "price"),
        ("Monat/Jahr der Erstzulassung", ["02/2020", "05/2019"], "firstRegistration"),
        ("Rouage", ["Traction intégrale", "Traction avant"], "driveType"),
        ("Passagers", ["5", "4"], "seats"),
        ("CO2-Ausstoß g/km komb.", ["124", "137"], "co2Emission"),
        ("Besitzer", ["1", "2"], "previousOwners"),
        ("Besitzer", ["Meier", "Schulz"], None),
        ("Colour/Trim", ["Black/Cloth", "White/Leather"], None),
        ("Kleur/Bekleding", ["Zwart / stof", "Zilver / leder"], None),
        ("Couleur/Sellerie", ["Noir / cuir", "Blanc / tissu"], None),
        ("Händler-Ref.*", [f"H{at:04d}" for at in range(40)], "externalReference"),
        ("Variant Compare At Price", ["24495.00", "38750.00"], None),
    ],
)
def test_a_heading_of_a_dealer_s_or_a_shop_s_own_system(heading: str, cells: list[str], field: str | None) -> None:
    """What systems and shops write above their columns, shortened or with the path of a value in brackets."""
    makes = repeated("Ford", "Kia", "Audi")
    assert fields_of(mapping_of({"Make": makes, heading: repeated(*cells)})).get(heading) == field


@pytest.mark.parametrize("heading", ["Omschrijving", "Description", "Beschreibung", "Vehicle Description"])
def test_a_description_that_names_the_cars_is_the_title_where_nothing_else_names_them(heading: str) -> None:
    """Without a title there is no advert; beside make and model such a column says more of the car than they do."""
    names = repeated("Ford Focus 1.0 EcoBoost ST-Line 125pk", "Kia Ceed 1.6 CRDi", "Audi A4 2.0 TDI")
    assert fields_of(mapping_of({heading: names, "km": repeated(12000, 90000)}))[heading] == "title"
    dated = repeated("2018 Ford Focus ST-Line", "2020 KIA CEED 1.6 CRDi", "2016 Audi A4 2.0 TDI")
    assert fields_of(mapping_of({heading: dated, "km": repeated(12000, 90000)}))[heading] == "title"
    beside = {"Merk": repeated("Ford", "Kia", "Audi"), "Model": repeated("Focus", "Ceed", "A4")}
    assert fields_of(mapping_of({heading: names, **beside}))[heading] == "description"


@pytest.mark.parametrize(
    ("cells", "field"),
    [(["FOCUS", "A4", "CEED"], "model"), (["420 km", "395 km", "310 km"], None), ([420, 380, 365], None)],
)
def test_a_range_of_names_is_the_model_and_one_of_kilometres_is_none(cells: list[RawValue], field: str | None) -> None:
    """`Range` is a line of models, or how far a battery goes."""
    makes = repeated("FORD", "AUDI", "KIA")
    assert fields_of(mapping_of({"Make": makes, "Range": repeated(*cells)})).get("Range") == field


@pytest.mark.parametrize(
    ("cells", "field"),
    [(["Titanium", "GT Line"], "variant"), (["Sat nav, Leather, Towbar", "Leather, Cruise control"], None)],
)
def test_a_spec_is_the_version_unless_it_lists_equipment(cells: list[str], field: str | None) -> None:
    """Both stand below `Spec`; a version with equipment behind it (`SW 1.2 Allure | Navigatie`) stays one."""
    assert fields_of(mapping_of({"Make": repeated("Ford", "Kia"), "Spec": repeated(*cells)})).get("Spec") == field
    version = repeated("SW 1.2 Allure | Panoramadak | Navigatie", "1.0 ST-Line | Leder | Navigatie")
    assert fields_of(mapping_of({"Make": repeated("Ford", "Kia"), "Uitvoering": version}))["Uitvoering"] == "variant"


def test_equipment_that_names_the_cars_is_no_equipment() -> None:
    """`Opties` with `Ford Focus 1.0 EcoBoost` in each cell names the cars, so that it is the title."""
    names = repeated("Ford Focus 1.0 EcoBoost", "Kia Ceed 1.6 CRDi", "Audi A4 2.0 TDI")
    assert fields_of(mapping_of({"Opties": names, "km": repeated(12000, 90000)}))["Opties"] == "title"


def test_a_series_is_the_model_where_none_stands_beside_it_and_else_the_version() -> None:
    """`Série` holds `Q5` and `208` in one shop's list, and `Life` or `GTI` beside the models in another's."""
    alone = mapping_of({"Marque": repeated("Audi", "Peugeot"), "Série": repeated("Q5", "208", "Duster")})
    assert column_of(alone, "Série").fields == ("model",)
    beside = mapping_of({"Modèle": repeated(*MODELS), "Série": repeated("Life", "Style", "GTI")})
    assert column_of(beside, "Série").fields == ("variant",)
