"""Rows that were taken out of a file to be mended are read as the file was, whatever they show by themselves."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

COMMON = ("--location", "DEX-GENT", "--yes", "--json")


def stock(path: Path, columns: dict[str, list[str]]) -> Path:
    """A CSV with semicolons of 30 cars, of which the second and third have a wrong fuel; columns repeat their cells."""
    count = 30
    base = {
        "Stocknr": [f"ST-{row}" for row in range(count)],
        "Merk": ["Volkswagen", "Audi", "BMW"],
        "Model": ["Golf", "A3", "320d"],
        "Brandstof": ["Benzine", *["benzien"] * 2, *["Diesel"] * (count - 3)],
    }
    table = {**base, **columns}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(table)
        writer.writerows([cells[row % len(cells)] for cells in table.values()] for row in range(count))
    return path


def mend(path: Path) -> None:
    """Write the right fuel into a mend file, as a person would."""
    path.write_text(path.read_text("utf-8-sig").replace("benzien", "Benzine"), "utf-8-sig")


def payloads(run: Run, path: Path, env: dict[str, str], *more: str) -> dict[str, dict[str, Any]]:
    """What a check would send of a file, by reference."""
    run("check", str(path), "--location", "DEX-GENT", "--payloads", "sent.jsonl", *more, env=env)
    lines = [json.loads(line) for line in (path.parent / "sent.jsonl").read_text("utf-8").splitlines()]
    bodies = [line.get("payload", line) for line in lines]
    return {body["externalReference"]: body for body in bodies}


ADVERT = (
    "Mooie wagen met volledige onderhoudshistoriek, airco en navigatie. Kom langs voor een proefrit in onze showroom."
)

# What decides is in rows that are right, and so not among the rows to mend.
DECIDED_ELSEWHERE = [
    pytest.param({"Eerste inschrijving": [*["04/03/2019"] * 29, "04/25/2019"]}, "firstRegistration", id="month first"),
    pytest.param(
        {"Opmerkingen": ["klant belt", ADVERT, ADVERT, *["klant belt terug"] * 27]}, "description", id="notes"
    ),
    pytest.param({"Fotoreeks": [f"https://x.be/photos/{at}.jpg" for at in range(30)]}, "images", id="told by content"),
]


@pytest.mark.parametrize(("columns", "field"), DECIDED_ELSEWHERE)
def test_rows_to_mend_are_read_as_their_file_was(
    tmp_path: Path, run: Run, live: dict[str, str], columns: dict[str, list[str]], field: str
) -> None:
    """What a row says is decided by the file that it came from, although the rows that decided it are not there."""
    path = stock(tmp_path / "stock.csv", columns)
    run("upload", str(path), *COMMON, env=live)
    run("result", "--only", "problems", "-o", "fix.csv", env=live)
    mend(tmp_path / "fix.csv")
    mend(path)
    whole, cut = payloads(run, path, live), payloads(run, tmp_path / "fix.csv", live)
    assert set(cut) == {"ST-1", "ST-2"}
    assert cut == {reference: whole[reference] for reference in cut}
    anew = payloads(run, tmp_path / "fix.csv", {**live, "OKASIE_JOURNAL": f"sqlite:///{tmp_path / 'none.sqlite3'}"})
    assert [anew.get(reference, {}).get(field) for reference in cut] != [body.get(field) for body in cut.values()]


def test_it_is_said_from_which_run_the_reading_comes(tmp_path: Path, run: Run, live: dict[str, str]) -> None:
    """The dealer knows why a date that could be two things is one of them."""
    path = stock(tmp_path / "stock.csv", {"Eerste inschrijving": [*["04/03/2019"] * 29, "04/25/2019"]})
    done = json.loads(run("upload", str(path), *COMMON, env=live).stdout)
    run("result", "--only", "problems", "-o", "fix.csv", env=live)
    mend(tmp_path / "fix.csv")
    checked = run("check", "fix.csv", "--location", "DEX-GENT", env=live)
    assert done["run"] in checked.stderr
    again = run("upload", "fix.csv", *COMMON, env=live)
    assert json.loads(again.stdout)["outcomes"] == {"created": 2}


def test_the_run_that_a_mend_file_was_made_from_counts_not_the_newest(
    tmp_path: Path, run: Run, live: dict[str, str]
) -> None:
    """Another file of the same system has the same headings, and may have other habits."""
    american = stock(tmp_path / "stock.csv", {"Eerste inschrijving": [*["04/03/2019"] * 29, "04/25/2019"]})
    european = stock(tmp_path / "newer.csv", {"Eerste inschrijving": [*["04/03/2019"] * 29, "25/04/2019"]})
    name = json.loads(run("upload", str(american), *COMMON, env=live).stdout)["run"]
    newer = json.loads(run("upload", str(european), *COMMON, env=live).stdout)["run"]
    for of, month in ((name, "2019-04"), (newer, "2019-03")):
        run("result", of, "--only", "problems", "-o", "fix.csv", env=live)
        mend(tmp_path / "fix.csv")
        checked = run("check", "fix.csv", "--location", "DEX-GENT", env=live)
        assert (of in checked.stderr, {name, newer} - {of} <= set(checked.stderr.split())) == (True, False)
        found = payloads(run, tmp_path / "fix.csv", live)
        assert {body["firstRegistration"] for body in found.values()} == {month}


def test_rows_to_mend_of_an_unknown_run_are_read_anew_and_that_is_said(
    tmp_path: Path, run: Run, live: dict[str, str]
) -> None:
    """With another journal nobody knows how the file was read: a date that could be two things is a question again."""
    path = stock(tmp_path / "stock.csv", {"Eerste inschrijving": [*["04/03/2019"] * 29, "04/25/2019"]})
    run("upload", str(path), *COMMON, env=live)
    run("result", "--only", "problems", "-o", "fix.csv", env=live)
    mend(tmp_path / "fix.csv")
    other = {**live, "OKASIE_JOURNAL": f"sqlite:///{tmp_path / 'other.sqlite3'}"}
    checked = run("check", "fix.csv", "--location", "DEX-GENT", "--json", env=other)
    told = json.loads(checked.stdout)
    assert ("read_anew" in told["file_problems"], told["outcomes"]) == (True, {"invalid": 2})
    assert not (tmp_path / "other.sqlite3").exists()
    with_journal = run("check", "fix.csv", "--location", "DEX-GENT", "--journal", live["OKASIE_JOURNAL"], env=other)
    assert with_journal.returncode == 0


def test_a_reading_that_another_importer_wrote_is_not_believed(
    tmp_path: Path, run: Run, live: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A journal outlives the importer that wrote it; what it said in other terms is not asked, and that is said."""
    path = stock(tmp_path / "stock.csv", {"Eerste inschrijving": [*["04/03/2019"] * 29, "04/25/2019"]})
    with monkeypatch.context() as other:
        other.setattr("importer.mapping.earlier_reading._FORM", [["column", "heading", "sureness"]])
        run("upload", str(path), *COMMON, env=live)
    run("result", "--only", "problems", "-o", "fix.csv", env=live)
    told = json.loads(run("check", "fix.csv", "--location", "DEX-GENT", "--json", env=live).stdout)
    assert "read_anew" in told["file_problems"]


