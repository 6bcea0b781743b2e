"""The result file in each format: every row and column comes back, in its own type."""

import csv
import dataclasses
import datetime as dt
import json
import uuid
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from importer.errors import SettingsError
from importer.journal.protocol import Run
from importer.problems import Code, Problem, column_letters
from importer.records import Outcome, RawValue
from importer.results import write_result
from importer.results.columns import Purpose, ResultColumns
from importer.results.sheet import write_sheet
from importer.results.summary import Counting
from importer.vocabulary.own_columns import RESULT_COLUMNS, own_columns
from importer.wording import Lang
from tests.results.rows import CELLS, FAULT, HEADINGS, one_of_each, price_missing, result_row


def _csv_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _json_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _sheet_rows(path: Path, sheet: int = 0) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(path)
    return [tuple(cell.value for cell in row) for row in book.worksheets[sheet].iter_rows()]


def test_workbook_has_every_row_in_order_with_its_own_and_the_original_columns(tmp_path: Path) -> None:
    """One line a row in the file's order; text stays text, numbers, dates and booleans keep their type."""
    path = tmp_path / "r.xlsx"
    write_result(path, HEADINGS, one_of_each(), lang=Lang.NL)
    heading, *lines = _sheet_rows(path)
    assert heading[:3] == ("Rij", "Referentie", "Resultaat")
    assert heading[14:] == ("Ref", "Prijs", "Km", "Datum", "Vrij", None, "Prijs")
    assert [line[0] for line in lines] == list(range(2, 12))
    assert [line[2] for line in lines][:2] == ["aangemaakt", "bijgewerkt"]
    for line in lines:
        assert line[14:] == CELLS
        assert [type(value) for value in line[14:]] == [str, int, float, dt.datetime, bool, type(None), str]
    texts = openpyxl.load_workbook(path).worksheets[0]["U2"]
    assert (texts.value, texts.data_type) == ("=1+1", "s")


def test_workbook_reads_the_same_in_calamine(tmp_path: Path) -> None:
    """A second reader finds the same cells."""
    path = tmp_path / "r.xlsx"
    write_result(path, HEADINGS, one_of_each(), lang=Lang.EN)
    line = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1]
    assert line[:3] == [2, "S-2", "created"]
    # calamine gives a midnight as a date, and a blank as an empty text
    assert line[14:] == ["0042", 12500, 48500.5, dt.date(2021, 3, 1), True, "", "=1+1"]


def test_csv_has_english_keys_and_words_whatever_the_language(tmp_path: Path) -> None:
    """Scripts rely on the keys and outcome words; only messages follow the language."""
    path = tmp_path / "r.csv"
    write_result(path, HEADINGS, one_of_each(), lang=Lang.FR)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    heading, *lines = _csv_rows(path)
    assert heading == [*RESULT_COLUMNS, *HEADINGS]
    assert [line[2] for line in lines] == [outcome.value for outcome in Outcome]
    assert lines[0][14:] == ["0042", "12500", "48500.5", "2021-03-01T00:00:00", "true", "", "'=1+1"]
    assert "ligne" not in lines[0][7]
    assert "rien n’est indiqué" in lines[5][7]


def test_json_lines_keep_types_and_lose_no_column(tmp_path: Path) -> None:
    """A repeated, empty or clashing heading gets its column's letters, so that every cell has a key."""
    path = tmp_path / "r.jsonl"
    headings = ("Ref", "Prijs", "status", "Datum", "Vrij", "", "Prijs")
    write_result(path, headings, one_of_each(), lang=Lang.DE, first_column=1)
    line = _json_rows(path)[0]
    assert list(line)[:14] == list(RESULT_COLUMNS)
    assert list(line)[14:] == ["Ref", "Prijs", "status [D]", "Datum", "Vrij", "[G]", "Prijs [H]"]
    assert line["status"] == "active"
    assert list(line.values())[14:] == ["0042", 12500, 48500.5, "2021-03-01T00:00:00", True, None, "=1+1"]


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".jsonl"])
def test_counts_add_up_to_the_rows(tmp_path: Path, ending: str) -> None:
    """What was written is counted by outcome, and each row once."""
    written = write_result(tmp_path / f"r{ending}", HEADINGS, one_of_each(), lang=Lang.EN)
    assert written.rows == 10
    assert written.outcomes == dict.fromkeys(Outcome, 1)
    assert list(tmp_path.iterdir()) == [written.path]


