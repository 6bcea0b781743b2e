"""The rows that need work come back as input that is mended and uploaded again."""

import csv
import dataclasses
from pathlib import Path

import openpyxl
import pytest

from importer.errors import SettingsError
from importer.problems import Code, Problem
from importer.reading import open_table
from importer.records import Outcome, TextForm
from importer.results.problems_only import write_problems
from importer.vocabulary.own_columns import is_cut_out, own_columns, problem_headings, run_named
from importer.wording import Lang
from tests.reading.files import rows_of
from tests.results.rows import CELLS, FAULT, HEADINGS, one_of_each, result_row, title_made

RUN = "20261123-183305-k7q2"
_NOT_DONE = [Outcome.INVALID, Outcome.REJECTED, Outcome.FAILED, Outcome.UNKNOWN, Outcome.NOT_SENT]


def test_workbook_has_only_rows_to_mend_with_their_own_cells(tmp_path: Path) -> None:
    """Every row whose outcome is not done, in the file's order, with its headings and cells unchanged."""
    written = write_problems(tmp_path / "fix.xlsx", HEADINGS, one_of_each(), run=RUN, lang=Lang.NL)
    sheet = openpyxl.load_workbook(tmp_path / "fix.xlsx").worksheets[0]
    heading, *lines = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    assert heading[:7] == ("Ref", "Prijs", "Km", "Datum", "Vrij", None, "Prijs")
    assert [line[:7] for line in lines] == [CELLS] * 5
    assert [line[7] for line in lines] == [7, 8, 9, 10, 11]
    assert written.outcomes == dict.fromkeys(_NOT_DONE, 1)
    assert sheet["A2"].number_format == "@"
    assert sheet["G2"].data_type == "s"


def test_csv_has_the_same_with_the_inputs_separator(tmp_path: Path) -> None:
    """Delimited input goes back as delimited input; the dealer's own text is not touched."""
    write_problems(
        tmp_path / "fix.csv",
        HEADINGS,
        one_of_each(),
        run=RUN,
        lang=Lang.EN,
        form=TextForm(separator="\t", encoding="utf-8-sig"),
    )
    with (tmp_path / "fix.csv").open(encoding="utf-8-sig", newline="") as file:
        heading, *lines = list(csv.reader(file, delimiter="\t"))
    assert heading[:7] == list(HEADINGS)
    assert lines[0][:7] == ["0042", "12500", "48500.5", "2021-03-01T00:00:00", "true", "", "=1+1"]
    assert [line[8] for line in lines] == ["invalid", "rejected", "failed", "unknown", "not sent"]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850", "utf-16"])
def test_csv_has_the_inputs_encoding(tmp_path: Path, encoding: str) -> None:
    """A program that reads only its own encoding gets it back; our own words lose what that does not have."""
    row = result_row(2, Outcome.INVALID, ("Citroën", "déjà vu", "élégante à côté"))
    write_problems(
        tmp_path / "fix.csv",
        ["Modèle", "b", "c"],
        [row],
        run=RUN,
        lang=Lang.FR,
        form=TextForm(separator=";", encoding=encoding),
    )
    line = (tmp_path / "fix.csv").read_bytes().decode(encoding).splitlines()[:2]
    assert line[0].startswith("Modèle;b;c;importer: ")
    assert line[1].startswith("Citroën;déjà vu;élégante à côté;2;")
    assert [path.name for path in tmp_path.iterdir()] == ["fix.csv"]


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "cp850"])
def test_the_file_says_what_it_is_and_from_which_run(tmp_path: Path, lang: Lang, encoding: str) -> None:
    """Its headings are known for rows to mend and name the run, in every language and with plain signs as well."""
    row = result_row(2, Outcome.INVALID, ("Citroën", "déjà vu", "élégante à côté"))
    form = TextForm(separator=";", encoding=encoding)
    write_problems(tmp_path / "fix.csv", ["Modèle", "b", "c"], [row], run=RUN, lang=lang, form=form)
    headings = open_table(tmp_path / "fix.csv").headings
    assert (is_cut_out(headings), run_named(headings)) == (True, RUN)
    assert own_columns(headings) == {3, 4, 5, 6}


def test_of_two_runs_the_one_that_was_added_last_is_meant() -> None:
    """A file to mend that was uploaded and gave rows to mend again names both."""
    headings = ["Ref", *problem_headings(Lang.NL, "20261122-000000-aaaa"), *problem_headings(Lang.NL, RUN)]
    assert run_named(headings) == RUN
    assert run_named(["Ref", "importer: message", "Motor (20261123-183305-k7q2)"]) is None


