"""Cells that say yes or no."""

import pytest

from importer.cells.booleans import truth_of


@pytest.mark.parametrize(
    ("cell", "truth"),
    [
        ("Ja, volledig", True),
        ("ja – dealer", True),
        ("Nee - zie foto", False),
        ("oui: complet", True),
        ("1", True),
        ("1-ABC-123", None),
        ("1,5", None),
        ("0: niets", None),
        ("ja-woord", None),
    ],
)
def test_the_first_word_answers_when_something_is_said_of_it(cell: str, truth: bool | None) -> None:
    """A mark behind the word parts the answer from the rest; a plate and a number begin with no answer."""
    assert truth_of(cell) is truth
