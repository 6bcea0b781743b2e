"""Files that cannot be read: each has a sentence that says what it is and what to do."""

import io
import struct
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from importer.errors import ExitCode, SourceFileError
from importer.reading import open_table
from importer.reading.dialect import LONGEST_LINE
from importer.wording import Lang
from tests.reading.files import (
    HEADINGS,
    ROWS,
    biff_record,
    compound_file,
    label,
    rows_of,
    stock,
    text_file,
    with_part,
    workbook,
    xls,
)

SHEET = "xl/worksheets/sheet1.xml"


def refusal(path: Path) -> str:
    """The key of the sentence with which a file is refused; it can be said in every language."""
    with pytest.raises(SourceFileError) as refused:
        rows_of(open_table(path))
    assert refused.value.exit_code == ExitCode.UNREADABLE
    for lang in Lang:
        assert path.name in refused.value.sentence(lang)
    return refused.value.key


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "file_empty"),
        (b" \r\n\t\n", "file_empty"),
        (b"\xef\xbb\xbf\n\n", "file_empty"),
        (b";;;\n;;;\n", "file_empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "file_is_pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file_is_image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "file_is_image"),
        (b"{\\rtf1\\ansi Beste klant}", "file_is_document"),
        (b"MZ\x90\0\x03\0\0\0", "file_is_program"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "file_is_archive"),
        (b"SQLite format 3\0\x10\0", "file_is_database"),
        (b"<html><body><table><tr><td>Merk</td></tr></table>", "file_is_html"),
        (b"\xef\xbb\xbf\n <!DOCTYPE html><html>", "file_is_html"),
        (b'<?xml version="1.0"?><ads><ad><make>Opel</make></ad></ads>', "file_is_xml"),
        (b'{"listings": [{"brand": "Opel"}]}', "file_is_json"),
        (b'[{"brand": "Opel"}]', "file_is_json"),
        (bytes(range(1, 32)) * 50, "file_not_text"),
        (b"\x09\x00\x04\x00\x02\x00\x10\x00" + b"\0" * 40, "file_too_old"),
        (b"\x09\x08\x08\x00\x00\x05\x05\x00" + b"\0" * 40, "file_too_old"),
        (b"PK\x03\x04" + b"x" * 60, "file_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 20, "file_damaged"),
    ],
)
def test_what_a_file_is_when_it_is_no_table(tmp_path: Path, content: bytes, key: str) -> None:
    """The content tells what a file is, whatever its name says."""
    assert refusal(text_file(tmp_path, content, "voorraad.xls")) == key


