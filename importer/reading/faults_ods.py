"""What calamine leaves out of ods: error cells, formulas with no value, what is hidden, how far cells reach.

content.xml is parsed as a stream, with runs of repeated cells and rows counted and never unrolled. A formula that came
to an empty text has an empty paragraph; one that was never calculated has none.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Final
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from importer.errors import SourceFileError
from importer.reading.archive import Archive
from importer.reading.marks import UNCALCULATED, Faults, SheetMarks, Span, columns_of
from importer.records import CellFault

_SPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE: Final = f"{_SPACE}table:1.0 "
_OFFICE: Final = f"{_SPACE}office:1.0 "
_EXTENSION: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_PARAGRAPH: Final = f"{_SPACE}text:1.0 p"
_META: Final = f"{{{_SPACE}meta:1.0}}"
_CELLS: Final = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_MOST_REPEATED: Final = 10_000
_ERROR_TEXT: Final = re.compile(r"#[A-Z/0]+[!?]?|Err:\d{3}")

Attributes = dict[str, str]


class OdsScanner:
    """Looks into an ods file. Raises SourceFileError for one that is protected."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        if archive.find("META-INF/manifest.xml") and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise SourceFileError("file_protected", name=archive.name)

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """The custom document properties."""
        if not self._archive.find("meta.xml"):
            return {}
        try:
            root = fromstring(self._archive.read("meta.xml"))
        except (ParseError, DefusedXmlException, ValueError, LookupError):
            return {}
        return {
            f"property:{element.get(f'{_META}name')}": (element.text or "").strip()
            for element in root.iter(f"{_META}user-defined")
        }

    @cached_property
    def _marks(self) -> Mapping[str, SheetMarks]:
        walk = _Walk()
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = walk.start
        parser.EndElementHandler = walk.end
        parser.CharacterDataHandler = walk.text
        parser.EntityDeclHandler = self._refuse_entities
        try:
            for block in self._archive.blocks("content.xml"):
                parser.Parse(block)
            parser.Parse(b"", True)
        except expat.ExpatError:
            raise self._archive.damaged() from None
        return walk.sheets

    @property
    def sheets(self) -> Sequence[str]:
        """The names of the sheets, in order."""
        return tuple(self._marks)

    def reach(self, sheet: str) -> SheetMarks:
        """How far the cells of the sheet reach: part of its marks."""
        return self.scan(sheet)

    def scan(self, sheet: str) -> SheetMarks:
        """The marks of a sheet. Raises SourceFileError when content.xml is bad or has no such sheet."""
        marks = self._marks.get(sheet)
        if marks is None:
            raise self._archive.damaged()
        return marks

    def _refuse_entities(self, *_declaration: object) -> None:
        raise SourceFileError("file_unsafe", name=self._archive.name)


class _Walk:
    """Follows the elements of content.xml and gathers the marks of each sheet."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetMarks] = {}
        self._depth = 0
        self._name = ""
        self._caught: list[str] | None = None
        self._kind = ""
        self._has_paragraph = False
        self._starts: Mapping[str, Callable[[Attributes], None]] = {
            f"{_TABLE}table": self._start_table,
            f"{_TABLE}table-column": self._start_column,
            f"{_TABLE}table-row": self._start_row,
            **dict.fromkeys(_CELLS, self._start_cell),
        }
        self._ends: Mapping[str, Callable[[], None]] = {
            f"{_TABLE}table": self._end_table,
            f"{_TABLE}table-row": self._end_row,
            **dict.fromkeys(_CELLS, self._end_cell),
        }
        self._clear()

    def _clear(self) -> None:
        self._faults: Faults = {}
        self._hidden: list[int] = []
        self._hidden_columns: list[Span] = []
        self._columns_shown = 0
        self._row = 0
        self._column = 0
        self._rows_repeated = self._columns_repeated = 1
        self._row_is_hidden = self._row_is_filled = False
        self._last_row = self._last_column = self._cells = self._copies = 0
        self._most_copied: Span = (0, 0)

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name == _PARAGRAPH:
            self._has_paragraph = True
            return
        begin = self._starts.get(name)
        if begin is not None and (self._depth <= 1 or name == f"{_TABLE}table"):
            begin(attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        finish = self._ends.get(name)
        if finish is not None and (self._depth <= 1 or name == f"{_TABLE}table"):
            finish()

    def text(self, text: str) -> None:
        """Characters between the elements."""
        if self._caught is not None:
            self._caught.append(text)

    def _start_table(self, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth == 1:
            self._name = attributes.get(f"{_TABLE}name", "")
            self._clear()

    def _end_table(self) -> None:
        self._depth -= 1
        if self._depth == 0:
            self.sheets[self._name] = SheetMarks(
                faults=self._faults,
                hidden=tuple(self._hidden),
                hidden_columns=columns_of(self._hidden_columns),
                last_row=self._last_row,
                last_column=self._last_column,
                cells=self._cells,
                copies=self._copies,
                most_copied=self._most_copied,
            )

    def _start_column(self, attributes: Attributes) -> None:
        first = self._columns_shown
        self._columns_shown += _count(attributes.get(f"{_TABLE}number-columns-repeated"))
        if _is_hidden(attributes):
            self._hidden_columns.append((first, self._columns_shown - 1))

    def _start_row(self, attributes: Attributes) -> None:
        self._rows_repeated = _count(attributes.get(f"{_TABLE}number-rows-repeated"))
        self._row_is_hidden = _is_hidden(attributes)
        self._row_is_filled = False
        self._column = 0

    def _end_row(self) -> None:
        if self._row_is_filled:
            self._last_row = self._row + self._rows_repeated
            self._copies += self._rows_repeated - 1
            self._most_copied = max(
                self._most_copied, (self._row + 1, self._last_row), key=lambda rows: rows[1] - rows[0]
            )
            if self._row_is_hidden:
                self._hidden += range(self._row + 1, self._row + 1 + min(self._rows_repeated, _MOST_REPEATED))
        self._row += self._rows_repeated

    def _start_cell(self, attributes: Attributes) -> None:
        self._columns_repeated = _count(attributes.get(f"{_TABLE}number-columns-repeated"))
        value_type = attributes.get(f"{_OFFICE}value-type")
        is_formula = f"{_TABLE}formula" in attributes
        if value_type is None and not is_formula:
            return
        self._row_is_filled = True
        self._cells += 1
        self._last_column = max(self._last_column, self._column + self._columns_repeated - 1)
        if attributes.get(_EXTENSION) == "error":
            self._kind, self._caught = "error", []
        elif is_formula and value_type in (None, "string"):
            self._kind, self._caught, self._has_paragraph = value_type or "uncalculated", [], False

    def _end_cell(self) -> None:
        if self._caught is not None:
            text = "".join(self._caught).strip()
            self._caught = None
            if self._kind == "error" or _ERROR_TEXT.fullmatch(text):
                self._mark(CellFault(text=text or "#ERROR"))
            elif self._kind == "uncalculated" and not self._has_paragraph:
                self._mark(UNCALCULATED)
        self._column += self._columns_repeated

    def _mark(self, fault: CellFault) -> None:
        for row in range(self._row + 1, self._row + 1 + min(self._rows_repeated, _MOST_REPEATED)):
            columns = self._faults.setdefault(row, {})
            for column in range(self._column, self._column + min(self._columns_repeated, _MOST_REPEATED)):
                columns[column] = fault


def _is_hidden(attributes: Attributes) -> bool:
    return attributes.get(f"{_TABLE}visibility", "visible") != "visible"


def _count(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 1
