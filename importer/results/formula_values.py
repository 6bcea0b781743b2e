"""What formulas last came to, put back into a workbook that openpyxl saved: it writes formulas without their values.

Without them a preview shows blanks, and reading the workbook before Excel opened it finds formulas never calculated.
"""

import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

_SHEET_NAME: Final = "xl/worksheets/sheet{number}.xml"
_FORMULA: Final = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f\b[^>]*/>|<f\b.*?</f>)<v ?/></c>', re.DOTALL)


def restore_formula_values(saved: Path, source: Path) -> None:
    """Give each formula in `saved` the value that the same cell has in `source`; without formulas nothing changes.

    Raises OSError when `saved` cannot be written.
    """
    with zipfile.ZipFile(saved) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    if not any(_FORMULA.search(content) for name, content in parts.items() if name.startswith("xl/worksheets/")):
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they were judged when the workbook was opened to be annotated
        values = openpyxl.load_workbook(source, data_only=True)
    for number, sheet in enumerate(values.worksheets, 1):
        name = _SHEET_NAME.format(number=number)
        parts[name] = _with_values(parts[name], sheet)
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def _with_values(content: bytes, sheet: Worksheet) -> bytes:
    def with_value(found: re.Match[bytes]) -> bytes:
        address, attributes, formula = found.groups()
        kind, value = _kind_and_value(sheet[address.decode()], sheet)
        if value is None:
            return found[0]
        return b'<c r="%b"%b%b>%b<v>%b</v></c>' % (address, attributes, kind, formula, escape(value).encode())

    return _FORMULA.sub(with_value, content)


def _kind_and_value(cell: Cell, sheet: Worksheet) -> tuple[bytes, str | None]:
    """The cell's type as an attribute and its value as the file has it; None when it was never calculated."""
    value = cell.value
    if isinstance(value, bool):
        return b' t="b"', str(int(value))
    if isinstance(value, datetime | date | time | timedelta):
        return b"", repr(to_excel(value, sheet.parent.epoch))
    if isinstance(value, int | float):
        return b"", repr(value)
    if isinstance(value, str):
        return (b' t="e"' if cell.data_type == "e" else b' t="str"'), value
    return b"", None
