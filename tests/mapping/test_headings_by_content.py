"""Headings that leave open which field they are, decided by what stands below them; and yes/no columns of the drive."""

import pytest

from importer.records import RawValue, Target
from tests.mapping.tables import MAKES, MODELS, column_of, fields_of, mapping_of, repeated


@pytest.mark.parametrize(
    ("heading", "cells", "fields"),
    [
        ("Km affichés non garantis", ["125.000", "98 000"], "mileage"),
        ("vehicle_state", ["Used", "New"], "condition"),
        ("State", ["CA", "TX", "NY"], ""),
        ("State", ["Queensland", "NSW"], ""),
        ("Benz/Die", ["B", "D"], "fuelType"),
        ("Benz/Die", ["Benzin", "Diesel"], "fuelType"),
        ("A/C", ["Auto", "Manual"], ""),
        ("Brandst.", ["B", "D", "L", "H"], "fuelType"),
        ("Brandst.", ["B", "D", "L", "G"], ""),
        ("Versn.", ["6", "5", "7"], "gears"),
        ("Versn.", ["H", "A"], "transmission"),
        ("Typ/Ausführung", ["PKW", "LKW"], ""),
        ("Versn.", ["H6", "A8"], "transmission"),
        ("Bauart", ["Kombi", "Limousine", "SUV"], "bodyType"),
        ("Typ", ["kombi", "kleinwagen", "limousine", "cabrio"], "bodyType"),
        ("Typ", ["2.0 TDI Ambition", "1.4 TSI Highline", "320d Touring"], "variant"),
        ("Typ", ["PKW", "LKW"], ""),
        ("type_moteur", ["dohc", "ohcv", "ohc", "rotor"], ""),
        ("Type motor", ["1.6 HDi", "2.0 TDI"], "engine"),
        ("Registration Year", ["2021 / Jul", "2019 / Nov", "2016 / Mar"], "firstRegistration"),
        ("Description", ["Колата е в отлично състояние", "Пълна сервизна история"], "description"),
        ("Categorie", ["Personenauto", "Bestelauto"], ""),
        ("Werksgarantie Monate", ["12", "24"], "warrantyMonths"),
        ("garantiecommerciale", ["oui", "non"], "warranty"),
        ("garantiecommerciale", ["12", "24"], "warrantyMonths"),
        ("CO2-Ausstoß kombiniert [g/km]", ["119", "135"], "co2Emission"),
        ("Range", ["420 km", "510 km"], ""),
        ("PLACE", ["5", "4", "7"], "seats"),
        ("Place", ["1", "2", "3", "4", "5", "6", "7", "8"], ""),
        ("PLACE", ["Gent", "Antwerpen"], "city"),
        ("Norm", ["Euro 6", "6d-temp"], "emissionClass"),
        ("Norm", ["WLTP", "NEDC"], "co2Type"),
        ("Norm", ["DIN 75100", "ISO 9001"], ""),
        ("Exterior", ["Black", "Onyx White", "Silver"], "color"),
        ("Exterior", ["Alloy wheels, roof rails", "Tow bar"], "features"),
        ("Exterior", ["good", "scratched"], ""),
        ("Interior", ["Black", "Beige"], "interiorColor"),
        ("Interior", ["Black leather", "Beige cloth"], "interiorMaterial"),
        ("Besteuerung", ["§25a Differenz", "regel"], "vehicleType"),
        ("Service History Present", ["Yes", "No"], "serviceHistory"),
        ("Colr", ["Black", "White"], "color"),
        ("Inverkehr", ["03/2019", "11/2020"], "firstRegistration"),
        ("Erstzulassung", ["Q2 2020", "Frühjahr 2019"], "year"),
        ("Verbruik", ["1 op 45", "1 op 17,5"], "fuelConsumption"),
        ("MY", ["2019", "2020"], "year"),
        ("Mdl yr", ["2019", "2020"], "year"),
        ("Farbe", ["Graumetallic", "schwarzmet.", "Weiß"], "color+paintType"),
    ],
)
def test_the_content_decides(heading: str, cells: list[RawValue], fields: str) -> None:
    """A person who sees the cells knows; where he would not know either, the column stays out."""
    assert fields_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)})).get(heading, "") == fields


