"""Problems: cells as Excel names them, sentences in four languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from importer.problems import Code, Problem, Severity, column_letters, describe
from importer.wording import Lang


@given(st.integers(min_value=0, max_value=16_383))
def test_columns_are_lettered_as_excel_does(column: int) -> None:
    """The address in a message is the one on the screen."""
    assert column_letters(column) == get_column_letter(column + 1)


def test_a_cell_needs_a_row_and_a_column() -> None:
    """A problem of a whole row or a whole column has no one cell."""
    assert Problem(code=Code.REQUIRED, row=12, column=5).cell == "F12"
    assert Problem(code=Code.REQUIRED, row=12).cell is None
    assert Problem(code=Code.COLUMN_UNMAPPED, column=5).cell is None


@pytest.mark.parametrize("lang", Lang, ids=str)
def test_a_problem_says_where_and_what(lang: Lang) -> None:
    """Sheet, cell, heading and what was found stand in the sentence of every language."""
    problem = Problem(
        code=Code.UNKNOWN_CHOICE,
        row=12,
        column=5,
        sheet="Stock",
        heading="Brandstof",
        field="fuelType",
        found="benzien",
        params={"accepted": "petrol, diesel", "suggestion": "petrol"},
    )
    text = describe(problem, lang)
    for part in ("Stock", "F12", "Brandstof", "benzien", "petrol"):
        assert part in text


def test_severity_is_fixed_by_the_code() -> None:
    """What blocks a row does so everywhere."""
    assert Problem(code=Code.REQUIRED).severity is Severity.ERROR
    assert Problem(code=Code.TITLE_MADE).severity is Severity.WARNING
