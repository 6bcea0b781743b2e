"""The words beside a name in a heading: what they leave as it is, and what they make another thing of."""

import pytest

from importer.mapping.headings.one_heading import read_heading
from importer.mapping.headings.small_words import alike, are_neutral, tells_of_another


@pytest.mark.parametrize(
    "heading",
    ["VIN inruil", "Postcode (klant)", "Merklogo", "Schadefoto", "PX mileage", "Modèle reprise", "FIN Inzahlungnahme"],
)
def test_words_of_customers_and_other_cars_are_known(heading: str) -> None:
    """People, a car in part exchange, damage and logos are not the car that is offered."""
    assert tells_of_another(heading)


@pytest.mark.parametrize("heading", ["VIN", "Foto 1", "Meta: _stm_vin", "Couleur extérieure", "gearbox_name", "Ref."])
def test_headings_of_the_car_itself_tell_of_nothing_else(heading: str) -> None:
    """The words of systems and of the car stand beside names without harm."""
    assert not tells_of_another(heading)


def test_words_that_name_nothing_are_neutral_and_others_are_not() -> None:
    """`name` and `code` may stand beside a field; a word that is not known may mean anything."""
    assert are_neutral({"name", "code", "vehicle"})
    assert not are_neutral({"name", "heizung"})


@pytest.mark.parametrize(
    ("word", "other", "same"),
    [
        ("kilometrstand", "kilometerstand", True),
        ("transmisie", "transmissie", True),
        ("undamaged", "damaged", False),
        ("deregistration", "registration", False),
        ("uitschrijving", "inschrijving", False),
        ("dakkleur", "lakkleur", False),
        ("polisnummer", "postnummer", False),
        ("bak", "vak", False),
        ("color2", "colors", False),
    ],
)
def test_a_slip_of_the_pen_is_told_from_another_word(word: str, other: str, *, same: bool) -> None:
    """A slip changes a letter or two after the first; a prefix or another beginning makes another word."""
    assert alike((word,), (other,)) is same


@pytest.mark.parametrize(
    "heading",
    [
        "Km (garantie)",
        "Postcode (klant)",
        "Ville (client)",
        "Merk (banden)",
        "Foto (schade)",
        "Preis (EK)",
        "Datum (APK)",
        "Brandstof 2",
        "Brandstof (2)",
        "Secondary fuel type",
        "Kraftstoff Heizung",
        "Niet metallic",
        "Prijs 2",
        "Couleur 2",
        "2. Zulassung",
        "Undamaged",
        "Repaired damage",
        "Datum uitschrijving",
        "Toelating NL",
        "Erste Zulassung DE",
        "Huidige eerste inschrijving",
        "Basic price",
        "Kracht (Nm)",
        "Garantie constructeur jusqu'au",
        "New in",
        "Km (distributieriem)",
        "Mileage (expected)",
        "Prijs (taxatie)",
        "Prix (conseillé)",
        "Vermogen (laden)",
        "Leistung (E-Motor)",
        "Gewicht (totaal)",
        "Poids (PTAC)",
        "Verbrauch (Autobahn)",
        "Eerste toelating (NL)",
        "Gemeente (eigenaar)",
        "Couleur (sièges)",
        "VIN aanhangwagen",
        "trade in vin",
        "engine.mileage",
    ],
)
def test_words_beside_a_name_that_make_another_thing_of_it(heading: str) -> None:
    """In brackets or not: a second one, a customer's, a country's, today's or the opposite is not the field."""
    assert not [meaning for meaning in read_heading(heading) if meaning.is_field and meaning.meaning != "bareDate"]


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Preis inkl. 19% MwSt", "price"),
        ("Prix TVA 21% comprise", "price"),
        ("Mileage2", "mileage"),
        ("Brandstof 1", "fuelType"),
        ("Colour (interior)", "interiorColor"),
        ("Kleur (binnen)", "interiorColor"),
        ("Couleur (int.)", "interiorColor"),
        ("CAR_MAKE_CD", "brand"),
        ("_stm_vin", "vin"),
        ("Titre FR", "title"),
        ("Km actuel", "mileage"),
        ("Vraagprijs (particulier)", "price"),
        ("Verbruik (gecombineerd)", "fuelConsumption"),
        ("CO2 (WLTP)", "co2Emission"),
        ("Datum eerste inschrijving (dd/mm/jjjj)", "firstRegistration"),
        ("Kilométrage (obligatoire)", "mileage"),
        ("Leistung (kW/PS)", "powerKw"),
        ("Prijs (incl. 21% btw)", "price"),
        ("Poids (en kg)", "weight"),
        ("Omschrijving (max 500 tekens)", "description"),
    ],
)
def test_words_beside_a_name_that_leave_it_as_it_is(heading: str, meaning: str) -> None:
    """Percentages of VAT, words of systems, a first number and what stands in brackets do not hide the field."""
    assert read_heading(heading)[0].meaning == meaning