@pytest.mark.parametrize(
    ("heading", "cells", "fields"),
    [
        ("Typ/Ausführung", ["1.5 TSI Life", "2.0 TDI Elegance"], "variant"),
        ("Libellé commercial", ["0.9 TCe 90 Zen", "1.2 PureTech 82"], "variant"),
        ("Libellé commercial", ["Clio 0.9 TCe Zen", "C3 PureTech"], "title"),
        ("Modelltext", ["Golf VII 1.5 TSI Life", "Passat 2.0 TDI"], "title"),
    ],
)
def test_a_designation_beside_make_and_model(heading: str, cells: list[RawValue], fields: str) -> None:
    """One that begins with the engine is the version, one with a name the title."""
    columns = {"Marke": repeated(*MAKES), "Modell": repeated(*MODELS), heading: repeated(*cells)}
    assert fields_of(mapping_of(columns)).get(heading, "") == fields


@pytest.mark.parametrize(
    ("heading", "yes", "no", "value"),
    [
        ("Allrad", "ja", "nein", "AWD"),
        ("4WD", "yes", "no", "4WD"),
        ("4x4", "oui", "non", "4x4"),
        ("4x4", "x", None, "4x4"),
        ("4 roues motrices", "oui", "non", "4WD"),
        ("Vierwielaandrijving", "ja", "nee", "4WD"),
    ],
)
def test_a_yes_no_column_of_a_drive_on_all_wheels_is_the_drive(
    heading: str, yes: RawValue, no: RawValue, value: str
) -> None:
    """Yes is the drive that the heading names; no leaves open which axle is driven."""
    column = column_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(yes, no)}), heading)
    (target,) = column.targets
    assert (target.field, target.part) == ("driveType", value)


def test_answers_with_another_word_among_them_are_not_the_drive() -> None:
    """What is optional is not the car's own."""
    columns = {"Model": repeated(*MODELS), "Allrad": repeated("ja", "nein", "optional")}
    assert "Allrad" not in fields_of(mapping_of(columns))


def test_a_drive_in_words_goes_before_one_that_is_answered_with_yes_or_no() -> None:
    """It says more; the answer is then equipment."""
    columns: dict[str, list[RawValue]] = {
        "Model": repeated(*MODELS),
        "Allrad": repeated("ja", "nein"),
        "Antrieb": repeated("Allrad", "Front"),
    }
    mapping = mapping_of(columns)
    assert fields_of(mapping)["Antrieb"] == "driveType"
    assert column_of(mapping, "Allrad").targets[0] == Target(field="features", category="other", name="Allrad")


CARS: list[RawValue] = ["Ford Transit 350", "VW Transporter T28", "Opel Vivaro", "Peugeot Partner", "Kia Rio"]


def test_cars_with_their_makes_are_titles_below_any_heading() -> None:
    """`Van` is no word for a car, but what stands below is, when nothing else names the cars."""
    assert fields_of(mapping_of({"Van": repeated(*CARS), "Km": repeated("84210", "61877")}))["Van"] == "title"


@pytest.mark.parametrize(
    "columns",
    [
        {"Van": repeated(*CARS), "Ook": repeated(*CARS)},
        {"Model": repeated(*MODELS), "Van": repeated(*CARS)},
        {"Inruil": repeated(*CARS)},
    ],
    ids=["two", "beside models", "taken back"],
)
def test_cars_that_may_be_others_are_no_titles(columns: dict[str, list[RawValue]]) -> None:
    """Of two columns of cars one may be of those that were taken back."""
    assert not {"Van", "Ook", "Inruil"} & fields_of(mapping_of(columns)).keys()
