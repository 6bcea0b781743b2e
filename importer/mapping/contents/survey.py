"""One pass over a raw table that gathers what each column holds, before anything is decided.

Memory is bounded: some distinct values a column, and the shapes of the others. It does not know fields.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Final

from importer.records import CHUNK_ROWS, ColumnSurvey, RawChunk, RawTable, RawValue
from importer.second_process import Sharing

MAX_DISTINCT: Final = 1000
MAX_SHAPES: Final = 400
_LONGEST_SHAPE: Final = 60
_PARTING = "\x00"
# Letters, and the bytes of whatever lies beyond ASCII, become `a`; digits become `9`; marks and blanks stay.
_SHAPE_OF_BYTE = bytes(
    ord("9") if chr(byte).isdigit() and byte < 0x80 else ord("a") if byte >= 0x80 or chr(byte).isalpha() else byte
    for byte in range(256)
)


class _ColumnTally:
    """The survey of one column over some rows, which may be joined by that of the rows after them."""

    def __init__(self, cells: Sequence[RawValue] = ()) -> None:
        counts = _counts(cells)
        blanks = [value for value in counts if value is None or (isinstance(value, str) and not value.strip())]
        self.rows = len(cells)
        self.filled = len(cells) - sum(counts.pop(value) for value in blanks)
        rest = iter(counts.items())
        self.values: dict[RawValue, int] = dict(islice(rest, MAX_DISTINCT))
        self.shapes: dict[str, str] = {}
        self._add_shapes([value for value, _ in rest])

    def join(self, later: "_ColumnTally") -> None:
        """Take in what stands further below."""
        self.rows += later.rows
        self.filled += later.filled
        beyond = []
        for value, count in later.values.items():
            if value in self.values:
                self.values[value] += count
            elif len(self.values) < MAX_DISTINCT:
                self.values[value] = count
            else:
                beyond.append(value)
        self._add_shapes(beyond)
        self._keep({shape: text for shape, text in later.shapes.items() if shape not in self.shapes})

    def _add_shapes(self, values: Sequence[RawValue]) -> None:
        """Keep the shapes of values of which there are too many for each to be kept."""
        if values and len(self.shapes) < MAX_SHAPES:
            texts = _texts(values)
            shapes = _shapes(texts)
            new = sorted(shape for shape in set(shapes) - self.shapes.keys() if shape.strip())
            self._keep({shape: texts[shapes.index(shape)] for shape in new[:MAX_SHAPES]})

    def _keep(self, shapes: Mapping[str, str]) -> None:
        self.shapes.update(islice(shapes.items(), MAX_SHAPES - len(self.shapes)))


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


def survey(table: RawTable, sharing: Sharing[RawChunk] | None = None) -> tuple[ColumnSurvey, ...]:
    """What each column of `table` holds, in the order of its headings; `sharing` is of the table's chunks."""
    tallies = [_ColumnTally() for _ in table.headings]
    chunks = sharing or Sharing(table.chunks, worthwhile=False)
    for _chunk, parts in chunks.each(CHUNK_ROWS, _tallied):
        for tally, part in zip(tallies, parts, strict=True):
            tally.join(part)
    return tuple(
        ColumnSurvey(
            column=column,
            heading=heading,
            rows=tally.rows,
            filled=tally.filled,
            values=tally.values,
            shapes=tally.shapes,
        )
        for column, (heading, tally) in enumerate(zip(table.headings, tallies, strict=True))
    )


def _tallied(chunk: RawChunk) -> list[_ColumnTally]:
    return [_ColumnTally(cells) for cells in chunk.columns]
