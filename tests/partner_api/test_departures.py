"""What is remembered of when requests went: enough to count them, little enough for a run of hours."""

from math import inf

from importer.partner_api.departures import Departures, departed, departed_alone


def _after(*times: float, keep_s: float = 90.0) -> Departures:
    departures = Departures()
    for time in times:
        departures = departed(departures, time, keep_s=keep_s)
    return departures


def test_each_request_has_its_time_and_each_time_its_request() -> None:
    """Numbers are counted from 1; before the first one nothing went."""
    departures = _after(1.0, 2.0, 5.0)
    assert [departures.time_of(number) for number in range(4)] == [-inf, 1.0, 2.0, 5.0]
    assert [departures.number_at(time) for time in (0.9, 1.0, 4.9, 9.0)] == [0, 1, 2, 3]


def test_requests_that_went_together_have_the_last_ones_time() -> None:
    """Later than they truly went is the safe side."""
    departures = _after(0.0, 1.0, 1.01, 1.02, 2.0)
    assert departures.numbers == (1, 2, 4, 5)
    assert [departures.time_of(number) for number in (2, 3, 4)] == [1.0, 1.02, 1.02]


def test_old_requests_are_forgotten_but_for_one() -> None:
    """The one before those that are kept tells how many went before."""
    departures = _after(*(float(second) for second in range(0, 200, 10)), keep_s=50.0)
    assert departures.times == (140.0, 150.0, 160.0, 170.0, 180.0, 190.0)
    assert (departures.number, departures.number_at(0.0)) == (20, 14)
    assert departures.time_of(1) == 140.0


def test_a_pause_is_noticed_by_the_request_after_it() -> None:
    """Connections are closed by then."""
    assert [_after(*times).pause_before for times in ((0.0,), (0.0, 3.0), (0.0, 3.1), (0.0, 3.1, 4.0))] == [1, 1, 2, 2]
    assert departed_alone(_after(0.0, 1.0), 9.0) == Departures(number=3, times=(9.0,), numbers=(3,), pause_before=1)
