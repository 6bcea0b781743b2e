"""Every endpoint and error code of the API, through the pure handler."""

import uuid
from pathlib import Path

import pytest

from importer.contract import BY_NAME
from importer.sandbox.api import Sandbox
from importer.sandbox.exchange import Dialect
from importer.sandbox.options import API_PREFIX, SandboxOptions
from tests.sandbox.partner import Clock, Partner, car, content, partner, refusal, unlimited


def test_put_creates_then_updates() -> None:
    """PUT answers 201 with a new id, then 200 with the same id."""
    api = partner()
    first, second = api.put("A1"), api.put("A1", price=17_000)
    created, updated = content(first)["data"], content(second)["data"]
    assert (first.status, created["created"], second.status, updated["created"]) == (201, True, 200, False)
    assert created["listingId"] == updated["listingId"] == str(uuid.UUID(created["listingId"]))
    assert created == {**created, "externalReference": "A1", "status": "active"}
    assert "warnings" not in created


def test_put_replaces_the_whole_listing() -> None:
    """A field that is not sent becomes null."""
    api = partner()
    api.put("A1", brand="Volkswagen", features=[{"category": "comfort", "name": "Airco"}])
    api.put("A1", model="Golf")
    (listing,) = content(api.ask("GET", "/listings"))["data"]
    assert (listing["brand"], listing["features"], listing["model"]) == (None, None, "Golf")
    assert set(BY_NAME) <= set(listing)


def test_defaults_of_status_and_currency() -> None:
    """Without a status a listing is a draft, without a currency it is in euros."""
    api = partner()
    assert content(api.put("A1", status=...))["data"]["status"] == "draft"
    (listing,) = content(api.ask("GET", "/listings?status=draft"))["data"]
    assert listing["currency"] == "EUR"


@pytest.mark.parametrize(
    ("sent", "reference"),
    [("A%2F1", "A/1"), ("r%C3%A9f%201", "réf 1"), ("100%25", "100%"), ("bulk-upsert", "bulk-upsert"), ("a+b", "a+b")],
)
def test_references_are_percent_decoded(sent: str, reference: str) -> None:
    """A reference in a path is decoded once, also with a slash in it."""
    api = partner()
    assert content(api.put(sent))["data"]["externalReference"] == reference
    assert api.sandbox.applied == {reference: 1}


def test_aliases_are_accepted() -> None:
    """Other names that the vendor takes mean the same as the fields' own."""
    api = partner()
    place = {"postalCode": "8000", "city": "Brugge", "province": "West-Vlaanderen", "latitude": 51.2}
    item = car(
        postalCode=...,
        city=...,
        province=...,
        external_reference="A1",
        carPass="12345678901",
        location=place,
        features=[{"category": "safety", "feature": "ABS"}],
        images=["https://example.com/1.jpg", {"imageUrl": "https://example.com/2.jpg", "position": 0}],
    )
    assert api.bulk(item)["successCount"] == 1
    (listing,) = content(api.ask("GET", "/listings"))["data"]
    assert listing["location"] == {**place, "longitude": None}
    assert (listing["carPassUrl"], listing["city"]) == ("12345678901", "Brugge")
    assert listing["features"] == [{"category": "safety", "name": "ABS"}]
    assert not api.sandbox.unknown_fields


def test_unknown_fields_are_passed_over_and_counted() -> None:
    """A name that is no field does not block a listing, and a test can see it."""
    api = partner()
    assert api.put("A1", colour="red").status == 201
    assert api.sandbox.unknown_fields == {"colour": 1}


def test_broken_images_are_warnings() -> None:
    """An image that cannot be mirrored is named and does not block the listing."""
    api = partner()
    images = ["https://example.com/broken.jpg", "https://example.com/ok.jpg"]
    skipped = [{"source": images[0], "reason": "mirror_failed"}]
    assert content(api.put("A1", images=images))["data"]["warnings"] == {"skippedImages": skipped}
    (listing,) = content(api.ask("GET", "/listings"))["data"]
    assert len(listing["images"]) == 1
    assert listing["mainImageUrl"].endswith(f"/media/{listing['id']}/0")


def test_dutch_page_counts_images() -> None:
    """After the vendor's other page, images are counted in `data` itself."""
    api = partner(dialect=Dialect.NL)
    data = content(api.put("A1", images=["https://example.com/broken.jpg", "https://example.com/ok.jpg"]))["data"]
    assert (data["imagesProcessed"], data["imagesFailed"]) == (1, 1)
    assert data["failedImages"] == [{"url": "https://example.com/broken.jpg", "error": "IMAGE_FETCH_FAILED"}]


def test_bulk_is_partial() -> None:
    """Each item of a bulk request succeeds or fails on its own, with its index."""
    data = partner().bulk(car(externalReference="A1"), car(externalReference="A2", price="12"), car(), 7)
    assert (data["successCount"], data["errorCount"]) == (1, 3)
    assert [(result["index"], result["externalReference"]) for result in data["results"]] == [(0, "A1")]
    assert [(error["index"], error["code"], error["status"]) for error in data["errors"]] == [
        (1, "VALIDATION_FAILED", 422),
        (2, "INVALID_REFERENCE", 400),
        (3, "INVALID_BODY", 400),
    ]
    assert data["errors"][0]["issues"] == [
        {"path": "price", "message": "Expected number, received string", "code": "invalid_type"}
    ]