def test_what_a_person_says_of_the_rows_stands_above_the_earlier_reading(
    tmp_path: Path, run: Run, live: dict[str, str]
) -> None:
    """`--map` gives a field to another column, and `--reference` makes another reference."""
    path = stock(tmp_path / "stock.csv", {"Verkoopprijs": ["12500"], "Extra": ["9900"]})
    run("upload", str(path), *COMMON, env=live)
    run("result", "--only", "problems", "-o", "fix.csv", env=live)
    mend(tmp_path / "fix.csv")
    found = payloads(run, tmp_path / "fix.csv", live, "--map", "Extra=price", "--reference", "Merk+Stocknr")
    assert {body["price"] for body in found.values()} == {9900}
    assert all(reference.startswith(("Audi", "BMW")) for reference in found)


def test_columns_that_were_moved_in_a_mend_file_are_found_again(tmp_path: Path, run: Run, live: dict[str, str]) -> None:
    """The headings tell, not the places."""
    path = stock(tmp_path / "stock.csv", {"Eerste inschrijving": [*["04/03/2019"] * 29, "04/25/2019"]})
    run("upload", str(path), *COMMON, env=live)
    run("result", "--only", "problems", "-o", "fix.csv", env=live)
    mend(tmp_path / "fix.csv")
    with (tmp_path / "fix.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [[*row[4:], *reversed(row[:4])] for row in csv.reader(file, delimiter=";")]
    with (tmp_path / "fix.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    found = payloads(run, tmp_path / "fix.csv", live)
    assert {(body["brand"], body["firstRegistration"]) for body in found.values()} == {
        ("Audi", "2019-04"),
        ("BMW", "2019-04"),
    }


def test_where_rows_go_is_said_anew_at_each_call(tmp_path: Path, run: Run, live: dict[str, str]) -> None:
    """A location or a status of the earlier call is no reading of the file."""
    path = stock(tmp_path / "stock.csv", {})
    run("upload", str(path), *COMMON, env=live)
    run("result", "--only", "problems", "-o", "fix.csv", env=live)
    mend(tmp_path / "fix.csv")
    assert json.loads(run("check", "fix.csv", "--json", env=live).stdout)["outcomes"] == {"invalid": 2}


def test_a_run_with_nothing_to_mend_writes_no_file(tmp_path: Path, run: Run, live: dict[str, str]) -> None:
    """An empty file would look like something to do."""
    path = stock(tmp_path / "stock.csv", {"Brandstof": ["Diesel"]})
    assert json.loads(run("upload", str(path), *COMMON, env=live).stdout)["outcomes"] == {"created": 30}
    done = run("result", "--only", "problems", "--json", env=live)
    assert (done.returncode, json.loads(done.stdout)["rows"]) == (0, 0)
    assert "nothing to mend" in done.stderr
    assert not list(tmp_path.glob("*problems*"))
