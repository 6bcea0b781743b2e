"""Columns that mark cars as sold."""

import pytest

from importer.problems import Code
from importer.records import RawValue
from tests.mapping.tables import MODELS, mapping_of, repeated


def _said(heading: str, cells: tuple[RawValue, ...]) -> list[str]:
    problems = mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)}).problems
    return [str(problem.params["found"]) for problem in problems if problem.code is Code.MARKED_AS_SOLD]


@pytest.mark.parametrize(
    ("heading", "cells", "found"),
    [
        ("Verkocht op", (None, None, "12.03.2025"), "12.03.2025"),
        ("Verkocht", ("nee", "nee", "ja"), "ja"),
        ("Vendu", (0, 0, 1), "1"),
        ("Date de vente", (None, "2025-03-12"), "2025-03-12"),
        ("Käufer", (None, None, "Autohaus Weber"), "Autohaus Weber"),
        ("Sold", (None, "x"), "x"),
    ],
)
def test_cars_that_are_marked_as_sold_are_said(heading: str, cells: tuple[RawValue, ...], found: str) -> None:
    """They would go live like the others, so one cell is named."""
    assert _said(heading, cells) == [found]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Verkocht", ("nee", "nee", "neen")),
        ("Verkocht", (None, None, None)),
        ("Sold", (0, 0, 0)),
        ("Sold by", (None, "Kim")),
        ("Verkocht voor", (None, "18.500")),
        ("Sold", ("12500", "9800.50")),
        ("Verkoper", ("Kim", "Jan")),
    ],
)
def test_a_column_that_marks_none_is_not_spoken_of(heading: str, cells: tuple[RawValue, ...]) -> None:
    """Answers no, blanks, amounts, and who sells."""
    assert not _said(heading, cells)


def test_a_status_is_not_said_since_it_is_sent() -> None:
    """A mapped column tells the marketplace itself that the car is sold."""
    assert not _said("Status", ("verkocht", "actief", "actief"))


def test_an_answer_to_sold_is_not_called_a_date() -> None:
    """`Sold` is answered yes or no, as `Verkocht` and `Vendu` are, so the reason that is given is the same."""
    reasons = {
        heading: [column.reason for column in mapping_of({"Model": repeated(*MODELS), heading: cells}).columns]
        for heading, cells in (("Sold", repeated("N", "Y")), ("Verkocht", repeated("nee", "ja")))
    }
    assert reasons["Sold"] == reasons["Verkocht"]
