"""A chunk of cells becomes typed columns: constants, defaults, templates, several columns for one field, problems."""

from typing import Any

import pandas as pd
import pytest

from importer import checks, frames, payloads
from importer.problems import Code, Problem
from importer.records import CellFault, RawChunk, Target
from tests.intake_tables import DRAFT, TODAY, MappedTable, codes, triples


def field(name: str, cells: dict[str, Any], **options: Any) -> object:
    """The typed value of a field in a table of one row, None when it is blank."""
    value = MappedTable([cells], **options).frame().frame[name].iloc[0]
    return None if pd.isna(value) else value


def test_columns_are_typed_and_nullable_and_rows_are_the_sheet_s() -> None:
    """Blanks are missing values, not zeros or empty texts; the index is the row number."""
    frame = MappedTable(
        [
            {"title": "A", "year": "2020", "price": "1", "warranty": "ja", "firstRegistration": "01/2020"},
            {"title": None, "year": None, "price": None, "warranty": None, "firstRegistration": None},
        ],
        language="nl",
    ).frame()
    assert list(frame.frame.index) == [2, 3]
    types = {name: str(frame.frame[name].dtype) for name in ("title", "year", "price", "warranty", "firstRegistration")}
    assert types == {
        "title": "string",
        "year": "Int64",
        "price": "Float64",
        "warranty": "boolean",
        "firstRegistration": "string",
    }
    assert frame.frame.loc[3].isna().all()


def test_a_truth_value_and_a_one_in_one_column_stay_two_values() -> None:
    """Python holds True for 1; a dealer does not."""
    rows = MappedTable([{**DRAFT, "title": True}, {**DRAFT, "title": 1}]).built()
    assert rows[0].body != rows[1].body


@pytest.mark.parametrize(
    ("cells", "options", "expected"),
    [
        pytest.param({"status": "sold"}, {"constants": {"status": "active"}}, "active", id="a constant wins"),
        pytest.param({"title": "A"}, {"constants": {"status": "active"}}, "active", id="a constant needs no column"),
        pytest.param({"status": None}, {"defaults": {"status": "active"}}, "active", id="a default fills a blank"),
        pytest.param({"status": "-"}, {"defaults": {"status": "active"}}, "active", id="a placeholder is a blank"),
        pytest.param({"status": "sold"}, {"defaults": {"status": "active"}}, "sold", id="a cell wins over a default"),
        pytest.param({"status": "in orde"}, {"defaults": {"status": "active"}}, None, id="what is wrong is not filled"),
        pytest.param({"title": "A"}, {"defaults": {"status": "active"}}, "active", id="a default needs no column"),
    ],
)
def test_constants_and_defaults_fill_what_they_are_for(
    cells: dict[str, Any], options: dict[str, Any], expected: str | None
) -> None:
    """A constant holds for every row, a default where the cell is blank."""
    assert field("status", cells, **options) == expected


def test_a_dealer_s_own_words_are_read_by_the_mapping() -> None:
    """A profile says what a word of the dealer means."""
    assert field("status", {"status": "in de etalage"}, words={"status": {"in de etalage": "active"}}) == "active"


@pytest.mark.parametrize(
    ("cells", "title"),
    [
        pytest.param({"brand": "VW", "model": "Golf", "variant": "GTI"}, "VW Golf GTI", id="all three"),
        pytest.param({"brand": "VW", "variant": "GTI"}, "VW GTI", id="no model"),
        pytest.param({"brand": "VW", "model": "Golf", "title": "Mijn titel"}, "Mijn titel", id="own title"),
        pytest.param({"mileage": 5}, None, id="nothing to make it of"),
    ],
)
def test_a_missing_title_is_made_and_said(cells: dict[str, Any], title: str | None) -> None:
    """Brand, model and variant; the row has a warning that shows the title."""
    assert field("title", cells) == title
    said = {name: code for name, code in codes(cells) if code == "title_made"}
    assert bool(said) == (title is not None and "title" not in cells)


def test_a_title_that_cannot_be_read_is_not_made() -> None:
    """Something stands there, so nothing is put in its place."""
    cells = {**DRAFT, "brand": "VW", "title": CellFault(text="#REF!")}
    assert codes(cells) == {("title", "error_cell")}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"brand": "VW", "year": 2020}, "VW (2020)"),
        ({"brand": "VW", "year": None}, "VW ()"),
        ({"brand": None, "year": None}, None),
        ({"brand": "VW", "year": 2020, "customType": "eigen"}, "eigen"),
    ],
)
def test_a_template_makes_a_text_of_other_fields(cells: dict[str, Any], expected: str | None) -> None:
    """It fills blanks, and only when one of its fields has a value."""
    assert field("customType", cells, templates={"customType": "{brand} ({year})"}) == expected


_YEAR_AND_MONTH = {
    "Jaar": [Target(field="firstRegistration", part="year"), Target(field="year", part="year")],
    "Maand": [Target(field="firstRegistration", part="month")],
}


@pytest.mark.parametrize(
    ("year", "month", "expected"),
    [(2021, 3, "2021-03"), ("2021", "maart", "2021-03"), (2021, None, None), (None, 3, None)],
)
def test_a_year_and_a_month_in_two_columns_make_one_month(year: Any, month: Any, expected: str | None) -> None:
    """Half a date is no date; the year alone still feeds its own field."""
    cells = {"Jaar": year, "Maand": month}
    assert field("firstRegistration", cells, targets=_YEAR_AND_MONTH, language="nl") == expected
    assert field("year", cells, targets=_YEAR_AND_MONTH, language="nl") == (None if year is None else 2021)


