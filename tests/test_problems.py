"""Problems: cells as Excel names them, sentences in four languages."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from importer.problems import Code, Problem, Severity, column_letters, describe
from importer.wording import Lang, say


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


def test_a_row_is_told_of_fields_by_their_labels() -> None:
    """A dealer reads the word of his language, also beside the very row; --map keeps the name that it takes."""
    params = {"fields": "price, postalCode", "statuses": "active", "reason": "required_blank_for_status"}
    missing = Problem(code=Code.REQUIRED, row=3, column=4, heading="Prijs", field="price", params=params)
    assert "status actief heeft “Prijs” of “Postcode” nodig" in describe(missing, Lang.NL)
    in_its_row = replace(missing, sheet=None, row=None)
    assert "“Prijs” of “Postcode” nodig" in describe(in_its_row, Lang.NL)
    assert describe(missing, Lang.FR).startswith("cellule E3, «\u00a0Prijs\u00a0»\u00a0: rien n’est indiqué")
    long = Problem(code=Code.TOO_LONG, row=3, field="description", params={"length": "9", "maximum": "8"})
    assert (
        describe(long, Lang.NL) == "rij 3: “Omschrijving” telt 9 tekens en mag er hoogstens 8 hebben. Kort de tekst in."
    )
    unmapped = Problem(code=Code.FIELD_WITHOUT_COLUMN, field="title", params={"headings": "A"})
    assert '--map "KOLOM=title"' in describe(unmapped, Lang.NL)


@pytest.mark.parametrize(
    ("fields", "way_out"),
    [
        ("externalReference", "--reference auto"),
        ("dealerProfileId, dealerLocationCode", "--location CODE"),
        ("postalCode", "[defaults]"),
    ],
)
@pytest.mark.parametrize("lang", Lang, ids=str)
def test_what_is_missing_is_said_with_a_way_out_that_there_is(fields: str, way_out: str, lang: Lang) -> None:
    """Nobody is told to give one reference for a whole file; where one value can serve all rows, it is said how."""
    ways = ("--reference auto", "--location CODE", "[defaults]")
    params = {"fields": fields, "reason": "required_blank"}
    text = describe(Problem(code=Code.REQUIRED, row=3, field=fields.partition(",")[0], params=params), lang)
    assert [way for way in ways if way in text] == [way_out]


@pytest.mark.parametrize("field", ["city", "province"])
@pytest.mark.parametrize("lang", Lang, ids=str)
def test_a_missing_place_is_told_that_the_postcode_is_enough(field: str, lang: Lang) -> None:
    """Who has no postcode gets three problems; the two that follow from it say so."""
    missing = Problem(code=Code.REQUIRED, row=3, field=field, params={"fields": field, "reason": "required_blank"})
    assert describe(missing, lang).endswith(say("remedy_place", lang))


@pytest.mark.parametrize("lang", Lang, ids=str)
def test_a_price_that_is_missing_is_asked_for_its_vehicle_alone(lang: Lang) -> None:
    """One price for all vehicles of a file would be wrong."""
    missing = Problem(code=Code.REQUIRED, row=3, field="price", params={"fields": "price", "reason": "required_blank"})
    assert describe(missing, lang).endswith(say("remedy_fill_in", lang))


@pytest.mark.parametrize(
    ("lang", "alternatives"), [(Lang.NL, "” of “"), (Lang.FR, "\u00a0» ou «\u00a0"), (Lang.DE, "“ oder „")]
)
def test_one_of_two_fields_is_not_asked_for_as_both(lang: Lang, alternatives: str) -> None:
    """A listing needs a location or a profile, and nobody is told to look for both."""
    params = {"fields": "dealerProfileId, dealerLocationCode", "reason": "required_blank"}
    missing = Problem(code=Code.REQUIRED, row=3, field="dealerProfileId", params=params)
    assert alternatives in describe(missing, lang)
