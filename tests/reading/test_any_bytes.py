"""Whatever the bytes are, reading gives a table or a sentence."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importer.errors import SourceFileError
from importer.reading import open_table
from tests.reading.files import HEADINGS, formula, label, number, rows_of, stock, text_file, with_part, xls
from tests.reading.test_ods import ods, text
from tests.reading.test_ods import row as ods_row
from tests.reading.test_xlsb import cell, row, words, xlsb

Damage = list[tuple[float, int, bytes]]
"""Where (as a share of the file), how many bytes go, and what stands there instead."""

DAMAGES = st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 40), st.binary(max_size=40)), min_size=1, max_size=6)
QUICKLY = settings(
    max_examples=100, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _xls(folder: Path) -> Path:
    cells = [label(0, column, text) for column, text in enumerate(HEADINGS)]
    cells += [label(1, 0, "A1"), formula(1, 3, b"\x02\0\x2a\0\0\0\xff\xff"), number(2, 3, 9950)]
    return xls(folder, cells)


def _csv(folder: Path) -> Path:
    lines = ["réf;tekst;prijs", 'A1;"een\ntwee";9950', "A2;x;1;2", "A3;y"]
    return text_file(folder, "\n".join(lines).encode("cp1252"))


def _xlsb(folder: Path) -> Path:
    return xlsb(folder, row(1, words(0, "A1"), cell(3, 1, b"\x17")), row(2, words(0, "A2"), cell(3, 1, b"\x2a")))


def _ods(folder: Path) -> Path:
    return ods(
        folder, ods_row(text("A1"), text("Opel")), ods_row(text("A2"), '<table:table-cell table:formula="of:=x"/>')
    )


def _zip(folder: Path) -> Path:
    path = folder / "stock.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("stock.csv", "ref;merk;prijs\nA1;Opel;9950\n" * 20)
    return path


def _damaged(content: bytes, damages: Damage) -> bytes:
    for share, count, instead in damages:
        at = int(share * len(content))
        content = content[:at] + instead + content[at + count :]
    return content


def _reads(path: Path) -> None:
    try:
        table = open_table(path)
        widths = {len(row) for row in rows_of(table).values()}
    except SourceFileError as refused:
        sentence = str(refused)
    else:
        sentence = path.name
        assert widths <= {len(table.headings)}
    assert path.name in sentence


@pytest.mark.parametrize("make", [stock, _xls, _csv, _zip], ids=["xlsx", "xls", "csv", "zip"])
def test_damaged_files(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    """A file of any format with bytes changed, lost or added is read or refused, never anything else."""
    path = make(tmp_path)
    whole = path.read_bytes()

    @QUICKLY
    @given(DAMAGES)
    def damaged(damages: Damage) -> None:
        path.write_bytes(_damaged(whole, damages))
        _reads(path)

    damaged()


@QUICKLY
@given(st.binary(max_size=400))
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    """Bytes of no format at all are read as text or refused."""
    _reads(text_file(tmp_path, content))


@QUICKLY
@given(st.text(alphabet="ab1;,\t|\"'\n\r\0é€ #", max_size=200))
def test_any_text(tmp_path: Path, content: str) -> None:
    """Any text of separators, quotes and ends of lines is read or refused."""
    _reads(text_file(tmp_path, content))


@pytest.mark.parametrize(
    ("make", "parts"),
    [
        (stock, ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels")),
        (_xlsb, ("xl/workbook.bin", "xl/worksheets/sheet1.bin")),
        (_ods, ("content.xml", "meta.xml")),
    ],
    ids=["xlsx", "xlsb", "ods"],
)
def test_damaged_parts(tmp_path: Path, make: Callable[[Path], Path], parts: tuple[str, ...]) -> None:
    """An archive that is whole, with a part in it that is not, is read or refused."""
    path = make(tmp_path)
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        contents = {part: archive.read(part) for part in parts}

    @QUICKLY
    @given(st.sampled_from(parts), DAMAGES)
    def damaged(part: str, damages: Damage) -> None:
        path.write_bytes(whole)
        _reads(with_part(path, part, contents[part], _damaged(contents[part], damages)))

    damaged()
