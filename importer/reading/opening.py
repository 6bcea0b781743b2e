"""A path → its table, whatever the file is: the one entrance of reading."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from importer.reading import delimited, sheet_choice
from importer.reading.formats import Format, recognise
from importer.records import RawTable, Source


def open_table(
    path: Path,
    *,
    sheet: str | None = None,
    heading_row: int | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> RawTable:
    """The table of a file: on the sheet `sheet`, or on the first one that looks like a table.

    `heading_row` is the row that Excel shows, 0 for a file that has none, None to find it. `meanwhile` is called where
    a processor would be idle: once, while the first sheet of a workbook is parsed. Raises SourceFileError with a
    sentence that says what the file is and what to do.
    """
    source = _source(path)
    if source.format in _TEXTS:
        return delimited.open_text(source, heading_row=heading_row)
    return sheet_choice.open_sheet(source, sheet=sheet, heading_row=heading_row, meanwhile=meanwhile)


def open_tables(path: Path) -> Sequence[RawTable]:
    """The tables of all sheets that have the same headings as the first, in the workbook's order."""
    source = _source(path)
    if source.format in _TEXTS:
        return (delimited.open_text(source, heading_row=None),)
    return sheet_choice.open_sheets(source)


_TEXTS = frozenset({Format.TEXT, Format.ZIPPED_TEXT})


def _source(path: Path) -> Source:
    kind = recognise(path)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Source(path=path, format=kind.value, digest=digest, size=path.stat().st_size)
