"""Rows between those of the cars: makes, what is sold, sums, tops of printed pages."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from importer.reading import open_table
from importer.records import CHUNK_ROWS, RawTable
from tests.reading.files import problems_of, rows_of, text_file, workbook

HEADINGS = ("Ref", "Model", "Km", "Prijs", "Kleur")
GOLF = ("A1", "Golf", 120_000, 9950, "grijs")
POLO = ("A2", "Polo", 80_000, 7950, "rood")
CLIO = ("A3", "Clio", 60_000, 8950, "wit")
ZOE = ("A4", "Zoe", 30_000, 10_950, "blauw")


def _table(folder: Path, rows: Sequence[Sequence[object]]) -> RawTable:
    return open_table(workbook(folder, {"Stock": [HEADINGS, *rows]}))


def _makes(table: RawTable) -> dict[int, object]:
    at = list(table.headings).index("brand")
    return {row: chunk.columns[at][i] for chunk in table.chunks(CHUNK_ROWS) for i, row in enumerate(chunk.rows)}


def test_makes_in_rows_of_their_own_are_a_column(tmp_path: Path) -> None:
    """Each car gets the make that stands above it, and the rows of makes are said and left out."""
    table = _table(tmp_path, [("VOLKSWAGEN",), GOLF, POLO, (), ("Renault (2)",), CLIO, ZOE])
    assert list(table.headings) == [*HEADINGS, "brand"]
    assert _makes(table) == {3: "VOLKSWAGEN", 4: "VOLKSWAGEN", 7: "Renault", 8: "Renault"}
    assert problems_of(table) == [(2, "make_row"), (6, "make_row")]


def test_makes_in_rows_of_a_text(tmp_path: Path) -> None:
    """A text has them as well, with a separator for each column."""
    lines = ["Ref;Model;Km;Prijs", "VW;;;", "A1;Golf;120000;9950", "Opel;;;", "A3;Corsa;60000;8950", ""]
    assert _makes(open_table(text_file(tmp_path, "\n".join(lines)))) == {3: "VW", 5: "Opel"}


def test_a_section_that_is_no_make_ends_the_make(tmp_path: Path) -> None:
    """Cars below `Diversen` have no make, and those above the first make none either; a remark changes nothing."""
    rows = [GOLF, ("Volkswagen",), POLO, ("staat nog bij de spuiter",), GOLF, ("Renault",), CLIO, ("Diversen",), ZOE]
    table = _table(tmp_path, rows)
    assert _makes(table) == {
        2: None,
        4: "Volkswagen",
        5: "Volkswagen",
        6: "Volkswagen",
        8: "Renault",
        9: None,
        10: None,
    }


@pytest.mark.parametrize(
    "rows",
    [
        [("Volkswagen",), GOLF, POLO, CLIO],
        [("Golf",), GOLF, ("Polo",), POLO],
        [("Volkswagen",), ("Renault",), ("Opel",), ("Ford",)],
        [("Volkswagen", None, None, 9950), GOLF, ("Renault", None, None, 9950), CLIO],
    ],
    ids=["one", "models", "no cars", "more cells"],
)
def test_rows_that_are_no_makes_add_no_column(tmp_path: Path, rows: Sequence[Sequence[object]]) -> None:
    """One make alone, models, a list of makes and rows with a second cell are none."""
    assert list(_table(tmp_path, rows).headings) == list(HEADINGS)


def test_a_table_with_makes_of_its_own_gets_no_other(tmp_path: Path) -> None:
    """Where a column is the make, a make in a row alone is a car that lacks the rest."""
    rows = [
        ("Ref", "Merk", "Model", "Prijs"),
        (None, "VW"),
        ("A1", "VW", "Golf", 9950),
        (None, "Opel"),
        ("A2", "Opel", "Corsa", 1),
    ]
    table = open_table(workbook(tmp_path, {"Stock": rows}))
    assert (list(table.headings), list(rows_of(table))) == (["Ref", "Merk", "Model", "Prijs"], [2, 3, 4, 5])


def test_cars_below_a_row_that_says_sold_are_errors(tmp_path: Path) -> None:
    """They are kept from being sent, until cars are for sale again; the row itself is left out."""
    table = _table(tmp_path, [GOLF, (), ("VERKOCHT",), POLO, CLIO, ("Te koop",), ZOE])
    assert list(rows_of(table)) == [2, 5, 6, 7, 8]
    assert problems_of(table) == [(4, "sold_row"), (5, "below_sold"), (6, "below_sold")]


@pytest.mark.parametrize("row", [("Verkocht", "Polo", 1, 2, "x"), ("Nog niet verkocht",), (None, "verkocht?", 1)])
def test_other_rows_with_the_word_change_nothing(tmp_path: Path, row: Sequence[object]) -> None:
    """A status of one car, what is not sold, and a row of several cells."""
    assert "below_sold" not in dict(problems_of(_table(tmp_path, [GOLF, row, CLIO]))).values()


@pytest.mark.parametrize(
    "total",
    [
        ("Page total", None, 200_000, 17_900),
        ("Zwischensumme", None, None, 17_900),
        ("Subtotaal", None, None, 17_900),
        (None, "TOTAL", None, 17_900),
    ],
    ids=str,
)
def test_sums_between_the_cars_are_left_out(tmp_path: Path, total: Sequence[object]) -> None:
    """The sum of a page is no car, wherever it stands."""
    table = _table(tmp_path, [GOLF, POLO, total, CLIO, ZOE])
    assert (list(rows_of(table)), problems_of(table)) == ([2, 3, 5, 6], [(4, "totals_row")])


def test_the_top_of_a_printed_page_is_left_out_when_it_comes_again(tmp_path: Path) -> None:
    """What stands above the headings stands there on each page; the number of the page may differ."""
    top = [("Rapport: occasions",), ("Afdruk 25-11", None, None, None, "Pagina {}")]
    pages = [[(cell or "").format(page) or None for cell in line] for page in (1, 2) for line in top]
    table = open_table(
        workbook(tmp_path, {"Stock": [*pages[:2], HEADINGS, GOLF, POLO, *pages[2:], HEADINGS, CLIO, ZOE]})
    )
    assert list(rows_of(table)) == [4, 5, 9, 10]
    assert problems_of(table) == [(6, "repeated_headings"), (7, "repeated_headings"), (8, "repeated_headings")]


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_chunks_of_any_size_tell_the_same(tmp_path: Path, size: int) -> None:
    """Makes and what is sold go on from chunk to chunk."""
    table = _table(
        tmp_path, [("VW",), GOLF, POLO, ("Renault",), CLIO, ("Verkocht",), ZOE, GOLF, ("Totaal", None, 1, 2)]
    )
    chunks = list(table.chunks(size))
    assert [cell for chunk in chunks for cell in chunk.columns[-1]][:3] == ["VW", "VW", "Renault"]
    said = sorted((problem.row, problem.code.value) for chunk in chunks for problem in chunk.problems)
    assert said == [
        (2, "make_row"),
        (5, "make_row"),
        (7, "sold_row"),
        (8, "below_sold"),
        (9, "below_sold"),
        (10, "totals_row"),
    ]


def test_a_status_in_a_blank_row_is_of_that_row_alone(tmp_path: Path) -> None:
    """Where cars have their status in that column, the cars below are not sold."""
    headings = (*HEADINGS, "Status")
    rows = [(*GOLF, "te koop"), (None,) * 5 + ("Verkocht",), (*POLO, "verkocht"), (*CLIO, "te koop")]
    table = open_table(workbook(tmp_path, {"Stock": [headings, *rows]}))
    assert problems_of(table) == []
    assert list(rows_of(table)) == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("Golf", "VOLKSWAGEN"),
        ("VW Golf", "VOLKSWAGEN"),
        ("DS 3", "VOLKSWAGEN"),
        ("Audi A3", None),
        ("Mini", None),
    ],
)
def test_a_car_with_another_make_of_its_own_gets_none(tmp_path: Path, name: str, make: str | None) -> None:
    """Its own name goes before the row above it; a wrong make is worse than none."""
    rows = [("VOLKSWAGEN",), ("A1", name, 120_000, 9950, "grijs"), ("Renault",), CLIO, ZOE]
    assert _makes(_table(tmp_path, rows))[3] == make
