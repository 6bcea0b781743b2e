"""Words of rows between those of the cars."""

import pytest

from importer.vocabulary.sections import make_named, says_for_sale, says_sold


@pytest.mark.parametrize(
    "text",
    [
        "VERKOCHT",
        "Verkocht / nog te leveren",
        "*** Verkochte wagens ***",
        "Reeds verkocht (3)",
        "Véhicules vendus",
        "VENDUS - à livrer",
        "Verkocht, staat nog hier",
        "Sold to trade",
        "Déjà vendu",
        "Verkaufte Fahrzeuge",
        "VERKAUFT / ABHOLUNG",
        "SOLD",
        "Sold - awaiting collection",
    ],
)
def test_rows_that_say_that_cars_are_sold(text: str) -> None:
    """In four languages, among a few other words."""
    assert says_sold(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nog niet verkocht",
        "Te verkopen",
        "Pas vendus",
        "Nicht verkauft",
        "Noch nicht verkauft",
        "Not yet sold",
        "Unsold",
        "To be sold",
        "Sold as seen",
        "Wordt verkocht zoals gezien",
        "Verkocht zonder garantie",
        "Vendu en l'état",
        "Verkauft ohne Gewährleistung",
        "Sold without warranty",
        "Verkocht wordt alleen na afspraak met onze verkoper",
        "Renault",
    ],
)
def test_rows_that_say_otherwise(text: str) -> None:
    """What is not sold yet, how it is sold, and sentences about selling."""
    assert not says_sold(text)


@pytest.mark.parametrize(
    ("text", "make"),
    [
        ("BMW", "BMW"),
        ("mercedes-benz", "mercedes-benz"),
        ("*** ALFA ROMEO ***", "ALFA ROMEO"),
        ("Renault (4)", "Renault"),
        ("Opel:", "Opel"),
        ("Seat - 3 stuks", "Seat"),
        ("BMW 320d", None),
        ("Ford Transit", None),
        ("Diversen", None),
        ("***", None),
    ],
)
def test_a_make_in_a_row_of_its_own(text: str, make: str | None) -> None:
    """A make with marks round it and a count behind it; a car is none."""
    assert make_named(text) == make


def test_rows_that_say_that_cars_are_for_sale_again() -> None:
    """They end what is sold."""
    assert says_for_sale("TE KOOP")
    assert says_for_sale("Véhicules en stock")
    assert not says_for_sale("Verkocht uit voorraad")
    assert says_for_sale("Uit voorraad leverbaar")


@pytest.mark.parametrize(
    "text",
    [
        "Niet meer beschikbaar",
        "Plus en stock",
        "Nicht verfügbar",
        "No longer available",
        "Deze wagens staan vanaf volgende week te koop in Gent",
    ],
)
def test_rows_that_end_nothing(text: str) -> None:
    """What is gone is not for sale again, and a sentence tells nothing of the rows below."""
    assert not says_for_sale(text)
