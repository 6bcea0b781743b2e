"""Where a table stands on a sheet or in a text: its heading rows, its first row, its columns.

It does not know what a heading means.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from importer.reading.cell_shapes import is_blank_cell, names_units
from importer.reading.grid import Grid, Merge
from importer.reading.group_rows import are_sparse_groups
from importer.reading.heading_score import IsKnown, Sample, best_heading, has_no_heading, sample_of, score
from importer.records import CellFault, RawValue

_MOST_HEADING_ROWS: Final = 6
_HABIT: Final = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the table stands: `heading_row` is the last heading row, 0 for none; columns are 0-based on the sheet.

    `levels` are the texts of which each heading is joined, one of each heading row that has one above that column.
    `heading_cells` is that row as it stands, `written` how many cells it has: in a text, a filled cell beyond is one
    too many, and `shortens` says that rows there leave out blanks at their end. `score` tells how much it looks like a
    table, to be compared with other sheets; `rows` how many rows of the sample are below the headings.
    """

    heading_row: int
    first_row: int
    first_column: int
    headings: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    heading_cells: Sequence[RawValue]
    written: int
    shortens: bool
    score: float
    rows: int

    @property
    def end_column(self) -> int:
        """One past the last column on the sheet."""
        return self.first_column + len(self.headings)


def find_layout(grid: Grid, *, is_known: IsKnown, heading_row: int | None = None) -> Layout | None:
    """The layout of the table on a grid; None when nothing stands there.

    `heading_row` states it (0: there is none) instead of having it found.
    """
    sample = sample_of(grid.sample(max(1, (heading_row or 1) - _MOST_HEADING_ROWS)))
    if not sample.numbers:
        return None
    if heading_row == 0:
        return _without_heading(sample, grid)
    if heading_row is not None:
        if heading_row not in sample.numbers:
            return None
        at = sample.numbers.index(heading_row)
        return _with_heading(sample, grid, at, is_known)
    at = best_heading(sample, is_known)
    if has_no_heading(sample, at, is_known):
        return _without_heading(sample, grid)
    return _with_heading(sample, grid, at, is_known)


def _without_heading(sample: Sample, grid: Grid) -> Layout:
    first, end = _extent(sample.cells)
    written = _usual_length(sample) if grid.separator else end
    return Layout(
        heading_row=0,
        first_row=sample.numbers[0],
        first_column=first,
        headings=("",) * (min(end, written) - first),
        levels=((),) * (min(end, written) - first),
        heading_cells=(),
        written=written,
        shortens=_shortens(sample, 0, written),
        score=1.0,
        rows=len(sample.numbers),
    )


def _with_heading(sample: Sample, grid: Grid, at: int, is_known: IsKnown) -> Layout:
    top, bottom = _heading_rows(sample, grid.merges, at, is_known)
    below = [position for position, number in enumerate(sample.numbers) if number > bottom]
    block = [position for position, number in enumerate(sample.numbers) if top <= number <= bottom]
    first, end = _extent([sample.cells[position] for position in (*block, *below)])
    last = block[-1]
    written = len(sample.cells[last])
    if grid.separator:
        end = min(end, written)
    spread = frozenset(row for row in block if row < at and are_sparse_groups(sample, grid.merges, row, at))
    levels = tuple(_levels(sample, grid.merges, block, column, at, spread) for column in range(first, end))
    return Layout(
        heading_row=bottom,
        first_row=bottom + 1,
        first_column=first,
        headings=tuple(map(" ".join, levels)),
        levels=levels,
        heading_cells=sample.cells[last],
        written=written,
        shortens=_shortens(sample, last + 1, written),
        score=score(sample, at, is_known),
        rows=len(below),
    )


def _usual_length(sample: Sample) -> int:
    lengths = [len(cells) for cells in sample.cells]
    return max(set(lengths), key=lambda length: (lengths.count(length), length))