def test_several_problems_of_a_row_stand_together_first_error_first(tmp_path: Path) -> None:
    """Codes, fields and cells are joined in one order; messages stand one a line; a warning is apart."""
    path = tmp_path / "r.jsonl"
    write_result(path, HEADINGS, [result_row(7, Outcome.INVALID)], lang=Lang.EN)
    line = _json_rows(path)[0]
    assert line["code"] == "required; too_large"
    assert line["field"] == "price; mileage"
    assert line["cell"] == "B7; C7"
    first, second = line["message"].split("\n")
    assert first.startswith("sheet “Stock”, cell B7, “Prijs”: ")
    assert "48500.5" in second
    assert "Golf" in line["warnings"]
    assert "Golf" not in line["message"]
    assert line["attempts"] is None


def test_what_the_api_refused_is_shown_at_the_cell_it_came_from(tmp_path: Path) -> None:
    """Where the mapping is known, a refused field has its cell; the API's own words are kept."""
    path = tmp_path / "r.jsonl"
    write_result(path, HEADINGS, [result_row(7, Outcome.REJECTED)], lang=Lang.NL, fields={"price": 1})
    line = _json_rows(path)[0]
    assert (line["httpStatus"], line["code"], line["message"]) == (422, "VALIDATION_FAILED", "Too small")
    assert (line["field"], line["cell"]) == ("price", "B7")


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.UNKNOWN, Outcome.NOT_SENT])
@pytest.mark.parametrize("lang", Lang)
def test_row_without_a_reply_says_how_to_go_on(tmp_path: Path, outcome: Outcome, lang: Lang) -> None:
    """A row that a resume sends again says so, in each language."""
    path = tmp_path / "r.jsonl"
    write_result(path, HEADINGS, [result_row(7, outcome)], lang=lang)
    assert "importer resume" in _json_rows(path)[0]["message"]


def test_finished_at_is_local_time_with_its_zone(tmp_path: Path) -> None:
    """A time can be told apart from every other, and is empty for a row that was never sent."""
    path = tmp_path / "r.jsonl"
    write_result(path, HEADINGS, one_of_each(), lang=Lang.EN)
    created, *_, not_sent = _json_rows(path)
    moment = dt.datetime.fromisoformat(created["finishedAt"])
    assert moment.tzinfo is not None
    assert moment.timestamp() == 1_780_000_000
    assert not_sent["finishedAt"] is None


def test_key_of_ours_becomes_a_sentence_and_words_of_the_api_stay(tmp_path: Path) -> None:
    """A message that is a key of the messages is rendered in the language."""
    row = result_row(7, Outcome.REJECTED)
    assert row.sent is not None
    ours = dataclasses.replace(row, sent=dataclasses.replace(row.sent, message="result_rejected"))
    write_result(tmp_path / "r.jsonl", HEADINGS, [ours], lang=Lang.FR)
    assert "refusé" in _json_rows(tmp_path / "r.jsonl")[0]["message"]


@pytest.mark.parametrize("name", ["r.txt", "r", "r.xls", "r.xlsx.bak"])
def test_other_ending_names_the_accepted_ones(tmp_path: Path, name: str) -> None:
    """The format is chosen by the ending, and an unknown one is refused before anything is written."""
    with pytest.raises(SettingsError) as caught:
        write_result(tmp_path / name, HEADINGS, [], lang=Lang.EN)
    assert ".xlsx, .csv, .jsonl" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+32/475", "'+32/475"),
        ("-2+3", "'-2+3"),
        ("@cmd", "'@cmd"),
        ("\tx", "'\tx"),
        ("\r=1", "'\r=1"),
        ("-12,5", "-12,5"),
        ("-", "-"),
        ("+32 475 12 34 56", "+32 475 12 34 56"),
        ("Golf=GTI", "Golf=GTI"),
    ],
)
def test_csv_defuses_formulas_but_not_negative_numbers(tmp_path: Path, text: str, expected: str) -> None:
    """What a spreadsheet would compute gets an apostrophe; a signed number does not."""
    write_result(tmp_path / "r.csv", ["X"], [result_row(2, Outcome.CREATED, (text,))], lang=Lang.EN)
    assert _csv_rows(tmp_path / "r.csv")[1][14] == expected


def test_negative_number_is_a_number_in_csv(tmp_path: Path) -> None:
    """A number cell has no apostrophe, and a whole float no `.0`."""
    row = result_row(2, Outcome.CREATED, (-5, -1.5, 12345.0))
    write_result(tmp_path / "r.csv", ["a", "b", "c"], [row], lang=Lang.EN)
    assert _csv_rows(tmp_path / "r.csv")[1][14:] == ["-5", "-1.5", "12345"]


