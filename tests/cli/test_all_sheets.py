"""`--all-sheets`: each sheet of the same shape is a run of its own, with results that keep out of each other's way."""

import json
from pathlib import Path

import openpyxl
import orjson
import pytest

from tests.cli.conftest import Run
from tests.cli.stock import dutch_rows

UPLOAD = ("--all-sheets", "--location", "DEX-GENT", "--yes", "--json")


@pytest.fixture
def branches(tmp_path: Path) -> Path:
    """A workbook with a sheet for each branch, one of which has a car of another, and a hidden one of last year."""
    headings, *cars = dutch_rows(10)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in (("Gent", cars[:4]), ("Aalst", [*cars[4:7], cars[0]]), ("Oud", cars[7:])):
        sheet = book.create_sheet(title)
        sheet.append(["Voorraad", title])
        for row in (headings, *rows):
            sheet.append(row)
    book["Oud"].sheet_state = "hidden"
    path = tmp_path / "stock.xlsx"
    book.save(path)
    return path


def test_every_sheet_is_sent_once_and_has_a_result_of_its_own(
    tmp_path: Path, run: Run, live: dict[str, str], branches: Path
) -> None:
    """No result takes the place of another; a car on two sheets goes once; hidden sheets are said."""
    done = run("upload", str(branches), *UPLOAD, env=live)
    told = json.loads(done.stdout)
    assert [entry["outcomes"] for entry in told["files"]] == [{"created": 4}, {"created": 3, "duplicate": 1}]
    assert told["rows"] == 8
    assert "hidden sheets were not read: Oud" in done.stderr
    names = {path.name for path in tmp_path.glob("*.result.xlsx")}
    assert names == {"stock.Gent.result.xlsx", "stock.Aalst.result.xlsx"}
    assert "(Gent)" in str(_texts(tmp_path / "stock.Aalst.result.xlsx"))


def test_result_lines_and_reports_of_each_sheet(tmp_path: Path, run: Run, live: dict[str, str], branches: Path) -> None:
    """Rows keep the numbers of their own sheet, and each report is the workbook with that sheet annotated."""
    run("upload", str(branches), *UPLOAD, "--result", "r.jsonl", "--report", "rep.xlsx", env=live)
    lines = [orjson.loads(line) for line in (tmp_path / "r-stock-Aalst.jsonl").read_bytes().splitlines()]
    assert [line["row"] for line in lines] == [3, 4, 5, 6]
    assert openpyxl.load_workbook(tmp_path / "rep-stock-Gent.xlsx").sheetnames == ["Gent", "Aalst", "Oud"]
    runs = json.loads(run("runs", "--json", env=live).stdout)
    assert [entry["sheet"] for entry in runs] == ["Aalst", "Gent"]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path, run: Run, branches: Path) -> None:
    """Told with its own exit code, like without `--all-sheets`."""
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    told = json.loads(run("check", str(bad), str(branches), "--all-sheets", "--location", "X", "--json").stdout)
    assert [entry["exit_code"] for entry in told["files"]] == [3, 0, 0]


def _texts(path: Path) -> list[object]:
    return [cell.value for sheet in openpyxl.load_workbook(path).worksheets for row in sheet for cell in row]
