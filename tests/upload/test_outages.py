"""Answers that do not come and an API that is out of order, in virtual time: waited out, or told truly."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from importer.events import RowDone, Waiting
from importer.partner_api.protocol import Answer, Lack
from importer.records import Outcome
from tests.upload.fake_api import FakeApi, Listing, no_reply, payloads, refusal, reply
from tests.upload.sent import sent

C, U, F = Outcome.CREATED, Outcome.UPDATED, Outcome.FAILED


def test_rows_without_an_answer_are_asked_again() -> None:
    """Rows that a bulk answer leaves out are sent again, alone of their batch."""

    def forgets_first(api: FakeApi, listings: Sequence[Listing]) -> Answer | None:
        if len(api.requests) > 1:
            return None
        results = [api.apply(i, listing) for i, listing in enumerate(listings)]
        return reply(200, {"data": {"results": results[5:]}})

    api = FakeApi(rule=forgets_first)
    done = sent(api, payloads(50))
    assert [len(request) for request in api.requests] == [50, 5]
    assert done.counts == {C: 45, U: 5}


def test_an_answer_that_never_comes_leaves_the_row_unknown() -> None:
    """A row that is always cut off is unknown at last, and told so by our own words."""
    api = FakeApi(rule=lambda _api, listings: no_reply(Lack.CUT_OFF) if len(listings) == 1 else None)
    done = sent(api, payloads(1))
    assert done.counts == {Outcome.UNKNOWN: 1}
    assert done.journal.outcomes[2].code == "no_answer_cut_off"


def test_batches_shrink_when_answers_time_out_and_grow_again() -> None:
    """An API that is too slow for large batches gets smaller ones, and everything is delivered."""

    def slow(_api: FakeApi, listings: Sequence[Listing]) -> Answer | None:
        return no_reply(Lack.TIMED_OUT) if len(listings) > 30 else None

    api = FakeApi(rule=slow)
    done = sent(api, payloads(2000))
    assert done.counts == {C: 2000}
    sizes = [len(request) for request in api.requests]
    assert sum(size > 30 for size in sizes) < len(sizes) / 2
    assert any(later > earlier for earlier, later in pairwise(sizes))


def test_the_size_that_is_answered_in_time_is_found() -> None:
    """An API that never answers more than 20 rows in time gets all of them all the same."""
    done = sent(FakeApi(hangs=lambda _number, listings: len(listings) > 20), payloads(3000))
    assert done.counts == {C: 3000}


def test_a_hanging_request_does_not_stop_the_others() -> None:
    """One request in ten that hangs for two minutes leaves the others at their pace and their size."""
    api = FakeApi(hangs=lambda number, _listings: number <= 110 and number % 10 == 0)
    done = sent(api, payloads(11_000))
    assert done.counts == {C: 11_000}
    assert sum(at < 60.0 for at in api.times) >= 110
    assert {len(request) for request in api.requests} == {100}


def test_a_shorter_time_for_answers_is_kept() -> None:
    """Who says that ten seconds are enough waits no longer for a request that hangs."""
    done = sent(FakeApi(hangs=lambda number, _listings: number == 1), payloads(100), timeout_s=10.0)
    assert done.counts == {C: 100}
    assert 10.0 <= done.took_s < 15.0


def test_a_network_that_comes_back_goes_on_by_itself() -> None:
    """A minute without a network is waited out, told as such, and no row is called failed."""

    def offline(api: FakeApi, _listings: Sequence[Listing]) -> Answer | None:
        return no_reply(Lack.NOT_CONNECTED) if 0.5 < api.times[-1] < 61.0 else None

    api = FakeApi(rule=offline)
    done = sent(api, payloads(1000))
    assert done.counts == {C: 1000}
    assert any(isinstance(event, Waiting) and event.why == "offline" for event in done.events)
    assert done.took_s < 75


def _line_drops(lack: Lack, answered: int) -> FakeApi:
    """An API that is out of reach once it has answered so many requests."""
    return FakeApi(rule=lambda api, _listings: no_reply(lack) if len(api.requests) > answered else None)


_NEVER_LEFT = {
    Lack.NOT_CONNECTED: "sending_no_server",
    Lack.NAME_UNKNOWN: "sending_name_unknown",
    Lack.NOT_SECURED: "sending_not_secured",
    Lack.PROXY_LOST: "sending_proxy_lost",
}


@pytest.mark.parametrize("lack", _NEVER_LEFT)
def test_five_minutes_without_a_network_stop_the_run(lack: Lack) -> None:
    """Nothing but failed connections for five minutes in the middle of a run: stopped, resumable, the rest not sent."""
    done = sent(_line_drops(lack, 1), payloads(300))
    assert done.stopped == "sending_offline"
    assert 300 <= done.took_s < 320
    assert done.counts == {C: 100, Outcome.NOT_SENT: 200}


@pytest.mark.parametrize("lack", _NEVER_LEFT)
def test_an_address_that_was_never_reached_is_told_within_seconds(lack: Lack) -> None:
    """Where no connection ever stood, the address is told soon, after some tries; every row may still be sent."""
    api = _line_drops(lack, 0)
    done = sent(api, payloads(300))
    assert done.stopped == _NEVER_LEFT[lack]
    assert 10 <= done.took_s < 15
    assert done.counts == {Outcome.NOT_SENT: 300}
    assert len(api.requests) >= 4
    assert not any(isinstance(event, RowDone) for event in done.events)
    assert any(isinstance(event, Waiting) and event.why == "offline" for event in done.events)


def test_a_server_that_starts_late_is_not_taken_for_a_wrong_address() -> None:
    """A first contact that succeeds within seconds goes on as if nothing had been."""
    api = FakeApi(rule=lambda api, _listings: no_reply(Lack.NOT_CONNECTED) if api.times[-1] < 6.0 else None)
    done = sent(api, payloads(300))
    assert (done.stopped, done.counts) == (None, {C: 300})


def test_an_answer_that_is_long_in_coming_is_told() -> None:
    """A line that drops under a request lets it hang: every few seconds it is told that its answer is waited for."""
    done = sent(FakeApi(hangs=lambda number, _listings: number == 2), payloads(200), timeout_s=21.0)
    waits = [event.seconds for event in done.events if isinstance(event, Waiting) and event.why == "answer"]
    assert waits == pytest.approx([5, 10, 15, 20], abs=0.1)
    assert done.counts == {C: 200}


def test_an_api_that_only_fails_burns_few_rows() -> None:
    """While nothing but errors comes, no fresh rows are drawn in; small runs end, large ones stop."""
    api = FakeApi(rule=lambda _api, _listings: refusal(500, "SERVER_ERROR", "Down."))
    done = sent(api, payloads(10))
    assert done.counts == {F: 10}
    assert done.took_s < 120
    large = sent(FakeApi(rule=lambda _api, _listings: refusal(503, "SERVICE_UNAVAILABLE")), payloads(20_000))
    assert large.stopped == "sending_api_down"
    assert large.counts[F] < 1000


@pytest.mark.parametrize("status", [502, 503, 504])
@pytest.mark.parametrize(("rows", "mode"), [(1, "auto"), (350, "auto"), (40, "single")])
def test_an_api_that_is_out_of_order_for_a_minute_is_waited_out(status: int, rows: int, mode: str) -> None:
    """While all that comes is "not now", few requests go and no row is given up; then everything is delivered."""
    api = FakeApi(rule=lambda api, _listings: refusal(status, "") if api.times[-1] < 60 else None)
    done = sent(api, payloads(rows), mode=mode)
    assert done.counts == {C: rows}
    assert sum(at < 60 for at in api.times) < 60
    assert done.took_s < 100


def test_an_api_that_stays_out_of_order_stops_the_run() -> None:
    """Five minutes of nothing but "not now": stopped, resumable, and no row is blamed."""
    done = sent(FakeApi(rule=lambda _api, _listings: refusal(503, "SERVICE_UNAVAILABLE")), payloads(350))
    assert done.stopped == "sending_api_down"
    assert set(done.counts) == {Outcome.NOT_SENT}
    assert 300 <= done.took_s < 330
    assert done.tally.requests < 100


def test_a_row_that_breaks_the_gateway_is_found() -> None:
    """A row that only ever gets 502 fails alone; the rows beside it go through."""

    def breaks(_api: FakeApi, listings: Sequence[Listing]) -> Answer | None:
        return refusal(502, "") if any(listing["externalReference"] == "R7" for listing in listings) else None

    done = sent(FakeApi(rule=breaks), payloads(60))
    assert done.counts == {C: 59, Outcome.UNKNOWN: 1}
    assert done.journal.outcomes[9].outcome is Outcome.UNKNOWN
    assert done.took_s < 180
