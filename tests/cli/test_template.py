"""`importer template`: files that are made, and that a dealer's work is never overwritten."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run


def headings(path: Path) -> list[str]:
    """The headings of a template's first sheet."""
    return [str(cell.value) for cell in openpyxl.load_workbook(path).worksheets[0][1]]


def test_a_template_is_made_and_checks_clean(run: Run, tmp_path: Path) -> None:
    """The file has the language that was asked for, and the importer reads it at once."""
    done = run("template", "--lang", "fr", "-o", "stock.xlsx")
    assert (done.returncode, done.stdout) == (0, "")
    assert "stock.xlsx" in done.stderr
    assert headings(tmp_path / "stock.xlsx")[0] == "Référence externe *"
    assert run("check", "stock.xlsx").returncode == 0


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        (
            "required",
            ["External reference *", "Location code *", "Dealer profile ID *", "Status", "Title *", "Price (€) **"],
        ),
        ("price,brand", ["External reference *", "Brand", "Price (€) **"]),
        ("price,currency", ["External reference *", "Price **", "Currency"]),
        ("PRICE, car_pass_url", ["External reference *", "Car-Pass", "Price (€) **"]),
    ],
)
def test_fields_choose_the_columns(run: Run, tmp_path: Path, fields: str, names: list[str]) -> None:
    """A set or names, by the API's name or alias in any case; the reference is always there."""
    assert run("template", "--fields", fields, "-o", "t.xlsx").returncode == 0
    assert headings(tmp_path / "t.xlsx")[: len(names)] == names


def test_an_unknown_field_is_said_with_a_suggestion(run: Run) -> None:
    """A slip of the pen is named, with what was probably meant."""
    done = run("template", "--fields", "prise", "-o", "t.xlsx")
    assert done.returncode == 2
    assert "prise" in done.stderr
    assert "price" in done.stderr


@pytest.mark.parametrize(("option", "accepted"), [("--images", "0 … 50"), ("--rows", "1 … 100000")])
def test_a_number_that_is_too_high_is_told_its_bounds(run: Run, option: str, accepted: str) -> None:
    """The message names the option and what it takes."""
    done = run("template", option, "100001", "-o", "t.xlsx")
    assert done.returncode == 2
    assert option in done.stderr
    assert accepted in done.stderr


def test_images_and_features_choose_their_columns(run: Run, tmp_path: Path) -> None:
    """As many pictures as were asked for, and features one a cell."""
    assert (
        run(
            "template", "--images", "3", "--features", "columns", "--fields", "features,images", "-o", "t.xlsx"
        ).returncode
        == 0
    )
    names = headings(tmp_path / "t.xlsx")
    assert names[-3:] == ["Image 1", "Image 2", "Image 3"]
    assert "Comfort features 1" in names


def test_a_filled_template_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    """There may be a day's work in it: another name is proposed and the file stays as it is."""
    path = tmp_path / "stock.xlsx"
    path.write_bytes(b"a day's work")
    done = run("template", "-o", "stock.xlsx")
    assert done.returncode == 2
    assert "stock-2.xlsx" in done.stderr
    assert path.read_bytes() == b"a day's work"


@pytest.mark.parametrize("arguments", [("-o", "t.pdf"), ("--format", "csv", "-o", "t.xlsx"), ("-o", "nowhere/t.xlsx")])
def test_a_place_that_will_not_do_is_said(run: Run, arguments: tuple[str, ...]) -> None:
    """A wrong ending, two formats at once and a folder that does not exist each come to a sentence."""
    done = run("template", *arguments)
    assert done.returncode == 2
    assert Path(arguments[-1]).name in done.stderr
    assert "Traceback" not in done.stderr


def test_all_writes_every_language_and_format(run: Run, tmp_path: Path) -> None:
    """`make templates` writes eight files, again and again."""
    for _ in range(2):
        assert run("template", "--all", "-o", ".").returncode == 0
    made = sorted(path.name for path in tmp_path.glob("listings.*"))
    assert made == sorted(f"listings.{lang}.{kind}" for lang in ("nl", "fr", "de", "en") for kind in ("xlsx", "csv"))


def test_a_csv_with_examples_has_no_rows(run: Run, tmp_path: Path) -> None:
    """The examples stand above the headings and are not read."""
    assert run("template", "--lang", "nl", "--example", "-o", "stock.csv").returncode == 0
    rows = list(csv.reader(io.StringIO((tmp_path / "stock.csv").read_text("utf-8-sig")), delimiter=";"))
    assert [row[0][:1] for row in rows].count("#") == 9
    done = run("check", "stock.csv", "--json")
    assert '"rows": 0' in done.stdout


@pytest.mark.parametrize(("kind", "is_said"), [("csv", True), ("xlsx", False)])
def test_a_csv_says_that_it_cannot_keep_the_location(run: Run, kind: str, is_said: bool) -> None:
    """What is lost is told with the option that gives it again; a workbook keeps it."""
    done = run("template", "--location", "DEX-GENT", "--lang", "en", "-o", f"stock.{kind}")
    assert done.returncode == 0
    assert ("--location DEX-GENT" in done.stderr) is is_said


