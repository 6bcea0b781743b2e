"""An older upload that is resumed after a newer one: real files, real commands, a sandbox on a real socket."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from importer.sandbox.server import RunningSandbox
from tests.cli.conftest import Run
from tests.cli.stock import HEADINGS, dutch_rows, write_csv

UPLOAD = ("--location", "DEX-GENT", "--yes", "--json")
PRICE = HEADINGS.index("Verkoopprijs")
ROWS, NEWER = 10, 4


def priced(path: Path, rows: int, price: int) -> Path:
    """A stock of which every car costs the same."""
    heading, *cars = dutch_rows(rows)
    return write_csv(path, [heading, *[[*car[:PRICE], price, *car[PRICE + 1 :]] for car in cars]])


def prices(sandbox: RunningSandbox) -> list[object]:
    """What each car is live for, by reference."""
    stored = (sandbox.sandbox.store.get("sandbox", f"ST-{i:05}") for i in range(ROWS))
    return [car["fields"]["price"] for car in stored if car is not None]


@pytest.fixture
def older(tmp_path: Path, run: Run, live: dict[str, str]) -> str:
    """The run of a file of ten cars at 10,000 that could not be sent; four of them went live at 20,000 afterwards."""
    wrong = {**live, "OKASIE_API_SECRET": "sk_partner_wrong"}
    stopped = run("upload", str(priced(tmp_path / "old.csv", ROWS, 10_000)), *UPLOAD, env=wrong)
    newer = run("upload", str(priced(tmp_path / "new.csv", NEWER, 20_000)), *UPLOAD, env=live)
    assert json.loads(newer.stdout)["outcomes"] == {"created": NEWER}
    (tmp_path / "newer").write_text(json.loads(newer.stdout)["run"], encoding="utf-8")
    return str(json.loads(stopped.stdout)["run"])


@pytest.mark.parametrize("lang", ["nl", "fr", "de", "en"])
def test_a_resume_leaves_what_a_newer_upload_made_live_and_says_so(
    tmp_path: Path, run: Run, live: dict[str, str], sandbox: RunningSandbox, older: str, lang: str
) -> None:
    """The other rows are sent; the sheet and the terminal name the newer run, and nothing is left to do."""
    done = run("resume", older, "--json", "--lang", lang, "--result", "r.xlsx", env=live)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["outcomes"] == {"created": ROWS - NEWER, "overtaken": NEWER}
    assert prices(sandbox) == [20_000] * NEWER + [10_000] * (ROWS - NEWER)
    newer = (tmp_path / "newer").read_text(encoding="utf-8")
    assert newer in "".join(done.stderr.split("\n"))
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    lines = [[str(cell.value) for cell in line if cell.value is not None] for line in book.worksheets[0].iter_rows()]
    told = [line for line in lines if any(newer in text for text in line)]
    assert len(told) == NEWER
    assert sandbox.sandbox.applied["ST-00000"] == 1
    again = json.loads(run("resume", older, "--json", env=live).stdout)
    assert again["requests"] == json.loads(done.stdout)["requests"]


def test_uploading_the_older_file_again_makes_it_the_newest(
    tmp_path: Path, run: Run, live: dict[str, str], sandbox: RunningSandbox, older: str
) -> None:
    """That is what the sentence advises: all of its rows go live, in a run of its own."""
    done = run("upload", str(tmp_path / "old.csv"), *UPLOAD, env=live)
    told = json.loads(done.stdout)
    assert (done.returncode, told["outcomes"]) == (0, {"created": ROWS - NEWER, "updated": NEWER})
    assert told["run"] != older
    assert prices(sandbox) == [10_000] * ROWS


def test_overtaken_rows_need_no_mending(tmp_path: Path, run: Run, live: dict[str, str]) -> None:
    """They are not among the rows that come back to be mended."""
    heading, *cars = dutch_rows(ROWS)
    cars[-1][PRICE] = "veel"
    mixed = write_csv(tmp_path / "mixed.csv", [heading, *cars])
    stopped = run("upload", str(mixed), *UPLOAD, env={**live, "OKASIE_API_SECRET": "sk_partner_wrong"})
    run("upload", str(priced(tmp_path / "new.csv", NEWER, 20_000)), *UPLOAD, env=live)
    older = json.loads(stopped.stdout)["run"]
    done = run("resume", older, "--json", env=live)
    assert json.loads(done.stdout)["outcomes"] == {"created": ROWS - NEWER - 1, "overtaken": NEWER, "invalid": 1}
    run("result", older, "--only", "problems", "-o", "fix.csv", env=live)
    with (tmp_path / "fix.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [line[0] for line in csv.reader(file, delimiter=";")] == ["Stocknummer", "ST-00009"]
