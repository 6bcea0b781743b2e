"""The paint in the name of a colour."""

import pytest

from importer.cells.paints import split_paint


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Graumetallic", ("Grau", "metallic")),
        ("schwarzmet.", ("schwarz", "met.")),
        ("blau-met.", ("blau", "met.")),
        ("Blau (met.)", ("Blau", "met.")),
        ("zwart met.", ("zwart", "met.")),
        ("grismétallisé", ("gris", "métallisé")),
        ("Schwarzmatt", ("Schwarz", "matt")),
        ("Perlmuttweiß uni", ("Perlmuttweiß", "uni")),
        ("noir nacré", ("noir", "nacré")),
        ("Metallic grau", ("grau", "Metallic")),
        ("met.", ("", "met.")),
    ],
)
def test_a_paint_beside_a_colour_or_grown_together_with_it_is_parted(text: str, parts: tuple[str, str]) -> None:
    """The colour is left without its paint, and the paint as it is written."""
    assert split_paint(text) == parts


@pytest.mark.parametrize("text", ["brun", "Wit met zwart dak", "met zwart dak", "Kashmirmet", "Automat", ""])
def test_a_colour_stays_whole_where_no_paint_is_named_beside_a_colour(text: str) -> None:
    """`met` in front is Dutch for `with`, and an ending behind no colour is a part of a name."""
    assert split_paint(text) == (text, "")
