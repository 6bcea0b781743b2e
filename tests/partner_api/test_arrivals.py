"""When a request had arrived at the latest, told by answers."""

import pytest

from importer.partner_api.arrivals import LATEST_S, Arrivals, arrived


def answered(*took: float) -> Arrivals:
    """What is known after answers that took so many seconds, a request every ten seconds."""
    arrivals = Arrivals()
    for number, took_s in enumerate(took, start=1):
        arrivals = arrived(arrivals, number, 10.0 * number, 10.0 * number + took_s, anew=False, keep=10)
    return arrivals


def test_an_answer_proves_that_the_request_had_arrived() -> None:
    """Quick answers that differ say only that a request arrived before its answer came."""
    arrivals = answered(*[0.2, 0.01] * 5)
    assert arrivals.last(9) == pytest.approx(90.2)
    assert arrivals.last(10) == pytest.approx(100.01)


def test_what_every_answer_takes_is_no_delay() -> None:
    """Where answers take half a second each, only what one took longer may have passed on its way there."""
    arrivals = answered(*[0.5, 0.51] * 5, 0.6)
    assert arrivals.last(11) == pytest.approx(110.1, abs=0.015)


@pytest.mark.parametrize(("took_s", "late_s"), [(0.1, LATEST_S), (5.0, 0.05)], ids=["quick answers", "slow answers"])
def test_a_request_without_an_answer_is_waited_for_where_answers_are_quick(took_s: float, late_s: float) -> None:
    """Where answers are slow, nothing proves an arrival in time, and a little is allowed for."""
    assert answered(*[took_s] * 10).unseen(500.0, anew=False) == pytest.approx(500.0 + late_s)


def test_connections_that_are_opened_anew_may_differ_more() -> None:
    """Some are open at once, others after a handshake."""
    assert answered(5.0).unseen(0.0, anew=True) > answered(5.0).unseen(0.0, anew=False)


def test_only_the_last_requests_are_remembered() -> None:
    """The memory of a long run stays small."""
    arrivals = answered(*[0.1] * 500)
    assert len(arrivals.latest) <= 32
    assert len(arrivals.took) <= 32
