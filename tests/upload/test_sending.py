"""Sending in virtual time: every row comes to one true outcome, whatever the API answers."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

import pytest

from importer.errors import JournalError
from importer.journal.protocol import Tally
from importer.partner_api.protocol import Answer, Lack, Reply
from importer.records import Event, Outcome, Payload, RequestDone, RowDone, Waiting
from importer.upload import SendingStoppedError, SendOptions, StopSignal, Surroundings, send
from tests.partner_api.simulated_server import Server, Windows
from tests.upload.fake_api import FakeApi, Listing, no_reply, payload, payloads, refusal, reply
from tests.upload.memory_journal import MemoryJournal
from tests.upload.virtual_time import run_virtually

C, U, R, F = Outcome.CREATED, Outcome.UPDATED, Outcome.REJECTED, Outcome.FAILED


@dataclass
class Sent:
    """What came of a session of sending."""

    journal: MemoryJournal
    tally: Tally
    events: list[Event]
    took_s: float
    stopped: str | None = None

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many rows came to each outcome."""
        return self.journal.counts


def sent(
    api: FakeApi,
    rows: Sequence[Payload] | MemoryJournal,
    *,
    stop: StopSignal | None = None,
    **options: object,
) -> Sent:
    """Send `rows` to `api` in virtual time."""
    journal = rows if isinstance(rows, MemoryJournal) else MemoryJournal(rows)
    events: list[Event] = []

    async def body() -> Sent:
        loop = asyncio.get_running_loop()
        around = Surroundings(clock=loop.time, wall_clock=loop.time, random=lambda: 0.5, threaded=False)
        chosen = SendOptions(**options)  # type: ignore[arg-type]  # options by name
        stopped = None
        try:
            tally = await send(journal.journal, "run", api, chosen, emit=events.append, stop=stop, surroundings=around)
        except SendingStoppedError as error:
            tally, stopped = error.tally, error.key
        return Sent(journal, tally, events, loop.time(), stopped)

    return run_virtually(body())


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


@pytest.mark.parametrize("mode", ["auto", "bulk", "single"])
@pytest.mark.parametrize(
    ("answer", "key"),
    [
        (refusal(401, "UNAUTHORIZED"), "sending_key_refused"),
        (refusal(403, "SCOPE_DENIED"), "sending_scope_denied"),
        (reply(302, None, {"location": "https://elsewhere.example/"}), "sending_redirected"),
    ],
    ids=["401", "SCOPE_DENIED", "redirect"],
)
def test_a_key_that_is_not_taken_costs_one_request(mode: str, answer: Reply, key: str) -> None:
    """The first request goes alone: a wrong key or address is known after one, and no row is lost or blamed."""
    api = FakeApi(rule=lambda _api, _listings: answer)
    done = sent(api, payloads(500), mode=mode)
    assert done.stopped == key
    assert len(api.requests) == 1
    assert set(done.counts) == {Outcome.NOT_SENT}


@pytest.mark.parametrize("mode", ["auto", "single"])
@pytest.mark.parametrize("code", ["FORBIDDEN", "PROFILE_FORBIDDEN"])
def test_403_on_everything_stops_the_run(mode: str, code: str) -> None:
    """When no row is let in, the run stops after few requests and no row is called rejected."""
    api = FakeApi(rule=lambda _api, _listings: refusal(403, code))
    done = sent(api, payloads(300), mode=mode)
    assert done.stopped == "sending_forbidden"
    assert len(api.requests) <= 12
    assert set(done.counts) == {Outcome.NOT_SENT}


def test_403_for_every_row_of_bulk_stops_the_run() -> None:
    """The same, when bulk is answered row by row."""
    api = FakeApi(row_rule=lambda _listing: (403, "PROFILE_FORBIDDEN"))
    done = sent(api, payloads(300))
    assert done.stopped == "sending_forbidden"
    assert len(api.requests) == 1
    assert set(done.counts) == {Outcome.NOT_SENT}


def _forbidden_whole(_api: FakeApi, listings: Sequence[Listing]) -> Answer | None:
    foreign = any(listing["dealerLocationCode"] == "DEX-PARIS" for listing in listings)
    return refusal(403, "PROFILE_FORBIDDEN") if foreign else None


