"""Writes cells so that text stays text: no formula out of a leading `=`, no control character that Excel refuses."""

from copy import copy
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from importer.template.cell_words import CellValue


def write_text(cell: Any, text: str) -> None:  # noqa: ANN401 — openpyxl has no types
    """Write a text as it is, whatever it begins with."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"


def write_value(cell: Any, value: CellValue, dimension: Any) -> None:  # noqa: ANN401 — openpyxl has no types
    """Write a value in the style of its column's dimension, which no format of its own replaces."""
    if isinstance(value, str):
        write_text(cell, value)
    else:
        cell.value = value
    cell._style = copy(dimension._style)  # noqa: SLF001 — by the public properties each costs ten times as much
