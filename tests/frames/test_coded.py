"""Columns as distinct values: combined and mapped once for each distinct value, the same as row by row."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from importer.frames.coded import UNREADABLE, Coded, combined, first_given

_COLUMN = st.lists(st.sampled_from([None, "a", "b", 1, True, 2.5]), min_size=12, max_size=12)


@given(_COLUMN)
def test_a_column_comes_back_as_it_was(column: list[Any]) -> None:
    """Every row has its own value, and True stays apart from 1."""
    assert [(type(value), value) for value in Coded.of(column).each()] == [(type(value), value) for value in column]


@given(_COLUMN, _COLUMN, _COLUMN)
def test_columns_are_combined_row_by_row(first: list[Any], second: list[Any], third: list[Any]) -> None:
    """Whatever the combinations, each row gets its own."""
    made = combined([Coded.of(first), Coded.of(second), Coded.of(third)], lambda *values: repr(values))
    assert made.each() == [repr(values) for values in zip(first, second, third, strict=True)]


def test_a_function_is_called_once_for_each_combination() -> None:
    """Two million cells have few distinct values."""
    calls: list[tuple[Any, Any]] = []

    def make(*values: Any) -> None:
        calls.append(values)

    combined([Coded.of(["a", "b"] * 500), Coded.constant("x", 1000)], make)
    assert calls == [("a", "x"), ("b", "x")]


def test_the_first_that_is_not_blank_is_given_and_unreadable_counts() -> None:
    """A cell that could not be read is not filled from another column."""
    first = Coded.of([None, "a", None]).map(lambda value: UNREADABLE if value == "a" else value)
    assert first_given([first, Coded.of(["x", "y", None])]).each() == ["x", UNREADABLE, None]
    assert first.has_blanks()
    assert not Coded.of([1, 2]).has_blanks()
