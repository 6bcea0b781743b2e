"""The dealer's own workbook comes back as it was, with what became of each row."""

import datetime as dt
import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from importer.errors import SettingsError
from importer.records import Outcome, Row
from importer.results.annotated import MAX_ROWS, annotate, check_report
from importer.results.annotations import TablePlace
from importer.results.result_file import write_result
from importer.wording import Lang
from tests.results.rows import FIRST_OF_MARCH, HEADINGS, dealers_workbook, one_of_each, price_missing, result_row


def _place(source: Path, **changes: Any) -> TablePlace:
    place = TablePlace(source=source, sheet="Stock", heading_row=3, first_column=0, headings=HEADINGS)
    return replace(place, **changes)


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    """A dealer's own workbook."""
    path = tmp_path / "stock.xlsx"
    dealers_workbook(path)
    return path


def _cells(path: Path) -> dict[str, Any]:
    """Everything that the dealer put in his cells, by address."""
    book = openpyxl.load_workbook(path)
    return {
        f"{sheet.title}!{cell.coordinate}": (
            cell.value,
            cell.data_type,
            cell.number_format,
            cell.fill.fgColor.rgb,
            cell.font.b,
            cell.font.sz,
        )
        for sheet in book
        for row in sheet.iter_rows(max_col=7)
        for cell in row
    }


@pytest.mark.parametrize(("report", "sheet"), [("out.xlsx", "r.xlsx"), ("out.xlsm", "r.xlsx"), ("out.csv", "r.csv")])
def test_a_fresh_sheet_is_the_result_sheet_that_is_already_there(
    stock: Path, tmp_path: Path, report: str, sheet: str
) -> None:
    """What took long to write is not written twice: a large file's report is a copy of its result."""
    place = _place(stock, digest="of another file")
    written = write_result(tmp_path / sheet, HEADINGS, one_of_each(4), lang=Lang.NL)
    made = annotate(tmp_path / report, place, one_of_each(4), lang=Lang.NL, written=written)
    assert (made.annotated, made.path.suffix) == (False, Path(sheet).suffix)
    assert made.path.read_bytes() == written.path.read_bytes()


def test_a_result_in_another_form_is_no_report(stock: Path, tmp_path: Path) -> None:
    """Lines for a script are not given to a dealer who wants a workbook."""
    written = write_result(tmp_path / "r.jsonl", HEADINGS, one_of_each(4), lang=Lang.NL)
    place = _place(stock, digest="of another file")
    made = annotate(tmp_path / "out.xlsx", place, one_of_each(4), lang=Lang.NL, written=written)
    assert openpyxl.load_workbook(made.path).sheetnames


def test_dealers_cells_and_layout_stay_as_they_were(stock: Path, tmp_path: Path) -> None:
    """Values, formulas, formats, widths, lists, colours and other sheets are unchanged."""
    out = tmp_path / "out.xlsx"
    report = annotate(out, _place(stock), one_of_each(4), lang=Lang.NL)
    assert report.annotated
    assert _cells(out) == _cells(stock)
    before, after = openpyxl.load_workbook(stock)["Stock"], openpyxl.load_workbook(out)["Stock"]
    assert after.column_dimensions["A"].width == before.column_dimensions["A"].width
    assert after.row_dimensions[3].height == 40
    assert after.freeze_panes == "B4"
    assert [str(area) for area in after.merged_cells.ranges] == ["A1:C1"]
    assert [str(rule.sqref) for rule in after.data_validations.dataValidation] == ["E4:E12"]
    assert "B4:B12" in [str(each.sqref) for each in after.conditional_formatting]


def test_outcome_id_and_messages_stand_right_of_the_table(stock: Path, tmp_path: Path) -> None:
    """Each row has its own, at its own row number."""
    out = tmp_path / "out.xlsx"
    annotate(out, _place(stock), one_of_each(4), lang=Lang.NL)
    sheet = openpyxl.load_workbook(out)["Stock"]
    assert [cell.value for cell in sheet[3][7:]] == [
        "importer: Resultaat",
        "importer: Advertentie-ID",
        "importer: Melding",
    ]
    assert [sheet.cell(row, 8).value for row in (4, 9, 13)] == ["aangemaakt", "ongeldig", "niet verzonden"]
    assert sheet["I4"].value == "id-4"
    assert str(sheet["J9"].value).startswith("kolom B, “Prijs”: ")


