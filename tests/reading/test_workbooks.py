"""Workbooks: sheets, faults, hidden and merged cells, dates."""

import struct
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from importer.errors import SourceFileError
from importer.reading import open_table, open_tables
from importer.records import CellFault
from tests.reading.files import (
    HEADINGS,
    ROWS,
    biff_record,
    error_cell,
    formula,
    label,
    number,
    problems_of,
    rows_of,
    stock,
    with_part,
    workbook,
    xls,
)

SHEET = "xl/worksheets/sheet1.xml"
UNCALCULATED = CellFault(text="", uncalculated=True)


def test_rows_have_the_numbers_that_excel_shows(tmp_path: Path) -> None:
    """Title, blank rows and columns before the table are counted."""
    rows = [["Garage"], [], [None, None, *HEADINGS], [], *[[None, None, *row] for row in ROWS]]
    table = open_table(workbook(tmp_path, {"Stock": rows}))
    assert (table.sheet, table.heading_row, table.first_column) == ("Stock", 3, 2)
    assert list(table.headings) == list(HEADINGS)
    assert rows_of(table) == {at: list(row) for at, row in enumerate(ROWS, 5)}


def test_an_error_cell_is_a_fault(tmp_path: Path) -> None:
    """An error cell is no blank: a blank would erase what is live."""
    path = workbook(tmp_path, {"Stock": [HEADINGS, *ROWS, ["A4", "#REF!", "x", "#N/A"]]})
    assert rows_of(open_table(path))[5] == ["A4", CellFault(text="#REF!"), "x", CellFault(text="#N/A")]


def test_a_row_of_faults_only_is_a_row(tmp_path: Path) -> None:
    """A row in which only errors stand is not blank, also below every other row."""
    path = workbook(tmp_path, {"Stock": [HEADINGS, *ROWS, [None, None, None, "#DIV/0!"]]})
    assert rows_of(open_table(path))[5] == [None, None, None, CellFault(text="#DIV/0!")]


def test_a_formula_never_calculated_is_a_fault(tmp_path: Path) -> None:
    """A formula that a program wrote without calculating has no value to send."""
    path = workbook(tmp_path, {"Stock": [HEADINGS, *ROWS, ["A4", "Opel", "x", "=D2+1"]]})
    assert rows_of(open_table(path))[5][3] == UNCALCULATED


def test_the_zero_of_a_writer_is_a_fault(tmp_path: Path) -> None:
    """A program that calculates nothing writes 0 for every formula: that is no price."""
    path = tmp_path / "stock.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Stock")
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ["A1", "Opel", "Corsa"])
        sheet.write_formula(1, 3, "=9000+950")
    assert rows_of(open_table(path))[2][3] == UNCALCULATED


def test_a_calculated_zero_is_a_value(tmp_path: Path) -> None:
    """Where any formula has another value, a 0 was calculated."""
    path = tmp_path / "stock.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Stock")
        sheet.write_row(0, 0, ["Ref", "Merk", "Km", "Prijs"])
        sheet.write_row(1, 0, ["A1", "Opel"])
        sheet.write_formula(1, 2, "=1-1", value=0)
        sheet.write_formula(1, 3, "=9000+950", value=9950)
    assert rows_of(open_table(path))[2] == ["A1", "Opel", 0, 9950]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (b'<c r="D2" t="str"><f>""</f><v></v></c>', None),
        (b'<c r="D2"><f>A1</f></c>', UNCALCULATED),
        (b'<c r="D2"><f t="shared" si="0"/><v/></c>', UNCALCULATED),
        (b'<c t="e" r="D2"><f>1/0</f><v>#DIV/0!</v></c>', CellFault(text="#DIV/0!")),
        (b"<c r='D2' t='e'><v>#REF!</v></c>", CellFault(text="#REF!")),
        (b'<c r="D2" t="inlineStr"><is><t>t="e" hidden="1" &lt;f></t></is></c>', 't="e" hidden="1" <f>'),
    ],
    ids=["calculated-blank", "no-value", "shared", "formula-error", "single-quotes", "text"],
)
def test_ways_of_writing_a_cell(tmp_path: Path, cell: bytes, expected: object) -> None:
    """Faults are told from blanks and from text that looks like a fault, however the XML is written."""
    path = with_part(stock(tmp_path), SHEET, b'<c r="D2" t="n"><v>9950</v></c>', cell)
    assert rows_of(open_table(path))[2][3] == expected


