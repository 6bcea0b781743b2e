"""The other commands: check, map, runs, result, help, and what they say of files that are no table."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from importer.cli.overview import COMMANDS
from importer.intake import samples_of
from importer.reading import open_table
from importer.wording import Lang, say
from tests.cli.conftest import Run
from tests.cli.stock import dutch_rows, write_csv, write_xlsx


def test_check_writes_a_line_for_every_row(tmp_path: Path, run: Run) -> None:
    """Also for invalid rows, with what could be read and the cell of each problem."""
    rows = dutch_rows(5)
    rows[2][6] = "benzien"
    path = write_csv(tmp_path / "stock.csv", rows)
    done = run("check", str(path), "--location", "TEST", "--payloads", "p.jsonl", "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert (told["rows"], told["outcomes"], told["problems"]) == (5, {"invalid": 1, "not_sent": 4}, told["problems"])
    lines = [json.loads(line) for line in (tmp_path / "p.jsonl").read_text().splitlines()]
    assert [line["row"] for line in lines] == [2, 3, 4, 5, 6]
    bad = next(problem for problem in lines[1]["problems"] if problem["severity"] == "error")
    assert (bad["field"], bad["code"], bad["cell"], bad["heading"]) == ("fuelType", "unknown_choice", "G3", "Brandstof")
    assert "benzien" in bad["message"]
    assert lines[1]["payload"]["brand"]
    assert "fuelType" not in lines[1]["payload"]


def test_a_given_unit_is_sent_saved_and_shown(tmp_path: Path, run: Run) -> None:
    """`--map` and the profile that `map` keeps convert alike, and what was understood is said with its unit."""
    path = write_csv(tmp_path / "stock.csv", [["Stock no", "Make", "Mileage"], ["A1", "Ford", 45000], ["A2", "BMW", 9]])
    first = run("map", str(path), "--map", "Mileage=mileage [mi]", "-o", "own.toml")
    assert "bare numbers are in mi" in " ".join(first.stderr.split())
    for said in (("--map", "Mileage=mileage [mi]"), ("--profile", "own.toml"), ()):
        done = run("check", str(path), "--location", "TEST", "--payloads", "p.jsonl", *said)
        assert "Mileage → mileage [mi]" in done.stderr
        lines = [json.loads(line) for line in (tmp_path / "p.jsonl").read_text().splitlines()]
        assert [line["payload"]["mileage"] for line in lines] == [72420, 14]


def test_a_unit_that_does_not_convert_is_a_wrong_command_line(tmp_path: Path, run: Run) -> None:
    """Exit 2 with the units that are accepted; nothing is read."""
    path = write_csv(tmp_path / "stock.csv", [["Stock no", "Make", "MPG"], ["A1", "Ford", 45]])
    done = run("check", str(path), "--map", "MPG=fuelConsumption [mpg]")
    assert done.returncode == 2
    assert "fuelConsumption [mpg UK]" in done.stderr


def test_a_repeated_reference_is_in_the_lines_of_all_its_rows(tmp_path: Path, run: Run) -> None:
    """Different content under one reference is invalid everywhere; the very same row is a duplicate."""
    rows = dutch_rows(4)
    rows[2][0] = rows[1][0]
    rows.append(list(rows[3]))
    path = write_csv(tmp_path / "stock.csv", rows)
    done = run("check", str(path), "--location", "TEST", "--payloads", "p.jsonl", "--json")
    assert json.loads(done.stdout)["outcomes"] == {"duplicate": 1, "invalid": 2, "not_sent": 2}
    lines = [json.loads(line) for line in (tmp_path / "p.jsonl").read_text().splitlines()]
    codes = {line["row"]: [problem["code"] for problem in line["problems"]] for line in lines}
    assert "repeated_reference" in codes[2]
    assert "repeated_reference" in codes[3]
    assert "repeated_row" in codes[6]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.xlsx", b"", 3),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(64), 3),
        ("paper.csv", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n", 3),
        ("poem.csv", b"nothing here is a table\nnot even this\n", 4),
        ("absent.csv", None, 3),
    ],
    ids=["empty", "picture", "pdf", "prose", "absent"],
)
@pytest.mark.parametrize("lang", Lang, ids=str)
def test_a_file_that_is_no_table_is_named_for_what_it_is(
    tmp_path: Path, run: Run, name: str, content: bytes | None, code: int, lang: Lang
) -> None:
    """Exit 3 or 4 with a sentence, never a traceback, and the error in the JSON too."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = run("check", name, "--lang", lang, "--json")
    assert done.returncode in (code, 3), done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip()) > 20
    assert json.loads(done.stdout)["exit_code"] == done.returncode


