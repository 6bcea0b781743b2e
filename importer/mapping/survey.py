"""One pass over a raw table that gathers what each column holds, before anything is decided.

Memory is bounded: some distinct values a column, and the shapes of the others. It does not know fields.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from functools import partial
from itertools import islice
from typing import Final

from importer.records import ColumnSurvey, RawTable, RawValue
from importer.second_process import shared

MAX_DISTINCT: Final = 1000
MAX_SHAPES: Final = 400
_CHUNK_ROWS: Final = 10_000
_LONGEST_SHAPE: Final = 60
_PARTING = "\x00"
# Letters, and the bytes of whatever lies beyond ASCII, become `a`; digits become `9`; marks and blanks stay.
_SHAPE_OF_BYTE = bytes(
    ord("9") if chr(byte).isdigit() and byte < 0x80 else ord("a") if byte >= 0x80 or chr(byte).isalpha() else byte
    for byte in range(256)
)


class _ColumnTally:
    """The running survey of one column."""

    def __init__(self) -> None:
        self.rows = 0
        self.filled = 0
        self.values: dict[RawValue, int] = {}
        self.shapes: dict[str, str] = {}

    def add(self, cells: Sequence[RawValue]) -> None:
        self.rows += len(cells)
        if len(self.values) < MAX_DISTINCT:
            self._count(cells)
        else:
            self._sketch(cells)

    def _count(self, cells: Sequence[RawValue]) -> None:
        counts = _counts(cells)
        blanks = [value for value in counts if value is None or (isinstance(value, str) and not value.strip())]
        self.filled += len(cells) - sum(counts.pop(value) for value in blanks)
        for value in self.values.keys() & counts.keys() if self.values else ():
            self.values[value] += counts.pop(value)
        rest = iter(counts.items())
        self.values.update(islice(rest, MAX_DISTINCT - len(self.values)))
        self._add_shapes([value for value, _ in rest])

    def _sketch(self, cells: Sequence[RawValue]) -> None:
        """A column with this many values is told by its shapes; single counts no longer matter."""
        self.filled += len(cells) - cells.count(None) - cells.count("")
        if len(self.shapes) < MAX_SHAPES:
            self._add_shapes(set(cells) - self.values.keys() - {None, ""})

    def _add_shapes(self, values: Collection[RawValue]) -> None:
        texts = _texts(values)
        shapes = _shapes(texts)
        new = sorted(shape for shape in set(shapes) - self.shapes.keys() if shape.strip())
        for shape in new[: MAX_SHAPES - len(self.shapes)]:
            self.shapes[shape] = texts[shapes.index(shape)]


def _counts(cells: Sequence[RawValue]) -> dict[RawValue, int]:
    """How often each value stands there. True counts as 1 only where the column has other numbers too."""
    types = set(map(type, cells))
    if bool not in types or types.isdisjoint({int, float}):
        return Counter(cells)
    counts: dict[RawValue, int] = Counter(cell for cell in cells if not isinstance(cell, bool))
    for truth, count in Counter(cell for cell in cells if isinstance(cell, bool)).items():
        counts[truth] = counts.get(truth, 0) + count
    return counts


def _texts(values: Collection[RawValue]) -> list[str]:
    """The values as texts; long ones, which are no numbers, by their beginning."""
    texts = list(map(str, values))
    if sum(map(len, texts)) > _LONGEST_SHAPE * len(texts):
        return [text[:_LONGEST_SHAPE] for text in texts]
    return texts


def _shapes(texts: Sequence[str]) -> list[str]:
    """The shape of each text: 12.500 → 99.999."""
    if not texts:
        return []
    return _PARTING.join(texts).encode("utf-8", "replace").translate(_SHAPE_OF_BYTE).decode("ascii").split(_PARTING)


def survey(table: RawTable) -> tuple[ColumnSurvey, ...]:
    """What each column of `table` holds, in the order of its headings; a second process looks at half of many rows."""
    columns = range(len(table.headings))
    is_long = len(list(islice(table.chunks(_CHUNK_ROWS), 2))) > 1
    groups = (columns[::2], columns[1::2]) if is_long else (columns,)
    found = [one for _, group in shared(lambda: iter(groups), partial(_surveyed, table)) for one in group]
    return tuple(sorted(found, key=lambda one: one.column))


def _surveyed(table: RawTable, columns: Sequence[int]) -> list[ColumnSurvey]:
    """What some columns hold; reads the table once."""
    tallies = {column: _ColumnTally() for column in columns}
    for chunk in table.chunks(_CHUNK_ROWS):
        for column, tally in tallies.items():
            tally.add(chunk.columns[column])
    return [
        ColumnSurvey(
            column=column,
            heading=table.headings[column],
            rows=tally.rows,
            filled=tally.filled,
            values=tally.values,
            shapes=tally.shapes,
        )
        for column, tally in tallies.items()
    ]
