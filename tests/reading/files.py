"""Source files in the shapes that dealers have, made by the tests."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from importer.records import RawTable, RawValue

HEADINGS = ("Referentie", "Merk", "Model", "Prijs")
ROWS = (("A1", "Opel", "Corsa", 9950), ("A2", "Audi", "A3", 21500), ("A3", "Fiat", "500", 7500))


def text_file(folder: Path, content: str | bytes, name: str = "stock.csv") -> Path:
    """A file with that content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(folder: Path, sheets: Mapping[str, Any], name: str = "stock.xlsx") -> Path:
    """An xlsx file with the rows of each sheet, sequences of cells, from A1."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path = folder / name
    book.save(path)
    return path


def stock(folder: Path) -> Path:
    """A small plain xlsx file."""
    return workbook(folder, {"Stock": [HEADINGS, *ROWS]})


def with_part(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The archive with `old` replaced by `new` in one part, or the part written anew when `old` is empty."""
    content = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as after:
        names = before.namelist()
        for name in names:
            text = before.read(name)
            after.writestr(name, text.replace(old, new) if name == part and old else text)
        if part not in names:
            after.writestr(part, new)
    path.write_bytes(content.getvalue())
    return path


def rows_of(table: RawTable, size: int = 100) -> dict[int, list[RawValue]]:
    """Row number → cells, whatever the size of the chunks."""
    found: dict[int, list[RawValue]] = {}
    for chunk in table.chunks(size):
        for at, number in enumerate(chunk.rows):
            found[number] = [column[at] for column in chunk.columns]
    return found


def problems_of(table: RawTable, size: int = 100) -> list[tuple[int | None, str]]:
    """Row and code of every problem, those of the file first."""
    said = [*table.problems, *(problem for chunk in table.chunks(size) for problem in chunk.problems)]
    return [(problem.row, problem.code.value) for problem in said]


def biff_record(kind: int, content: bytes) -> bytes:
    """A record of an xls stream."""
    return struct.pack("<HH", kind, len(content)) + content


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file of version 3 with the streams, each padded past the size of a mini stream."""
    sectors: list[bytes] = []
    chain: list[int] = []
    starts = {}
    for name, content in streams.items():
        padded = content.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % 512)
        starts[name] = (len(sectors), len(padded))
        count = len(padded) // 512
        chain += [*range(len(sectors) + 1, len(sectors) + count), 0xFFFFFFFE]
        sectors += [padded[at : at + 512] for at in range(0, len(padded), 512)]
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    entries += [
        _entry(name, 2, start, size, right=at + 2 if at + 1 < len(starts) else None)
        for at, (name, (start, size)) in enumerate(starts.items())
    ]
    directory = b"".join(entries).ljust(512, b"\0")
    directory_start = len(sectors)
    sectors.append(directory)
    chain.append(0xFFFFFFFE)
    table_start = len(sectors)
    chain.append(0xFFFFFFFD)
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, directory_start, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", table_start) + b"\xff" * 432
    return header + b"".join(sectors) + table


def _entry(name: str, kind: int, start: int, size: int, *, child: int | None = None, right: int | None = None) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    none = 0xFFFFFFFF
    links = struct.pack("<III", none, none if right is None else right, none if child is None else child)
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB", len(text), kind, 1)
        + links
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


def xls(folder: Path, cells: Sequence[bytes], *, extra_globals: bytes = b"", name: str = "stock.xls") -> Path:
    """An xls file with one sheet `Stock` of those records (`label`, `formula`, `error_cell` …)."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    sheet_begin = struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)
    tail = extra_globals + biff_record(0x000A, b"")
    start = len(biff_record(0x0809, begin)) + len(biff_record(0x0085, b"\0" * 13)) + len(tail)
    bound = biff_record(0x0085, struct.pack("<IBBBB", start, 0, 0, 5, 0) + b"Stock")
    sheet = biff_record(0x0809, sheet_begin) + b"".join(cells) + biff_record(0x000A, b"")
    stream = biff_record(0x0809, begin) + bound + tail + sheet
    return text_file(folder, compound_file({"Workbook": stream}), name)


def label(row: int, column: int, text: str) -> bytes:
    """A text cell of an xls sheet, 0-based."""
    content = struct.pack("<HHHHB", row, column, 0, len(text), 0) + text.encode("latin-1")
    return biff_record(0x0204, content)


def number(row: int, column: int, value: float) -> bytes:
    """A number cell of an xls sheet, 0-based."""
    return biff_record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def error_cell(row: int, column: int, code: int) -> bytes:
    """An error cell of an xls sheet, 0-based."""
    return biff_record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def formula(row: int, column: int, result: bytes, flags: int = 0) -> bytes:
    """A formula cell of an xls sheet, 0-based, with its eight bytes of result."""
    content = struct.pack("<HHH", row, column, 0) + result + struct.pack("<HIH", flags, 0, 0)
    return biff_record(0x0006, content)
