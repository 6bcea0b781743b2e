"""What calamine leaves out of xls (BIFF5 and 8): error cells, formulas with no value, what is hidden.

The records of the Workbook stream are walked as MS-XLS describes them.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from importer.errors import SourceFileError
from importer.reading.compound_file import CompoundFile, CompoundFileError
from importer.reading.marks import UNCALCULATED, Faults, SheetMarks, Span, columns_of, without_calculation
from importer.records import CellFault

ERROR_TEXTS: Final[Mapping[int, str]] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_FORMULA: Final = 0x0006
_EOF: Final = 0x000A
_FILE_PASS: Final = 0x002F
_COLUMNS: Final = 0x007D
_BOUND_SHEET: Final = 0x0085
_BOF: Final = 0x0809
_RECALC_ID: Final = 0x01C1
_BOOL_OR_ERROR: Final = 0x0205
_DIMENSIONS: Final = 0x0200
_SHARED_TEXTS: Final = 0x00FC
_ROW: Final = 0x0208
_SEVERAL_NUMBERS: Final = 0x00BD
# Formula, several numbers, rich text, shared text, number, text, boolean or error, packed number.
_CELLS: Final = frozenset({_FORMULA, _SEVERAL_NUMBERS, 0x00D6, 0x00FD, 0x0203, 0x0204, _BOOL_OR_ERROR, 0x027E})
_ROW_HIDDEN: Final = 0x20
_COLUMN_HIDDEN: Final = 0x01
_CALCULATE_ON_LOAD: Final = 0x2

Record = tuple[int, int, int]
"""Kind, where its content begins, its length."""


class XlsScanner:
    """Looks into an xls file. Raises SourceFileError for one that is protected, too old or damaged."""

    properties: Mapping[str, str] = {}

    def __init__(self, path: Path) -> None:
        self._name = path.name
        try:
            compound = CompoundFile(path.read_bytes())
        except (CompoundFileError, struct.error):
            raise SourceFileError("file_damaged", name=self._name) from None
        self._refuse_others(compound.names)
        try:
            self._stream = compound.read("Workbook" if "Workbook" in compound.names else "Book")
        except CompoundFileError:
            raise SourceFileError("file_damaged", name=self._name) from None
        if any(kind == _FILE_PASS for kind, _, _ in self._globals):
            raise SourceFileError("file_protected", name=self._name)
        if not all(map(self._is_credible, self._globals)):
            raise SourceFileError("file_damaged", name=self._name)

    def reach(self, sheet: str) -> SheetMarks:
        """How far the cells of the sheet reach: part of its marks."""
        return self.scan(sheet)

    def scan(self, sheet: str) -> SheetMarks:
        """The marks of a sheet. Raises SourceFileError when the stream has no such sheet."""
        marks = self._marks.get(sheet)
        if marks is None:
            raise SourceFileError("file_damaged", name=self._name)
        return marks

    @property
    def sheets(self) -> Sequence[str]:
        """The names of the sheets, in order."""
        return tuple(self._sheets)

    @cached_property
    def _marks(self) -> Mapping[str, SheetMarks]:
        return {sheet: self._marks_at(start) for sheet, start in self._sheets.items()}

    def _marks_at(self, start: int) -> SheetMarks:
        errors: Faults = {}
        extent = _Extent()
        formulas = _Formulas(is_excels=any(kind == _RECALC_ID for kind, _, _ in self._globals))
        hidden: list[int] = []
        hidden_columns: list[Span] = []
        for kind, at, length in self._records(start):
            if not self._is_credible((kind, at, length)):
                raise SourceFileError("file_damaged", name=self._name)
            if kind in _CELLS and length >= 6:
                extent.add(self._stream, kind, at, length)
            if kind == _FORMULA and length >= 20:
                formulas.add(self._stream, at, errors)
            elif kind == _BOOL_OR_ERROR and length >= 8 and self._stream[at + 7]:
                row, column = struct.unpack_from("<HH", self._stream, at)
                errors.setdefault(row + 1, {})[column] = fault_of(self._stream[at + 6])
            elif kind == _ROW and length >= 16 and self._is_hidden_with_cells(at):
                hidden.append(struct.unpack_from("<H", self._stream, at)[0] + 1)
            elif kind == _COLUMNS and length >= 10 and self._stream[at + 8] & _COLUMN_HIDDEN:
                hidden_columns.append(struct.unpack_from("<HH", self._stream, at))
        faults = formulas.faults()
        for row_number, columns in errors.items():
            faults.setdefault(row_number, {}).update(columns)
        return SheetMarks(
            faults=faults,
            hidden=tuple(hidden),
            hidden_columns=columns_of(hidden_columns),
            last_row=extent.last_row,
            last_column=extent.last_column,
            cells=extent.cells,
        )

    def _is_credible(self, record: Record) -> bool:
        """Whether a record does not claim more rows, columns or texts than there can be: calamine reserves as many."""
        kind, at, length = record
        if kind == _DIMENSIONS:
            layout = "<HHHH" if self._is_biff5 or length < 12 else "<IIHH"
            if length < struct.calcsize(layout):
                return False
            first_row, end_row, first_column, end_column = struct.unpack_from(layout, self._stream, at)
            return bool(first_row <= end_row <= 65_536 and first_column <= end_column <= 256)
        if kind == _SHARED_TEXTS and length >= 8:
            return bool(struct.unpack_from("<I", self._stream, at + 4)[0] <= len(self._stream))
        return True

    def _is_hidden_with_cells(self, at: int) -> bool:
        first, end = struct.unpack_from("<HH", self._stream, at + 2)
        return bool(self._stream[at + 12] & _ROW_HIDDEN) and end > first

    def _refuse_others(self, names: frozenset[str]) -> None:
        if "EncryptedPackage" in names:
            raise SourceFileError("file_protected", name=self._name)
        if names & {"Workbook", "Book"}:
            return
        if names & {"WordDocument", "PowerPoint Document", "__properties_version1.0"}:
            raise SourceFileError("file_is_document", name=self._name)
        raise SourceFileError("file_not_text", name=self._name)

    @cached_property
    def _globals(self) -> tuple[Record, ...]:
        return tuple(self._records(0))

    @property
    def _is_biff5(self) -> bool:
        """Excel 5 and 95: names of sheets are bytes there."""
        return self._stream[4:6] == b"\x00\x05"

    @cached_property
    def _sheets(self) -> Mapping[str, int]:
        return dict(
            self._bound_sheet(at, length) for kind, at, length in self._globals if kind == _BOUND_SHEET and length >= 8
        )

    def _bound_sheet(self, at: int, length: int) -> tuple[str, int]:
        start, characters, is_wide = struct.unpack_from("<I2xBB", self._stream, at)
        if self._is_biff5:
            return self._stream[at + 7 : at + 7 + characters].decode("cp1252", "replace"), start
        text = self._stream[at + 8 : at + length]
        if is_wide & 1:
            return text[: 2 * characters].decode("utf-16-le", "replace"), start
        return text[:characters].decode("latin-1"), start

    def _records(self, start: int) -> Iterator[Record]:
        """The records of the substream at `start`, charts inside it left out."""
        stream, at, depth = self._stream, start, 0
        while at + 4 <= len(stream):
            kind, length = struct.unpack_from("<HH", stream, at)
            at += 4
            if kind == _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    return
            if depth <= 1 and at + length <= len(stream):
                yield kind, at, length
            at += length


class _Extent:
    """How far the cells of a sheet reach; a damaged file claims columns far beyond the 256 of this format."""

    def __init__(self) -> None:
        self.last_row = self.last_column = self.cells = 0

    def add(self, stream: bytes, kind: int, at: int, length: int) -> None:
        """Takes in a record of one cell, or of several beside each other."""
        row, column = struct.unpack_from("<HH", stream, at)
        if kind == _SEVERAL_NUMBERS:
            (column,) = struct.unpack_from("<H", stream, at + length - 2)
        self.cells += 1
        if row >= self.last_row:
            self.last_row = row + 1
        self.last_column = max(self.last_column, column)


class _Formulas:
    """Gathers what the formulas of a sheet came to.

    A blank result is a calculated one only in a workbook that Excel or LibreOffice calculated, which leave the number
    of their calculation engine in it.
    """

    def __init__(self, *, is_excels: bool) -> None:
        self._is_excels = is_excels
        self._blank: Faults = {}
        self._zero: Faults = {}
        self._calculated = False

    def add(self, stream: bytes, at: int, errors: Faults) -> None:
        """Takes in a FORMULA record; an error it came to goes to `errors`."""
        row, column = struct.unpack_from("<HH", stream, at)
        result, flags = stream[at + 6 : at + 14], stream[at + 14]
        if result[6:] != b"\xff\xff":
            if any(result) or not flags & _CALCULATE_ON_LOAD:
                self._calculated = True
            else:
                self._zero.setdefault(row + 1, {})[column] = UNCALCULATED
        elif result[0] == 2:
            errors.setdefault(row + 1, {})[column] = fault_of(result[2])
        elif result[0] == 3 and not self._is_excels:
            self._blank.setdefault(row + 1, {})[column] = UNCALCULATED

    def faults(self) -> Faults:
        """The formulas that were never calculated."""
        return without_calculation(self._blank, self._zero, calculated=self._calculated)


def fault_of(code: int) -> CellFault:
    """The fault of an error code as Excel writes it in its binary formats."""
    return CellFault(text=ERROR_TEXTS.get(code, "#ERROR"))