def _shortens(sample: Sample, first: int, written: int) -> bool:
    """Whether enough rows of a text are short for it to be its habit to leave out blanks at their end."""
    lengths = [len(cells) for cells in sample.cells[first:]]
    short = sum(length < written for length in lengths)
    return short >= max(3, _HABIT * len(lengths))


def _extent(rows: Sequence[Sequence[RawValue]]) -> tuple[int, int]:
    """The first column in which anything stands, and one past the last."""
    firsts, ends = [], []
    for cells in rows:
        columns = [column for column, cell in enumerate(cells) if not is_blank_cell(cell)]
        if columns:
            firsts.append(columns[0])
            ends.append(columns[-1] + 1)
    return (min(firsts), max(ends)) if firsts else (0, 0)


def _heading_rows(sample: Sample, merges: Sequence[Merge], at: int, is_known: IsKnown) -> tuple[int, int]:
    """The first and last row number of the headings of which the row at position `at` is one.

    Rows above that name groups of its columns belong to them, a row of units below, and those joined by merged cells.
    """
    first = last = at
    while first > 0 and _names_groups(sample, merges, first - 1, at, is_known):
        first -= 1
    if at + 1 < len(sample.numbers) and _names_units(sample, at + 1):
        last += 1
    top, bottom = sample.numbers[first], sample.numbers[last]
    for merge in merges:
        if merge.top <= bottom and merge.bottom >= top and merge.bottom - merge.top < _MOST_HEADING_ROWS:
            top, bottom = min(top, merge.top), max(bottom, merge.bottom)
    return top, bottom


def _names_groups(sample: Sample, merges: Sequence[Merge], above: int, at: int, is_known: IsKnown) -> bool:
    """Whether the row right above names groups of columns: over most of them, repeated or in merged cells.

    A row of headings in another language does not.
    """
    number = sample.numbers[above]
    if number + 1 != sample.numbers[above + 1]:
        return False
    filled = [shape for shape in sample.shapes[above] if shape is not None]
    if len(filled) < 2 or any(filled):
        return False
    if are_sparse_groups(sample, merges, above, at):
        return True
    spread = sum(merge.right - merge.left for merge in merges if merge.top == number)
    below = sum(shape is not None for shape in sample.shapes[at])
    if len(filled) + spread < 0.5 * below:
        return False
    texts = {str(cell).strip() for cell in sample.cells[above] if not is_blank_cell(cell)}
    if spread or len(texts) < len(filled):
        return True
    return len(filled) >= 0.8 * below and sum(map(is_known, texts)) < 0.5 * len(texts)


def _names_units(sample: Sample, below: int) -> bool:
    if sample.numbers[below - 1] + 1 != sample.numbers[below]:
        return False
    return names_units(sample.cells[below])


def _levels(
    sample: Sample, merges: Sequence[Merge], block: Sequence[int], column: int, at: int, spread: Collection[int]
) -> tuple[str, ...]:
    """The texts above a column, from the top, each once; those of the rows `spread` go on over the blanks beside."""
    named = bool(_text_at(sample, merges, at, column))
    texts = (
        _text_before(sample, row, column) if named and row in spread else _text_at(sample, merges, row, column)
        for row in block
    )
    return tuple(dict.fromkeys(text for text in texts if text))


def _text_before(sample: Sample, row: int, column: int) -> str:
    """The text of a cell, or of the nearest filled one before it."""
    return next((text for at in range(column, -1, -1) if (text := _text_at(sample, (), row, at))), "")


def _text_at(sample: Sample, merges: Sequence[Merge], at: int, column: int) -> str:
    """The text of one heading cell, which a merged cell has in its first column; on one line, without a `.0`."""
    cells, number = sample.cells[at], sample.numbers[at]
    for merge in merges:
        if merge.top == number and merge.left < column <= merge.right:
            column = merge.left
            break
    cell = cells[column] if column < len(cells) else None
    if isinstance(cell, CellFault):
        cell = cell.text
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if is_blank_cell(cell) else " ".join(str(cell).split())