MESSY = """Stocknr;Merk;Model;Km-stand;Vraagprijs;Brandstof;Opties;Foto's
S-1;Opel;Corsa;48.500 km;€ 9.950,-;Benzine;Airco, Navigatie;https://example.com/1.jpg https://example.com/2.jpg
S-2;Audi;A3;veel;18950;Diesel;;
S-3;Fiat;500;12000;op aanvraag;raketbrandstof;;
S-1;Opel;Corsa;48.500 km;€ 9.950,-;Benzine;Airco, Navigatie;https://example.com/1.jpg https://example.com/2.jpg
"""


def test_a_dealers_own_file_becomes_a_clean_sheet(run: Run, tmp_path: Path) -> None:
    """His columns and values are there in the words of the language; what could not be read stands as he wrote it."""
    (tmp_path / "messy.csv").write_text(MESSY, encoding="utf-8")
    done = run("template", "--from", "messy.csv", "--lang", "fr", "-o", "clean.xlsx")
    assert done.returncode == 0
    assert "3" in done.stderr
    sheet = openpyxl.load_workbook(tmp_path / "clean.xlsx").worksheets[0]
    rows = [
        {str(head.value): cell.value for head, cell in zip(sheet[1], row, strict=True)}
        for row in sheet.iter_rows(min_row=2)
    ]
    assert [row["Référence externe *"] for row in rows] == ["S-1", "S-2", "S-3"]
    assert [row["Kilométrage (km)"] for row in rows] == [48500, "veel", 12000]
    assert [row["Carburant"] for row in rows] == ["essence", "diesel", "raketbrandstof"]
    assert [row["Prix (€) **"] for row in rows][:2] == [9950, 18950]
    assert [row["Titre *"] for row in rows] == [None, None, None]
    assert rows[0]["Photo 2"] == "https://example.com/2.jpg"


def test_what_does_not_come_along_into_the_clean_sheet_is_said(run: Run, tmp_path: Path) -> None:
    """A column that is not used and a row that stands twice are named; a year without its month stays to be mended."""
    lines = [
        "Stocknr;Merk;Model;Eerste registratie;Inkoopprijs",
        "S-1;Opel;Corsa;2017;9000",
        "S-2;Audi;A3;03/2019;9000",
    ]
    (tmp_path / "own.csv").write_text("\n".join([*lines, lines[1]]), encoding="utf-8")
    done = run("template", "--from", "own.csv", "-o", "clean.xlsx")
    assert "2 rows taken over; 1 cell could not be read" in done.stderr
    assert "1 row stands there already" in done.stderr
    assert "Columns not taken over: Inkoopprijs." in done.stderr
    sheet = openpyxl.load_workbook(tmp_path / "clean.xlsx").worksheets[0]
    at = next(cell.column for cell in sheet[1] if str(cell.value).startswith("First registration"))
    assert str(sheet.cell(2, at).value) == "2017"


def test_a_column_that_is_filled_far_below_is_said_to_be_left_out(run: Run, tmp_path: Path) -> None:
    """A column is looked at in every row; one that is blank in all of them is nothing to mention."""
    rows = [f"S-{number};Opel;Corsa;;" for number in range(300)]
    (tmp_path / "own.csv").write_text(
        "\n".join(["Stocknr;Merk;Model;Wxyz;Leeg", *rows, "S-X;VW;Golf;a;"]), encoding="utf-8"
    )
    done = run("template", "--from", "own.csv", "--lang", "en", "-o", "clean.xlsx")
    assert "Columns not taken over: Wxyz." in done.stderr


def test_rows_that_say_nothing_are_left_out_and_counted(run: Run, tmp_path: Path) -> None:
    """Rows of which no cell is understood make no blank lines in the sheet, and what is taken over is counted truly."""
    text = "Stocknr;Merk;Model;Wxyz\nS-1;Opel;Corsa;a\n;;;b\n;;;c\nS-2;Audi;A3;d\n"
    (tmp_path / "messy.csv").write_text(text, encoding="utf-8")
    done = run("template", "--from", "messy.csv", "--lang", "en", "-o", "clean.xlsx")
    assert "2 rows taken over" in done.stderr
    assert "Left out: 2 rows" in done.stderr
    sheet = openpyxl.load_workbook(tmp_path / "clean.xlsx").worksheets[0]
    assert [sheet.cell(row=row, column=1).value for row in (2, 3, 4)] == ["S-1", "S-2", None]


def test_a_clean_sheet_means_what_the_messy_one_meant(run: Run, tmp_path: Path) -> None:
    """Both come to the same payloads, row for row, save the repeated one."""
    lines = MESSY.splitlines()
    (tmp_path / "messy.csv").write_text("\n".join(lines[:2]), encoding="utf-8")
    for kind in ("xlsx", "csv"):
        assert run("template", "--from", "messy.csv", "--lang", "de", "-o", f"clean.{kind}").returncode == 0
        found = []
        for name in ("messy.csv", f"clean.{kind}"):
            assert run("check", name, "--location", "DEX-GENT", "--payloads", f"{name}.jsonl").returncode == 0
            found.append(
                (tmp_path / f"{name}.jsonl").read_text("utf-8").partition('"payload"')[2].partition('"problems"')[0]
            )
        assert found[0] == found[1]
        assert "Corsa" in found[0]
