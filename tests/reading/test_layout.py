"""Where a table begins and ends."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from importer.reading import open_table
from importer.reading.cell_shapes import names_units
from tests.reading.files import HEADINGS, ROWS, problems_of, rows_of, text_file, workbook

MORE = [(f"B{at}", "Kia", f"Rio {at}", 8000 + at) for at in range(30)]


@pytest.mark.parametrize(
    ("above", "heading_row"),
    [
        ([], 1),
        ([["Stocklijst 2026"]], 2),
        ([["Garage Peeters"], ["Tel.", "09 123 45 67"], []], 4),
        ([["Stocklijst", None, "Datum:", "01/03/2026"]], 2),
        ([[], [], []], 4),
        ([["# export"], ["# alle wagens"]], 3),
        ([["Lees dit: vul voor elke wagen een rij in en laat niets leeg. " * 5]], 2),
    ],
    ids=["none", "title", "address", "date", "blanks", "comments", "long-text"],
)
def test_what_stands_above_the_headings(tmp_path: Path, above: list[list[object]], heading_row: int) -> None:
    """Titles, addresses, notes and blank rows above are passed over."""
    table = open_table(workbook(tmp_path, {"Stock": [*above, HEADINGS, *ROWS, *MORE]}))
    assert (table.heading_row, list(table.headings)) == (heading_row, list(HEADINGS))
    assert list(rows_of(table)) == list(range(heading_row + 1, heading_row + 34))


@pytest.mark.parametrize("count", [1, 2, 40], ids=str)
def test_a_table_of_words_alone(tmp_path: Path, count: int) -> None:
    """Where no column holds numbers the first full row is the headings."""
    rows = [(f"ref {chr(65 + at % 26)}", "Opel", "benzine", "ja") for at in range(count)]
    table = open_table(workbook(tmp_path, {"Blad1": [("Kode", "Wagen", "Motor", "Leder"), *rows]}))
    assert (table.heading_row, len(rows_of(table))) == (1, count)


def test_headings_with_digits_are_headings(tmp_path: Path) -> None:
    """`1e inschrijving`, `CO2`, `image_1` and `Foto 2` are words."""
    headings = ("Ref", "1e inschrijving", "CO2", "image_1", "Foto 2")
    rows = [
        (f"A{at}", f"0{at}/2020", 110 + at, "https://a.example/1.jpg", "https://a.example/2.jpg") for at in range(1, 9)
    ]
    assert list(open_table(workbook(tmp_path, {"Stock": [headings, *rows]})).headings) == list(headings)


def test_merged_headings_of_two_rows(tmp_path: Path) -> None:
    """Headings of several rows are joined, a merged one over each of its columns."""
    rows = [["Voertuig", None, "Prijs", None, "Plaats"], ["Merk", "Model", "Bruto", "Netto", None]]
    data = [("Opel", "Corsa", 9950 + at, 8000 + at, "Gent") for at in range(5)]
    path = workbook(tmp_path, {"Stock": [["Stocklijst"], *rows, *data]})
    book = openpyxl.load_workbook(path)
    for cells in ("A2:B2", "C2:D2", "E2:E3"):
        book["Stock"].merge_cells(cells)
    book.save(path)
    table = open_table(path)
    assert table.heading_row == 3
    assert list(table.headings) == ["Voertuig Merk", "Voertuig Model", "Prijs Bruto", "Prijs Netto", "Plaats"]
    assert list(rows_of(table)) == [4, 5, 6, 7, 8]


def test_group_names_that_repeat(tmp_path: Path) -> None:
    """Without merged cells a row that repeats its words over the columns names their groups."""
    rows = [["auto", "auto", "prijs", "prijs"], ["merk", "model", "bruto", "netto"]]
    data = [("Opel", "Corsa", 9950 + at, 8000 + at) for at in range(5)]
    table = open_table(workbook(tmp_path, {"Stock": [*rows, *data]}))
    assert (table.heading_row, list(table.headings)) == (2, ["auto merk", "auto model", "prijs bruto", "prijs netto"])


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_groups_that_stand_once_go_on_to_the_next_one(tmp_path: Path, kind: str) -> None:
    """Without merged cells a group's name stands above its first column alone; what was paid is not what is asked."""
    cars = [["Opel", "Corsa", str(40_100 + at), "8000", "12/04/2026", "9950", "Fiat", "160000"] for at in range(5)]
    rows = [
        ["Voertuig", "", "", "Inkoop", "", "Verkoop", "Inruil", ""],
        ["Merk", "Model", "Km", "Prijs", "Datum", "Prijs", "Merk", "Km"],
        *cars,
    ]
    if kind == "csv":
        path = text_file(tmp_path, "\n".join(";".join(row) for row in rows))
    else:
        path = workbook(tmp_path, {"Stock": [[cell or None for cell in row] for row in rows]})
    table = open_table(path)
    assert list(table.headings) == [
        "Voertuig Merk", "Voertuig Model", "Voertuig Km", "Inkoop Prijs", "Inkoop Datum", "Verkoop Prijs",
        "Inruil Merk", "Inruil Km",
    ]  # fmt: skip
    assert table.heading_levels[3] == ("Inkoop", "Prijs")