def test_a_file_with_only_headings_is_done_with_no_rows(tmp_path: Path, run: Run) -> None:
    """Nothing to do is not an error."""
    path = write_xlsx(tmp_path / "stock.xlsx", dutch_rows(0))
    done = run("check", str(path), "--location", "TEST", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rows"] == 0


def test_several_files_go_on_after_one_that_cannot_be_read(tmp_path: Path, run: Run) -> None:
    """One object for all; the exit code is that of the file that needs a person most."""
    good = write_csv(tmp_path / "good.csv", dutch_rows(3))
    (tmp_path / "bad.xlsx").write_bytes(b"")
    done = run("check", "bad.xlsx", str(good), "--location", "TEST", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == told["exit_code"] == 3
    assert [entry["exit_code"] for entry in told["files"]] == [3, 0]
    assert told["rows"] == 3


def test_the_sum_of_several_files_is_told_to_people_as_to_scripts(tmp_path: Path, run: Run) -> None:
    """With several files the last thing said is how many rows there were in all, and which files gave none."""
    for name, rows in (("one.csv", 3), ("two.csv", 4)):
        write_csv(tmp_path / name, dutch_rows(rows))
    (tmp_path / "none.pdf").write_bytes(b"%PDF-1.7 ...")
    done = run("check", "one.csv", "two.csv", "none.pdf", "--location", "DEX-GENT")
    *_, total, ready, failed = done.stderr.strip().splitlines()
    assert (total, ready.split()[0]) == ("All together: 3 files, 7 rows:", "7")
    assert failed.endswith("none.pdf")


def test_one_file_has_no_sum(tmp_path: Path, run: Run) -> None:
    """The rows of a single file are told once."""
    write_csv(tmp_path / "one.csv", dutch_rows(3))
    assert "All together" not in run("check", "one.csv", "--location", "DEX-GENT").stderr


def test_map_tells_every_column(tmp_path: Path, run: Run) -> None:
    """Column letter, heading, fields, confidence and reason of each."""
    path = write_csv(tmp_path / "stock.csv", dutch_rows(30))
    told = json.loads(run("map", str(path), "--json").stdout)
    columns = {column["heading"]: column for column in told["columns"]}
    assert columns["Brandstof"]["column"] == "G"
    assert columns["Brandstof"]["fields"] == ["fuelType"]
    assert columns["Vermogen (kW)"]["fields"] == ["powerKw"]
    assert all(column["reason"] for column in told["columns"])


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", Lang, ids=str)
def test_a_mapping_is_readable_on_a_narrow_terminal(
    tmp_path: Path, run: Run, environment: dict[str, str], lang: Lang, width: int
) -> None:
    """The names that --map takes stand whole, and no column is cut off at the right."""
    rows = [
        ["Ref", "Eerste inschrijving", "Merk en model"],
        ["A1", "03/2021", "Opel Corsa"],
        ["A2", "04/2020", "Kia Rio"],
    ]
    write_csv(tmp_path / "s.csv", rows)
    told = run("map", "s.csv", "--lang", lang, env={**environment, "COLUMNS": str(width)}).stderr
    assert all(name in told for name in ("externalReference", "firstRegistration", "brand", "model"))
    assert max(map(len, told.splitlines())) <= width
    reason = next(column["reason"] for column in json.loads(run("map", "s.csv", "--json").stdout)["columns"])
    assert lang is not Lang.EN or all(word in told for word in reason.split())


def test_the_examples_of_a_column_are_as_its_workbook_shows_them(tmp_path: Path) -> None:
    """A whole number has no `.0`, an error is named, and a text that is cut or has line breaks stands on one line."""
    rows: list[list[object]] = [
        ["Ref", "Deuren", "Omschrijving"],
        ["A1", 5, "Mooie wagen\nmet een heel lang verhaal"],
        ["A2", "#N/A", None],
    ]
    table = open_table(write_xlsx(tmp_path / "s.xlsx", rows))
    assert samples_of(table) == {0: "A1 | A2", 1: "5 | #N/A", 2: "Mooie wagen met een hee…"}


def test_a_column_can_be_corrected_without_a_profile_and_kept_as_one(tmp_path: Path, run: Run) -> None:
    """`--map` holds for one call, `-o` writes it down, `--profile` takes it up."""
    rows = [["Nr", "Wagen", "Bedrag"], ["A1", "Golf", "18.950"], ["A2", "Polo", "9.500"]]
    path = write_csv(tmp_path / "stock.csv", rows)
    overrides = ("--map", "Nr=externalReference", "--map", "Wagen=title", "--map", "Bedrag=price")
    assert run("map", str(path), *overrides, "-o", "mine.toml").returncode == 0
    done = run("check", str(path), "--profile", "mine.toml", "--location", "TEST", "--payloads", "p.jsonl", "--json")
    assert done.returncode == 0, done.stderr
    first = json.loads((tmp_path / "p.jsonl").read_text().splitlines()[0])
    assert (first["reference"], first["payload"]["title"], first["payload"]["price"]) == ("A1", "Golf", 18950)


def test_a_saved_mapping_is_found_again_by_itself_and_said(tmp_path: Path, run: Run) -> None:
    """The next file with the same columns needs no word about them."""
    rows = [["Nr", "Wagen", "Bedrag"], ["A1", "Golf", "18.950"], ["A2", "Polo", "9.500"]]
    path = write_csv(tmp_path / "stock.csv", rows)
    overrides = ("--map", "Nr=externalReference", "--map", "Wagen=title", "--map", "Bedrag=price")
    assert run("map", str(path), *overrides, "-o", "mine.toml").returncode == 0
    other = write_csv(tmp_path / "other.csv", [*rows, ["A3", "Up", "7.500"]])
    done = run("check", str(other), "--location", "TEST", "--json")
    assert done.returncode == 0, done.stderr
    assert "mine" in done.stderr
    assert json.loads(done.stdout)["outcomes"] == {"not_sent": 3}


def test_a_run_is_not_looked_for_among_none(run: Run) -> None:
    """Where there is no run at all, that is said, and no list of nothing."""
    done = run("result", "nonexistent")
    assert done.returncode == 2
    assert done.stderr.strip() == say("no_runs", Lang.EN)


def test_runs_is_empty_at_first(run: Run) -> None:
    """A fresh journal has no runs, as a list that a script can read."""
    done = run("runs", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


@pytest.mark.parametrize("name", [None, *COMMANDS], ids=str)
def test_every_command_has_help_with_examples(run: Run, name: str | None) -> None:
    """`--help` works on every command, in the user's language."""
    arguments = [name, "--help"] if name else ["--help"]
    done = run(*arguments, "--lang", "fr") if name not in ("completion", None) else run(*arguments)
    assert done.returncode == 0, done.stderr
    assert "importer" in done.stdout
    assert "option_" not in done.stdout
    assert "examples_" not in done.stdout


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", ("Gebruik: importer check [OPTIES]", "\nOpties:\n", "Deze uitleg tonen.")),
        ("fr", ("Usage\u00a0: importer check [OPTIONS]", "\nOptions\u00a0:\n", "Afficher cette aide.")),
        ("de", ("Aufruf: importer check [OPTIONEN]", "\nOptionen:\n", "Diese Hilfe anzeigen.")),
        ("en", ("Usage: importer check [OPTIONS]", "\nOptions:\n", "Show this help.")),
    ],
)
def test_help_is_in_one_language_to_its_last_word(
    run: Run, environment: dict[str, str], lang: str, words: tuple[str, ...]
) -> None:
    """What the command line library says of its own is said in the reader's language too."""
    text = run("check", "--help", env={**environment, "OKASIE_LANG": lang}).stdout
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]], ids=str)
def test_a_reader_who_leaves_early_is_no_error(environment: dict[str, str], arguments: list[str]) -> None:
    """`importer --help | head -1` says nothing of pipes."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "importer", *arguments]
    done = subprocess.run(command, env=environment, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["check", "--nonsense", "x.csv"], ["nonsense"], ["upload", "x.csv", "--mode", "fast"]],
    ids=["no file", "no such option", "no such command", "wrong choice"],
)
@pytest.mark.parametrize("lang", Lang, ids=str)
def test_a_wrong_command_line_is_exit_2_in_every_language(
    run: Run, environment: dict[str, str], arguments: list[str], lang: Lang
) -> None:
    """One sentence and where to read more."""
    done = run(*arguments, env={**environment, "OKASIE_LANG": lang})
    assert done.returncode == 2
    assert "--help" in done.stderr
    assert "Traceback" not in done.stderr


def test_version_is_the_packages(run: Run) -> None:
    """`python -m importer --version` is the command itself."""
    from importer import __version__  # noqa: PLC0415 — only here

    done = run("--version")
    assert __version__ in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_for_the_shell(run: Run, shell: str) -> None:
    """The script names the command that it completes."""
    done = run("completion", shell)
    assert done.returncode == 0
    assert "_IMPORTER_COMPLETE" in done.stdout


def test_the_demo_shows_the_whole_way(tmp_path: Path, run: Run) -> None:
    """Sixty cars, the usual mistakes among them, with no network and no key."""
    done = run("demo", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["rows"] >= 60
    assert told["outcomes"]["created"] > 45
    assert told["outcomes"]["invalid"] >= 3
    assert (tmp_path / "demo" / "stock.xlsx").exists()
    assert (tmp_path / "demo" / "stock.result.xlsx").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
@pytest.mark.parametrize("lang", Lang, ids=str)
def test_a_full_disk_is_said_in_a_sentence(tmp_path: Path, environment: dict[str, str], lang: Lang) -> None:
    """What a script was to read is not there, and the exit code says so."""
    path = write_csv(tmp_path / "stock.csv", dutch_rows(3))
    command = [sys.executable, "-m", "importer", "check", str(path), "--location", "TEST", "--json", "--lang", lang]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, env=environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, say("output_full", lang))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"], []], ids=str)
def test_help_on_a_full_disk_is_said_in_a_sentence(environment: dict[str, str], arguments: list[str]) -> None:
    """What is answered before a command is loaded is told in the same way, and leaves no trace."""
    command = [sys.executable, "-m", "importer", *arguments]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, env=environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, say("output_full", Lang.EN) + "\n")


@pytest.mark.parametrize("lang", Lang, ids=str)
def test_the_language_of_messages_can_be_given_by_flag(tmp_path: Path, run: Run, lang: Lang) -> None:
    """`--lang` is taken in every language it names."""
    path = write_csv(tmp_path / "stock.csv", dutch_rows(3))
    done = run("check", str(path), "--location", "TEST", "--lang", lang.value)
    assert done.returncode == 0, done.stderr


def test_a_sheet_of_very_many_columns_is_told_in_short(tmp_path: Path, run: Run) -> None:
    """A person sees what is understood and some of the rest with how much more there is; a script sees all."""
    headings, *cars = dutch_rows(3)
    more = range(2_000)
    rows = [[*headings, *(f"Kolom {number}" for number in more)], *([*car, *more] for car in cars)]
    path = write_csv(tmp_path / "stock.csv", rows)
    shown = run("map", str(path)).stderr
    assert "Brandstof" in shown
    assert len(shown.splitlines()) < 1_500
    assert "more columns that mean nothing" in shown
    assert len(json.loads(run("map", str(path), "--json").stdout)["columns"]) == len(rows[0])
    checked = run("check", str(path)).stderr
    assert len(checked.splitlines()) < 1_000
    assert "more remarks on the file" in checked


def test_nothing_heavy_is_loaded_before_a_file_is_open() -> None:
    """What takes long to load is loaded while a workbook is parsed: the main path itself needs none of it."""
    heavy = "('numpy', 'pandas', 'pandera', 'sqlalchemy', 'httpx', 'xlsxwriter', 'openpyxl')"
    loaded = "import sys, importer.run, importer.cli.check, importer.cli.batch"
    code = f"{loaded}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("chekc", "stock.csv"), "“chekc”"),
        (("stock.csv",), "“stock.csv”"),
        (("upload", "stock.csv", "-o", "x.xlsx"), "-o"),
        (("template", "mine"), "“mine”"),
        (("check",), "FILE…"),
    ],
)
def test_a_wrong_command_line_is_told_in_the_readers_language(
    run: Run, lang: Lang, arguments: tuple[str, ...], found: str
) -> None:
    """What was typed is named, nothing is suggested that is not there, and none is half English."""
    done = run(*arguments, "--lang", lang)
    assert done.returncode == 2
    assert found.strip("“”") in done.stderr
    assert "No such" not in done.stderr
    assert "unexpected" not in done.stderr
    assert ": ." not in done.stderr


def test_a_run_that_nobody_names_is_named(tmp_path: Path, run: Run) -> None:
    """The last run is taken when none is given; which one that is, and that nothing of it is left, is said."""
    path = write_csv(tmp_path / "stock.csv", dutch_rows(3))
    sent = json.loads(run("upload", str(path), "--location", "TEST", "--yes", "--json").stdout)
    last = say("last_run", Lang.EN, run=sent["run"], file="stock.csv")
    assert last in run("result").stderr
    assert last not in run("result", sent["run"]).stderr
    assert last not in run("result", "stock.csv").stderr
    assert say("nothing_to_resume", Lang.EN, run=sent["run"], file="stock.csv") in run("resume").stderr
