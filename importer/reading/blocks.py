"""The rows of a table in memory, in blocks that become columns when somebody looks at them.

Of two processes that share the rows each looks at its own blocks alone. It does not know where rows come from.
"""

from collections.abc import Iterator, Sequence
from typing import overload

from importer.problems import Problem
from importer.reading.error_texts import with_faults
from importer.reading.grid import NumberedRow
from importer.records import CHUNK_ROWS, RawChunk, RawValue

Column = Sequence[RawValue]


class Columns(Sequence[Column]):
    """The columns of some rows from column `first` up to `end` of the sheet, made when one is asked for."""

    def __init__(self, rows: Sequence[NumberedRow], first: int, end: int) -> None:
        self._cells: Sequence[Sequence[RawValue]] = [cells for _, cells in rows]
        self._first = first
        self._end = end
        self._made: Sequence[Column] | None = None

    def __len__(self) -> int:
        return self._end - self._first

    @overload
    def __getitem__(self, at: int) -> Column: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Column]: ...
    def __getitem__(self, at: int | slice) -> Column | Sequence[Column]:
        return self._all()[at]

    def __iter__(self) -> Iterator[Column]:
        return iter(self._all())

    def _all(self) -> Sequence[Column]:
        if self._made is None:
            cells, end = self._cells, self._end
            if set(map(len, cells)) != {end}:
                cells = [_fitted(row, end) for row in cells]
            self._made = [_told(column) for column in list(zip(*cells, strict=True))[self._first :]]
            self._cells = ()
        return self._made


class Blocks:
    """All rows of a table; `problems` belong to them, in their order."""

    def __init__(self, rows: Sequence[NumberedRow], first: int, end: int, problems: Sequence[Problem]) -> None:
        self._numbers = [number for number, _ in rows]
        self._blocks = [Columns(rows[at : at + CHUNK_ROWS], first, end) for at in range(0, len(rows), CHUNK_ROWS)]
        self._problems = problems

    def chunks(self, size: int) -> Iterator[RawChunk]:
        """The rows in chunks of `size`; what is said after the last row goes with the last chunk."""
        problems = list(self._problems)
        for start in range(0, len(self._numbers), size):
            rows = self._numbers[start : start + size]
            count = len(problems)
            if start + size < len(self._numbers):
                count = sum(problem.row is not None and problem.row <= rows[-1] for problem in problems)
            yield RawChunk(rows=rows, columns=self._columns(start, start + len(rows)), problems=problems[:count])
            del problems[:count]

    def _columns(self, start: int, stop: int) -> Sequence[Column]:
        first, last = start // CHUNK_ROWS, (stop - 1) // CHUNK_ROWS
        begin = first * CHUNK_ROWS
        if first == last and start == begin and stop - start == self._rows_of(first):
            return self._blocks[first]
        parts = self._blocks[first : last + 1]
        whole = parts[0] if len(parts) == 1 else list(_joined(parts))
        return [column[start - begin : stop - begin] for column in whole]

    def _rows_of(self, block: int) -> int:
        return min(CHUNK_ROWS, len(self._numbers) - block * CHUNK_ROWS)


def _joined(parts: Sequence[Columns]) -> Iterator[list[RawValue]]:
    for column in zip(*parts, strict=True):
        yield [cell for part in column for cell in part]


def _fitted(row: Sequence[RawValue], end: int) -> Sequence[RawValue]:
    return row[:end] if len(row) >= end else (*row, *(None,) * (end - len(row)))


def _told(column: Column) -> Column:
    """The column with None for what is blank and a fault for the text of an error."""
    if "" in column:
        column = [None if cell == "" else cell for cell in column]
    return with_faults(column)