def _forbidden_row(listing: Listing) -> tuple[int, str] | None:
    return (403, "PROFILE_FORBIDDEN") if listing["dealerLocationCode"] == "DEX-PARIS" else None


@pytest.mark.parametrize("whole", [True, False], ids=["whole request refused", "rows refused"])
@pytest.mark.parametrize("order", ["first", "last", "mixed"])
@pytest.mark.parametrize("mode", ["auto", "single"])
def test_403_on_one_profile_rejects_its_rows_alone(mode: str, order: str, whole: bool) -> None:
    """Rows of a profile that the key may not use are rejected; the others go live, wherever they stand."""
    foreign = [payload(i, f"P{i}", dealerLocationCode="DEX-PARIS") for i in range(1000, 1110)]
    own = [payload(i, f"G{i}") for i in range(2000, 2110)]
    rows = {
        "first": foreign + own,
        "last": [payload(i, p.reference, dealerLocationCode="DEX-GENT") for i, p in enumerate(own, 1)] + foreign,
        "mixed": [
            payload(i, p.reference, dealerLocationCode="DEX-PARIS" if p.reference.startswith("P") else "DEX-GENT")
            for i, p in enumerate((p for pair in zip(foreign, own, strict=True) for p in pair), 1)
        ],
    }[order]
    api = FakeApi(rule=_forbidden_whole) if whole else FakeApi(row_rule=_forbidden_row)
    done = sent(api, rows, mode=mode)
    assert done.stopped is None
    assert done.counts == {R: 110, C: 110}
    assert {str(listing["dealerLocationCode"]) for listing in api.live.values()} == {"DEX-GENT"}


@pytest.mark.parametrize("status", [500, 413, 400])
def test_the_row_to_blame_is_found_by_halving(status: int) -> None:
    """A batch that fails as a whole is halved until the row to blame is alone, and has the API's own words."""

    def poisoned(_api: FakeApi, listings: Sequence[Listing]) -> Answer | None:
        if any(listing["externalReference"] == "R77" for listing in listings):
            return refusal(status, "UPSERT_FAILED" if status == 500 else "INVALID_JSON", "This one.")
        return None

    api = FakeApi(rule=poisoned)
    done = sent(api, payloads(300))
    assert done.counts == {C: 299, (R if status == 400 else F): 1}
    bad = done.journal.outcomes[79]
    assert (bad.message, bad.http_status) == ("This one.", status)
    assert len(api.requests) < 40
    assert done.took_s < 60


def test_one_bad_row_does_not_delay_the_others() -> None:
    """While a row is tried again and again, fresh rows go on."""

    def bad(listing: Listing) -> tuple[int, str] | None:
        return (500, "UPSERT_FAILED") if listing["externalReference"] == "R0" else None

    api = FakeApi(row_rule=bad)
    done = sent(api, payloads(1000))
    assert done.counts == {C: 999, F: 1}
    others_done = max(outcome.finished_at for row, outcome in done.journal.outcomes.items() if row != 2)
    assert others_done < 3.0
    assert done.journal.outcomes[2].attempts == SendOptions().attempts


@pytest.mark.parametrize("status", [404, 405, 501])
def test_without_bulk_each_row_is_put(status: int) -> None:
    """Where bulk is missing, auto goes on with single PUT, and bulk stops with a sentence."""

    def no_bulk(_api: FakeApi, listings: Sequence[Listing]) -> Answer | None:
        return refusal(status, "NOT_FOUND") if len(listings) > 1 else None

    api = FakeApi(rule=no_bulk)
    assert sent(api, payloads(30)).counts == {C: 30}
    assert api.kinds.count("bulk") == 1
    assert sent(FakeApi(rule=no_bulk), payloads(30), mode="bulk").stopped == "sending_bulk_not_offered"


def test_a_wrong_address_stops_the_run() -> None:
    """When neither bulk nor PUT is there, the address is wrong, and no row is called rejected."""
    api = FakeApi(rule=lambda _api, _listings: Reply(status=404, headers={}, body=b"<html>", elapsed_s=0.0))
    done = sent(api, payloads(300))
    assert done.stopped == "sending_address_wrong"
    assert len(api.requests) <= 5
    assert set(done.counts) == {Outcome.NOT_SENT}


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