def test_cells_without_addresses(tmp_path: Path) -> None:
    """Rows and cells need not say where they are; then their order does."""
    xml = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row><c t="inlineStr"><is><t>Ref</t></is></c><c t="inlineStr"><is><t>Prijs</t></is></c></row>'
        b'<row><c t="inlineStr"><is><t>A1</t></is></c><c t="e"><v>#N/A</v></c></row></sheetData></worksheet>'
    )
    path = stock(tmp_path)
    with_part(with_part(path, SHEET, b"", b""), "xl/worksheets/other.xml", b"", xml)
    with_part(path, "xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"worksheets/other.xml")
    assert rows_of(open_table(path)) == {2: ["A1", CellFault(text="#N/A")]}


def test_faults_of_xls(tmp_path: Path) -> None:
    """Error cells and formulas in xls are faults; a formula whose result is a number is a value."""
    heading = [label(0, column, text) for column, text in enumerate(HEADINGS)]
    names = [label(row, column, text) for row in (1, 2, 3, 4) for column, text in enumerate(("A", "B", "C"))]
    last = [
        error_cell(1, 3, 0x17),
        formula(2, 3, b"\x02\0\x2a\0\0\0\xff\xff"),
        formula(3, 3, b"\x03\0\0\0\0\0\xff\xff"),
        number(4, 3, 9950),
    ]
    cells = [row[3] for row in rows_of(open_table(xls(tmp_path, [*heading, *names, *last]))).values()]
    assert cells == [CellFault(text="#REF!"), CellFault(text="#N/A"), UNCALCULATED, 9950]


def test_a_blank_result_in_an_xls_of_excel_is_a_blank(tmp_path: Path) -> None:
    """A workbook with the number of a calculation engine was calculated: its empty result is a blank."""
    cells = [label(0, column, text) for column, text in enumerate(HEADINGS)]
    cells += [label(1, 0, "A1"), formula(1, 3, b"\x03\0\0\0\0\0\xff\xff")]
    engine = b"\xc1\x01\x08\x00" + b"\xc1\x01\0\0\0\0\0\0"
    assert rows_of(open_table(xls(tmp_path, cells, extra_globals=engine))) == {2: ["A1", None, None, None]}


def test_the_sheet_that_looks_like_stock(tmp_path: Path) -> None:
    """Instructions and pivots come first in real workbooks; the vehicles are found behind them."""
    sheets = {
        "Uitleg": [["Vul op het tweede blad uw wagens in."], ["Vragen? Bel ons."]],
        "Draaitabel": [[], [], ["Rijlabels", "Som van Prijs"], ["Opel", 9950], ["Audi", 21500]],
        "Wagens": [HEADINGS, *ROWS],
    }
    assert open_table(workbook(tmp_path, sheets)).sheet == "Wagens"
    assert open_table(tmp_path / "stock.xlsx", sheet="draaitabel ").sheet == "Draaitabel"
    with pytest.raises(SourceFileError, match="Uitleg, Draaitabel, Wagens"):
        open_table(tmp_path / "stock.xlsx", sheet="Auto's")


def test_hidden_sheets_are_said_and_not_read(tmp_path: Path) -> None:
    """A hidden sheet with a table is named; it is read when it is asked for, or when there is no other."""
    path = workbook(tmp_path, {"Stock": [HEADINGS, *ROWS], "Oud": [HEADINGS, ("Z9", "Saab", "900", 1)]})
    book = openpyxl.load_workbook(path)
    book["Oud"].sheet_state = "hidden"
    book.save(path)
    table = open_table(path)
    assert (table.sheet, problems_of(table)) == ("Stock", [(None, "hidden_sheets")])
    assert list(rows_of(open_table(path, sheet="Oud"))) == [2]


def test_a_hidden_sheet_is_read_when_no_other_has_a_table(tmp_path: Path) -> None:
    """Better a hidden sheet that is said than nothing."""
    path = workbook(tmp_path, {"Leeg": [], "Stock": [HEADINGS, *ROWS]})
    book = openpyxl.load_workbook(path)
    book["Stock"].sheet_state = "hidden"
    book.save(path)
    assert problems_of(open_table(path)) == [(None, "only_hidden_sheet")]


def test_all_sheets_of_the_same_shape(tmp_path: Path) -> None:
    """Sheets with the same headings are one stock; reading only one of them is said."""
    sheets = {
        "Gent": [HEADINGS, *ROWS],
        "Info": [["Openingsuren"]],
        "Aalst": [["titel"], HEADINGS, ("B1", "Kia", "Rio", 5)],
    }
    path = workbook(tmp_path, sheets)
    assert [(table.sheet, len(rows_of(table))) for table in open_tables(path)] == [("Gent", 3), ("Aalst", 1)]
    table = open_table(path)
    assert (table.sheet, problems_of(table)) == ("Gent", [(None, "other_sheets")])
    assert table.problems[0].params == {"sheets": "Aalst"}


def test_hidden_rows_are_read_and_said(tmp_path: Path) -> None:
    """Rows that are hidden or filtered out are read all the same, and their number is said."""
    path = stock(tmp_path)
    book = openpyxl.load_workbook(path)
    book["Stock"].row_dimensions[3].hidden = True
    book["Stock"].row_dimensions[30].hidden = True
    book.save(path)
    table = open_table(path)
    assert list(rows_of(table)) == [2, 3, 4]
    assert [(problem.code.value, problem.params) for problem in table.problems] == [
        ("hidden_rows", {"count": "1", "first": "3"})
    ]


def test_hidden_columns_are_read_and_said(tmp_path: Path) -> None:
    """Hidden columns of the table are read all the same and named; those beside it are nothing to mention."""
    path = workbook(tmp_path, {"Stock": [(*HEADINGS, None), *((*row, "x") for row in ROWS)]})
    book = openpyxl.load_workbook(path)
    for letter in "DE":
        book["Stock"].column_dimensions[letter].hidden = True
    book["Stock"].column_dimensions.group("G", "XFD", hidden=True)
    book.save(path)
    table = open_table(path)
    assert rows_of(table)[2] == ["A1", "Opel", "Corsa", 9950, "x"]
    assert [(problem.code.value, problem.params) for problem in table.problems] == [
        ("hidden_columns", {"columns": "Prijs (D), E"})
    ]


def test_hidden_rows_and_columns_of_xls(tmp_path: Path) -> None:
    """The same in the old format: row 2 and columns C and D."""
    cells = [
        biff_record(0x007D, struct.pack("<HHHHHH", 2, 3, 2300, 0, 1, 0)),
        biff_record(0x0208, struct.pack("<HHHHHHBBH", 1, 0, 4, 255, 0, 0, 0x20, 1, 0)),
        *(label(0, column, text) for column, text in enumerate(HEADINGS)),
        *(label(row, column, "x") for row in (1, 2) for column in range(4)),
    ]
    table = open_table(xls(tmp_path, cells))
    assert list(rows_of(table)) == [2, 3]
    assert [(problem.code.value, problem.params) for problem in table.problems] == [
        ("hidden_rows", {"count": "1", "first": "2"}),
        ("hidden_columns", {"columns": "Model (C), Prijs (D)"}),
    ]


def test_merged_cells_repeat_downwards(tmp_path: Path) -> None:
    """One value merged over several rows holds for each of them, but makes no row of a blank one."""
    path = workbook(tmp_path, {"Stock": [HEADINGS, *ROWS, (None, None, None, None), ("A5", "Kia", "Rio", 5)]})
    book = openpyxl.load_workbook(path)
    book["Stock"].merge_cells("B2:B5")
    book["Stock"].merge_cells("C4:D4")
    book.save(path)
    rows = rows_of(open_table(path))
    assert {number: row[1] for number, row in rows.items()} == {2: "Opel", 3: "Opel", 4: "Opel", 6: "Kia"}
    assert rows[4][2:] == ["500", None]


def test_dates_of_1904(tmp_path: Path) -> None:
    """A workbook that counts days from 1904 gives the dates that Excel shows."""
    path = tmp_path / "stock.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Ref", "Datum", "Tijdstip"])
        sheet.write_string(1, 0, "A1")
        sheet.write_datetime(1, 1, date(2021, 3, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_datetime(1, 2, datetime(2021, 3, 1, 12, 30), book.add_format({"num_format": "d/m/yy h:mm"}))  # noqa: DTZ001 — Excel has no zones
    assert rows_of(open_table(path)) == {2: ["A1", date(2021, 3, 1), datetime(2021, 3, 1, 12, 30)]}  # noqa: DTZ001 — the same


def test_properties_tell_of_a_template(tmp_path: Path) -> None:
    """Custom document properties and defined names come with the table; a template's hidden lists are not said."""
    path = tmp_path / "stock.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.set_custom_property("importer_template", "1")
        book.define_name("importer_lang", '="nl"')
        for name in ("Stock", "Lijsten"):
            sheet = book.add_worksheet(name)
            for at, row in enumerate([HEADINGS, *ROWS]):
                sheet.write_row(at, 0, row)
        sheet.hide()
    table = open_table(path)
    assert table.properties == {"property:importer_template": "1", "name:importer_lang": '"nl"'}
    assert problems_of(table) == []


def test_escaped_characters_are_decoded(tmp_path: Path) -> None:
    """`_x000D_` in the XML is a carriage return, not text."""
    path = workbook(tmp_path, {"Stock": [HEADINGS, ("A1", "Opel", "regel een_x000D_\nregel twee", 1)]})
    assert rows_of(open_table(path))[2][2] == "regel een\r\nregel twee"


def test_text_stays_text(tmp_path: Path) -> None:
    """Zeros in front, `NA`, white space and long numbers written as text are kept as they stand."""
    cells = ["007", "NA", "  x ", "123456789012345678"]
    assert rows_of(open_table(workbook(tmp_path, {"Stock": [HEADINGS, cells, *ROWS]})))[2] == cells


def test_a_sheet_without_rows_is_a_table(tmp_path: Path) -> None:
    """Headings alone are a table with no rows; a workbook with nothing in it is not."""
    table = open_table(workbook(tmp_path, {"Stock": [HEADINGS]}))
    assert (list(table.headings), rows_of(table)) == (list(HEADINGS), {})
    with pytest.raises(SourceFileError) as empty:
        open_table(workbook(tmp_path, {"Stock": []}))
    assert empty.value.key == "workbook_empty"


def test_an_error_above_a_column_is_its_heading(tmp_path: Path) -> None:
    """A heading that is an error is shown as Excel shows it."""
    rows = [("Ref", "#REF!", "Prijs"), *((f"A{at}", "x", at) for at in range(5))]
    assert list(open_table(workbook(tmp_path, {"Stock": rows})).headings) == ["Ref", "#REF!", "Prijs"]


def test_a_table_that_begins_further_on(tmp_path: Path) -> None:
    """Blank columns before everything are counted, so that addresses are those of Excel."""
    table = open_table(workbook(tmp_path, {"Stock": [[], *([None, None, *row] for row in (HEADINGS, *ROWS))]}))
    assert (table.heading_row, table.first_column, list(table.headings)) == (2, 2, list(HEADINGS))
    assert rows_of(table)[3] == list(ROWS[0])


def test_an_xls_that_begins_further_on(tmp_path: Path) -> None:
    """Blank rows and columns before the table are counted in xls too, and faults stand where they are."""
    cells = [label(row + 4, column + 2, text) for row in range(3) for column, text in enumerate(("Ref", "Merk"))]
    table = open_table(xls(tmp_path, [*cells[:2], label(5, 2, "A1"), label(6, 2, "A2"), error_cell(6, 3, 0x2A)]))
    assert (table.heading_row, table.first_column) == (5, 2)
    assert rows_of(table) == {6: ["A1", None], 7: ["A2", CellFault(text="#N/A")]}