def test_cells_to_mend_have_a_comment_and_a_colour(stock: Path, tmp_path: Path) -> None:
    """A comment says what to do at the cell; the dealer's own comment stays above it."""
    out = tmp_path / "out.xlsx"
    rows = [result_row(4, Outcome.CREATED), result_row(5, Outcome.INVALID)]
    annotate(out, _place(stock), rows, lang=Lang.EN)
    sheet = openpyxl.load_workbook(out)["Stock"]
    comment = sheet["B5"].comment
    assert comment is not None
    assert comment.text.startswith("Nog bellen\n\nimporter: nothing stands here")
    assert comment.author == "Jan"
    assert sheet["C5"].comment is not None
    assert sheet["B4"].comment is None
    priorities = {str(each.sqref): each.rules[0].priority for each in sheet.conditional_formatting}
    assert priorities == {"B5 C5": 1, "B4:B12": 2}


def test_annotating_again_replaces_what_was_there(stock: Path, tmp_path: Path) -> None:
    """A mended workbook that is annotated anew has one set of columns and only the remarks that still hold."""
    once, twice = tmp_path / "once.xlsx", tmp_path / "twice.xlsx"
    annotate(once, _place(stock), one_of_each(4), lang=Lang.NL)
    headings = (*HEADINGS, "importer: Resultaat", "importer: Advertentie-ID", "importer: Melding")
    rows = [result_row(row, Outcome.UPDATED) for row in range(4, 14)]
    annotate(twice, _place(once, headings=headings), rows, lang=Lang.EN)
    sheet = openpyxl.load_workbook(twice)["Stock"]
    assert [cell.value for cell in sheet[3][7:]] == ["importer: Outcome", "importer: Listing ID", "importer: Message"]
    assert {sheet.cell(row, 8).value for row in range(4, 13)} == {"updated"}
    remarks = [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment]
    assert remarks == ["Nog bellen"]
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["B4:B12"]
    assert _cells(twice) == _cells(stock)


def test_source_is_not_touched(stock: Path, tmp_path: Path) -> None:
    """The dealer's own file keeps its bytes."""
    before = stock.read_bytes()
    annotate(tmp_path / "out.xlsx", _place(stock), one_of_each(4), lang=Lang.NL)
    assert stock.read_bytes() == before


def test_columns_go_past_what_stands_beside_the_table(stock: Path, tmp_path: Path) -> None:
    """A cell of the dealer right of the table is never written over, and hidden columns there do not hide ours."""
    book = openpyxl.load_workbook(stock)
    book["Stock"]["I30"] = "notitie"
    book["Stock"].column_dimensions.group("J", "XFD", hidden=True)
    book.save(stock)
    out = tmp_path / "out.xlsx"
    annotate(out, _place(stock), one_of_each(4), lang=Lang.EN)
    sheet = openpyxl.load_workbook(out)["Stock"]
    assert sheet["I30"].value == "notitie"
    assert [cell.value for cell in sheet[3][9:12]] == ["importer: Outcome", "importer: Listing ID", "importer: Message"]
    assert not any(sheet.column_dimensions[letter].hidden for letter in "JKL")
    assert sheet.column_dimensions["M"].hidden
    assert sheet.column_dimensions["M"].max == 16_384


def test_check_report_says_ok_or_needs_work(stock: Path, tmp_path: Path) -> None:
    """Before anything is sent the workbook tells which rows can go."""
    rows = [
        Row(row=4, reference="a", body=b"", fingerprint="", outcome=None),
        Row(row=5, reference="b", body=b"", fingerprint="", outcome=Outcome.INVALID, problems=(price_missing(5),)),
    ]
    report = check_report(tmp_path / "out.xlsx", _place(stock), rows, lang=Lang.NL)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Stock"]
    assert [sheet["H4"].value, sheet["H5"].value] == ["in orde", "te verbeteren"]
    assert [cell.value for cell in sheet[3][7:]] == ["importer: Resultaat", "importer: Melding"]
    assert str(tmp_path / "out.xlsx") in report.notes[0]


def test_many_rows_get_a_fresh_sheet_and_it_is_said(stock: Path, tmp_path: Path) -> None:
    """Above 5,000 rows the result is a sheet of its own, with every row."""
    rows = (result_row(row, Outcome.CREATED, ("x",)) for row in range(4, 4 + MAX_ROWS + 20))
    report = annotate(tmp_path / "out.xlsx", _place(stock), rows, lang=Lang.EN)
    assert not report.annotated
    assert "5000" in report.notes[0]
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx", read_only=True).worksheets[0]
    assert sheet.max_row == MAX_ROWS + 21


def test_other_formats_get_a_fresh_sheet_and_it_is_said(tmp_path: Path) -> None:
    """Delimited text and old formats cannot carry remarks."""
    source = tmp_path / "stock.csv"
    source.write_text("Ref;Prijs\n1;2\n", encoding="utf-8")
    report = annotate(tmp_path / "out.xlsx", _place(source, sheet=None), one_of_each(), lang=Lang.NL)
    assert not report.annotated
    assert "nieuw blad" in report.notes[0]
    assert (tmp_path / "out.xlsx").exists()


