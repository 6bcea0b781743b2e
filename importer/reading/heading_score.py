"""How much a row looks like the headings of what stands below it, judged by shape.

Headings are words, each once; below them stand values of one kind. It does not know what a heading means; who does
lends it `is_known`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from importer.reading.cell_shapes import is_blank_cell, is_value, names_units
from importer.reading.grid import NumberedRow
from importer.records import RawValue

_CANDIDATES: Final = 40
_BODY_ROWS: Final = 25
_JUDGED_COLUMNS: Final = 512
_MOSTLY: Final = 0.6

IsKnown = Callable[[str], bool]
Shape = bool | None
"""None for a blank cell, False for a word, True for a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The first filled rows of a grid: their numbers, their cells and the shapes of the first `width` cells of each."""

    numbers: tuple[int, ...]
    cells: tuple[Sequence[RawValue], ...]
    shapes: tuple[tuple[Shape, ...], ...]
    width: int

    def body(self, at: int) -> Sequence[Sequence[Shape]]:
        """The shapes of the rows below the row at position `at`."""
        return self.shapes[at + 1 : at + 1 + _BODY_ROWS]


def sample_of(rows: Sequence[NumberedRow]) -> Sample:
    """The shapes of some filled rows."""
    width = min(max((len(cells) for _, cells in rows), default=0), _JUDGED_COLUMNS)
    shapes = []
    for _, cells in rows:
        row = tuple(None if is_blank_cell(cell) else is_value(cell) for cell in cells[:width])
        shapes.append(row + (None,) * (width - len(row)))
    return Sample(
        numbers=tuple(number for number, _ in rows),
        cells=tuple(cells for _, cells in rows),
        shapes=tuple(shapes),
        width=width,
    )


def best_heading(sample: Sample, is_known: IsKnown) -> int:
    """The position of the row that looks most like headings."""
    positions = range(min(len(sample.numbers), _CANDIDATES))
    return max(positions, key=lambda at: score(sample, at, is_known))


def score(sample: Sample, at: int, is_known: IsKnown) -> float:
    """How much the row at position `at` looks like headings, at most 7; the upper of two equals is the better."""
    row = sample.shapes[at]
    filled = [column for column, shape in enumerate(row) if shape is not None]
    words = [column for column in filled if row[column] is False]
    if not words or names_units(sample.cells[at]):
        return 0.0
    texts = {str(sample.cells[at][column]).strip().casefold() for column in words}
    body = sample.body(at)
    wide = [column for column in range(sample.width) if any(shapes[column] is not None for shapes in body)]
    coverage = sum(row[column] is not None for column in wide) / len(wide) if wide else 0.5
    is_title = len(filled) == 1 < sample.width
    return (
        2 * coverage
        + len(words) / len(filled)
        + 0.5 * len(texts) / len(words)
        + 1.5 * _contrast(sample, at)
        + 2 * sum(map(is_known, texts)) / len(texts)
        - 0.02 * at
        - (2 if is_title else 0)
    )


def has_no_heading(sample: Sample, at: int, is_known: IsKnown) -> bool:
    """Whether even the best row has values where the rows below have them, as the first row of a bare list has.

    One such value is enough below rows that are like it, when not one of its words is known.
    """
    typed = _value_columns(sample.body(at) or (sample.shapes[at],))
    row = sample.shapes[at]
    values = sum(row[column] is True for column in typed)
    words = sum(row[column] is False and _says_something(sample.cells[at][column]) for column in typed)
    if values == 1 and not words and at:
        texts = (str(cell) for cell in sample.cells[at] if not is_blank_cell(cell))
        return row in sample.shapes[:at] and not any(map(is_known, texts))
    return values >= 2 and values > words


def _says_something(cell: RawValue) -> bool:
    """Whether a cell has a letter or a figure in it, as headings have and `-` has not."""
    return any(map(str.isalnum, str(cell)))


def _contrast(sample: Sample, at: int) -> float:
    """From -1 to 1: words stand above columns of values (1), and the row right below is none of those values (-1)."""
    typed = _value_columns(sample.body(at))
    if not typed:
        return 0.0
    row, following = sample.shapes[at], sample.shapes[at + 1]
    above = sum(row[column] is False for column in typed)
    below = sum(following[column] is False for column in typed)
    return (above - below) / len(typed)


def _value_columns(body: Sequence[Sequence[Shape]]) -> Sequence[int]:
    """The columns in which most filled cells are values."""
    columns = []
    for column, shapes in enumerate(zip(*body, strict=True)):
        filled = [shape for shape in shapes if shape is not None]
        if filled and sum(filled) >= _MOSTLY * len(filled):
            columns.append(column)
    return columns
