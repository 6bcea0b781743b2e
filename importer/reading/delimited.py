"""Delimited text → a grid: which encoding, separator and quotes, and where each record begins.

It does not know which row holds the headings.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from importer.errors import SourceFileError
from importer.reading import encoding
from importer.reading.formats import Format, text_members
from importer.reading.grid import Grid
from importer.reading.layout import SAMPLE_ROWS, find_layout
from importer.reading.table import raw_table
from importer.records import RawTable, Source

_SEPARATORS: Final = ";,\t|"
_SAMPLE_CHARACTERS: Final = 200_000
_LONGEST_CELL: Final = 16_000_000


def open_text(source: Source, *, heading_row: int | None) -> RawTable:
    """The table of a delimited text."""
    csv.field_size_limit(_LONGEST_CELL)
    with _text(source) as text:
        sample = text.read(_SAMPLE_CHARACTERS)
    separator = _separator(sample)
    grid = Grid(
        name=None,
        rows=lambda: _records(source, separator),
        ragged=True,
        cells=source.size // 4,
    )
    rows = [pair for pair, _ in zip(enumerate(grid.rows(), 1), range(SAMPLE_ROWS), strict=False)]
    layout = find_layout(rows, heading_row=heading_row)
    if layout is None:
        raise SourceFileError("file_empty", name=source.name)
    return raw_table(source, grid, layout)


@contextmanager
def _text(source: Source) -> Iterator[io.TextIOWrapper]:
    if source.format == Format.ZIPPED_TEXT:
        with zipfile.ZipFile(source.path) as archive, archive.open(text_members(archive)[0]) as member:
            yield encoding.open_text(member)  # type: ignore[arg-type]
    else:
        with source.path.open("rb") as file:
            yield encoding.open_text(file)


def _records(source: Source, separator: str) -> Iterator[Sequence[str]]:
    with _text(source) as text:
        yield from csv.reader(text, delimiter=separator, skipinitialspace=False)


def _separator(sample: str) -> str:
    stated = re.match(r"sep=(.)\r?\n?", sample, re.IGNORECASE)
    if stated:
        return stated[1]
    lines = [line for line in sample.splitlines()[:50] if line]
    return max(_SEPARATORS, key=lambda mark: (min((line.count(mark) for line in lines), default=0), sample.count(mark)))