def test_a_group_of_an_unknown_name_among_known_ones_is_one_of_them(tmp_path: Path) -> None:
    """`RESTITUTION` beside `VÉHICULE` and `PRIX` is a group as they are; a row of unknown words is a title."""
    below = ["Contrat", "Marque", "Modèle", "HT", "TTC", "Date"]
    cars = [["8800", "Opel", "Corsa", 8000, 9600, "12/04/2026"] for _ in range(5)]
    groups = ["DOSSIER", "VÉHICULE", None, "PRIX", None, "RESTITUTION"]
    table = open_table(workbook(tmp_path, {"Stock": [groups, below, *cars]}))
    assert list(table.headings[1:]) == ["VÉHICULE Marque", "VÉHICULE Modèle", "PRIX HT", "PRIX TTC", "RESTITUTION Date"]
    title = ["Garage", "Dupont", None, "PRIX", None, "Namur"]
    assert list(open_table(workbook(tmp_path, {"Stock": [title, below, *cars]})).headings) == below


@pytest.mark.parametrize(
    "title",
    [
        ["Stocklijst", None, None, "Datum"],
        ["Garage Peeters", None, "Gent", None],
        ["Voertuigen in stock op dit moment", None, None, "Verkoop"],
        ["Voertuigen", None, None, "01/06/2026"],
        ["Voertuigen", None, None, None],
        [None, "Voertuig", None, None],
    ],
)
def test_a_title_with_something_beside_is_no_row_of_groups(tmp_path: Path, title: list[str | None]) -> None:
    """What stands above a table in a cell or two goes into no heading, unless it is made of words of groups."""
    rows = [title, ["Merk", "Model", "Km", "Prijs"], *(["Opel", "Corsa", 40_100 + at, 9950 + at] for at in range(5))]
    table = open_table(workbook(tmp_path, {"Stock": rows}))
    assert (table.heading_row, list(table.headings)) == (2, ["Merk", "Model", "Km", "Prijs"])


def test_headings_in_two_languages_are_not_joined(tmp_path: Path) -> None:
    """Of two rows of headings in two languages the lower one counts."""
    rows = [["Merk", "Kilometerstand", "Prijs"], ["Marque", "Kilométrage", "Prix"]]
    data = [("Opel", 50_000 + at, 9950 + at) for at in range(5)]
    table = open_table(workbook(tmp_path, {"Stock": [*rows, *data]}))
    assert (table.heading_row, list(table.headings)) == (2, ["Marque", "Kilométrage", "Prix"])


def test_a_row_of_units_belongs_to_the_headings(tmp_path: Path) -> None:
    """Units on a row of their own are part of the headings, not a vehicle."""
    rows = [["Merk", "Kilometerstand", "Vermogen", "Prijs"], [None, "(km)", "(kW)", "€"]]
    data = [("Opel", 50_000 + at, 80, 9950 + at) for at in range(5)]
    table = open_table(workbook(tmp_path, {"Stock": [*rows, *data]}))
    assert (table.heading_row, list(table.headings)) == (2, ["Merk", "Kilometerstand (km)", "Vermogen (kW)", "Prijs €"])


