"""Sending in virtual time: every row comes to one true outcome, at the pace that the API allows, until stopped."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil

import pytest

from importer.errors import JournalError
from importer.events import RequestDone, RowDone, Waiting
from importer.journal.protocol import Tally
from importer.partner_api.protocol import Answer, Lack, Reply
from importer.records import Outcome
from importer.upload import SendOptions, StopSignal
from tests.partner_api.simulated_server import Server, Windows
from tests.upload.fake_api import FakeApi, Listing, no_reply, payload, payloads, refusal
from tests.upload.memory_journal import MemoryJournal
from tests.upload.sent import sent

C, U, R = Outcome.CREATED, Outcome.UPDATED, Outcome.REJECTED


def test_bulk_sends_a_hundred_rows_a_request() -> None:
    """250 rows take three requests, and each row has its outcome, its id and an event."""
    api = FakeApi()
    done = sent(api, payloads(250))
    assert [len(request) for request in api.requests] == [100, 100, 50]
    assert done.counts == {C: 250}
    assert len(api.live) == 250
    assert done.journal.outcomes[2].listing_id == "id-R0"
    assert sum(isinstance(event, RowDone) for event in done.events) == 250
    assert sum(isinstance(event, RequestDone) for event in done.events) == 3
    assert done.tally == Tally(requests=3, waited_s=done.tally.waited_s)


def test_nothing_to_send_asks_nothing() -> None:
    """A run without rows to send makes no request."""
    api = FakeApi()
    assert sent(api, []).tally == Tally()
    assert api.requests == []


def test_single_mode_puts_each_row() -> None:
    """Mode single sends each row as a PUT."""
    api = FakeApi()
    done = sent(api, payloads(12), mode="single")
    assert api.kinds == ["put"] * 12
    assert done.counts == {C: 12}


def test_a_row_that_is_live_is_updated() -> None:
    """The API says whether a listing was made or replaced, and so does the outcome."""
    api = FakeApi()
    sent(api, payloads(3))
    assert sent(api, payloads(5)).counts == {U: 3, C: 2}


def test_retry_after_is_obeyed_in_full_by_everybody() -> None:
    """After a 429 nothing goes before the time that the API named, and the row is not blamed."""

    def storm(api: FakeApi, _listings: Sequence[Listing]) -> Answer | None:
        return refusal(429, "RATE_LIMITED", headers={"retry-after": "40"}) if len(api.requests) == 4 else None

    api = FakeApi(rule=storm)
    done = sent(api, payloads(2000))
    refused_at = api.times[3]
    after = [at for at in api.times if at > refused_at + 0.1]
    assert min(after) >= refused_at + 40
    assert done.counts == {C: 2000}
    assert done.tally.throttled == 1
    assert Waiting(seconds=pytest.approx(40, abs=1), why="retry_after") in done.events  # type: ignore[arg-type]


def test_refusals_without_end_stop_the_run() -> None:
    """Nothing but 429 does not wait for ever: stopped, resumable."""
    api = FakeApi(rule=lambda _api, _listings: refusal(429, "RATE_LIMITED", headers={"retry-after": "30"}))
    done = sent(api, payloads(100))
    assert done.stopped == "sending_throttled"
    assert set(done.counts) == {Outcome.NOT_SENT}


def _limited(server: Server, answer_s: float = 0.05) -> FakeApi:
    """An API behind a simulated limit."""

    def headers(now: float) -> tuple[Reply | None, Mapping[str, str]]:
        wait, told = server.ask(now)
        names = {
            "x-ratelimit-limit": str(told.limit),
            "x-ratelimit-remaining": str(told.remaining),
            "x-ratelimit-reset": str(told.reset_at),
        }
        return (None if wait is None else refusal(429, "RATE_LIMITED", headers={"retry-after": str(wait)})), names

    return FakeApi(headers=headers, answer_s=answer_s)


@pytest.mark.parametrize(("count", "most"), [(119, 1.05), (600, 1.03)], ids=["24 s", "5 windows"])
@pytest.mark.parametrize("mode", ["auto", "single"])
def test_the_budget_is_used_and_never_overdrawn(mode: str, count: int, most: float) -> None:
    """At the documented limit the time stays near the ideal of the windows, without one refusal of ours."""
    server = Server(windows=Windows.OPENED, ahead=1e9, rounding=ceil)
    done = sent(_limited(server), payloads(count), mode=mode, batch_size=1)
    windows, rest = divmod(count - 1, 120)
    assert done.took_s <= (windows * 60 + rest / 5) * most
    assert (server.refused, done.tally.throttled) == (0, 0)
    assert done.counts == {C: count}


def test_slow_answers_are_made_up_for_by_more_requests_at_once() -> None:
    """With answers of 10 s, far more than eight requests are under way, and the budget is used."""
    api = FakeApi(answer_s=10.0)
    done = sent(api, payloads(11_900), concurrency=8)
    assert done.counts == {C: 11_900}
    assert 40 <= api.most_open <= SendOptions().most_concurrency
    assert done.took_s < 23.8 * 1.05 + 10 + 2


@pytest.mark.parametrize("concurrency", [1, 4, 8])
def test_a_first_answer_that_is_slow_opens_no_gate(concurrency: int) -> None:
    """Before the first answer neither the pace nor the bound on requests at once is given up."""
    server = Server(windows=Windows.SLIDING, sliding_second=True)
    api = _limited(server, answer_s=30.0)
    done = sent(api, payloads(150), batch_size=1, concurrency=concurrency)
    assert done.counts == {C: 150}
    assert server.refused == 0
    assert api.most_open <= (concurrency if concurrency < 8 else SendOptions().most_concurrency)


def test_a_reference_is_never_in_two_requests_at_once() -> None:
    """Two rows with one reference go one after the other; the API that is asked here checks it."""
    rows = [payload(i, f"R{i % 7}", title=str(i)) for i in range(2, 60)]
    done = sent(FakeApi(answer_s=1.0), rows)
    assert len(done.journal.outcomes) == 58


def test_a_wish_to_stop_waits_for_the_answers_under_way() -> None:
    """After the first wish no more rows are taken, and what was asked is answered and recorded."""
    stop = StopSignal()

    def at_third(api: FakeApi, _listings: Sequence[Listing]) -> Answer | None:
        if len(api.requests) == 3:
            stop.ask()
        return None

    api = FakeApi(rule=at_third, answer_s=5.0)
    done = sent(api, payloads(2000), stop=stop)
    assert 3 <= len(api.requests) <= 8
    assert done.counts[C] == 100 * len(api.requests)
    assert set(done.counts) <= {C, Outcome.NOT_SENT}  # not sent: written as next, and never asked


def test_a_second_wish_to_stop_waits_for_nothing() -> None:
    """The second wish leaves rows in flight without an outcome; the journal makes them unknown."""
    stop = StopSignal()

    def at_third(api: FakeApi, _listings: Sequence[Listing]) -> Answer | None:
        if len(api.requests) == 3:
            stop.ask()
            stop.ask()
        return None

    api = FakeApi(rule=at_third, answer_s=500.0)
    done = sent(api, payloads(2000), stop=stop)
    assert done.took_s < 400
    assert set(done.counts) <= {Outcome.NOT_SENT}
    assert sum(done.journal.sends.values()) - len(done.journal.outcomes) == 100 * len(api.requests)


def test_rows_that_wait_for_another_try_are_told_truly_when_stopped() -> None:
    """A row that may have been applied is unknown, one that was refused for the moment is not sent."""
    stop = StopSignal()

    def storm(api: FakeApi, _listings: Sequence[Listing]) -> Answer | None:
        if len(api.requests) == 2:
            stop.ask()
        return no_reply(Lack.CUT_OFF) if len(api.requests) == 1 else refusal(429, "RATE_LIMITED")

    done = sent(FakeApi(rule=storm), payloads(200), stop=stop)
    assert done.counts == {Outcome.UNKNOWN: 100, Outcome.NOT_SENT: 100}


@pytest.mark.parametrize("calls", [0, 1, 2, 5])
def test_a_journal_that_cannot_record_ends_sending_at_once(calls: int) -> None:
    """Nothing is sent that was not recorded before."""
    journal = MemoryJournal(payloads(2000))
    journal.fails_after = calls
    api = FakeApi()
    with pytest.raises(JournalError):
        sent(api, journal)
    assert sum(len(request) for request in api.requests) <= sum(journal.sends.values())


def test_waits_are_told_and_counted() -> None:
    """A wait for the limit is an event, told once, and is in the tally."""
    done = sent(FakeApi(), payloads(13_000))
    waits = [event for event in done.events if isinstance(event, Waiting)]
    assert [event.why for event in waits if event.seconds > 5] == ["rate_limit"]
    assert done.tally.waited_s == pytest.approx(done.took_s, abs=3)
    assert Counter(type(event) for event in done.events)[RowDone] == 13_000
