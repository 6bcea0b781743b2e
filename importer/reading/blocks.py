"""The rows of a table in memory, in blocks that become columns when somebody looks at them.

What nobody looked at while it passed is let go, and read again should somebody come back for it: of two processes that
share the rows each looks at its own blocks alone. It does not know where rows come from.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import zip_longest
from typing import overload

from importer.errors import SourceFileError
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
        self._again: Callable[[], Sequence[Column]] | None = None

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

    @property
    def are_let_go(self) -> bool:
        """Whether they would have to be read again."""
        return self._again is not None

    def let_go(self, again: Callable[[], Sequence[Column]]) -> None:
        """Hold nothing until somebody asks for it after all, when `again` gives the same columns."""
        if self._made is None:
            self._cells, self._again = (), again

    def _all(self) -> Sequence[Column]:
        if self._made is None:
            self._made = self._from_rows() if self._again is None else self._again()
            self._cells, self._again = (), None
        return self._made

    def _from_rows(self) -> Sequence[Column]:
        cells, end = self._cells, self._end
        if set(map(len, cells)) != {end}:
            cells = [_fitted(row, end) for row in cells]
        return [_told(column) for column in list(zip(*cells, strict=True))[self._first :]]


class Blocks:
    """All rows of a table; `read()` gives its blocks, of the usual size, at each call anew."""

    def __init__(self, read: Callable[[], Iterator[RawChunk]]) -> None:
        self._read = read
        self._coming: Iterator[RawChunk] | None = None
        self._passed: list[RawChunk] = []

    def chunks(self, size: int) -> Iterator[RawChunk]:
        """The rows in chunks of `size`; what is said after the last row goes with the last chunk."""
        if size == CHUNK_ROWS:
            yield from self._each()
            return
        rows: list[int] = []
        columns: list[list[RawValue]] = []
        problems: list[Problem] = []
        for block in self._each():
            start = 0
            rows += block.rows
            columns = [[*ours, *theirs] for ours, theirs in zip_longest(columns, block.columns, fillvalue=())]
            problems += block.problems
            while start + size < len(rows):
                here = [problem for problem in problems if (problem.row or 0) <= rows[start + size - 1]]
                del problems[: len(here)]
                yield _cut(rows, columns, start, size, here)
                start += size
            rows, columns = rows[start:], [column[start:] for column in columns]
        if rows:
            yield _cut(rows, columns, 0, size, problems)

    def _each(self) -> Iterator[RawChunk]:
        at = 0
        while at < len(self._passed) or self._comes():
            block = self._passed[at]
            yield block
            if isinstance(block.columns, Columns):
                block.columns.let_go(partial(self._again, at))
            at += 1

    def _comes(self) -> bool:
        if self._coming is None:
            self._coming = self._read()
        try:
            block = next(self._coming, None)
        except SourceFileError:
            self._coming, self._passed = None, []  # read from the start by whoever asks again, and never ended here
            raise
        if block is not None:
            self._passed.append(block)
        return block is not None

    def _again(self, wanted: int) -> Sequence[Column]:
        """The columns of a block that was let go. Whoever wants one wants the others too: all are held from now on."""
        found = {}
        for at, (block, passed) in enumerate(zip(self._read(), self._passed, strict=False)):
            if isinstance(passed.columns, Columns) and passed.columns.are_let_go:
                found[at] = block.columns
                passed.columns.let_go(partial(found.pop, at))
        return found.pop(wanted)


def _cut(
    rows: Sequence[int], columns: Sequence[Column], start: int, size: int, problems: Sequence[Problem]
) -> RawChunk:
    stop = start + size
    return RawChunk(rows=rows[start:stop], columns=[column[start:stop] for column in columns], problems=problems)


def _fitted(row: Sequence[RawValue], end: int) -> Sequence[RawValue]:
    return row[:end] if len(row) >= end else (*row, *(None,) * (end - len(row)))


def _told(column: Column) -> Column:
    """The column with None for what is blank and a fault for the text of an error."""
    if "" in column:
        column = [None if cell == "" else cell for cell in column]
    return with_faults(column)
