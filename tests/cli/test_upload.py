"""Uploading end to end: a real file, the real command, a sandbox on a real socket."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import orjson
import pytest

from importer.sandbox.options import SandboxOptions
from importer.sandbox.server import RunningSandbox, running_sandbox
from tests.cli.conftest import Run
from tests.cli.stock import dutch_rows, write_csv, write_xlsx

UPLOAD = ("--location", "DEX-GENT", "--yes", "--json")


def results(path: Path) -> list[dict[str, object]]:
    """The lines of a result file."""
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


@pytest.mark.parametrize("write", [write_csv, write_xlsx], ids=["csv", "xlsx"])
def test_a_dealers_stock_goes_live_in_bulk_with_images_and_features(
    tmp_path: Path, run: Run, live: dict[str, str], sandbox: RunningSandbox, write: object
) -> None:
    """250 rows are created in three requests; each listing has its eight images in order and its features."""
    name = "stock.csv" if write is write_csv else "stock.xlsx"
    path = write(tmp_path / name, dutch_rows(250))  # type: ignore[operator]  # one of the two writers
    done = run("upload", str(path), *UPLOAD, "--result", "r.jsonl", env=live)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["rows"], told["outcomes"], told["requests"]) == (250, {"created": 250}, 3)
    stored = sandbox.sandbox.store.get("sandbox", "ST-00007")
    assert stored is not None
    listing: dict[str, Any] = stored["fields"]
    assert [image["url"] for image in listing["images"]] == [
        f"https://pictures.example.com/7-{n}.jpg" for n in range(1, 9)
    ]
    assert {feature["name"] for feature in listing["features"]} == {
        "Airconditioning",
        "Cruise control",
        "Stoelverwarming",
    }
    assert {feature["category"] for feature in listing["features"]} == {"comfort"}
    lines = results(tmp_path / "r.jsonl")
    assert [line["row"] for line in lines] == list(range(2, 252))
    assert all(line["listingId"] for line in lines)


def test_progress_tells_how_many_rows_there_are_to_send(
    run: Run, live: dict[str, str], stock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line of progress says how many rows are done of how many; after a resume, of how many were left."""
    monkeypatch.setattr("importer.progress._PLAIN_EVERY_S", 0.0)
    refused = run("upload", str(stock), *UPLOAD, env={**live, "OKASIE_API_SECRET": "sk_partner_wrong"})
    assert refused.returncode == 5, refused.stderr
    done = run("resume", env=live)
    assert "250/250" in done.stderr


def test_a_wrong_secret_stops_after_one_request_and_loses_nothing(
    run: Run, live: dict[str, str], sandbox: RunningSandbox, stock: Path
) -> None:
    """Exit 5, nothing live, every row not sent; the right secret then resumes the run."""
    wrong = {**live, "OKASIE_API_SECRET": "sk_partner_wrong"}
    done = run("upload", str(stock), *UPLOAD, "--result", "r.jsonl", env=wrong)
    assert done.returncode == 5, done.stderr
    told = json.loads(done.stdout)
    assert (told["requests"], told["outcomes"]) == (1, {"not_sent": 250})
    assert "sk_partner_wrong" not in done.stdout + done.stderr
    again = run("resume", "--json", "--result", "r.jsonl", env=live)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["outcomes"] == {"created": 250}
    assert len(sandbox.sandbox.applied) == 250


