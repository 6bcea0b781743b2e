"""A grid and its layout → a raw table that gives its rows in chunks, a column at a time.

Blank rows are counted and left out. It does not know how the file was written.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from importer.problems import Code, Problem
from importer.reading.grid import Grid, is_blank
from importer.reading.layout import Layout
from importer.reading.totals import is_total
from importer.records import RawChunk, RawTable, RawValue, Source

KEPT_CELLS: Final = 6_000_000
_TAIL_ROWS: Final = 3

Rows = list[tuple[int, Sequence[RawValue]]]


def raw_table(
    source: Source,
    grid: Grid,
    layout: Layout,
    *,
    problems: Sequence[Problem] = (),
    properties: Mapping[str, str] | None = None,
) -> RawTable:
    """The table of `grid` that `layout` tells of."""
    chunks = _Chunks(grid, layout)
    return RawTable(
        source=source,
        sheet=grid.name,
        heading_row=layout.heading_row,
        headings=layout.headings,
        first_column=layout.first_column,
        chunks=chunks,
        problems=problems,
        properties=properties or {},
    )


class _Chunks:
    """Gives the rows in chunks; those of a grid of ordinary size are kept, so that a second pass reads nothing."""

    def __init__(self, grid: Grid, layout: Layout) -> None:
        self._grid = grid
        self._layout = layout
        self._kept: RawChunk | None = None

    def __call__(self, size: int) -> Iterator[RawChunk]:
        if self._grid.cells <= KEPT_CELLS:
            if self._kept is None:
                self._kept = next(_read(self._grid, self._layout, None), RawChunk(rows=(), columns=()))
            return _sliced(self._kept, size)
        return _read(self._grid, self._layout, size)


def _sliced(whole: RawChunk, size: int) -> Iterator[RawChunk]:
    if not whole.problems and len(whole.rows) <= size:
        if whole.rows:
            yield whole
        return
    for start in range(0, len(whole.rows), size):
        end = start + size
        last = end >= len(whole.rows)
        low, high = whole.rows[start], whole.rows[min(end, len(whole.rows)) - 1]
        yield RawChunk(
            rows=whole.rows[start:end],
            columns=[column[start:end] for column in whole.columns],
            problems=[
                problem
                for problem in whole.problems
                if problem.row is not None and low <= problem.row and (last or problem.row <= high)
            ],
        )


def _read(grid: Grid, layout: Layout, size: int | None) -> Iterator[RawChunk]:
    """The chunks of the grid, `size` rows each, or all in one. The last rows are held back to be seen as totals."""
    pending: Rows = []
    filled = _filled(grid, layout)
    while True:
        wanted = None if size is None else size + _TAIL_ROWS - len(pending)
        batch = list(islice(filled, wanted))
        pending += batch
        if wanted is None or len(batch) < wanted:
            break
        yield _chunk(pending[:size], grid, layout)
        del pending[:size]
    kept, totals = _without_totals(pending, grid, layout)
    for start in range(0, len(kept), size or len(kept) or 1):
        part = kept[start : start + size] if size else kept
        final = start + len(part) == len(kept)
        yield _chunk(part, grid, layout, totals if final else ())


def _filled(grid: Grid, layout: Layout) -> Iterator[tuple[int, Sequence[RawValue]]]:
    numbered = islice(enumerate(grid.rows(), 1), layout.first_row - 1, None)
    return (pair for pair in numbered if not is_blank(pair[1]))


def _without_totals(rows: Rows, grid: Grid, layout: Layout) -> tuple[Rows, Sequence[Problem]]:
    kept = rows[:]
    problems: list[Problem] = []
    while kept and len(problems) < _TAIL_ROWS and is_total(kept[-1][1], layout):
        number, _ = kept.pop()
        problems.insert(0, Problem(code=Code.TOTALS_ROW, row=number, sheet=grid.name))
    return kept, problems


def _chunk(rows: Rows, grid: Grid, layout: Layout, problems: Sequence[Problem] = ()) -> RawChunk:
    numbers = [number for number, _ in rows]
    cells = [cells for _, cells in rows]
    found = list(problems)
    first, end = layout.first_column, layout.end_column
    if grid.ragged:
        found = [*_extra_cells(rows, grid, layout), *problems]
    if set(map(len, cells)) != {end}:
        cells = [_fitted(row, end) for row in cells]
    columns = list(zip(*cells, strict=True))[first:]
    return RawChunk(rows=numbers, columns=[_with_none(column) for column in columns], problems=found)


def _fitted(row: Sequence[RawValue], end: int) -> Sequence[RawValue]:
    if len(row) >= end:
        return row[:end]
    return (*row, *(None,) * (end - len(row)))


def _with_none(column: Sequence[RawValue]) -> Sequence[RawValue]:
    return column if "" not in column else [None if cell == "" else cell for cell in column]


def _extra_cells(rows: Rows, grid: Grid, layout: Layout) -> Iterator[Problem]:
    limit = max(layout.written, layout.end_column)
    for number, cells in rows:
        if len(cells) > limit and not is_blank(cells[limit:]):
            yield Problem(
                code=Code.EXTRA_CELLS,
                row=number,
                sheet=grid.name,
                params={"found_cells": str(len(cells)), "expected_cells": str(limit)},
            )