@pytest.mark.parametrize(
    ("streams", "key"),
    [
        ({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}, "file_protected"),
        ({"WordDocument": b"x"}, "file_is_document"),
        ({"Contents": b"x"}, "file_not_text"),
        ({"Workbook": b"\x09\x08\x10\0\0\x06" + b"\xff" * 20}, "file_damaged"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_compound_files_that_are_no_workbook(tmp_path: Path, streams: dict[str, bytes], key: str) -> None:
    """An encrypted xlsx and a Word document stand in the same container as an xls workbook."""
    assert refusal(text_file(tmp_path, compound_file(streams), "voorraad.xlsx")) == key


def test_a_password_on_xls(tmp_path: Path) -> None:
    """An xls workbook with a FILEPASS record is encrypted."""
    cells = [label(0, column, text) for column, text in enumerate(HEADINGS)]
    assert refusal(xls(tmp_path, cells, extra_globals=struct.pack("<HHHHH", 0x2F, 6, 0, 1, 2))) == "file_protected"


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (["word/document.xml", "[Content_Types].xml"], "file_is_document"),
        (["Index/Document.iwa"], "file_is_numbers"),
        (["foto.jpg"], "file_is_archive"),
        (["gent.csv", "aalst.csv"], "archive_of_several"),
        (["xl/workbook.xml"], "file_damaged"),
        (["content.xml"], "file_damaged"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_archives_that_are_no_table(tmp_path: Path, names: list[str], key: str) -> None:
    """A zip archive is told by what is in it."""
    path = tmp_path / "voorraad.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x;y\n1;2\n")
    assert refusal(path) == key


def test_places_that_hold_no_file(tmp_path: Path) -> None:
    """A missing file and a folder have a sentence too."""
    assert refusal(tmp_path / "weg.xlsx") == "file_not_found"
    assert refusal(tmp_path) == "file_is_folder"


@pytest.mark.parametrize("cut", [0.2, 0.6, 0.97])
def test_a_file_cut_off(tmp_path: Path, cut: float) -> None:
    """A workbook of which the download stopped is damaged."""
    path = stock(tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * cut)])
    assert refusal(path) == "file_damaged"


def test_entities_are_refused(tmp_path: Path) -> None:
    """A workbook whose XML declares entities could fill the memory and is not read."""
    declaration = b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 999 + b'">]><worksheet'
    assert refusal(with_part(stock(tmp_path), SHEET, b"<worksheet", declaration)) == "file_unsafe"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    """Half a gigabyte of blanks in half a megabyte is no workbook."""
    path = stock(tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x", "w") as part:
        for _ in range(512):
            part.write(b" " * (1 << 20))
    started = time.perf_counter()
    assert refusal(path) == "file_too_large"
    assert time.perf_counter() - started < 2


def test_a_lie_about_the_size_comes_out(tmp_path: Path) -> None:
    """A part that inflates to more than the archive says is refused."""
    path = workbook(tmp_path, {"Stock": [HEADINGS, *(ROWS * 3000)]})
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size
    path.write_bytes(content.replace(struct.pack("<I", size), struct.pack("<I", 1000)))
    assert refusal(path) == "file_damaged"


@pytest.mark.parametrize("address", ["XFD1048576", "XFD20000", "AA1048576"])
def test_a_cell_far_outside_the_table(tmp_path: Path, address: str) -> None:
    """One cell at the end of the sheet would make a rectangle of billions of cells; it is named."""
    path = stock(tmp_path)
    book = openpyxl.load_workbook(path)
    book["Stock"][address] = "x"
    book.save(path)
    with pytest.raises(SourceFileError) as refused:
        open_table(path)
    assert (refused.value.key, refused.value.params["cell"]) == ("sheet_too_sparse", address)


def test_the_name_of_a_file_says_nothing(tmp_path: Path) -> None:
    """A workbook named .csv is read as the workbook that it is, and a text named .xlsx as text."""
    renamed = stock(tmp_path).rename(tmp_path / "stock.csv")
    assert (open_table(renamed).source.format, len(rows_of(open_table(renamed)))) == ("xlsx", 3)
    assert open_table(text_file(tmp_path, "ref;merk\nA1;Opel\n", "stock.xlsx")).source.format == "csv"


def test_an_archive_that_does_not_name_its_parts(tmp_path: Path) -> None:
    """A workbook whose list of sheets leads nowhere is damaged."""
    assert (
        refusal(with_part(stock(tmp_path), "xl/_rels/workbook.xml.rels", b"sheet1.xml", b"sheet9.xml"))
        == "file_damaged"
    )


def test_an_encrypted_archive(tmp_path: Path) -> None:
    """A zip archive with a password is protected."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("stock.csv", "ref;merk\nA1;Opel\n")
    marked = bytearray(content.getvalue())
    marked[6] |= 1
    marked[marked.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(text_file(tmp_path, bytes(marked), "stock.zip")) == "file_protected"


def test_a_line_longer_than_any_table_has(tmp_path: Path) -> None:
    """A row of millions of cells is no row; it is refused before its cells are looked at one by one."""
    content = "ref;merk;prijs\nA1;Opel;9950\n" + ";" * (LONGEST_LINE + 1)
    assert refusal(text_file(tmp_path, content)) == "file_not_text"


@pytest.mark.parametrize(
    ("front", "claimed", "is_read"),
    [
        (b"", 60_000, True),
        (b"", 4_000_000_000, False),
        (b'<!-- uniqueCount="1" -->', 60_000, True),
        (b'<!-- uniqueCount="1" -->', 4_000_000_000, False),
        (b"<!--%s-->" % (b" " * 70_000), 4_000_000_000, False),
        (b"<!--%s-->" % (b" " * 700_000), 4_000_000_000, False),
    ],
    ids=["room", "claim", "comment", "claim-after-comment", "claim-far-behind", "claim-out-of-sight"],
)
def test_claims_of_shared_texts(tmp_path: Path, front: bytes, claimed: int, is_read: bool) -> None:
    """An xlsx that claims more texts than it can hold is refused before memory is reserved for them."""
    path = tmp_path / "stock.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([HEADINGS, *ROWS]):
            sheet.write_row(row, 0, cells)
    with_part(path, "xl/sharedStrings.xml", b'uniqueCount="12"', b'uniqueCount="%d"' % claimed)
    with_part(path, "xl/sharedStrings.xml", b"<sst", front + b"<sst")
    if is_read:
        assert list(rows_of(open_table(path))) == [2, 3, 4]
    else:
        assert refusal(path) == "file_damaged"


@pytest.mark.parametrize(
    "claim",
    [
        biff_record(0x0200, struct.pack("<IIHHH", 154, 3, 0, 2, 0)),
        biff_record(0x0200, struct.pack("<IIHHH", 0, 4_000_000_000, 0, 2, 0)),
        biff_record(0x00FC, struct.pack("<II", 1, 2_000_000_000)),
    ],
    ids=["rows-backwards", "rows", "texts"],
)
def test_claims_of_a_damaged_xls(tmp_path: Path, claim: bytes) -> None:
    """A record that claims more rows or texts than there can be is refused before memory is reserved for them."""
    cells = [claim, *(label(0, column, text) for column, text in enumerate(HEADINGS))]
    assert refusal(xls(tmp_path, cells)) == "file_damaged"


def test_tags_that_never_end_are_told_in_a_moment(tmp_path: Path) -> None:
    """A damaged sheet that claims a far cell, then holds a megabyte of begun ones, is searched once, not for each."""
    begun = b'<row r="1048576"><c r="XFD1048576" ' + b'<c r="A1" ' * 100_000
    assert refusal(with_part(stock(tmp_path), SHEET, b"</sheetData>", begun)) == "file_damaged"