def test_cells_that_excel_cannot_hold_become_text(tmp_path: Path) -> None:
    """Long digits, dates before 1900, faults and control characters are shown, never changed or dropped."""
    cells: tuple[RawValue, ...] = (
        1234567890123456789,
        dt.date(1899, 5, 1),
        FAULT,
        "a\ufffeb",
        dt.timedelta(hours=30),
        dt.time(8, 30),
        float("nan"),
        "<r>x</r>",
        "https://x.example",
        "0012",
    )
    write_result(tmp_path / "r.xlsx", [""] * 10, [result_row(2, Outcome.CREATED, cells)], lang=Lang.EN)
    assert _sheet_rows(tmp_path / "r.xlsx")[1][14:] == (
        "1234567890123456789",
        "1899-05-01",
        "#REF!",
        "a\N{REPLACEMENT CHARACTER}b",
        dt.timedelta(hours=30),
        dt.time(8, 30),
        "nan",
        "<r>x</r> ",
        "https://x.example",
        "0012",
    )


def test_text_past_excels_limit_is_cut_and_said(tmp_path: Path) -> None:
    """A cell holds 32,767 characters: what was cut is counted, and named in the summary sheet."""
    row = result_row(2, Outcome.CREATED, ("x" * 40_000, "é" * 32_767))
    written = write_result(tmp_path / "r.xlsx", ["a", "b"], [row], lang=Lang.EN)
    line = _sheet_rows(tmp_path / "r.xlsx")[1]
    assert len(line[14]) == 32_767
    assert line[14].endswith("[…]")
    assert line[15] == "é" * 32_767
    assert len(written.notes) == 1
    assert "O2" in written.notes[0]
    assert written.notes[0] in [value for _, value in _sheet_rows(tmp_path / "r.xlsx", 1)]


def test_more_rows_than_a_sheet_holds_go_on_over_sheets(tmp_path: Path) -> None:
    """No row is lost at the end of a sheet; each sheet has its headings, and it is said."""
    counting = Counting()
    rows = [result_row(row, Outcome.CREATED) for row in range(2, 12)]
    write_sheet(
        tmp_path / "r.xlsx",
        HEADINGS,
        rows,
        columns=ResultColumns(lang=Lang.EN),
        counting=counting,
        first_column=0,
        run=lambda: None,
        rows_a_sheet=4,
    )
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["Result", "Result 2", "Result 3", "Summary"]
    numbers = [cell.value for name in book.sheetnames[:3] for cell in book[name]["A"][1:]]
    assert numbers == list(range(2, 12))
    assert counting.rows == 10
    assert "3 sheets" in counting.notes[0]


def test_summary_sheet_counts_outcomes_and_names_the_file(tmp_path: Path, run: Run) -> None:
    """The last sheet says which file and run it is, what each outcome counts, and the problems of the file."""
    write_result(tmp_path / "r.xlsx", HEADINGS, one_of_each(), lang=Lang.NL, run=run)
    lines = dict(_sheet_rows(tmp_path / "r.xlsx", 1))
    assert lines["Bestand"] == "stock.xlsx"
    assert lines["Upload"] == "run-1"
    assert lines["aangemaakt"] == 1
    assert lines["Rijen in totaal"] == 10
    assert lines["Aanvragen"] == 3


def test_summary_of_a_check_does_not_claim_that_anything_was_sent(tmp_path: Path, run: Run) -> None:
    """A check names the file, and no run, address or request."""
    write_result(tmp_path / "r.xlsx", HEADINGS, [], lang=Lang.EN, run=run, purpose=Purpose.CHECK)
    labels = [label for label, _ in _sheet_rows(tmp_path / "r.xlsx", 1)]
    assert labels == ["File", "Sheet", "Rows in all"]


def test_cells_to_mend_and_outcomes_are_coloured(tmp_path: Path) -> None:
    """The eye finds the row by its outcome and the cell by its error, also when that cell is blank."""
    cells: tuple[RawValue, ...] = ("0042", None, 48500, None, None, None, None)
    rows = [result_row(2, Outcome.CREATED), result_row(3, Outcome.INVALID, cells)]
    write_result(tmp_path / "r.xlsx", HEADINGS, rows, lang=Lang.EN)
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]
    assert sheet["C2"].fill.fgColor.rgb != sheet["C3"].fill.fgColor.rgb
    assert sheet["P3"].fill.fgColor.rgb == sheet["Q3"].fill.fgColor.rgb == "FFF6B8B2"
    assert sheet["P2"].fill.fill_type is None
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:U3"


def test_a_line_has_its_colour_from_end_to_end(tmp_path: Path) -> None:
    """The own columns in which nothing stands for a row are coloured as those in which something does."""
    write_result(tmp_path / "r.xlsx", HEADINGS, [result_row(2, Outcome.CREATED)], lang=Lang.EN)
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]
    filled = sheet["C2"].fill.fgColor.rgb
    rules = [rule for ranges in sheet.conditional_formatting for rule in ranges.rules]
    assert {str(ranges.sqref) for ranges in sheet.conditional_formatting} == {"A2:N2"}
    assert [rule.dxf.fill.bgColor.rgb for rule in rules if rule.formula == ['$C2="created"']] == [filled]


