"""Rows a few at a time, for a statement takes only so many. It knows nothing of databases."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, TypeVar

PAGE_ROWS: Final = 1_000
FEW_ROWS: Final = 100  # made and used at a time: what is used at once is still in the processor's cache

Value = TypeVar("Value")


def pages(values: Sequence[Value], size: int = PAGE_ROWS) -> Iterator[Sequence[Value]]:
    """The values a page at a time: a statement takes only so many."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def spans(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each span of rows that follow one another: a request mostly goes with one."""
    ascending = sorted(set(rows))
    for _, span in groupby(enumerate(ascending), key=lambda place_and_row: place_and_row[1] - place_and_row[0]):
        numbers = [row for _, row in span]
        yield numbers[0], numbers[-1]
