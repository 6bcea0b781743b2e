"""Writes cells so that text stays text: no formula out of a leading `=`, no control character that Excel refuses."""

from datetime import date
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from importer.template.cell_words import CellValue


def write_text(cell: Any, text: str) -> None:  # noqa: ANN401 — openpyxl has no types
    """Write a text as it is, whatever it begins with."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"


def write_value(cell: Any, value: CellValue, number_format: str) -> None:  # noqa: ANN401 — openpyxl has no types
    """Write a value in its column's format; a blank leaves no cell behind."""
    if value is None:
        return
    if isinstance(value, str):
        write_text(cell, value)
    else:
        cell.value = value
    is_date = isinstance(value, date)
    if is_date or not isinstance(value, str) or number_format == "@":
        cell.number_format = number_format
