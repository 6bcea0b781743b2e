"""A grid and its layout → a raw table that gives its rows in chunks, a column at a time.

Blank rows are counted and left out. It does not know how the file was written.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from importer.problems import Code, Problem
from importer.reading.blocks import Blocks, Columns
from importer.reading.grid import Grid, Merge, NumberedRow, is_blank_row
from importer.reading.layout import Layout
from importer.reading.ragged import RaggedRows
from importer.reading.rows_between import MAKE, RowsBetween, has_rows_of_makes
from importer.reading.totals import below_the_table
from importer.records import CHUNK_ROWS, RawChunk, RawTable, RawValue, Source, TextForm

_KEPT_CELLS: Final = 4_000_000
_MOST_TOTALS: Final = 3
_HELD_ROWS: Final = _MOST_TOTALS + 1  # so that a row is left for the last chunk, with which its totals are said


def raw_table(
    source: Source,
    grid: Grid,
    layout: Layout,
    *,
    problems: Sequence[Problem] = (),
    properties: Mapping[str, str] | None = None,
    form: TextForm | None = None,
) -> RawTable:
    """The table of `grid` that `layout` tells of, with one column more for makes that stand in rows of their own."""
    makes = has_rows_of_makes(grid, layout)
    return RawTable(
        source=source,
        sheet=grid.name,
        heading_row=layout.heading_row,
        headings=(*layout.headings, MAKE) if makes else layout.headings,
        heading_levels=(*layout.levels, (MAKE,)) if makes else layout.levels,
        first_column=layout.first_column,
        chunks=_Chunks(grid, layout, makes=makes),
        problems=problems,
        properties=properties or {},
        form=form,
    )


class _Chunks:
    """Gives the rows in chunks; those of a grid of ordinary size are kept, so that a second pass reads nothing."""

    def __init__(self, grid: Grid, layout: Layout, *, makes: bool) -> None:
        self._grid = grid
        self._layout = layout
        self._makes = makes
        self._kept: Blocks | None = None

    def __call__(self, size: int) -> Iterator[RawChunk]:
        if self._grid.cells > _KEPT_CELLS:
            return self._pass(size)
        if self._kept is None:
            self._kept = Blocks(lambda: self._pass(CHUNK_ROWS))
        return self._kept.chunks(size)

    def _pass(self, size: int) -> Iterator[RawChunk]:
        return _Pass(self._grid, self._layout, makes=self._makes).chunks(size)


class _Pass:
    """One pass over the rows of a grid."""

    def __init__(self, grid: Grid, layout: Layout, *, makes: bool) -> None:
        self._grid = grid
        self._layout = layout
        self._end = layout.end_column + makes
        self._problems: list[Problem] = []
        self._ragged: RaggedRows | None = None
        self._between = RowsBetween(grid, layout, makes=makes)

    def chunks(self, size: int) -> Iterator[RawChunk]:
        """The chunks, `size` rows each. The last rows are held back to be seen as totals."""
        pending: list[NumberedRow] = []
        rows = self._rows()
        while True:
            wanted = size + _HELD_ROWS - len(pending)
            batch = list(islice(rows, wanted))
            pending += batch
            if len(batch) < wanted:
                break
            yield self._chunk(pending[:size])
            del pending[:size]
        self._leave_totals_out(pending)
        for start in range(0, len(pending), size):
            yield self._chunk(pending[start : start + size], is_last=start + size >= len(pending))

    def _rows(self) -> Iterator[NumberedRow]:
        """The rows below the headings in which anything stands."""
        layout, grid = self._layout, self._grid
        numbered = islice(enumerate(grid.rows(), 1), layout.first_row - 1, None)
        rows: Iterator[NumberedRow] = (row for row in numbered if not is_blank_row(row[1]))
        if layout.heading_row:
            rows = self._without_repeated_headings(rows)
        merges = [merge for merge in grid.merges if merge.bottom > merge.top >= layout.first_row]
        if merges:
            rows = _filled_down(rows, merges)
        if grid.separator:
            self._ragged = RaggedRows(expected=layout.written, separator=grid.separator, shortens=layout.shortens)
            rows = self._ragged.passed(rows)
        return self._between.passed(rows)

    def _without_repeated_headings(self, rows: Iterator[NumberedRow]) -> Iterator[NumberedRow]:
        heading = self._layout.heading_cells
        for row in rows:
            if row[1] == heading:
                self._problems.append(Problem(code=Code.REPEATED_HEADINGS, row=row[0], sheet=self._grid.name))
            else:
                yield row

    def _leave_totals_out(self, rows: list[NumberedRow]) -> None:
        for _ in range(_MOST_TOTALS):
            code = below_the_table(rows[-2:], self._layout)
            if code is None:
                return
            number, _cells = rows.pop()
            for problems in self._gathered():
                problems[:] = [problem for problem in problems if problem.row != number]
            self._problems.append(Problem(code=code, row=number, sheet=self._grid.name))

    def _chunk(self, rows: Sequence[NumberedRow], *, is_last: bool = False) -> RawChunk:
        layout = self._layout
        return RawChunk(
            rows=[number for number, _ in rows],
            columns=Columns(rows, layout.first_column, self._end),
            problems=self._problems_up_to(None if is_last else rows[-1][0]),
        )

    def _gathered(self) -> Sequence[list[Problem]]:
        ragged = (self._ragged.problems,) if self._ragged else ()
        return (self._problems, *ragged, self._between.problems)

    def _problems_up_to(self, last_row: int | None) -> Sequence[Problem]:
        taken = []
        for problems in self._gathered():
            due = [problem for problem in problems if last_row is None or (problem.row or 0) <= last_row]
            problems[:] = [problem for problem in problems if problem not in due] if len(due) < len(problems) else []
            taken += due
        return sorted(taken, key=lambda problem: problem.row or 0)


def _filled_down(rows: Iterator[NumberedRow], merges: Sequence[Merge]) -> Iterator[NumberedRow]:
    """The rows with the value of a merged cell in each row that it covers; a row of nothing else is blank before."""
    starting: dict[int, list[Merge]] = {}
    for merge in merges:
        starting.setdefault(merge.top, []).append(merge)
    active: list[tuple[Merge, RawValue]] = []
    for number, cells in rows:
        active = [(merge, value) for merge, value in active if merge.bottom >= number]
        filled = list(cells)
        for merge, value in active:
            if merge.left < len(filled):
                filled[merge.left] = value
        active += [(merge, filled[merge.left]) for merge in starting.get(number, ()) if merge.left < len(filled)]
        yield number, filled
