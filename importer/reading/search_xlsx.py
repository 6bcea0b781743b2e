"""What the XML of an xlsx sheet says of errors, formulas and hidden cells, and how far cells reach: searched as bytes.

It is given a sheet block by block, each of whole rows, and knows nothing of the file that they come from.
"""

import re
from typing import Final

from importer.reading.marks import UNCALCULATED, Faults, SheetMarks, Span, columns_of, without_calculation
from importer.records import CellFault

_START_BYTES: Final = 65_536
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d{1,7})["']""")
_TYPE = re.compile(rb"""\st\s*=\s*["'](\w+)["']""")
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true|on)["']""")
_COLUMN = re.compile(rb"""<(?:\w+:)?col\s[^<>]*+>""")
_COLUMN_ENDS = re.compile(rb"""\s(?:min|max)\s*=\s*["'](\d{1,7})["']""")
_ERROR = re.compile(rb"""t\s*=\s*["']e["']""")
_WIDE = re.compile(rb"""r=["']([A-Z]{3})\d""")
# ZZ: whether the last column is nearer is only asked when there are very many rows.
_LAST_OF_TWO_LETTERS: Final = 701


class SheetSearch:
    """Gathers marks over the blocks of one sheet."""

    def __init__(self) -> None:
        self._errors: Faults = {}
        self._blank: Faults = {}
        self._zero: Faults = {}
        self._calculated = False
        self._hidden: list[int] = []
        self._hidden_columns: list[Span] = []
        self._rows_before = 0
        self.last_row = 0
        self.last_column = _LAST_OF_TWO_LETTERS
        self._prefix: bytes | None = None
        self._has_single_quotes = False
        self._is_numbered = False

    def add_reach(self, block: bytes) -> None:
        """Sees how far the cells of the next block reach, which ends with the end of a row."""
        prefix = self._begun(block)
        start = block.rfind(b"<" + prefix + b"row")
        if start >= 0:
            self.last_row = max(self.last_row, self._row_at(block, start, prefix))
        if _WIDE.search(block):
            self.last_column = max(self.last_column, *map(column_of, set(_WIDE.findall(block))))
        self._count_rows(block, prefix)

    def add_marks(self, block: bytes) -> None:
        """Takes in the faults of the next block, which ends with the end of a row, and what is hidden there."""
        prefix = self._begun(block)
        if b't="e"' in block or (self._has_single_quotes and b"'e'" in block):
            self._add_errors(block, prefix)
        if b"<" + prefix + b"f" in block:
            self._add_formulas(block, prefix)
        if b"hidden=" in block:
            self._add_hidden(block, prefix)
        self._count_rows(block, prefix)

    def marks(self, *, calculates_on_load: bool) -> SheetMarks:
        """What was found in all."""
        calculated = self._calculated or not calculates_on_load
        faults = without_calculation(self._blank, self._zero, calculated=calculated)
        for row, columns in self._errors.items():
            faults.setdefault(row, {}).update(columns)
        return SheetMarks(
            faults=faults,
            hidden=tuple(self._hidden),
            hidden_columns=columns_of(self._hidden_columns),
        )

    def cells_of(self, block: bytes) -> int:
        """How many cells are written in a block."""
        return block.count(b"<" + (self._prefix or b"") + b"c ")

    def _add_errors(self, block: bytes, prefix: bytes) -> None:
        value = re.compile(rb"<" + prefix + rb"v[^>]*>([^<]*)<")
        for found in _ERROR.finditer(block):
            start = block.rfind(b"<", 0, found.start())
            end = block.find(b">", start)
            if end < found.end() or not block.startswith(b"<" + prefix + b"c", start):
                continue
            text = value.search(block, end, _end_of_cell(block, end, prefix))
            row, column = self._address(block, start, prefix)
            shown = text[1].decode("utf-8", "replace").strip() if text else ""
            self._errors.setdefault(row, {})[column] = CellFault(text=shown or "#ERROR")

    def _add_formulas(self, block: bytes, prefix: bytes) -> None:
        formula = re.compile(
            rb"(?:</P:f>|<P:f(?:\s[^>]*)?/>)\s*(?:<P:v\s*/>|<P:v(?:\s[^>]*)?>([^<]*)</P:v>)?".replace(b"P:", prefix)
        )
        for found in formula.finditer(block):
            start = block.rfind(b"<" + prefix + b"c ", 0, found.start())
            tag = block[start : block.find(b">", start)]
            kind = _TYPE.search(tag)
            text = (found[1] or b"").strip()
            if text not in (b"", b"0") or (kind and kind[1] != b"n"):
                self._calculated = True
                continue
            row, column = self._address(block, start, prefix)
            faults = self._zero if text else self._blank
            faults.setdefault(row, {})[column] = UNCALCULATED

    def _add_hidden(self, block: bytes, prefix: bytes) -> None:
        for found in _HIDDEN.finditer(block):
            start = block.rfind(b"<", 0, found.start())
            end = block.find(b">", start)
            is_row = block.startswith(b"<" + prefix + b"row", start) and end >= found.end()
            if not is_row or block[end - 1 : end] == b"/":
                continue
            close = block.find(b"</" + prefix + b"row>", end)
            inside = block[end:close]
            if b"v>" in inside or b"<" + prefix + b"is" in inside:
                self._hidden.append(self._row_at(block, start, prefix))

    def _add_hidden_columns(self, before_rows: bytes) -> None:
        for tag in _COLUMN.findall(before_rows):
            ends = [int(number) for number in _COLUMN_ENDS.findall(tag)]
            if len(ends) == 2 and _HIDDEN.search(tag):
                self._hidden_columns.append((min(ends) - 1, max(ends) - 1))

    def _begun(self, block: bytes) -> bytes:
        """The prefix of the sheet's names; the first block tells how the sheet is written."""
        if self._prefix is None:
            root = re.search(rb"<(\w+:)?worksheet\b", block[:_START_BYTES])
            self._prefix = (root[1] or b"") if root else b""
            self._has_single_quotes = b"='" in block[:_START_BYTES]
            self._add_hidden_columns(block[: max(block.find(b"sheetData"), 0)])
            self._is_numbered = _ROW_NUMBER.search(block, block.find(b"<" + self._prefix + b"row ")) is not None
        return self._prefix

    def _count_rows(self, block: bytes, prefix: bytes) -> None:
        if not self._is_numbered:
            self._rows_before += block.count(b"<" + prefix + b"row")

    def _address(self, block: bytes, start: int, prefix: bytes) -> tuple[int, int]:
        """Row number and column of the cell whose tag begins at `start`; counted when it does not say."""
        reference = _REFERENCE.search(block, start, block.find(b">", start) + 1)
        if reference:
            return int(reference[2]), column_of(reference[1].upper())
        row_start = block.rfind(b"<" + prefix + b"row", 0, start)
        column = block.count(b"<" + prefix + b"c", row_start, start)
        return self._row_at(block, row_start, prefix), column

    def _row_at(self, block: bytes, start: int, prefix: bytes) -> int:
        number = _ROW_NUMBER.search(block, start, block.find(b">", start) + 1)
        if number:
            return int(number[1])
        return self._rows_before + block.count(b"<" + prefix + b"row", 0, start) + 1


def _end_of_cell(block: bytes, start: int, prefix: bytes) -> int:
    end = block.find(b"</" + prefix + b"c>", start)
    return len(block) if end < 0 else end


def column_of(letters: bytes) -> int:
    """The 0-based column of capital letters: A is 0."""
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1
