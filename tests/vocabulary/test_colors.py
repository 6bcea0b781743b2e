"""Names of colours in four languages."""

import pytest

from importer.vocabulary.colors import names_a_color


@pytest.mark.parametrize("text", ["Polarweiß", "Kings Red", "gris foncé", "ANTRACIET", "Dunkelgrün met.", "rot"])
def test_a_colour_is_named_alone_or_in_a_longer_name(text: str) -> None:
    """Makers name colours by what they are and something finer."""
    assert names_a_color(text)


@pytest.mark.parametrize("text", ["Repaired", "met wit", "Kratzer", "Original", "Bon état", ""])
def test_words_of_three_letters_stand_alone(text: str) -> None:
    """`red` at the end of `repaired` is no colour; `wit` on its own is one."""
    assert names_a_color(text) == (text == "met wit")
