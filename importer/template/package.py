"""A workbook's bytes, the same for the same content: fixed dates in the package and in its properties.

It does not know what the workbook holds.
"""

import io
from datetime import datetime
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

_WRITTEN: Final = datetime(2026, 1, 1)  # noqa: DTZ001 — a workbook's properties have no time zone
_PACKED: Final = (1980, 1, 1, 0, 0, 0)


def packed(book: Workbook) -> bytes:
    """The workbook as an xlsx file."""
    book.properties.created = book.properties.modified = _WRITTEN
    raw = io.BytesIO()
    with ZipFile(raw, "w") as archive:
        writer = ExcelWriter(book, archive)
        writer.write_data()
    return _repacked(raw)


def _repacked(raw: io.BytesIO) -> bytes:
    """The parts in their order, without the time at which each was written."""
    result = io.BytesIO()
    with ZipFile(raw) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            told = ZipInfo(entry.filename, _PACKED)
            told.compress_type = ZIP_DEFLATED
            target.writestr(told, source.read(entry))
    return result.getvalue()
