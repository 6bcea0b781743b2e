"""Where a table begins on a sheet: which rows are its headings, where its first row and column are.

Judged by shape: headings are words, below them stand values of one kind. It does not know what a heading means; who
does may lend it `is_known`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from importer.reading.cell_shapes import is_blank_cell, is_value
from importer.records import RawValue

SAMPLE_ROWS: Final = 120
_CANDIDATES: Final = 40
_BODY_ROWS: Final = 25
_JUDGED_COLUMNS: Final = 512

Numbered = tuple[int, Sequence[RawValue]]
IsKnown = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the table stands: `heading_row` is the last heading row, 0 for none; columns are 0-based on the sheet.

    `written` is how many cells the heading row itself has: a filled cell beyond it is one too many. `score` tells how
    much it looks like a table, to be compared with other sheets.
    """

    heading_row: int
    first_row: int
    first_column: int
    headings: tuple[str, ...]
    written: int
    score: float

    @property
    def end_column(self) -> int:
        """One past the last column on the sheet."""
        return self.first_column + len(self.headings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shapes:
    """Rows of a sample as shapes: None blank, False a word, True a value."""

    numbers: tuple[int, ...]
    cells: tuple[Sequence[RawValue], ...]
    shapes: tuple[tuple[bool | None, ...], ...]
    width: int


def _shapes(rows: Sequence[Numbered]) -> _Shapes:
    filled = [(number, cells) for number, cells in rows if not all(map(is_blank_cell, cells))]
    width = min(max((len(cells) for _, cells in filled), default=0), _JUDGED_COLUMNS)
    shapes = []
    for _, cells in filled:
        row = [None if is_blank_cell(cell) else is_value(cell) for cell in cells[:width]]
        shapes.append((*row, *(None,) * (width - len(row))))
    return _Shapes(
        numbers=tuple(number for number, _ in filled),
        cells=tuple(cells for _, cells in filled),
        shapes=tuple(shapes),
        width=width,
    )


def _never(_heading: str) -> bool:
    return False


def find_layout(
    rows: Sequence[Numbered],
    *,
    merges: Sequence[tuple[int, int, int, int]] = (),
    heading_row: int | None = None,
    is_known: IsKnown = _never,
) -> Layout | None:
    """The layout of the table in a sample of rows, each with its number; None when nothing stands there.

    `heading_row` states it (0: there is none) instead of having it found.
    """
    sample = _shapes(rows)
    if not sample.numbers:
        return None
    if heading_row is not None:
        return _stated(sample, merges, heading_row, is_known)
    scores = [_score(sample, at, is_known) for at in range(min(len(sample.numbers), _CANDIDATES))]
    best = max(range(len(scores)), key=lambda at: scores[at])
    if _has_no_heading(sample, best):
        return _without_heading(sample)
    return _with_heading(sample, merges, best, scores[best])


def _stated(sample: _Shapes, merges: Sequence[tuple[int, int, int, int]], row: int, is_known: IsKnown) -> Layout | None:
    if row == 0:
        return _without_heading(sample)
    if row not in sample.numbers:
        return None
    at = sample.numbers.index(row)
    return _with_heading(sample, merges, at, _score(sample, at, is_known))


def _score(sample: _Shapes, at: int, is_known: IsKnown) -> float:
    """How much row `at` looks like the last heading row above a table."""
    row, cells = sample.shapes[at], sample.cells[at]
    body = sample.shapes[at + 1 : at + 1 + _BODY_ROWS]
    filled = [column for column, shape in enumerate(row) if shape is not None]
    words = [column for column in filled if row[column] is False]
    if not words:
        return 0.0
    texts = {str(cells[column]).strip().casefold() for column in words}
    wide = [column for column in range(sample.width) if any(shapes[column] is not None for shapes in body)]
    coverage = sum(row[column] is not None for column in wide) / len(wide) if wide else 0.5
    known = sum(map(is_known, texts)) / len(texts)
    return (
        2 * coverage
        + len(words) / len(filled)
        + 0.5 * len(texts) / len(words)
        + 1.5 * _contrast(sample, at, body, words)
        + 2 * known
        - 0.02 * at
        - (2 if len(filled) == 1 < sample.width else 0)
    )


def _contrast(sample: _Shapes, at: int, body: Sequence[Sequence[bool | None]], words: Sequence[int]) -> float:
    """From -1 to 1: whether words stand above columns of values, and the first row below is of those values."""
    typed = [column for column in range(sample.width) if _is_of_values(body, column)]
    if not typed:
        return 0.0
    above = sum(column in set(words) for column in typed) / len(typed)
    following = sample.shapes[at + 1]
    below = sum(following[column] is False for column in typed) / len(typed)
    return above - below


def _is_of_values(body: Sequence[Sequence[bool | None]], column: int) -> bool:
    shapes = [row[column] for row in body if row[column] is not None]
    return bool(shapes) and sum(shapes) >= 0.6 * len(shapes)  # type: ignore[arg-type]


def _has_no_heading(sample: _Shapes, at: int) -> bool:
    """Whether even the best row has values where the rows below have them, as the first row of a bare list has."""
    body = sample.shapes[at + 1 : at + 1 + _BODY_ROWS] or (sample.shapes[at],)
    typed = [column for column in range(sample.width) if _is_of_values(body, column)]
    row = sample.shapes[at]
    values = sum(row[column] is True for column in typed)
    words = sum(row[column] is False for column in typed)
    return values >= 2 and values > words


def _without_heading(sample: _Shapes) -> Layout:
    first, end = _extent(sample.cells)
    return Layout(
        heading_row=0,
        first_row=sample.numbers[0],
        first_column=first,
        headings=("",) * (end - first),
        written=max(map(len, sample.cells)),
        score=1.0,
    )


def _extent(rows: Sequence[Sequence[RawValue]]) -> tuple[int, int]:
    """The first column in which anything stands, and one past the last."""
    firsts, ends = [], []
    for cells in rows:
        columns = [column for column, cell in enumerate(cells) if not is_blank_cell(cell)]
        if columns:
            firsts.append(columns[0])
            ends.append(columns[-1] + 1)
    return (min(firsts), max(ends)) if firsts else (0, 0)


def _with_heading(sample: _Shapes, merges: Sequence[tuple[int, int, int, int]], at: int, score: float) -> Layout:
    first, end = _extent(sample.cells[at:])
    rows = _heading_rows(sample, merges, at)
    headings = [" ".join(_texts(sample, merges, rows, column)) for column in range(first, end)]
    return Layout(
        heading_row=sample.numbers[at],
        first_row=sample.numbers[at] + 1,
        first_column=first,
        headings=tuple(headings),
        written=len(sample.cells[at]),
        score=score,
    )


def _heading_rows(sample: _Shapes, merges: Sequence[tuple[int, int, int, int]], at: int) -> range:
    """The positions of the heading rows: those right above row `at` that name groups of its columns, and itself."""
    top = at
    while top > 0 and _names_groups(sample, merges, top - 1, at):
        top -= 1
    return range(top, at + 1)


def _names_groups(sample: _Shapes, merges: Sequence[tuple[int, int, int, int]], above: int, at: int) -> bool:
    if sample.numbers[above] + 1 != sample.numbers[above + 1]:
        return False
    row = sample.shapes[above]
    filled = [column for column, shape in enumerate(row) if shape is not None]
    if len(filled) < 2 or any(row[column] for column in filled):
        return False
    number = sample.numbers[above]
    spread = sum(last - first + 1 for top, first, bottom, last in merges if top <= number <= bottom and last > first)
    below = sum(shape is not None for shape in sample.shapes[at])
    return len(filled) + spread >= 0.5 * below


def _texts(sample: _Shapes, merges: Sequence[tuple[int, int, int, int]], rows: range, column: int) -> list[str]:
    texts: list[str] = []
    for at in rows:
        text = _text_at(sample, merges, at, column)
        if text and text not in texts:
            texts.append(text)
    return texts


def _text_at(sample: _Shapes, merges: Sequence[tuple[int, int, int, int]], at: int, column: int) -> str:
    cells, number = sample.cells[at], sample.numbers[at]
    for top, first, bottom, last in merges:
        if top == number <= bottom and first < column <= last:
            column = first
            break
    cell = cells[column] if column < len(cells) else None
    return "" if is_blank_cell(cell) else heading_text(cell)


def heading_text(cell: RawValue) -> str:
    """A heading as text, on one line and without white space around it; a whole number without its `.0`."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())
