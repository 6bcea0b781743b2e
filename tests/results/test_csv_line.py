"""A line of the CSV result: what the csv module would write, whichever way it was made."""

import csv
import datetime as dt
import io

from hypothesis import example, given
from hypothesis import strategies as st

from importer.records import RawValue
from importer.results.columns import Value
from importer.results.delimited import csv_line, defused

_SIGNS = st.text(alphabet='a1 ,;"\r\n\t\0=+-@＝é\u2028\ud800', max_size=6)
_VALUES = st.none() | st.integers(-9, 9) | _SIGNS | st.text(max_size=4)
_CELLS = _VALUES | st.booleans() | st.floats() | st.just(dt.date(2021, 3, 1))


@given(
    values=st.lists(_VALUES, min_size=1, max_size=4),
    cells=st.lists(_VALUES, max_size=8) | st.lists(_SIGNS, max_size=8) | st.lists(_CELLS, max_size=4),
)
@example(values=[2, None], cells=["a, b", "", "VO-1"])
@example(values=[""], cells=[])
@example(values=[2, "\0"], cells=["=1"])
@example(values=[2], cells=["\0", "=1"])
@example(values=[2], cells=[""])
def test_a_line_is_what_the_csv_module_writes(values: list[Value], cells: list[RawValue]) -> None:
    """Lines that are seen to need little are written by hand; not one character differs."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerow([defused(value) for value in (*values, *cells)])
    assert csv_line(values, cells) == written.getvalue()