def test_large_bodies_that_are_refused_are_not_tried_again() -> None:
    """After a 413, later batches stay below half of what was too large."""

    def at_most(_api: FakeApi, listings: Sequence[Listing]) -> Answer | None:
        return refusal(413, "TOO_LARGE") if sum(len(str(listing)) for listing in listings) > 60_000 else None

    api = FakeApi(rule=at_most)
    done = sent(api, payloads(1000, description="x" * 1000))
    assert done.counts == {C: 1000}
    assert len(api.requests) < 35


def test_a_network_that_comes_back_goes_on_by_itself() -> None:
    """A minute without a network is waited out, told as such, and no row is called failed."""

    def offline(api: FakeApi, _listings: Sequence[Listing]) -> Answer | None:
        return no_reply(Lack.NOT_CONNECTED) if 0.5 < api.times[-1] < 61.0 else None

    api = FakeApi(rule=offline)
    done = sent(api, payloads(1000))
    assert done.counts == {C: 1000}
    assert any(isinstance(event, Waiting) and event.why == "offline" for event in done.events)
    assert done.took_s < 75


def test_five_minutes_without_a_network_stop_the_run() -> None:
    """Nothing but failed connections for five minutes: stopped, resumable, every row not sent."""
    api = FakeApi(rule=lambda _api, _listings: no_reply(Lack.NOT_CONNECTED))
    done = sent(api, payloads(300))
    assert done.stopped == "sending_offline"
    assert 300 <= done.took_s < 320
    assert set(done.counts) == {Outcome.NOT_SENT}


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


def test_an_api_that_only_fails_burns_few_rows() -> None:
    """While nothing but errors comes, no fresh rows are drawn in; small runs end, large ones stop."""
    api = FakeApi(rule=lambda _api, _listings: refusal(500, "SERVER_ERROR", "Down."))
    done = sent(api, payloads(10))
    assert done.counts == {F: 10}
    assert done.took_s < 120
    large = sent(FakeApi(rule=lambda _api, _listings: refusal(503, "SERVICE_UNAVAILABLE")), payloads(20_000))
    assert large.stopped == "sending_api_down"
    assert large.counts[F] < 1000


def _limited(server: Server) -> FakeApi:
    """An API behind a simulated limit."""

    def headers(now: float) -> tuple[Reply | None, Mapping[str, str]]:
        wait, told = server.ask(now)
        names = {
            "x-ratelimit-limit": str(told.limit),
            "x-ratelimit-remaining": str(told.remaining),
            "x-ratelimit-reset": str(told.reset_at),
        }
        return (None if wait is None else refusal(429, "RATE_LIMITED", headers={"retry-after": str(wait)})), names

    return FakeApi(headers=headers)


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


def test_bulk_that_never_works_is_given_up() -> None:
    """Where every bulk request fails and rows alone go through, the rest is sent one by one."""
    api = FakeApi(rule=lambda api, _listings: refusal(500, "SERVER_ERROR") if api.kinds[-1] == "bulk" else None)
    done = sent(api, payloads(400))
    assert done.counts == {C: 400}
    assert len(api.requests) < 700


@pytest.mark.parametrize("reference", [".", ".."])
def test_a_reference_that_no_path_can_hold_goes_in_bulk(reference: str) -> None:
    """A PUT of `..` would go to another address, so that row goes in a bulk request alone."""
    api = FakeApi()
    done = sent(api, [payload(2, reference), payload(3, "R3")], mode="single")
    assert sorted(api.kinds) == ["bulk", "put"]
    assert done.counts == {C: 2}
    no_bulk = FakeApi(rule=lambda api, _listings: refusal(404, "NOT_FOUND") if api.kinds[-1] == "bulk" else None)
    refused = sent(no_bulk, [payload(2, reference), payload(3, "R3")], mode="single")
    assert refused.counts == {R: 1, C: 1}
    assert refused.journal.outcomes[2].code == "reference_not_addressable"


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
