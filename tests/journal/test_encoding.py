"""Cells and problems come back from JSON exactly as they were."""

import math
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.journal.encoding import (
    decode_cells,
    decode_new,
    decode_problems,
    encode_cells,
    encode_new,
    encode_problems,
)
from importer.problems import Code, Problem
from importer.records import CellFault
from tests.journal.rows import new_run

TEXTS = st.text(st.characters(codec=None, categories=None), max_size=20)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    TEXTS,
    st.integers(),
    st.floats(allow_nan=False),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.builds(CellFault, text=TEXTS, uncalculated=st.booleans()),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(CELLS, max_size=8))
def test_cells_come_back_exactly(cells: list[Any]) -> None:
    """Every value that a reader can give is the same value of the same type afterwards."""
    back = decode_cells(encode_cells(cells))
    assert back == tuple(cells)
    assert [type(cell) for cell in back] == [type(cell) for cell in cells]


@pytest.mark.parametrize(
    "cell",
    [
        datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=UTC),
        datetime(2026, 2, 3),  # noqa: DTZ001 — a workbook's dates have no zone
        date(1900, 1, 1),
        time(23, 59, 59, 999_999),
        timedelta(days=-1, microseconds=1),
        CellFault(text="#REF!"),
        CellFault(text="=A1", uncalculated=True),
        "\ud800 alone",
        "a\0b",
        "0012",
        '{"$date": "2026-01-01"}',
        2**70,
        -(2**70),
        -0.0,
        12345.0,
        math.inf,
        True,
        "",
    ],
    ids=repr,
)
def test_odd_cells_come_back_exactly(cell: Any) -> None:
    """What JSON has no word for is kept too."""
    (back,) = decode_cells(encode_cells([cell]))
    assert (type(back), repr(back)) == (type(cell), repr(cell))


def test_not_a_number_comes_back() -> None:
    """NaN stays NaN beside ordinary cells; it does not become a blank."""
    back = decode_cells(encode_cells(["é", math.nan, 1.5, None]))
    assert isinstance(back[1], float)
    assert math.isnan(back[1])
    assert (back[0], back[2], back[3]) == ("é", 1.5, None)


def test_problems_come_back_exactly() -> None:
    """Column 0 and an empty text are not nothing."""
    problems = (
        Problem(code=Code.UNKNOWN_CHOICE, row=3, field="color", column=0, found="", params={"accepted": "a, b"}),
        Problem(code=Code.TOO_LONG, found="\ud800", heading="Kleur", sheet="Blad 1"),
    )
    assert decode_problems(encode_problems(problems)) == problems


def test_a_run_comes_back_exactly() -> None:
    """The description of a run is kept, with a file name that is not valid UTF-8."""
    new = new_run(location="DEX-GENT", **{"map:Prijs": "price"})
    new = type(new)(
        **{name: getattr(new, name) for name in new.__slots__}
        | {"source_path": "/files/\udce9.csv", "problems": (Problem(code=Code.HIDDEN_SHEETS),), "fields": {"price": 1}}
    )
    assert decode_new(encode_new(new)) == new