def test_an_encoding_that_could_not_be_told_again_is_not_written(tmp_path: Path) -> None:
    """Few letters of an old encoding look like others of another one: wrong is worse than another encoding."""
    row = result_row(2, Outcome.REJECTED, ("ÄÄ", "x"))
    write_problems(
        tmp_path / "fix.csv", ["a", "b"], [row], run=RUN, lang=Lang.EN, form=TextForm(separator=";", encoding="cp850")
    )
    assert open_table(tmp_path / "fix.csv").form == TextForm(separator=";", encoding="utf-8-sig")


def test_a_cell_is_never_changed_for_an_encoding(tmp_path: Path) -> None:
    """A cell that the encoding cannot hold makes the file UTF-8."""
    row = result_row(2, Outcome.INVALID, ("Škoda", "Đorđe"))
    write_problems(
        tmp_path / "fix.csv", ["a", "b"], [row], run=RUN, lang=Lang.FR, form=TextForm(separator=",", encoding="cp1252")
    )
    assert (tmp_path / "fix.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("Škoda,Đorđe,2,")
    assert [path.name for path in tmp_path.iterdir()] == ["fix.csv"]


@pytest.mark.parametrize("lang", Lang)
def test_own_columns_are_left_out_of_a_later_upload(tmp_path: Path, lang: Lang) -> None:
    """The headings of the added columns are known again in each language."""
    write_problems(tmp_path / "fix.xlsx", HEADINGS, one_of_each(), run=RUN, lang=lang)
    heading = [str(cell.value or "") for cell in openpyxl.load_workbook(tmp_path / "fix.xlsx").worksheets[0][1]]
    assert own_columns(heading) == frozenset({7, 8, 9, 10})


def test_messages_name_the_cells_of_the_new_file(tmp_path: Path) -> None:
    """The row to mend is found where the message says, although the file has fewer rows and begins at A."""
    moved = dataclasses.replace(
        result_row(90, Outcome.INVALID),
        problems=tuple(
            dataclasses.replace(problem, column=None if problem.column is None else problem.column + 3)
            for problem in result_row(90, Outcome.INVALID).problems
        ),
    )
    write_problems(tmp_path / "fix.xlsx", HEADINGS, [moved], run=RUN, lang=Lang.EN, first_column=3)
    sheet = openpyxl.load_workbook(tmp_path / "fix.xlsx").worksheets[0]
    assert sheet["H2"].value == 90
    assert sheet["K2"].value == "B2, C2"
    assert "cell B2" in str(sheet["J2"].value)
    assert sheet["B2"].fill.fgColor.rgb == "FFF6B8B2"


def test_fault_stays_a_fault(tmp_path: Path) -> None:
    """An error cell goes back as an error, never as text that would be sent or a blank that would erase."""
    row = result_row(2, Outcome.INVALID, (FAULT, dataclasses.replace(FAULT, text="", uncalculated=True)))
    write_problems(tmp_path / "fix.xlsx", ["a", "b"], [row], run=RUN, lang=Lang.EN)
    sheet = openpyxl.load_workbook(tmp_path / "fix.xlsx", data_only=True).worksheets[0]
    assert [sheet["A2"].value, sheet["B2"].value] == ["#REF!", "#N/A"]
    assert sheet["A2"].data_type == sheet["B2"].data_type == "e"


def test_cells_past_the_headings_are_not_lost(tmp_path: Path) -> None:
    """A row that is wider than its headings keeps its cells, after the importer's own columns."""
    row = result_row(2, Outcome.INVALID, ("a", "b", "extra"))
    write_problems(tmp_path / "fix.csv", ["A", "B"], [row], run=RUN, lang=Lang.EN)
    with (tmp_path / "fix.csv").open(encoding="utf-8-sig", newline="") as file:
        line = list(csv.reader(file, delimiter=";"))[1]
    assert (line[:2], line[-1]) == (["a", "b"], "extra")


def test_other_ending_is_refused(tmp_path: Path) -> None:
    """Rows to mend are a workbook or delimited text."""
    with pytest.raises(SettingsError):
        write_problems(tmp_path / "fix.jsonl", [], [], run=RUN, lang=Lang.EN)


@pytest.mark.parametrize("name", ["fix.xlsx", "fix.csv"])
def test_sold_cars_are_not_given_back_as_cars_to_mend(tmp_path: Path, name: str) -> None:
    """Without the row that said that they are sold, the file would put them on sale when it is uploaded."""
    sold = Problem(code=Code.BELOW_SOLD, row=9, sheet="Stock", params={"found": "VERKOCHT", "sold_row": "8"})
    below = dataclasses.replace(result_row(9, Outcome.INVALID), problems=(title_made(9), sold))
    written = write_problems(tmp_path / name, HEADINGS, [result_row(7, Outcome.INVALID), below], run=RUN, lang=Lang.NL)
    assert written.rows == 1
    assert len(rows_of(open_table(tmp_path / name))) == 1