@pytest.mark.parametrize("unit", ["€ incl.", "EUR excl", "€ TVAC", "j/n", "ja/nein", "oui/non", "dd/mm/jjjj"])
def test_how_a_column_is_filled_in_stands_among_units(unit: str) -> None:
    """With or without VAT, and which two answers there are, is said in a row of units; an answer is none."""
    assert names_units([None, "km", unit])
    assert not names_units(["ja", "km"])
    assert not names_units(["km", "€ 9.950"])


def test_a_small_word_may_stand_among_units(tmp_path: Path) -> None:
    """`bis` stands below the inspection, and the row is none of a vehicle; words alone are no units."""
    headings = ["Marke", "Stand", "Mot.-Lst.", "VK", "EK", "Pickerl"]
    data = [("Opel", 50_000 + at, 80, 9950 + at, 8000 + at, "08/2027") for at in range(5)]
    units = open_table(workbook(tmp_path, {"GW": [headings, [None, "[km]", "[kW]", "[€]", "MM.JJJJ", "bis"], *data]}))
    assert (units.heading_row, units.headings[1], len(rows_of(units))) == (2, "Stand [km]", 5)
    assert not names_units(["km", "neu", "vk", "ek", "bis"])


def test_repeated_and_empty_headings_keep_their_places(tmp_path: Path) -> None:
    """Two columns of one name, one of none and an index column stay what they are."""
    rows = [[None, "Foto", "Foto", None, "Prijs"], *([at, f"a{at}", f"b{at}", "x", 100 + at] for at in range(4))]
    table = open_table(workbook(tmp_path, {"Stock": rows}))
    assert list(table.headings) == ["", "Foto", "Foto", "", "Prijs"]
    assert rows_of(table)[2] == [0, "a0", "b0", "x", 100]


def test_a_heading_repeated_on_each_page_is_left_out(tmp_path: Path) -> None:
    """Headings repeated in the middle, as on printed pages, are no vehicle; it is said."""
    table = open_table(workbook(tmp_path, {"Stock": [HEADINGS, *ROWS, HEADINGS, *ROWS]}))
    assert list(rows_of(table)) == [2, 3, 4, 6, 7, 8]
    assert problems_of(table) == [(5, "repeated_headings")]


@pytest.mark.parametrize(
    "last",
    [
        ("Totaal", None, None, 38950),
        ("13 véhicules en stock", None, None, None),
        (None, "Totaal: 13 wagens", None, None),
        ("7 Fahrzeuge", None, None, 38950),
        ("TOTAL :", None, None, 38950),
        (None, None, "Summe", 38950),
        ("Aantal wagens: 3", None, None, None),
        ("Moyenne", None, None, 12983.33),
    ],
    ids=lambda row: str(next(filter(None, row))),
)
def test_totals_at_the_end_are_left_out(tmp_path: Path, last: tuple[object, ...]) -> None:
    """A total below the last vehicle is left out and said, also behind a blank row."""
    table = open_table(workbook(tmp_path, {"Stock": [HEADINGS, *ROWS, [], last]}))
    assert list(rows_of(table)) == [2, 3, 4]
    assert problems_of(table) == [(6, "totals_row")]


@pytest.mark.parametrize("note", ["* prijzen incl. BTW", "Alle Angaben ohne Gewähr", "All prices subject to change"])
def test_a_note_below_the_table_is_left_out_and_hides_no_total(tmp_path: Path, note: str) -> None:
    """A sentence behind a blank row, or below a total, is no vehicle; both are said."""
    below = open_table(workbook(tmp_path, {"Stock": [HEADINGS, *ROWS, [], ("Totaal", None, None, 38950), (note,)]}))
    assert list(rows_of(below)) == [2, 3, 4]
    assert sorted(problems_of(below)) == [(6, "totals_row"), (7, "footnote_row")]
    alone = open_table(workbook(tmp_path, {"Stock": [HEADINGS, *ROWS, [], (note,)]}))
    assert problems_of(alone) == [(6, "footnote_row")]


