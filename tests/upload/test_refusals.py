"""What the API refuses, in virtual time: the key, a profile, a way of sending, a batch, a row; nothing else suffers."""

from collections.abc import Sequence

import pytest

from importer.partner_api.protocol import Answer, Reply
from importer.records import Outcome
from importer.upload import SendOptions
from tests.upload.fake_api import FakeApi, Listing, payload, payloads, refusal, reply
from tests.upload.sent import sent

C, R, F = Outcome.CREATED, Outcome.REJECTED, Outcome.FAILED


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


@pytest.mark.parametrize("code", ["FORBIDDEN", "PROFILE_FORBIDDEN"])
def test_a_forbidden_profile_costs_few_requests_under_either_name(code: str) -> None:
    """As either of the API's pages names it, a batch is parted by profile instead of row by row."""

    def forbidden(_api: FakeApi, listings: Sequence[Listing]) -> Answer | None:
        foreign = any(listing["dealerLocationCode"] == "DEX-PARIS" for listing in listings)
        return refusal(403, code) if foreign else None

    rows = [payload(i, f"R{i}", dealerLocationCode=("DEX-GENT", "DEX-PARIS")[i % 2]) for i in range(1, 101)]
    api = FakeApi(rule=forbidden)
    assert sent(api, rows).counts == {R: 50, C: 50}
    assert len(api.requests) == 3


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


def test_large_bodies_that_are_refused_are_not_tried_again() -> None:
    """After a 413, later batches stay below half of what was too large."""

    def at_most(_api: FakeApi, listings: Sequence[Listing]) -> Answer | None:
        return refusal(413, "TOO_LARGE") if sum(len(str(listing)) for listing in listings) > 60_000 else None

    api = FakeApi(rule=at_most)
    done = sent(api, payloads(1000, description="x" * 1000))
    assert done.counts == {C: 1000}
    assert len(api.requests) < 35


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