def _with_chart(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Stock")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Stock!$B$4:$B$8"})
        sheet.insert_chart("J2", chart)


def _with_shape(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Stock").insert_textbox("J2", "Let op")


def _with_sparkline(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Stock").add_sparkline("J2", {"range": "Stock!A1:E1"})


def _with_button(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Stock").insert_button("J2", {})


def _with_dynamic_array(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Stock").write_dynamic_array_formula("J2:J4", "=UNIQUE(A1:A9)")


def _with_data_bar(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Stock").conditional_format("A1:A9", {"type": "data_bar", "data_bar_2010": True})


def _with_part(name: str) -> Any:
    def make(path: Path) -> None:
        dealers_workbook(path)
        with zipfile.ZipFile(path, "a") as package:
            package.writestr(name, "<x/>")

    return make


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(_with_chart, "charts", id="chart"),
        pytest.param(_with_shape, "shapes", id="text box"),
        pytest.param(_with_sparkline, "newer versions", id="sparkline"),
        pytest.param(_with_data_bar, "newer versions", id="data bar of 2010"),
        pytest.param(_with_dynamic_array, "newer versions", id="dynamic array"),
        pytest.param(_with_button, "buttons", id="button"),
        pytest.param(_with_part("xl/pivotTables/pivotTable1.xml"), "pivot", id="pivot table"),
        pytest.param(_with_part("xl/slicers/slicer1.xml"), "slicers", id="slicer"),
        pytest.param(_with_part("xl/externalLinks/externalLink1.xml"), "other files", id="external link"),
        pytest.param(_with_part("xl/threadedComments/threadedComment1.xml"), "conversations", id="thread"),
    ],
)
def test_workbook_that_would_be_damaged_gets_a_fresh_sheet(tmp_path: Path, make: Any, said: str) -> None:
    """What openpyxl does not keep is never dropped in silence: it is named, and a fresh sheet is given."""
    source = tmp_path / "stock.xlsx"
    make(source)
    report = annotate(tmp_path / "out.xlsx", _place(source), one_of_each(4), lang=Lang.EN)
    assert not report.annotated
    assert said in report.notes[0]
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames == ["Result", "Summary"]


@pytest.mark.parametrize("name", ["xl/drawings/drawing9.xml", "xl/persons/person.xml", "customXml/item1.xml"])
def test_parts_that_hold_nothing_are_no_reason(tmp_path: Path, name: str) -> None:
    """Google Sheets writes empty drawings and Excel a list of persons: losing those loses nothing."""
    source = tmp_path / "stock.xlsx"
    _with_part(name)(source)
    assert annotate(tmp_path / "out.xlsx", _place(source), one_of_each(4), lang=Lang.EN).annotated


def _with_macros(path: Path) -> None:
    binary = path.with_suffix(".bin")
    binary.write_bytes(b"not really a macro")
    with xlsxwriter.Workbook(path) as book:
        book.add_vba_project(str(binary))
        sheet = book.add_worksheet("Stock")
        sheet.write_row(2, 0, HEADINGS)
        sheet.write_comment("B5", "Nog bellen")


@pytest.mark.usefixtures("closes_archives")
def test_macros_are_kept_in_an_xlsm(tmp_path: Path) -> None:
    """A workbook with macros given back as .xlsm has them still."""
    source = tmp_path / "stock.xlsm"
    _with_macros(source)
    report = annotate(tmp_path / "out.xlsm", _place(source), one_of_each(4), lang=Lang.EN)
    assert report.annotated
    with zipfile.ZipFile(report.path) as package:
        assert package.read("xl/vbaProject.bin") == b"not really a macro"
        assert len(package.namelist()) == len(set(package.namelist()))


def test_macros_that_an_xlsx_cannot_hold_are_said(tmp_path: Path) -> None:
    """Given back as .xlsx the workbook opens without its macros, and it says so."""
    source = tmp_path / "stock.xlsm"
    _with_macros(source)
    report = annotate(tmp_path / "out.xlsx", _place(source), one_of_each(4), lang=Lang.EN)
    assert report.annotated
    assert "macros" in report.notes[1]
    with zipfile.ZipFile(report.path) as package:
        assert "xl/vbaProject.bin" not in package.namelist()
        assert b"macroEnabled" not in package.read("[Content_Types].xml")


def test_name_for_macros_without_macros_becomes_xlsx(stock: Path, tmp_path: Path) -> None:
    """Excel refuses an .xlsm that has no macros in its type, so the report gets the ending that opens."""
    report = annotate(tmp_path / "out.xlsm", _place(stock), one_of_each(4), lang=Lang.EN)
    assert report.path == tmp_path / "out.xlsx"
    assert openpyxl.load_workbook(report.path).sheetnames == ["Stock", "Andere"]


def test_date_that_openpyxl_cannot_keep_gets_a_fresh_sheet(tmp_path: Path) -> None:
    """A number that openpyxl would turn into an error is not given back changed."""
    source = tmp_path / "stock.xlsx"
    with xlsxwriter.Workbook(source) as book:
        sheet = book.add_worksheet("Stock")
        sheet.write_row(2, 0, HEADINGS)
        sheet.write_number(3, 3, 99_999_999, book.add_format({"num_format": "dd/mm/yyyy"}))
    assert not annotate(tmp_path / "out.xlsx", _place(source), one_of_each(4), lang=Lang.EN).annotated


@pytest.mark.parametrize("ending", [".csv", ".jsonl"])
def test_report_for_scripts_is_a_result_file(stock: Path, tmp_path: Path, ending: str) -> None:
    """A report in csv or jsonl has every row and needs no explanation."""
    report = annotate(tmp_path / f"out{ending}", _place(stock), one_of_each(4), lang=Lang.EN)
    assert not report.annotated
    assert report.notes == ()
    assert len(report.path.read_text(encoding="utf-8").splitlines()) >= 9


def test_other_ending_is_refused(stock: Path, tmp_path: Path) -> None:
    """A report has one of the known endings."""
    with pytest.raises(SettingsError):
        annotate(tmp_path / "out.ods", _place(stock), [], lang=Lang.EN)


def test_message_is_text_whatever_the_api_says(stock: Path, tmp_path: Path) -> None:
    """The API's words are never a formula in the dealer's workbook, and control characters do not break it."""
    row = result_row(4, Outcome.REJECTED)
    assert row.sent is not None
    row = replace(row, sent=replace(row.sent, message='=HYPERLINK("x")\x02', field=None))
    annotate(tmp_path / "out.xlsx", _place(stock), [row], lang=Lang.EN)
    cell = openpyxl.load_workbook(tmp_path / "out.xlsx")["Stock"]["J4"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")\N{REPLACEMENT CHARACTER}', "s")


@pytest.mark.parametrize("digest", ["0" * 64, None], ids=["changed", "gone"])
def test_file_that_changed_is_not_annotated(stock: Path, tmp_path: Path, digest: str | None) -> None:
    """Rows may stand elsewhere in a file that changed since it was read, and a vanished one cannot be given back."""
    place = _place(stock, digest=digest)
    if digest is None:
        stock.unlink()
    report = annotate(tmp_path / "out.xlsx", place, one_of_each(4), lang=Lang.EN)
    assert not report.annotated
    assert "gone or was changed" in report.notes[0]


def test_file_that_is_the_same_is_annotated(stock: Path, tmp_path: Path) -> None:
    """The digest is that of the bytes that were read."""
    digest = hashlib.sha256(stock.read_bytes()).hexdigest()
    assert annotate(tmp_path / "out.xlsx", _place(stock, digest=digest), one_of_each(4), lang=Lang.EN).annotated


def test_formulas_keep_what_they_last_came_to(tmp_path: Path) -> None:
    """A formula is given back with its value, so that the workbook reads the same before Excel opens it."""
    source = tmp_path / "stock.xlsx"
    values = [2, 0.1, "a<b & c", True, "#DIV/0!", ""]
    with xlsxwriter.Workbook(source) as book:
        sheet = book.add_worksheet("Stock")
        sheet.write_row(2, 0, HEADINGS)
        for row, value in enumerate(values, 3):
            sheet.write_formula(row, 0, f'=IF(B{row}<"x&y",1,2)', None, value)
        sheet.write_formula(3, 3, "=TODAY()", book.add_format({"num_format": 22}), 44256.25)
        book.add_worksheet("Andere").write_formula("A1", "=Stock!A4", None, 2)
    rows = [result_row(row, Outcome.CREATED) for row in range(4, 10)]
    assert annotate(tmp_path / "out.xlsx", _place(source), rows, lang=Lang.EN).annotated
    for path in (source, tmp_path / "out.xlsx"):
        book = openpyxl.load_workbook(path, data_only=True)
        assert [book["Stock"].cell(row, 1).value for row in range(4, 10)] == [*values[:-1], None]
        assert book["Stock"]["D4"].value == FIRST_OF_MARCH + dt.timedelta(hours=6)
        assert book["Andere"]["A1"].value == 2
        assert openpyxl.load_workbook(path)["Stock"]["A4"].value == '=IF(B3<"x&y",1,2)'