@pytest.mark.parametrize(
    "rows",
    [
        [("Mooie nette wagen",)],
        [[], ("Alfa Romeo Giulia",)],
        [[], (None, "Opel Corsa Edition", None, None)],
        [[], ("Golf 8 Variant R",)],
        [[], ("Mooie wagen", None, None, 9950)],
    ],
    ids=["no_gap", "make", "make_elsewhere", "figure", "price"],
)
def test_a_lone_name_at_the_end_may_be_a_vehicle(tmp_path: Path, rows: list[Sequence[object]]) -> None:
    """A row without a gap, with a make, a figure or a second cell stays, so that it is told what it lacks."""
    table = open_table(workbook(tmp_path, {"Stock": [HEADINGS, *ROWS, *rows]}))
    assert len(list(rows_of(table))) == len(ROWS) + 1


@pytest.mark.parametrize(
    "last",
    [
        ("TOTAL1", "Opel", "Corsa", 9950),
        ("A9", "Total", None, 500),
        (None, None, "308 auto", 9950),
        (None, "5008 voiture familiale", None, 19950),
        ("Sommer", None, None, None),
        ("x", None, None, None),
    ],
    ids=["reference", "brand", "gearbox", "kind", "word", "short"],
)
def test_a_vehicle_at_the_end_is_no_total(tmp_path: Path, last: tuple[object, ...]) -> None:
    """A row is left out only when it is surely a total."""
    assert list(rows_of(open_table(workbook(tmp_path, {"Stock": [HEADINGS, *ROWS, last]})))) == [2, 3, 4, 5]


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("kept", [12_500, 3, 0], ids=["kept", "kept in blocks", "streamed"])
def test_the_size_of_chunks_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, kind: str, kept: int
) -> None:
    """Rows and problems are the same in chunks of any size, at the first pass and the next."""
    rows = [HEADINGS, *ROWS, (None, " ", None, None), *MORE, HEADINGS, ("A8", "#N/A", "", 5), ("Totaal", None, None, 5)]
    if kind == "xlsx":
        path = workbook(tmp_path, {"Stock": rows})
    else:
        lines = [";".join("" if cell is None else str(cell) for cell in row) for row in rows]
        path = text_file(tmp_path, "\n".join([*lines[:5], "kort;rij", "een;te;veel;1;2", *lines[5:]]))
    whole = open_table(path)
    expected = rows_of(whole, 10_000), problems_of(whole, 10_000)
    if kept:
        for module in ("blocks", "table"):
            monkeypatch.setattr(f"importer.reading.{module}.CHUNK_ROWS", kept)
    else:
        monkeypatch.setattr("importer.reading.table._KEPT_CELLS", 0)
    table = open_table(path)
    for _ in range(2):
        assert (rows_of(table, size), problems_of(table, size)) == expected
    assert {len(chunk.rows) for chunk in list(table.chunks(size))[:-1]} <= {size}


def test_a_sheet_of_many_blank_rows_and_columns(tmp_path: Path) -> None:
    """A small table in a sheet that reaches far down or far to the right is read at once, without the blanks."""
    path = workbook(tmp_path, {"Stock": [HEADINGS, *ROWS]})
    book = openpyxl.load_workbook(path)
    book["Stock"].cell(200_000, 1, " ")
    book["Stock"].cell(1, 16_000).number_format = "0.00"
    book.save(path)
    table = open_table(path)
    assert (len(table.headings), list(rows_of(table))) == (4, [2, 3, 4])


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("is_kept", [True, False], ids=["kept", "streamed"])
def test_no_chunk_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, count: int, is_kept: bool
) -> None:
    """Several totals at the end leave a row for the chunk with which they are said; no chunk has no rows."""
    rows = [f"A{at};Opel;Corsa;1" for at in range(count)]
    if not is_kept:
        monkeypatch.setattr("importer.reading.table._KEPT_CELLS", 0)
    table = open_table(text_file(tmp_path, "\n".join([";".join(HEADINGS), *rows, *["Totaal;;;5"] * 3])))
    chunks = list(table.chunks(size))
    assert all(chunk.rows for chunk in chunks)
    assert sum(len(chunk.rows) for chunk in chunks) == count
    assert sum(len(chunk.problems) for chunk in chunks) == (3 if count else 0)