def test_ctrl_c_in_the_middle_then_resume_delivers_every_row(tmp_path: Path, run: Run, live: dict[str, str]) -> None:
    """Exit 130 with a true result sheet; after resume every row is live once."""
    path = write_csv(tmp_path / "stock.csv", dutch_rows(2_000))
    with running_sandbox(SandboxOptions(rate_limit=None, burst=None, latency_s=0.4)) as slow:
        environment = {**live, "OKASIE_API_URL": slow.api_url}
        command = [sys.executable, "-m", "importer", "upload", str(path), *UPLOAD, "--result", "r.jsonl"]
        with subprocess.Popen(
            [*command, "--concurrency", "2"],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            deadline = time.monotonic() + 60
            while not slow.sandbox.applied and time.monotonic() < deadline:
                time.sleep(0.02)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        assert process.returncode == 130, err
        told = json.loads(out)
        assert sum(told["outcomes"].values()) == 2_000
        assert told["outcomes"]["not_sent"] > 0
        assert "importer resume" in err
        assert len(results(tmp_path / "r.jsonl")) == 2_000
        done = run("resume", "--json", "--result", "r.jsonl", env=environment)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["outcomes"] == {"created": 2_000}
        assert len(slow.sandbox.applied) == 2_000
        assert max(slow.sandbox.applied.values()) == 1


def test_the_very_same_file_is_taken_up_while_its_run_is_unfinished(
    run: Run, live: dict[str, str], stock: Path
) -> None:
    """An upload that could not send is finished by the same command again, as one run."""
    run("upload", str(stock), *UPLOAD, env={**live, "OKASIE_API_SECRET": "sk_partner_wrong"})
    done = run("upload", str(stock), *UPLOAD, env=live)
    assert done.returncode == 0, done.stderr
    runs = json.loads(run("runs", "--json", env=live).stdout)
    assert [(entry["state"], entry["rows"], entry["outcomes"]) for entry in runs] == [("done", 250, {"created": 250})]


def test_a_second_upload_updates_and_only_changed_sends_nothing_new(
    run: Run, live: dict[str, str], stock: Path
) -> None:
    """The same file again updates all; with --only-changed all are unchanged, in no request."""
    run("upload", str(stock), *UPLOAD, env=live)
    second = json.loads(run("upload", str(stock), *UPLOAD, env=live).stdout)
    assert second["outcomes"] == {"updated": 250}
    third = json.loads(run("upload", str(stock), *UPLOAD, "--only-changed", env=live).stdout)
    assert (third["outcomes"], third["requests"]) == ({"unchanged": 250}, 0)


def test_invalid_rows_are_left_out_mended_and_sent_alone(
    tmp_path: Path, run: Run, live: dict[str, str], sandbox: RunningSandbox
) -> None:
    """The rows that need work come back in the file's own form; mended, only they are sent."""
    rows = dutch_rows(20)
    rows[3][6] = "benzien"
    rows[9][4] = 3021
    path = write_xlsx(tmp_path / "stock.xlsx", rows)
    done = run("upload", str(path), *UPLOAD, "--result", "r.jsonl", env=live)
    assert done.returncode == 1
    assert json.loads(done.stdout)["outcomes"] == {"created": 18, "invalid": 2}
    bad = [line for line in results(tmp_path / "r.jsonl") if line["outcome"] == "invalid"]
    assert [(line["row"], line["field"], line["cell"], line["code"]) for line in bad] == [
        (4, "fuelType", "G4", "unknown_choice"),
        (10, "year", "E10", "too_large"),
    ]
    assert run("result", "--only", "problems", "-o", "fix.xlsx", env=live).returncode == 0
    import openpyxl  # noqa: PLC0415 — only here

    book = openpyxl.load_workbook(tmp_path / "fix.xlsx")
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(2, headings.index("Brandstof") + 1).value = "Benzine"
    sheet.cell(3, headings.index("Bouwjaar") + 1).value = 2021
    book.save(tmp_path / "fix.xlsx")
    again = run("upload", "fix.xlsx", *UPLOAD, env=live)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["outcomes"] == {"created": 2}
    assert len(sandbox.sandbox.applied) == 20


def test_a_text_to_mend_has_the_form_of_the_dealers_own(
    tmp_path: Path, run: Run, live: dict[str, str], sandbox: RunningSandbox
) -> None:
    """A CSV in Windows-1252 with tabs gives one of the same kind; mended as text, only its rows are sent."""
    rows = dutch_rows(20)
    rows[0][3], rows[5][3], rows[3][6] = "Uitvoering", "Série limitée", "benzïen"
    path = tmp_path / "stock.csv"
    text = "".join("\t".join(str(cell) for cell in row) + "\r\n" for row in rows)
    path.write_bytes(text.encode("cp1252"))
    assert run("upload", str(path), *UPLOAD, env=live).returncode == 1
    made = run("result", "--only", "problems", "--json", env=live)
    fix = tmp_path / "stock.problems.csv"
    assert json.loads(made.stdout)["result"] == str(fix)
    assert json.loads(made.stdout)["rows"] == 1
    lines = fix.read_bytes().decode("cp1252").splitlines()
    assert lines[1].startswith("ST-00002\t")
    fix.write_bytes(fix.read_bytes().replace("benzïen".encode("cp1252"), b"Benzine"))
    again = run("upload", str(fix), *UPLOAD, env=live)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["outcomes"] == {"created": 1}
    assert len(sandbox.sandbox.applied) == 20


def test_all_or_nothing_sends_nothing_when_a_row_is_invalid(
    tmp_path: Path, run: Run, live: dict[str, str], sandbox: RunningSandbox
) -> None:
    """One bad row keeps all back, and the result says so."""
    rows = dutch_rows(10)
    rows[3][6] = "benzien"
    path = write_csv(tmp_path / "stock.csv", rows)
    done = run("upload", str(path), *UPLOAD, "--all-or-nothing", env=live)
    assert done.returncode == 1
    assert json.loads(done.stdout)["outcomes"] == {"invalid": 1, "not_sent": 9}
    assert not sandbox.sandbox.applied
    assert "benzien" in done.stderr
    assert "Rows with errors: 1. With --all-or-nothing nothing is sent" in done.stderr
    assert "importer resume" not in done.stderr


def test_a_file_with_headings_alone_is_told_as_such(
    tmp_path: Path, run: Run, live: dict[str, str], sandbox: RunningSandbox
) -> None:
    """There is nothing to send, and nothing is said of rows that go anywhere."""
    path = tmp_path / "stock.csv"
    path.write_text("Referentie;Merk;Model;Prijs\n", encoding="utf-8")
    done = run("upload", str(path), *UPLOAD, env=live)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rows"] == 0
    assert "There is no row under the headings." in done.stderr
    assert "go to" not in done.stderr
    assert not sandbox.sandbox.applied


def test_without_a_terminal_an_upload_needs_yes(run: Run, live: dict[str, str], stock: Path) -> None:
    """A script is never asked, and nothing goes without its word."""
    done = run("upload", str(stock), "--location", "DEX-GENT", env=live)
    assert done.returncode == 2
    assert "--yes" in done.stderr


def test_dry_run_sends_nothing(run: Run, live: dict[str, str], sandbox: RunningSandbox, stock: Path) -> None:
    """What would happen is told, and no request goes."""
    done = run("upload", str(stock), "--location", "DEX-GENT", "--dry-run", "--json", env=live)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["outcomes"] == {"not_sent": 250}
    assert sandbox.sandbox.counts.requests == 0


def test_without_address_and_secret_the_sandbox_is_the_target_and_that_is_said(run: Run, stock: Path) -> None:
    """Practice is never mistaken for the real thing."""
    done = run("upload", str(stock), *UPLOAD)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["target"] == "sandbox"
    assert "nothing is live" in done.stderr


def test_an_address_without_a_secret_asks_for_one(run: Run, environment: dict[str, str], stock: Path) -> None:
    """A forgotten secret is named by its variable, before anything is sent."""
    done = run("upload", str(stock), *UPLOAD, env={**environment, "OKASIE_API_URL": "http://127.0.0.1:9"})
    assert done.returncode == 2
    assert "OKASIE_API_SECRET" in done.stderr


def test_the_log_has_a_line_for_each_request_and_no_secret(
    tmp_path: Path, run: Run, live: dict[str, str], stock: Path
) -> None:
    """Support gets ids, sizes and answers; secrets and descriptions stay out."""
    run("upload", str(stock), *UPLOAD, "--log", "requests.jsonl", env=live)
    text = (tmp_path / "requests.jsonl").read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["status"] for line in lines] == [200, 200, 200]
    assert all(line["request_id"] for line in lines)
    assert "sk_partner" not in text
    assert "Airconditioning" not in text
