"""Rows between those of the cars: the make of those below, that those below are sold, a sum, the top of a printed page.

Most cars' rows are passed after a look at their first cells. It does not know what the columns mean, save that
one of makes stands there.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from importer.problems import Code, Problem
from importer.reading.cell_shapes import is_blank_cell
from importer.reading.grid import Grid, NumberedRow
from importer.reading.layout import Layout
from importer.reading.totals import is_total
from importer.records import RawValue
from importer.vocabulary.headings import heading_words, key_of
from importer.vocabulary.makes import split_make
from importer.vocabulary.sections import make_named, says_for_sale, says_sold

MAKE: Final = "brand"
"""The heading of the column that is added for makes that stand in rows of their own."""

_WIDE: Final = 4  # columns, of which a car's row fills more than one
_SEVERAL: Final = 2
_SENTENCE: Final = 4  # words
_SPARSE: Final = 3  # cells, of which a row that is no car's fills fewer, a sum apart
_OF_MAKES: Final = frozenset({MAKE, "brand+model"})
_SAID: Final = frozenset({Code.MAKE_ROW, Code.SOLD_ROW})


def has_rows_of_makes(grid: Grid, layout: Layout) -> bool:
    """Whether several makes stand in rows of their own, and no column of the table is one of makes."""
    if len(layout.headings) < _WIDE or any(map(_is_of_makes, layout.headings)):
        return False
    rows = [cells for _, cells in grid.sample(layout.first_row)]
    makes = [make_named(text) if (text := _lone_text(cells)) else None for cells in rows]
    followed = {make for make, below in zip(makes, rows[1:], strict=False) if make and _lone_text(below) is None}
    return len(followed) >= _SEVERAL


def _is_of_makes(heading: str) -> bool:
    return any(word.meaning in _OF_MAKES for word in heading_words().get(key_of(heading), ()))


def _lone_text(cells: Sequence[RawValue]) -> str | None:
    """The text of the only filled cell of a row, or None."""
    found: RawValue = None
    for cell in cells:
        if is_blank_cell(cell):
            continue
        if found is not None:
            return None
        found = cell
    return found.strip() if isinstance(found, str) else None


def _columns_of_statuses(rows: Sequence[Sequence[RawValue]]) -> frozenset[int]:
    """The places where rows of several cells say that a car is sold or for sale."""
    full = [cells for cells in rows if len(_filled(cells)) >= _SPARSE]
    texts = {(at, cell) for cells in full for at, cell in enumerate(cells) if isinstance(cell, str) and cell}
    return frozenset(at for at, text in texts if says_sold(text) or says_for_sale(text))


class RowsBetween:
    """Passes the rows of cars on and gathers a problem for each row that is none, and each that stands below `sold`.

    With `makes` every row gets one more cell behind the table's last column: the make that stands above it.
    """

    def __init__(self, grid: Grid, layout: Layout, *, makes: bool) -> None:
        self.problems: list[Problem] = []
        self._layout = layout
        self._sheet = grid.name
        self._makes = makes
        self._make: str | None = None
        self._sold: Problem | None = None
        rows = grid.sample()
        above = [cells for number, cells in rows if number < layout.heading_row]
        self._tops = frozenset(str(_filled(cells)[0]).strip() for cells in above)
        self._of_statuses = _columns_of_statuses([cells for number, cells in rows if number >= layout.first_row])

    def passed(self, rows: Iterator[NumberedRow]) -> Iterator[NumberedRow]:
        """The rows of cars; the problems of a row are there when it is given."""
        first = self._layout.first_column
        second, third = first + 1, first + 2
        for row in rows:
            number, cells = row
            begins = len(cells) > third and cells[first] and cells[second] and cells[third]  # as most cars' rows do
            if begins and self._sold is None and not self._makes:
                yield row
                continue
            code = None if begins or self._is_full(cells) else self._code_of(cells)
            if code is not None:
                self._leave_out(code, number, cells)
                continue
            if self._sold is not None:
                params = {**self._sold.params, "sold_row": str(self._sold.row)}
                self.problems.append(Problem(code=Code.BELOW_SOLD, row=number, sheet=self._sheet, params=params))
            yield number, self._with_make(cells) if self._makes else cells

    def _is_full(self, cells: Sequence[RawValue]) -> bool:
        """Whether a row is so full that it can only be a car's, or the table so narrow that nothing can be told."""
        columns = len(self._layout.headings)
        return columns < _WIDE or len(cells) - cells.count("") - cells.count(None) > max(_SPARSE, columns // 2)

    def _code_of(self, cells: Sequence[RawValue]) -> Code | None:
        """Why a row is none of a car, None when it may be one; what it says of the rows below is kept."""
        filled = _filled(cells)
        if is_total(cells, self._layout):
            return Code.TOTALS_ROW
        if len(filled) < _SPARSE and str(filled[0]).strip() in self._tops:
            return Code.REPEATED_HEADINGS
        text = _lone_text(cells)
        return None if text is None or self._is_status(cells) else self._code_of_text(text)

    def _is_status(self, cells: Sequence[RawValue]) -> bool:
        """Whether the only filled cell stands where cars have their status: it is that of this row alone."""
        return any(at < len(cells) and not is_blank_cell(cells[at]) for at in self._of_statuses)

    def _code_of_text(self, text: str) -> Code | None:
        if says_sold(text):
            self._make = None
            return Code.SOLD_ROW
        self._sold = None if says_for_sale(text) else self._sold
        make = make_named(text) if self._makes else None
        if make is not None or len(text.split()) < _SENTENCE:
            self._make = make
        return Code.MAKE_ROW if make is not None else None

    def _leave_out(self, code: Code, number: int, cells: Sequence[RawValue]) -> None:
        params = {"found": str(_filled(cells)[0]).strip()[:80]} if code in _SAID else {}
        problem = Problem(code=code, row=number, sheet=self._sheet, params=params)
        self.problems.append(problem)
        if code is Code.SOLD_ROW:
            self._sold = problem

    def _with_make(self, cells: Sequence[RawValue]) -> Sequence[RawValue]:
        end = self._layout.end_column
        make = None if self._names_another_make(cells) else self._make
        return [*cells[:end], *(None,) * (end - len(cells)), make]

    def _names_another_make(self, cells: Sequence[RawValue]) -> bool:
        """Whether a car has a make of its own in its first cells: `Audi A3` below `VOLKSWAGEN`, `Mini` below `BMW`.

        `VW` and `Volkswagen` begin alike, and a `DS 3` or `DS-0012` is a model or a reference of any make.
        """
        first = self._layout.first_column
        begun = [split_make(cell.strip()) for cell in cells[first : first + _SPARSE] if isinstance(cell, str)]
        others = [rest for make, rest in filter(None, begun) if make[0].casefold() != (self._make or "")[:1].casefold()]
        return any(not rest or any(map(str.isalpha, rest)) for rest in others)


def _filled(cells: Sequence[RawValue]) -> list[RawValue]:
    return [cell for cell in cells if not is_blank_cell(cell)]
