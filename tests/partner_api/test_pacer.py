"""The pacer against simulated servers: never over the limit, never idle while there is budget."""

from math import ceil, floor

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from importer.partner_api.pacer import Pace, held, lost, ready_at, replied, sent, throttled
from importer.partner_api.server_window import RateHeaders
from tests.partner_api.simulated_server import Driver, Server, Windows


def ideal_s(requests: int) -> float:
    """The least time from the first request to the last at 120 a minute and 5 a second."""
    windows, rest = divmod(requests - 1, 120)
    return windows * 60.0 + rest / 5.0


@pytest.mark.parametrize("answer_s", [0.05, 10.0], ids=["quick answers", "answers of 10 s"])
@pytest.mark.parametrize("windows", Windows, ids=lambda windows: windows.value)
@pytest.mark.parametrize(("requests", "most"), [(119, 1.05), (600, 1.03)], ids=["119 requests", "600 requests"])
def test_the_whole_budget_is_used(windows: Windows, requests: int, most: float, answer_s: float) -> None:
    """11,900 rows take at most 1.05, 60,000 rows at most 1.03 of the ideal, and no request is refused."""
    server = Server(windows=windows, ahead=-98_765.4)
    driver = Driver(server=server, requests=requests, answer_s=answer_s, seed=requests)
    took_s = driver.run() - answer_s
    first_alone_s = 1.0 if answer_s > 1.0 else 0.0
    assert took_s <= ideal_s(requests) * most + first_alone_s
    assert server.refused == 0


