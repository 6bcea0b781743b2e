"""Progress: counts what happened, and says how long is left only when it can know."""

import pytest

from importer.events import IntakeDone, ReadingStarted, RequestDone, RowDone, SendingStarted
from importer.progress import Tallied, duration, progress
from importer.records import Outcome
from importer.wording import Lang


def test_the_time_left_follows_the_rows_of_the_last_half_minute() -> None:
    """A slow start is forgotten after half a minute."""
    tallied = Tallied()
    tallied.total = 1_000
    for second in range(10):
        tallied.count(RowDone(row=second, outcome=Outcome.CREATED), now=float(second) * 10)
    for i in range(100):
        tallied.count(RowDone(row=100 + i, outcome=Outcome.CREATED), now=100 + i * 0.2)
    rate = tallied.rate(now=120.0)
    assert rate is not None
    assert 3.0 < rate < 5.5
    left = tallied.left_s(now=120.0)
    assert left is not None
    assert left == pytest.approx((1_000 - 110) / rate)


def test_nothing_is_said_of_the_time_left_before_it_is_known() -> None:
    """No estimate from one row, and none from less than a second."""
    tallied = Tallied()
    tallied.total = 10
    tallied.count(RowDone(row=1, outcome=Outcome.CREATED), now=0.0)
    tallied.count(RowDone(row=2, outcome=Outcome.CREATED), now=0.5)
    assert tallied.left_s(now=0.5) is None


def test_a_line_tells_of_whole_requests(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """In a log, the rows of a request are told when all of them are counted, the last ones too."""
    monkeypatch.setattr("importer.progress._PLAIN_EVERY_S", 0.0)
    with progress(Lang.EN) as emit:
        emit(SendingStarted(rows=150))
        for first, rows in ((0, 100), (100, 50)):
            emit(RequestDone(request_id="r", rows=rows, status=200, elapsed_s=0.1, retry=False))
            for row in range(first, first + rows):
                emit(RowDone(row=row, outcome=Outcome.CREATED))
    told = [line.split()[0] for line in capsys.readouterr().err.splitlines()]
    assert told == ["100/150", "150/150"]


def test_a_terminal_sees_at_once_that_a_file_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A large file is looked at as a whole before its first row is counted; the bar goes when the rows are read."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with progress(Lang.NL) as emit:
        emit(ReadingStarted(name="stock [oud].xlsx"))
        begun = capsys.readouterr().err
        emit(IntakeDone(rows=3))
        assert capsys.readouterr().err.endswith("\x1b[2K")
    assert "Lezen" in begun
    assert "stock [oud].xlsx" in begun


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.4, "0 s"), (59.4, "59 s"), (61, "1 min 01 s"), (3_599, "59 min 59 s"), (7_500, "2 h 05 min")],
    ids=str,
)
def test_durations_are_short_for_a_person(seconds: float, text: str) -> None:
    """Seconds below a minute, minutes below an hour."""
    assert duration(seconds, Lang.EN) == text
