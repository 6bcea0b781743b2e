"""Rows of a delimited text that have too few or too many cells, and what that says of them.

It looks at how many cells and separators there are, not at what they mean.
"""

from collections.abc import Iterator, Sequence

from importer.problems import Code, Problem
from importer.reading.grid import NumberedRow
from importer.records import RawValue


class RaggedRows:
    """Passes rows on and gathers a problem for each whose shape is wrong.

    `expected` is how many cells the headings have. `shortens` says that this file leaves out blanks at the end of a
    row, so that a short row is nothing to mention.
    """

    def __init__(self, *, expected: int, separator: str, shortens: bool) -> None:
        self.problems: list[Problem] = []
        self._expected = expected
        self._separator = separator
        self._shortens = shortens

    def passed(self, rows: Iterator[NumberedRow]) -> Iterator[NumberedRow]:
        """The same rows; the problems of a row are there when it is given."""
        pieces: list[NumberedRow] = []
        cells_of_pieces = 0
        for row in rows:
            count = len(row[1])
            if "\n" in "".join(row[1]) or "\r" in row[1]:  # type: ignore[arg-type]
                self._add_swallowed(row)
            if count >= self._expected or self._shortens:
                yield from self._short(pieces)
                pieces, cells_of_pieces = [], 0
                if count > self._expected:
                    self._add_extra(row)
                yield row
                continue
            if cells_of_pieces + count - 1 > self._expected:
                yield from self._short(pieces)
                pieces, cells_of_pieces = [], 0
            pieces.append(row)
            cells_of_pieces += count - 1 if cells_of_pieces else count
            if cells_of_pieces == self._expected:
                yield from self._broken(pieces)
                pieces, cells_of_pieces = [], 0
        yield from self._short(pieces)

    def _short(self, rows: Sequence[NumberedRow]) -> Iterator[NumberedRow]:
        for row in rows:
            self._add(Code.SHORT_ROW, row)
            yield row

    def _broken(self, rows: Sequence[NumberedRow]) -> Iterator[NumberedRow]:
        for row in rows:
            self._add(Code.BROKEN_ROW, row)
            yield row

    def _add_extra(self, row: NumberedRow) -> None:
        if any(map(_is_filled, row[1][self._expected :])):
            self._add(Code.EXTRA_CELLS, row)

    def _add_swallowed(self, row: NumberedRow) -> None:
        for column, cell in enumerate(row[1]):
            if isinstance(cell, str) and self._has_swallowed_rows(cell, column):
                self.problems.append(Problem(code=Code.UNCLOSED_QUOTE, row=row[0], column=column))

    def _has_swallowed_rows(self, cell: str, column: int) -> bool:
        """Whether the lines of the cell have the separators that the rest of this row and further rows would have."""
        first, *others = cell.splitlines() or [""]
        between = self._expected - 1
        if not others or between < 2 or first.count(self._separator) != between - column:
            return False
        return others[-1].count(self._separator) == column or others[0].count(self._separator) == between

    def _add(self, code: Code, row: NumberedRow) -> None:
        params = {"found_cells": str(len(row[1])), "expected_cells": str(self._expected)}
        self.problems.append(Problem(code=code, row=row[0], params=params))


def _is_filled(cell: RawValue) -> bool:
    return cell is not None and cell != ""