def test_nothing_of_a_line_is_hidden_by_its_neighbours(tmp_path: Path) -> None:
    """The identity of a listing is shown whole, and a row with many problems is as high as they need."""
    row = dataclasses.replace(result_row(2, Outcome.INVALID), problems=tuple(price_missing(2) for _ in range(9)))
    write_result(tmp_path / "r.xlsx", HEADINGS, [row], lang=Lang.FR)
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    identity, message = (headings.index(own) for own in ("ID de l’annonce", "Message"))
    assert sheet.column_dimensions[column_letters(identity)].width >= len(str(uuid.UUID(int=0)))
    assert sheet.row_dimensions[2].height >= 13 * 2 * len(row.problems)
    assert sheet.cell(2, message + 1).alignment.wrap_text


def test_a_long_line_of_the_summary_is_as_high_as_it_needs(tmp_path: Path, run: Run) -> None:
    """What is said of the file takes several lines, and does not run into the line below."""
    said = Problem(code=Code.HIDDEN_COLUMNS, sheet="Stock", params={"columns": ", ".join(["Inkoopprijs (G)"] * 5)})
    run = dataclasses.replace(run, new=dataclasses.replace(run.new, problems=(said,)))
    write_result(tmp_path / "r.xlsx", HEADINGS, [result_row(2, Outcome.CREATED)], lang=Lang.FR, run=run)
    summary = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[1]
    at, text = next((cell.row, str(cell.value)) for cell in summary["B"] if "Inkoopprijs" in str(cell.value))
    assert summary.row_dimensions[at].height >= 12 * len(text) / summary.column_dimensions["B"].width


def test_file_without_rows_has_headings_only(tmp_path: Path) -> None:
    """A run of no rows gives a file that opens."""
    write_result(tmp_path / "r.xlsx", [], [], lang=Lang.EN)
    assert len(_sheet_rows(tmp_path / "r.xlsx")) == 1


def test_result_of_a_check_says_ok_or_needs_work(tmp_path: Path) -> None:
    """A check sends nothing, so its columns have no reply and its words are its own."""
    rows = [result_row(2, Outcome.NOT_SENT), result_row(3, Outcome.INVALID), result_row(4, Outcome.DUPLICATE)]
    write_result(tmp_path / "r.xlsx", HEADINGS, rows, lang=Lang.EN, purpose=Purpose.CHECK)
    lines = _sheet_rows(tmp_path / "r.xlsx")
    assert [line[2] for line in lines] == ["Outcome", "OK", "needs work", "duplicate"]
    assert lines[1][4] is None
    assert lines[1][8:] == CELLS


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("lang", Lang)
def test_own_columns_of_a_result_are_known_again(tmp_path: Path, ending: str, purpose: Purpose, lang: Lang) -> None:
    """A result sheet that is mended and uploaded brings only the original columns."""
    path = tmp_path / f"r{ending}"
    write_result(path, HEADINGS, one_of_each(), lang=lang, purpose=purpose)
    heading = _csv_rows(path)[0] if ending == ".csv" else [str(cell or "") for cell in _sheet_rows(path)[0]]
    own = own_columns(heading)
    assert [text for at, text in enumerate(heading) if at not in own] == list(HEADINGS)


_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00\ufffe\uffff"), max_size=12)
# 15 digits of a number are what Excel keeps
_FLOAT = st.floats(-1e9, 1e9).map(lambda number: float(f"{number:.15g}"))
_CELL = st.none() | st.booleans() | st.integers(-(10**14), 10**14) | _FLOAT | _TEXT.filter(bool)


@given(st.lists(st.lists(_CELL, min_size=3, max_size=3), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_cell_comes_back_from_json_lines_and_workbook(tmp_path: Path, table: list[list[RawValue]]) -> None:
    """Whatever a cell holds, the result has it again with its type."""
    rows = [result_row(at, Outcome.CREATED, tuple(cells)) for at, cells in enumerate(table, 2)]
    write_result(tmp_path / "r.jsonl", ["a", "b", "c"], rows, lang=Lang.EN)
    assert [list(line.values())[14:] for line in _json_rows(tmp_path / "r.jsonl")] == table
    write_result(tmp_path / "r.xlsx", ["a", "b", "c"], rows, lang=Lang.EN)
    grid = CalamineWorkbook.from_path(tmp_path / "r.xlsx").get_sheet_by_index(0).to_python()
    for line, cells in zip(grid[1:], table, strict=True):
        assert line[14:17] == ["" if cell is None else cell for cell in cells]
        assert [type(a) is bool for a in line[14:17]] == [type(b) is bool for b in cells]
