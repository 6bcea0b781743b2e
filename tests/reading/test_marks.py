"""What is told of a sheet beside its cells."""

from time import perf_counter

import pytest

from importer.reading.marks import Span, columns_of


@pytest.mark.parametrize(
    ("spans", "columns"),
    [
        ([], []),
        ([(3, 4), (0, 0)], [0, 3, 4]),
        ([(0, 5), (2, 3), (4, 6), (0, 5)], [0, 1, 2, 3, 4, 5, 6]),
        ([(-1, 1)], [0, 1]),
        ([(5, 2)], []),
        ([(16_382, 2**32)], [16_382, 16_383]),
    ],
)
def test_each_column_is_told_once(spans: list[Span], columns: list[int]) -> None:
    """Spans may overlap, be in any order or end where no sheet does."""
    assert list(columns_of(spans)) == columns


def test_very_many_spans_cost_little() -> None:
    """A small file may say of all columns that they are hidden, very many times."""
    began = perf_counter()
    assert len(columns_of((at % 7, 16_383) for at in range(100_000))) == 16_384
    assert perf_counter() - began < 5
