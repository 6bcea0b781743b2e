"""What calamine leaves out of xlsb: error cells, formulas with no value, what is hidden, how far cells reach.

The records of the binary parts are walked as MS-XLSB describes them.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from importer.reading.archive import Archive
from importer.reading.faults_xls import fault_of
from importer.reading.marks import UNCALCULATED, Faults, SheetMarks, Span, columns_of, without_calculation
from importer.reading.package import Package

_ROW_HEADER: Final = 0
_CELL_BLANK: Final = 1
_CELL_ERROR: Final = 3
_FORMULA_STRING: Final = 8
_FORMULA_NUMBER: Final = 9
_FORMULA_BOOLEAN: Final = 10
_FORMULA_ERROR: Final = 11
_LAST_CELL: Final = 11
_COLUMNS: Final = 60
_BUNDLE_SHEET: Final = 156
_SHARED_TEXTS: Final = 159
_SHARED_TEXTS_PART: Final = "xl/sharedStrings.bin"
_CALCULATION: Final = 157
_FULL_CALCULATION_ON_LOAD: Final = 0x01
_ROW_HIDDEN: Final = 0x10
_COLUMN_HIDDEN: Final = 0x01

Record = tuple[int, bytes]


class XlsbScanner:
    """Looks into an xlsb file."""

    def __init__(self, archive: Archive) -> None:
        self._package = Package(archive)
        self._marks: dict[str, SheetMarks] = {}
        self._refuse_incredible_texts(archive)

    @staticmethod
    def _refuse_incredible_texts(archive: Archive) -> None:
        """Calamine makes room for as many shared texts as the part claims to have."""
        if not archive.find(_SHARED_TEXTS_PART):
            return
        kind, content = next(_records(archive.blocks(_SHARED_TEXTS_PART)), (0, b""))
        size = sum(map(len, archive.blocks(_SHARED_TEXTS_PART)))
        if kind == _SHARED_TEXTS and any(
            count > size for (count,) in struct.iter_unpack("<I", content[:8].ljust(8, b"\0"))
        ):
            raise archive.damaged()

    @property
    def properties(self) -> Mapping[str, str]:
        """The custom document properties."""
        return self._package.properties

    @cached_property
    def _workbook(self) -> tuple[Record, ...]:
        return tuple(_records(self._package.archive.blocks(self._package.workbook_part)))

    @cached_property
    def _parts(self) -> Mapping[str, str]:
        sheets: dict[str, str] = {}
        for kind, content in self._workbook:
            if kind == _BUNDLE_SHEET:
                try:
                    relation, after = _text(content, 8)
                    name, _ = _text(content, after)
                except struct.error:
                    raise self._package.archive.damaged() from None
                sheets[name] = self._package.targets.get(relation, "")
        return sheets

    @cached_property
    def _calculates_on_load(self) -> bool:
        return any(
            kind == _CALCULATION and len(content) >= 26 and content[24] & _FULL_CALCULATION_ON_LOAD
            for kind, content in self._workbook
        )

    @property
    def sheets(self) -> Sequence[str]:
        """The names of the sheets, in order."""
        return tuple(self._parts)

    def reach(self, sheet: str) -> SheetMarks:
        """How far the cells of the sheet reach: part of its marks."""
        return self.scan(sheet)

    def scan(self, sheet: str) -> SheetMarks:
        """The marks of a sheet, gathered once. Raises SourceFileError when its part is bad."""
        if sheet not in self._marks:
            self._marks[sheet] = self._marks_of(sheet)
        return self._marks[sheet]

    def _marks_of(self, sheet: str) -> SheetMarks:
        part = self._parts.get(sheet)
        if not part or not self._package.archive.find(part):
            raise self._package.archive.damaged()
        search = _Search()
        for kind, content in _records(self._package.archive.blocks(part)):
            if kind <= _LAST_CELL:
                search.add(kind, content)
            elif kind == _COLUMNS:
                search.add_columns(content)
        if not search.is_whole:  # calamine would reserve memory for what it makes of that
            raise self._package.archive.damaged()
        return search.marks(calculates_on_load=self._calculates_on_load)


class _Search:
    """Gathers marks over the cells of one sheet."""

    def __init__(self) -> None:
        self._errors: Faults = {}
        self._zero: Faults = {}
        self._calculated = False
        self._hidden: set[int] = set()
        self._hidden_columns: list[Span] = []
        self._row = 0
        self.is_whole = True
        self._row_is_hidden = False
        self._last_row = self._last_column = 0
        self._cells = 0

    def add(self, kind: int, content: bytes) -> None:
        """Takes in a row header or a cell."""
        if kind == _ROW_HEADER:
            if len(content) >= 12:
                before, self._row = self._row, struct.unpack_from("<I", content)[0] + 1
                self.is_whole = self.is_whole and before < self._row
                self._row_is_hidden = bool(content[11] & _ROW_HIDDEN)
            return
        if kind == _CELL_BLANK:
            return
        if len(content) < 8:
            self.is_whole = False
            return
        column = struct.unpack_from("<I", content)[0]
        self._cells += 1
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, column)
        if self._row_is_hidden:
            self._hidden.add(self._row)
        if kind in (_CELL_ERROR, _FORMULA_ERROR) and len(content) > 8:
            self._errors.setdefault(self._row, {})[column] = fault_of(content[8])
        elif (kind == _FORMULA_NUMBER and not any(content[8:16])) or (
            kind == _FORMULA_STRING and not any(content[8:12])
        ):
            self._zero.setdefault(self._row, {})[column] = UNCALCULATED
        elif kind in (_FORMULA_STRING, _FORMULA_NUMBER, _FORMULA_BOOLEAN):
            self._calculated = True

    def add_columns(self, content: bytes) -> None:
        """Takes in how some columns are shown."""
        if len(content) >= 17 and content[16] & _COLUMN_HIDDEN:
            self._hidden_columns.append(struct.unpack_from("<II", content))

    def marks(self, *, calculates_on_load: bool) -> SheetMarks:
        """What was found in all."""
        calculated = self._calculated or not calculates_on_load
        faults = without_calculation({}, self._zero, calculated=calculated)
        for row, columns in self._errors.items():
            faults.setdefault(row, {}).update(columns)
        return SheetMarks(
            faults=faults,
            hidden=tuple(sorted(self._hidden)),
            hidden_columns=columns_of(self._hidden_columns),
            last_row=self._last_row,
            last_column=self._last_column,
            cells=self._cells,
        )


def _records(blocks: Iterator[bytes]) -> Iterator[Record]:
    """The records of a part: a kind and a length of one to four bytes of seven bits each, then the content."""
    rest = b""
    for block in blocks:
        rest += block
        at = 0
        while (header := _header(rest, at)) and header[2] + header[1] <= len(rest):
            kind, length, start = header
            yield kind, rest[start : start + length]
            at = start + length
        rest = rest[at:]


def _header(content: bytes, at: int) -> tuple[int, int, int] | None:
    """Kind, length and where the content begins; None when the block ends first."""
    if at + 2 > len(content):
        return None
    kind = content[at]
    at += 1
    if kind & 0x80:
        kind = (kind & 0x7F) | (content[at] & 0x7F) << 7
        at += 1
    length = 0
    for shift in (0, 7, 14, 21):
        if at >= len(content):
            return None
        length |= (content[at] & 0x7F) << shift
        at += 1
        if not content[at - 1] & 0x80:
            break
    return kind, length, at


def _text(content: bytes, at: int) -> tuple[str, int]:
    (characters,) = struct.unpack_from("<I", content, at)
    if characters == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * characters
    return content[at + 4 : end].decode("utf-16-le", "replace"), end