def test_bulk_takes_items_too() -> None:
    """The body is an array or an object with `items`."""
    answer = partner().ask("POST", "/listings/bulk-upsert", {"items": [car(externalReference="A1")]})
    assert content(answer)["data"]["successCount"] == 1


def test_bulk_applies_repeated_references_in_order() -> None:
    """The same reference twice in one request: the later one stands, as an update."""
    api = partner()
    data = api.bulk(car(externalReference="A1", price=1), car(externalReference="A1", price=2))
    assert [result["created"] for result in data["results"]] == [True, False]
    assert content(api.ask("GET", "/listings"))["data"][0]["price"] == 2
    assert api.sandbox.applied == {"A1": 2}


def test_status_changes_alone() -> None:
    """POST status changes the status and nothing else; GET status tells it."""
    api = partner()
    api.put("A1", brand="Volkswagen")
    changed = content(api.ask("POST", "/listings/A1/status", {"status": "pending"}))["data"]
    assert changed == content(api.ask("GET", "/listings/A1/status"))["data"]
    assert set(changed) == {"listingId", "externalReference", "status", "updatedAt"}
    assert content(api.ask("GET", "/listings?status=pending"))["data"][0]["brand"] == "Volkswagen"


def test_status_active_needs_what_active_needs() -> None:
    """A draft without a price cannot be made active."""
    api = partner()
    api.put("A1", status="draft", price=...)
    answer = api.ask("POST", "/listings/A1/status", {"status": "active"})
    assert [issue["path"] for issue in content(answer)["error"]["issues"]] == ["price"]


def test_delete_marks_as_sold_and_may_be_repeated() -> None:
    """DELETE is a soft delete, and idempotent."""
    api = partner()
    api.put("A1")
    first, second = (content(api.ask("DELETE", "/listings/A1"))["data"] for _ in range(2))
    assert first == second
    assert first["status"] == "sold"
    assert first["soldAt"] is not None
    assert content(api.ask("GET", "/listings"))["data"] == []
    assert api.sandbox.applied == {"A1": 2}


def test_request_id_comes_back() -> None:
    """A client's X-Request-Id is echoed; without one the sandbox makes one."""
    api = partner()
    assert api.ask("GET", "/listings", X_Request_Id="mine-1").headers["x-request-id"] == "mine-1"
    made = {api.ask("GET", "/listings").headers["x-request-id"] for _ in range(3)}
    assert len(made) == 3


def test_other_addresses_are_not_the_api() -> None:
    """Only what stands under the API's prefix is the API."""
    api = partner()
    answer = api.ask("GET", "/../../listings")
    assert refusal(answer) == (404, "NOT_FOUND")
    assert API_PREFIX == "/api/external/v1"


def test_poisoned_reference_fails_its_whole_request() -> None:
    """A poisoned row makes every request that holds it fail, and applies nothing of it."""
    api = partner(poisoned=frozenset({"A2"}))
    items = [car(externalReference=f"A{n}") for n in range(3)]
    assert refusal(api.ask("POST", "/listings/bulk-upsert", items)) == (500, "UPSERT_FAILED")
    assert refusal(api.put("A2")) == (500, "UPSERT_FAILED")
    assert api.put("A1").status == 201
    assert api.sandbox.applied == {"A1": 1}


def test_bulk_may_be_missing() -> None:
    """Without bulk its address is not found, and single PUT works."""
    api = partner(bulk=False)
    assert refusal(api.ask("POST", "/listings/bulk-upsert", [car()])) == (404, "NOT_FOUND")
    assert api.put("A1").status == 201


def test_too_large_a_body() -> None:
    """Past the size that a proxy lets through the answer is 413."""
    api = partner(max_body_bytes=400)
    assert api.put("A1").status == 201
    assert api.put("A2", description="x" * 400).status == 413


def test_latency_is_said_not_slept() -> None:
    """The handler tells how long an answer takes and does not wait itself."""
    assert partner(latency_s=2.5).put("A1").delay_s == 2.5


def test_counts_of_requests() -> None:
    """Requests and bulk requests are counted."""
    api = partner()
    api.put("A1")
    api.bulk(car(externalReference="A2"))
    assert (api.sandbox.counts.requests, api.sandbox.counts.bulk, api.sandbox.counts.throttled) == (2, 1, 0)


def test_store_outlives_the_sandbox(tmp_path: Path) -> None:
    """With a store, listings are there again after a restart."""
    path = tmp_path / "new" / "store.jsonl"
    first = Partner(Sandbox(unlimited(store=path), Clock()))
    first.put("A1")
    first.put("A1", price=5)
    first.sandbox.close()
    again = Partner(Sandbox(unlimited(store=path), Clock()))
    assert content(again.ask("GET", "/listings"))["data"][0]["price"] == 5
    assert again.put("A1").status == 200
    again.sandbox.close()


def test_default_options_are_the_vendors() -> None:
    """120 requests a minute, bursts of 5 a second, a key that may write."""
    options = SandboxOptions()
    assert (options.rate_limit, options.burst) == (120, 5)