def test_of_two_columns_for_one_field_the_first_that_is_filled_is_taken() -> None:
    """`mileage` or `mileage2`; a problem names the column that was read."""
    targets = {"km": [Target(field="mileage")], "km2": [Target(field="mileage")]}
    rows = [{**DRAFT, "km": 10, "km2": 20}, {**DRAFT, "km": None, "km2": 20}, {**DRAFT, "km": None, "km2": -5}]
    table = MappedTable(rows, targets=targets)
    assert list(table.frame().frame["mileage"]) == [10, 20, -5]
    assert {problem.heading for row in table.built() for problem in row.problems} == {"km2"}


def test_a_currency_in_the_price_goes_to_its_own_field() -> None:
    """Where no column says it."""
    assert field("currency", {"price": "CHF 22'500.–"}) == "CHF"
    assert field("currency", {"price": "€ 100", "currency": None}) == "EUR"
    assert field("currency", {"price": "18950"}) is None


def test_two_currencies_in_one_row_are_an_error() -> None:
    """Nobody can say which amount is meant."""
    assert ("price", "currency_conflict") in codes({**DRAFT, "price": "CHF 22'500.–", "currency": "EUR"})


@pytest.mark.parametrize(
    ("fuel", "cell", "emission"),
    [("benzine", "0", None), ("hybride", 0, None), ("elektrisch", "0", 0), (None, "0", 0), ("diesel", "118", 118)],
)
def test_no_car_that_burns_something_emits_nothing(fuel: str | None, cell: Any, emission: int | None) -> None:
    """A petrol car of 0 g/km is one whose emission nobody filled in; an electric car has none."""
    cells = {**DRAFT, "fuelType": fuel, "co2Emission": cell}
    assert field("co2Emission", cells, language="nl") == emission
    assert (("co2Emission", "zero_left_blank") in codes(cells)) is (emission is None)


@pytest.mark.parametrize(
    ("fuel", "cell", "litres"), [("elektrisch", "17,2", None), ("hybride", "17,2", 17.2), (None, "17,2", 17.2)]
)
def test_what_an_electric_car_uses_is_no_litres(fuel: str | None, cell: str, litres: float | None) -> None:
    """Its number is of kWh, for which there is no field: it is left out, and that is said."""
    cells = {**DRAFT, "fuelType": fuel, "fuelConsumption": cell}
    assert field("fuelConsumption", cells, language="nl") == litres
    said = ("fuelConsumption", "electric_consumption") in codes(cells, language="nl")
    assert said is (litres is None)


@pytest.mark.parametrize(("fuel", "litres"), [("benzine", None), ("elektrisch", 0.0)])
def test_no_car_that_burns_something_uses_nothing(fuel: str, litres: float | None) -> None:
    """0 l/100 km is true of an electric car alone."""
    cells = {**DRAFT, "fuelType": fuel, "fuelConsumption": "0"}
    assert field("fuelConsumption", cells, language="nl") == litres


@pytest.mark.parametrize(("uncalculated", "code"), [(False, "error_cell"), (True, "uncalculated_formula")])
def test_a_cell_whose_value_cannot_be_known_is_a_problem_of_its_field(uncalculated: bool, code: str) -> None:
    """It is not a blank, which would erase what is live."""
    cells = {**DRAFT, "price": CellFault(text="#REF!", uncalculated=uncalculated)}
    (row,) = MappedTable([cells]).built()
    assert [(p.field, p.code.value, p.cell, p.found) for p in row.problems] == [("price", code, "D2", "#REF!")]


def test_a_fault_in_a_column_that_means_nothing_is_no_problem() -> None:
    """What is not sent cannot be wrong."""
    assert codes({**DRAFT, "Eigen formule": CellFault(text="#N/A")}) == set()


def test_what_reading_said_of_a_row_stays_with_it() -> None:
    """Too many cells in a row may mean that they stand in the wrong columns."""
    table = MappedTable([DRAFT])
    (chunk,) = table.chunks(1)
    said = Problem(code=Code.EXTRA_CELLS, row=2, params={"found_cells": "9", "expected_cells": "3"})
    read = RawChunk(rows=chunk.rows, columns=chunk.columns, problems=[said])
    assert frames.read_chunk(read, table.table, table.mapping, today=TODAY).problems == {2: [said]}


def test_a_long_cell_is_shown_cut() -> None:
    """A problem quotes at most eighty characters."""
    (row,) = MappedTable([{**DRAFT, "year": "x" * 500}]).built()
    assert row.problems[0].found == "x" * 79 + "…"


def test_an_empty_chunk_has_no_rows() -> None:
    """A table with headings and nothing below."""
    table = MappedTable([DRAFT])
    chunk = RawChunk(rows=[], columns=[[] for _ in table.headings])
    assert frames.read_chunk(chunk, table.table, table.mapping, today=TODAY).frame.empty


def test_rows_keep_their_numbers_when_blank_rows_lie_between() -> None:
    """The row of a problem is the one that Excel shows."""
    table = MappedTable([{**DRAFT, "year": "x"}, {**DRAFT, "year": "y"}])
    (chunk,) = table.chunks(2)
    spread = RawChunk(rows=[4, 90], columns=chunk.columns)
    frame = checks.check(frames.read_chunk(spread, table.table, table.mapping, today=TODAY), today=TODAY)
    found = triples(payloads.rows(payloads.build(frame), spread, {}))
    assert found == {(4, "year", "not_a_number"), (90, "year", "not_a_number")}
