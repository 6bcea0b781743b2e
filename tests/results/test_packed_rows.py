"""Rows that are compressed while they are written make the same workbook as any, for every program that reads one."""

import io
import zipfile
import zlib
from pathlib import Path

import hypothesis.strategies as st
import openpyxl
import pytest
from hypothesis import given
from python_calamine import CalamineWorkbook

from importer.records import Outcome
from importer.results import packed_rows, write_result
from importer.results.packed_rows import PackedRows, RowText, joined_crc, pack
from importer.results.workbook import new_workbook
from importer.wording import Lang
from tests.results.rows import result_row

MARK = "<!-- rows 0 -->"


@given(first=st.binary(), second=st.binary(), third=st.binary(max_size=3))
def test_the_checksum_of_texts_in_one_comes_from_theirs(first: bytes, second: bytes, third: bytes) -> None:
    """Nobody reads the rows again for it."""
    two = joined_crc(zlib.crc32(first), zlib.crc32(second), len(second))
    assert joined_crc(two, zlib.crc32(third), len(third)) == zlib.crc32(first + second + third)


@pytest.mark.parametrize("large", [False, True], ids=["small", "as if of more than two gigabytes"])
def test_every_reader_finds_the_rows_of_every_sheet(
    tmp_path: Path, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Checksums, sizes and texts are right on each sheet; also one that has no rows, and one that looks like a mark."""
    if large:
        monkeypatch.setattr(packed_rows, "_SMALL", 0)
    path = tmp_path / "r.xlsx"
    expected = {"one": [[f"{MARK} é車 {row}"] for row in range(3_000)], "none": [], MARK[:20]: [["last"]]}
    with new_workbook(path) as book:
        for name, rows in expected.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        assert all(info.compress_type == zipfile.ZIP_DEFLATED for info in package.infolist())
    quick, whole = CalamineWorkbook.from_path(path), openpyxl.load_workbook(path)
    for name, rows in expected.items():
        assert quick.get_sheet_by_name(name).to_python() == rows
        assert [[cell.value for cell in line] for line in whole[name].iter_rows()] == rows


def test_a_cell_that_reads_like_a_mark_stays_a_text(tmp_path: Path) -> None:
    """The dealer's own words are never taken for ours."""
    path = tmp_path / "r.xlsx"
    write_result(path, [MARK], [result_row(2, Outcome.CREATED, (MARK,))], lang=Lang.EN)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [sheet.cell(at, sheet.max_column).value for at in (1, 2)] == [MARK, MARK]


def test_the_rows_take_little_room_while_they_wait(tmp_path: Path) -> None:
    """What is on the disk before the end is compressed, and has no name that a killed process could leave."""
    rows = PackedRows(str(tmp_path))
    text = RowText(rows, 0)
    for _ in range(50_000):
        text.write("<c><is><t>Volkswagen Golf</t></is></c>")
    assert text.seek(0) == 0
    assert (text.read(9), text.read(9)) == ("<!-- rows 0 -->", "")
    assert rows.size == 50_000 * 38
    assert rows.file.tell() < 50_000
    assert list(tmp_path.iterdir()) == []
    made, packed = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr("sheet.xml", "<rows><!-- rows 0 --></rows>")
    pack(made, [rows], packed)
    with zipfile.ZipFile(packed) as package:
        assert len(package.read("sheet.xml")) == rows.size + len("<rows></rows>")
    rows.close()
