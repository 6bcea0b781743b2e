"""The survey of a table: what each column holds, in bounded memory."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.mapping.contents.survey import MAX_DISTINCT, MAX_SHAPES, survey
from importer.records import RawValue
from tests.mapping.tables import table_of

CELLS = st.one_of(st.none(), st.text(max_size=6), st.integers(-9, 9), st.booleans(), st.floats(0, 9))


@settings(max_examples=60, deadline=None)
@given(cells=st.lists(CELLS, max_size=60))
def test_counts_of_a_small_column_add_up_to_its_filled_cells(cells: list[RawValue]) -> None:
    """Every cell that is not blank is counted once under a value equal to it."""
    found = survey(table_of({"x": cells}))[0]
    filled = [cell for cell in cells if cell is not None and not (isinstance(cell, str) and not cell.strip())]
    assert found.rows == len(cells)
    assert found.filled == len(filled) == sum(found.values.values())
    assert all(cell in found.values for cell in filled)


@settings(max_examples=60, deadline=None)
@given(cells=st.lists(CELLS, min_size=3, max_size=60), rows=st.integers(1, 20))
def test_what_chunks_hold_is_what_the_column_holds(cells: list[RawValue], rows: int) -> None:
    """A column is surveyed a chunk at a time, and its values are those of the whole column, in their order."""
    numbers = [cell for cell in cells if not isinstance(cell, bool)]
    whole = survey(table_of({"x": numbers}))[0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("importer.mapping.contents.survey.CHUNK_ROWS", rows)
        parted = survey(table_of({"x": numbers}))[0]
    assert (parted, list(parted.values)) == (whole, list(whole.values))


def test_the_shapes_of_values_that_find_no_room_are_kept() -> None:
    """Of the values of a later chunk that are one too many the shape is seen, however few that chunk has."""
    cells: list[RawValue] = [*(f"{number}" for number in range(100_000, 100_000 + MAX_DISTINCT)), "12.500,75"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("importer.mapping.contents.survey.CHUNK_ROWS", MAX_DISTINCT)
        found = survey(table_of({"price": cells}))[0]
    assert (len(found.values), found.shapes) == (MAX_DISTINCT, {"99.999,99": "12.500,75"})


def test_a_truth_value_does_not_take_the_place_of_a_number() -> None:
    """Where a column has both, 1 stays a number; where it has truth values alone, they stay truth values."""
    mixed, truths = survey(table_of({"doors": [True, 1, 3, 5], "warranty": [True, False, True, None]}))
    assert all(not isinstance(value, bool) for value in mixed.values)
    assert list(truths.values) == [True, False]


def test_a_column_of_many_values_keeps_some_and_the_shapes_of_the_rest() -> None:
    """Memory stays bounded, and a rare shape far down is still seen."""
    cells: list[RawValue] = [f"{number}" for number in range(100_000, 130_000)]
    cells[-5] = "12.500,75"
    found = survey(table_of({"price": cells}))[0]
    assert len(found.values) == MAX_DISTINCT
    assert found.filled == len(cells)
    assert found.shapes["99.999,99"] == "12.500,75"


def test_free_text_does_not_fill_memory_with_shapes() -> None:
    """A column in which every cell has a shape of its own keeps no more than the limit."""
    cells: list[RawValue] = [f"{'a' * (row % 97)} {'1' * (row % 89)} {row}" for row in range(30_000)]
    assert len(survey(table_of({"text": cells}))[0].shapes) <= MAX_SHAPES


@pytest.mark.parametrize("blank", ["", "  ", None], ids=["empty", "blanks", "none"])
def test_blank_cells_are_neither_filled_nor_values(blank: RawValue) -> None:
    """A cell without content is counted as a row alone, also in a column of many values."""
    many: list[RawValue] = [*range(MAX_DISTINCT + 20_000), *[blank] * 50]
    few, large = survey(table_of({"few": ["a", blank], "large": many}))
    assert (few.filled, list(few.values)) == (1, ["a"])
    assert all(shape.strip() for shape in large.shapes)
    assert blank not in large.values
