"""Headings that a slip of the pen or a shortened word makes alike to another name, and answers where names belong."""

import pytest

from importer.mapping.headings.one_heading import read_heading
from importer.records import RawValue
from tests.mapping.tables import MODELS, fields_of, mapping_of, numbered, repeated


@pytest.mark.parametrize(
    ("heading", "cells", "fields"),
    [
        ("Angebotspr.", ["15.990", "8.490", "21.350"], "price"),
        ("Händlerpr.", ["15.990", "8.490", "21.350"], ""),
        ("Nennleistg. kW", ["85", "110"], "powerKw"),
        ("Tachost.", ["88.123", "12.450", "154.300"], "mileage"),
        ("Tag der 1. Zul.", ["03.05.2019", "17.11.2021"], "firstRegistration"),
        ("EZ MM/JJJJ", ["05/2019", "11/2021"], "firstRegistration"),
        ("TVA rückf.", ["ja", "nein"], "vehicleType"),
        ("Verkooppr.", ["15.990", "8.490", "21.350"], "price"),
        ("Farbe / Colore", ["Schwarz", "Weiß", "Rot"], "color"),
        ("Preis / Rate", ["15.990", "8.490", "21.350"], ""),
        ("Ask", ["15990", "8490", "21350"], "price"),
        ("Ask", ["Y", "N"], ""),
        ("Online", ["15990", "8490", "21350"], "price"),
        ("Online", ["ja", "nein"], ""),
        ("Online", ["12.11.2026", "03.10.2026"], ""),
        ("Mission", ["AT", "MT"], "transmission"),
        ("Mission", ["Delivery", "Collection"], ""),
        ("Zählerstand", ["88.123", "12.450", "154.300"], "mileage"),
    ],
)
def test_a_shortened_or_joined_name_is_what_it_stands_for(heading: str, cells: list[RawValue], fields: str) -> None:
    """The last part of a long word may be shortened, and a name beside it may be in a language that is not read."""
    columns = {"Marke": repeated("VW", "Opel"), "Modell": repeated(*MODELS), heading: repeated(*cells)}
    assert fields_of(mapping_of(columns)).get(heading, "") == fields


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Platz", ["1", "2", "3", "4", "5", "6"]),
        ("In Service", ["Yes", "No"]),
        ("Service", ["Yes", "No"]),
        ("Destination", ["Mombasa", "Durban", "Kingston"]),
        ("Referent", ["Huber", "Maier", "Lang"]),
    ],
)
def test_a_word_of_its_own_is_no_slip_of_the_pen(heading: str, cells: list[RawValue]) -> None:
    """A parking space is no number of seats, a car in the workshop none with a full history, a port no title."""
    columns = {"Make": repeated("VW", "Opel"), "Model": repeated(*MODELS), heading: repeated(*cells)}
    assert heading not in fields_of(mapping_of(columns))


@pytest.mark.parametrize(
    "heading", ["Kennzeichen", "Stock no", "Lagernummer", "Reference", "Version", "Ausführung", "Series", "Labels"]
)
def test_answers_are_no_numbers_and_no_names(heading: str) -> None:
    """`ja` and `nein` below a number of the car or its version answer a question that the column does not name."""
    columns = {"Make": repeated("VW", rows=15), "Model": repeated(*MODELS, rows=15)}
    assert heading not in fields_of(mapping_of({**columns, heading: repeated("ja", "nein", rows=15)}))


def test_a_few_names_over_and_over_are_no_reference() -> None:
    """Three people below `Ref` answer for thirty cars; numbers of which whole rows stand twice are references still."""
    people = {"Model": repeated(*MODELS), "Ref": repeated("Huber", "Maier", "Lang", rows=30)}
    numbers = {"Model": repeated(*MODELS), "Lagernummer": numbered("F-{:04}")}  # no answer, though `F` is one
    assert fields_of(mapping_of(numbers))["Lagernummer"] == "externalReference"
    twice = {"Model": repeated(*MODELS), "Ref": numbered("A{}", rows=20) * 2}
    assert "Ref" not in fields_of(mapping_of(people))
    assert fields_of(mapping_of(twice))["Ref"] == "externalReference"


@pytest.mark.parametrize("heading", ["Preis / Rate", "Marke / Zustand", "HU MM/JJ"])
def test_a_second_thing_beside_a_name_is_not_left_out(heading: str) -> None:
    """Only the same in another language is; what has no field stays so, whatever form of date stands behind it."""
    assert not [meaning for meaning in read_heading(heading) if meaning.is_field]


def test_the_name_of_a_car_is_no_engine() -> None:
    """A trader calls his car a motor; what stands in it is told by the makes that the cells begin with."""
    cars = repeated("Ford Focus 1.0 Zetec", "BMW 320d M Sport", "Skoda Fabia 1.2 TSI")
    assert fields_of(mapping_of({"Yr": repeated("2015", "2018"), "Motor": cars})).get("Motor") != "engine"
    engines = {"Model": repeated(*MODELS), "Motor": repeated("1.0 EcoBoost 125", "2.0 TDI", "1.2 TSI 90 PS")}
    assert fields_of(mapping_of(engines))["Motor"] == "engine"


def test_numbers_for_an_antrieb_are_of_nobody_knows_what() -> None:
    """`Antrieb` is the driven wheels or the fuel; a portal's numbers are told where the heading names one alone."""
    columns = {"Model": repeated(*MODELS), "Antrieb": repeated("1", "2", "3"), "Kraftstoffart": repeated("1", "2", "3")}
    assert "Antrieb" not in fields_of(mapping_of(columns))


def test_a_mark_of_no_damage_leaves_the_condition_open() -> None:
    """A portal tells damaged cars from undamaged ones: the former are damaged, of the latter nothing is said."""
    cells = repeated(*["Unbeschädigtes Fahrzeug"] * 6, "Beschädigtes Fahrzeug")
    assert (
        fields_of(mapping_of({"Modell": repeated(*MODELS), "Fahrzeugzustand": cells}))["Fahrzeugzustand"] == "condition"
    )
