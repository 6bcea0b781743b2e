"""A line of the CSV result: what the csv module would write, whichever way it was made."""

import csv
import datetime as dt
import io

from hypothesis import example, given
from hypothesis import strategies as st

from importer.records import RawValue
from importer.results.delimited import csv_line, defused

_SIGNS = st.text(alphabet='a1 ,;"\r\n\t\0=+-@＝é\u2028\ud800', max_size=6)
_VALUES = st.one_of(
    st.none(), st.integers(-9, 9), st.booleans(), st.floats(), _SIGNS, st.text(max_size=4), st.just(dt.date(2021, 3, 1))
)


@given(values=st.lists(_VALUES, min_size=2, max_size=8))
@example(values=["VO-1", None, "a, b", 200, ""])
@example(values=["", ""])
@example(values=["\0", "=1"])
@example(values=[-1, "x"])
def test_a_line_is_what_the_csv_module_writes(values: list[RawValue]) -> None:
    """Lines that are seen to need little are written by hand; not one character differs."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerow([defused(value) for value in values])
    assert csv_line(values) == written.getvalue()