@settings(max_examples=30, deadline=None)
@example(  # a window that opens just after a whole minute ends just after one, and its reset is told a little early
    windows=Windows.OPENED,
    ahead=0.0,
    start=0.0,
    rounding=floor,
    sliding_second=False,
    answer_and_way_s=(0.01, 0.002),
    date_at_answer=False,
    limit=30,
    seed=1,
)
@given(
    windows=st.sampled_from(Windows),
    ahead=st.floats(-1e6, 1e6),
    start=st.floats(0.0, 200.0),
    rounding=st.sampled_from([ceil, floor, float]),
    sliding_second=st.booleans(),
    answer_and_way_s=st.sampled_from(
        [(0.01, 0.002), (0.01, 0.03), (0.02, 0.2), (0.0, 0.55), (0.3, 0.03), (0.3, 0.4), (2.0, 0.03), (25.0, 0.03)]
    ),
    date_at_answer=st.booleans(),
    limit=st.sampled_from([30, 120, 600]),
    seed=st.integers(0, 2**32),
)
def test_no_request_of_ours_is_refused(  # noqa: PLR0917 — what hypothesis draws
    windows: Windows,
    ahead: float,
    start: float,
    rounding: object,
    sliding_second: bool,
    answer_and_way_s: tuple[float, float],
    date_at_answer: bool,
    limit: int,
    seed: int,
) -> None:
    """Whatever the server's clock, windows and rounding are and however uneven the ways, it never refuses us.

    Each way takes anything from nothing to its most; with slow answers, which cannot be waited for, that is little.
    """
    answer_s, way_s = answer_and_way_s
    server = Server(
        windows=windows,
        ahead=ahead,
        rounding=rounding,  # type: ignore[arg-type]  # one of three functions of a number
        sliding_second=sliding_second,
        limit=limit,
        burst=max(5, limit // 24),
    )
    driver = Driver(
        server=server,
        requests=3 * limit,
        start=start,
        answer_s=answer_s,
        way_s=(0.0, way_s),
        date_at_answer=date_at_answer,
        seed=seed,
        pace=Pace(limit=min(limit, 120)),
    )
    driver.run()
    assert server.refused == 0


@pytest.mark.parametrize("windows", Windows, ids=lambda windows: windows.value)
def test_a_server_that_says_nothing_gets_the_documented_pace(windows: Windows) -> None:
    """Without headers the documented 120 a minute and 5 a second hold, in any kind of window."""
    server = Server(windows=windows, silent=True)
    driver = Driver(server=server, requests=300)
    took_s = driver.run()
    assert server.refused == 0
    assert took_s <= 150.0


@settings(max_examples=30, deadline=None)
@given(
    windows=st.sampled_from(Windows),
    each_s=st.floats(0.5, 5.0),
    answer_s=st.sampled_from([0.05, 3.0]),
    seed=st.integers(0, 2**32),
)
def test_another_program_with_the_same_key_is_made_room_for(
    windows: Windows, each_s: float, answer_s: float, seed: int
) -> None:
    """When others use the same key, refusals stay rare and everything is sent all the same."""
    server = Server(windows=windows, burst=1000)
    others = [i * each_s for i in range(int(240 / each_s))]
    driver = Driver(server=server, requests=300, answer_s=answer_s, seed=seed, others=others)
    driver.run()
    assert len(server.passed) >= 300
    assert server.refused - driver.refused_others <= 20


def test_a_run_just_before_ours_is_seen_in_the_headers() -> None:
    """When most of the window is used already, the rest is used and the reset waited for, without a refusal."""
    server = Server(windows=Windows.OPENED)
    for i in range(100):
        server.ask(970.0 + i * 0.25)
    took_s = Driver(server=server, requests=200, start=1000.0).run()
    assert server.refused == 0
    assert took_s < 30.0 + 60.0 + 16.0


def test_a_refusal_holds_everybody_for_as_long_as_the_api_asks() -> None:
    """Retry-After is obeyed in full, and refusals of requests already under way count as the same one."""
    pace = Pace()
    for _ in range(3):
        pace = sent(pace, 10.0)
    pace = throttled(pace, 1, 10.1, RateHeaders(), 37.0)
    slower = pace.stretch
    pace = throttled(pace, 2, 10.2, RateHeaders(), 5.0)
    assert ready_at(pace, 10.2) == pytest.approx(47.1)
    assert pace.throttles == 1
    assert pace.stretch == slower


@pytest.mark.parametrize("times", [1, 3, 40, 1000])
def test_waits_that_the_api_does_not_name_double_up_to_a_minute(times: int) -> None:
    """Any number of refusals without Retry-After gives a finite wait of at most a minute."""
    pace, now = Pace(), 0.0
    for _ in range(times):
        pace = sent(pace, now)
        pace = throttled(pace, pace.number, now, RateHeaders(), None)
        now = pace.blocked_until
    assert pace.blocked_until - now <= 60.0
    assert pace.throttles == times


def test_a_local_server_without_headers_has_no_limit_until_it_refuses() -> None:
    """On this machine silence means no limit; a refusal brings the documented one back."""
    pace = replied(sent(Pace(silent_is_unlimited=True), 0.0), 1, 0.01, RateHeaders())
    assert pace.limit is None
    for _ in range(1000):
        pace = sent(pace, 0.02)
    assert ready_at(pace, 0.02) <= 0.02
    assert throttled(pace, 5, 0.03, RateHeaders(), 1.0).limit == 120


def test_a_higher_limit_raises_the_bursts() -> None:
    """A limit of 6,000 a minute lets 250 requests go in a second, and the log of them stays small."""
    pace = replied(sent(Pace(), 0.0), 1, 0.01, RateHeaders(limit=6000, remaining=5999, reset_at=60.0, date=0.0))
    count = 0
    while ready_at(pace, 2.0) <= 2.0:
        pace = sent(pace, 2.0)
        count += 1
    assert count == 250
    assert len(pace.departures.times) <= 4


def test_a_request_without_an_answer_does_not_take_budget_for_ever() -> None:
    """Requests that were lost are not held against what the server says remains."""
    pace = Pace()
    for _ in range(5):
        pace = sent(pace, 0.0)
    for number in (1, 2, 3, 4):
        pace = lost(pace, number, 0.1)
    assert pace.open == (5,)


def test_a_wait_for_another_reason_holds_everybody_too() -> None:
    """A 503 that names a time is obeyed like a refusal."""
    assert ready_at(held(Pace(), 99.0), 0.0) == 99.0
