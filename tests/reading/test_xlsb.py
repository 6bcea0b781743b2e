"""Binary workbooks (xlsb): faults, hidden rows, how far cells reach."""

import struct
import zipfile
from pathlib import Path

import pytest

from importer.errors import SourceFileError
from importer.reading import open_table
from importer.records import CellFault
from tests.reading.files import problems_of, rows_of

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def record(kind: int, content: bytes = b"") -> bytes:
    """A record: kind and length in seven bits a byte."""
    first = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return first + bytes([len(content)]) + content


def wide(text: str) -> bytes:
    """A text with its length."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def row(number: int, *cells: bytes, hidden: bool = False) -> bytes:
    """A row header (0-based) and its cells."""
    header = struct.pack("<IIHBBBI", number, 0, 300, 0, 0x10 if hidden else 0, 0, 0)
    return record(0, header) + b"".join(cells)


def cell(kind: int, column: int, value: bytes) -> bytes:
    """A cell of that kind of record."""
    return record(kind, struct.pack("<II", column, 0) + value)


def words(column: int, text: str) -> bytes:
    """A text cell."""
    return cell(6, column, wide(text))


def formula(kind: int, column: int, value: bytes) -> bytes:
    """A formula cell with its result."""
    return cell(kind, column, value + struct.pack("<HI", 0, 0) + struct.pack("<I", 0))


def xlsb(folder: Path, *rows: bytes, calculates_on_load: bool = False, columns: bytes = b"") -> Path:
    """An xlsb file with one sheet, whose headings are Ref and Prijs."""
    sheet = (
        record(129)
        + record(148, struct.pack("<4I", 0, 1_048_575, 0, 16_383))
        + columns
        + record(145)
        + row(0, words(0, "Ref"), words(1, "Prijs"))
        + b"".join(rows)
        + record(146)
        + record(130)
    )
    bundle = struct.pack("<II", 0, 1) + wide("rId1") + wide("Stock")
    calculation = struct.pack("<IIIdIH", 0, 1, 100, 0.001, 1, 1 if calculates_on_load else 0)
    book = record(131) + record(143) + record(156, bundle) + record(144) + record(157, calculation) + record(132)
    path = folder / "stock.xlsb"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def test_error_cells_are_faults(tmp_path: Path) -> None:
    """A constant error and a formula that came to one are faults, a number is a value."""
    path = xlsb(
        tmp_path,
        row(1, words(0, "A1"), cell(3, 1, b"\x17")),
        row(2, words(0, "A2"), formula(11, 1, b"\x2a")),
        row(3, words(0, "A3"), cell(5, 1, struct.pack("<d", 9950))),
    )
    assert [cells[1] for cells in rows_of(open_table(path)).values()] == [
        CellFault(text="#REF!"),
        CellFault(text="#N/A"),
        9950,
    ]


def test_a_workbook_that_nobody_calculated(tmp_path: Path) -> None:
    """Where the workbook is to be calculated on load and every formula is 0, none was calculated."""
    rows = [row(1, words(0, "A1"), formula(9, 1, struct.pack("<d", 0)))]
    assert rows_of(open_table(xlsb(tmp_path, *rows)))[2] == ["A1", 0]
    never = open_table(xlsb(tmp_path, *rows, calculates_on_load=True))
    assert rows_of(never)[2] == ["A1", CellFault(text="", uncalculated=True)]


def test_hidden_rows(tmp_path: Path) -> None:
    """Hidden rows are read and said."""
    table = open_table(xlsb(tmp_path, row(1, words(0, "A1")), row(2, words(0, "A2"), hidden=True)))
    assert (list(rows_of(table)), problems_of(table)) == ([2, 3], [(None, "hidden_rows")])


def test_hidden_columns(tmp_path: Path) -> None:
    """Hidden columns are read and said."""
    shown, hidden = (struct.pack("<4IH", at, at, 2300, 0, flags) for at, flags in ((0, 0), (1, 1)))
    columns = record(390) + record(60, shown) + record(60, hidden) + record(391)
    table = open_table(xlsb(tmp_path, row(1, words(0, "A1"), words(1, "9950")), columns=columns))
    assert rows_of(table) == {2: ["A1", "9950"]}
    assert [(problem.code.value, problem.params) for problem in table.problems] == [
        ("hidden_columns", {"columns": "Prijs (B)"})
    ]


def test_a_cell_far_outside(tmp_path: Path) -> None:
    """A cell at the end of the sheet is refused before the rectangle up to it fills the memory."""
    with pytest.raises(SourceFileError) as refused:
        open_table(xlsb(tmp_path, row(1, words(0, "A1")), row(1_048_575, words(16_383, "x"))))
    assert (refused.value.key, refused.value.params["cell"]) == ("sheet_too_sparse", "XFD1048576")


def test_a_claim_of_texts(tmp_path: Path) -> None:
    """A part that claims more texts than it has bytes is refused before memory is reserved for them."""
    path = xlsb(tmp_path, row(1, words(0, "A1")))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.bin", record(159, struct.pack("<II", 1, 4_000_000_000)) + record(160))
    with pytest.raises(SourceFileError) as refused:
        open_table(path)
    assert refused.value.key == "file_damaged"
