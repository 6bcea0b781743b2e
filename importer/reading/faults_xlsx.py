"""What calamine leaves out of xlsx and xlsm: error cells, formulas with no value, what is hidden, how far cells reach.

The sheet's XML is searched (search_xlsx.py) a block of rows at a time; what is small is parsed whole.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from importer.reading.archive import Archive
from importer.reading.marks import SheetMarks, is_sparse
from importer.reading.package import Package, attribute, local
from importer.reading.search_xlsx import SheetSearch, column_of
from importer.reading.shared_texts import refuse_incredible_texts

_BLOCK_BYTES: Final = 1 << 20
_LONGEST_ROW: Final = 256 << 20
# Each try ends at the next tag and never goes back: a damaged part may hold a megabyte of tags that do not end.
_FILLED_CELL = re.compile(
    rb"""<(?:\w+:)?c\s[^<>]*?\br=["']([A-Za-z]{1,3})(\d+)["'][^<>]*+(?<!/)>\s*+(?!</|<(?:\w+:)?v\s*/>)"""
)
_TRUE: Final = frozenset({"1", "true", "on"})


class XlsxScanner:
    """Looks into an xlsx or xlsm file."""

    def __init__(self, archive: Archive) -> None:
        self._package = Package(archive)
        refuse_incredible_texts(archive)

    @cached_property
    def _parts(self) -> Mapping[str, str]:
        targets = self._package.targets
        sheets: dict[str, str] = {}
        for element in self._package.xml(self._package.workbook_part).iter():
            if local(element) == "sheet":
                sheets[attribute(element, "name") or ""] = targets.get(attribute(element, "id") or "", "")
        return sheets

    @cached_property
    def _calculates_on_load(self) -> bool:
        workbook = self._package.xml(self._package.workbook_part)
        return any(
            attribute(element, "fullCalcOnLoad") in _TRUE for element in workbook.iter() if local(element) == "calcPr"
        )

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """The custom document properties and the defined names."""
        names = {
            f"name:{attribute(element, 'name')}": (element.text or "").strip()
            for element in self._package.xml(self._package.workbook_part).iter()
            if local(element) == "definedName"
        }
        return {**names, **self._package.properties}

    @property
    def sheets(self) -> Sequence[str]:
        """The names of the sheets, in order."""
        return tuple(self._parts)

    def reach(self, sheet: str) -> SheetMarks:
        """How far the cells of a sheet reach. Raises SourceFileError when its part is bad."""
        part = self._part(sheet)
        search = SheetSearch()
        cells = 0
        for block in self._blocks_of_rows(part):
            search.add_reach(block)
            cells += search.cells_of(block)
        marks = SheetMarks(last_row=search.last_row, last_column=search.last_column, cells=cells)
        return self._without_empty_cells(part, marks) if is_sparse(marks) else marks

    def scan(self, sheet: str) -> SheetMarks:
        """The faults and what is hidden of a sheet. Raises SourceFileError when its part is bad."""
        search = SheetSearch()
        for block in self._blocks_of_rows(self._part(sheet)):
            search.add_marks(block)
        return search.marks(calculates_on_load=self._calculates_on_load)

    def _part(self, sheet: str) -> str:
        part = self._parts.get(sheet)
        if not part or not self._package.archive.find(part):
            raise self._package.archive.damaged()
        return part

    def _without_empty_cells(self, part: str, marks: SheetMarks) -> SheetMarks:
        """The marks with the extent of those cells only in which something stands: formatted empty ones do no harm."""
        row = column = cells = 0
        for block in self._blocks_of_rows(part):
            for letters, number in _FILLED_CELL.findall(block):
                row, column, cells = max(row, int(number)), max(column, column_of(letters.upper())), cells + 1
        return replace(marks, last_row=row, last_column=column, cells=cells)

    def _blocks_of_rows(self, part: str) -> Iterator[bytes]:
        pending: list[bytes] = []
        size = 0
        for block in self._package.archive.blocks(part):
            pending.append(block)
            size += len(block)
            if size < _BLOCK_BYTES:
                continue
            whole = b"".join(pending)
            cut = whole.rfind(b"</row>") + 6 if b"</row>" in block else whole.rfind(b":row>") + 5
            if cut < 6 and size > _LONGEST_ROW:
                raise self._package.archive.damaged()
            if cut >= 6:
                yield whole[:cut]
                pending, size = [whole[cut:]], size - cut
        yield b"".join(pending)
