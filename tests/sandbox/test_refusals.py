"""What the API refuses: the vendor's status and code for every wrong request, and for keys that may not."""

import uuid
from typing import Any

import pytest

from importer.sandbox.api import Sandbox
from importer.sandbox.exchange import Dialect
from tests.sandbox.partner import Clock, Partner, car, content, partner, refusal, unlimited

UNAUTHORISED: dict[str, str] = {}
READ_ONLY = {"x-api-key": "sk_partner_readonly"}
RESTRICTED = {"x-api-key": "sk_partner_restricted"}
OWN = {"x-api-key": "sk_partner_sandbox"}
REFUSED: list[tuple[str, str, str, Any, dict[str, str], tuple[int, str]]] = [
    ("no key", "PUT", "/listings/A", car(), UNAUTHORISED, (401, "UNAUTHORIZED")),
    ("wrong key", "PUT", "/listings/A", car(), {"authorization": "Bearer sk_partner_no"}, (401, "UNAUTHORIZED")),
    ("no write scope", "PUT", "/listings/A", car(), READ_ONLY, (403, "SCOPE_DENIED")),
    ("no write scope, bulk", "POST", "/listings/bulk-upsert", [car()], READ_ONLY, (403, "SCOPE_DENIED")),
    ("another dealer", "PUT", "/listings/A", car(dealerLocationCode="X"), RESTRICTED, (403, "PROFILE_FORBIDDEN")),
    ("not JSON", "PUT", "/listings/A", b"{", OWN, (400, "INVALID_JSON")),
    ("no body", "PUT", "/listings/A", b"", OWN, (400, "INVALID_JSON")),
    ("NaN", "PUT", "/listings/A", b'{"price": NaN}', OWN, (400, "INVALID_JSON")),
    ("infinity", "PUT", "/listings/A", b'{"price": 1e999}', OWN, (400, "INVALID_JSON")),
    ("not UTF-8", "PUT", "/listings/A", b'{"title": "\xe9"}', OWN, (400, "INVALID_JSON")),
    ("array", "PUT", "/listings/A", [car()], OWN, (400, "INVALID_BODY")),
    ("text, bulk", "POST", "/listings/bulk-upsert", "x", OWN, (400, "INVALID_BODY")),
    ("items not an array", "POST", "/listings/bulk-upsert", {"items": {}}, OWN, (400, "INVALID_BODY")),
    ("no items", "POST", "/listings/bulk-upsert", [], OWN, (400, "EMPTY_PAYLOAD")),
    ("101 items", "POST", "/listings/bulk-upsert", [car()] * 101, OWN, (400, "TOO_MANY_ITEMS")),
    ("reference of 65", "PUT", "/listings/" + "A" * 65, car(), OWN, (400, "INVALID_REFERENCE")),
    ("empty reference", "PUT", "/listings/", car(), OWN, (400, "INVALID_REFERENCE")),
    ("blank reference", "PUT", "/listings/%20", car(), OWN, (400, "INVALID_REFERENCE")),
    ("reference not UTF-8", "PUT", "/listings/%E9", car(), OWN, (400, "INVALID_REFERENCE")),
    ("two references", "PUT", "/listings/A", car(externalReference="B"), OWN, (400, "INVALID_REFERENCE")),
    ("blank title", "PUT", "/listings/A", car(title="  "), OWN, (400, "INVALID_TITLE")),
    ("price below zero", "PUT", "/listings/A", car(price=-1), OWN, (400, "INVALID_PRICE")),
    ("no dealer", "PUT", "/listings/A", car(dealerLocationCode=...), OWN, (400, "INVALID_PROFILE")),
    ("type", "PUT", "/listings/A", car(price="12"), OWN, (422, "VALIDATION_FAILED")),
    ("unknown status", "POST", "/listings/A/status", {"status": "gone"}, OWN, (422, "VALIDATION_FAILED")),
    ("status not an object", "POST", "/listings/A/status", [], OWN, (400, "INVALID_BODY")),
    ("status of nothing", "POST", "/listings/A/status", {"status": "sold"}, OWN, (404, "NOT_FOUND")),
    ("nothing to read", "GET", "/listings/A/status", None, OWN, (404, "NOT_FOUND")),
    ("nothing to delete", "DELETE", "/listings/A", None, OWN, (404, "NOT_FOUND")),
    ("no such location", "GET", "/locations/A/listings", None, OWN, (404, "NOT_FOUND")),
    ("no such address", "GET", "/cars", None, OWN, (404, "NOT_FOUND")),
    ("no such method", "PATCH", "/listings/A", car(), OWN, (404, "NOT_FOUND")),
    ("page size", "GET", "/listings?pageSize=201", None, OWN, (422, "VALIDATION_FAILED")),
    ("page zero", "GET", "/listings?page=0", None, OWN, (422, "VALIDATION_FAILED")),
    ("listed status", "GET", "/listings?status=gone", None, OWN, (422, "VALIDATION_FAILED")),
    ("since when", "GET", "/listings?updatedSince=today", None, OWN, (422, "VALIDATION_FAILED")),
]


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "expected"), [case[1:] for case in REFUSED], ids=[c[0] for c in REFUSED]
)
def test_refusals(method: str, path: str, body: Any, headers: dict[str, str], expected: tuple[int, str]) -> None:
    """Every wrong request has the vendor's status and code, and applies nothing."""
    api = Partner(Sandbox(unlimited(), Clock()), headers)
    assert refusal(api.ask(method, path, body)) == expected
    assert not api.sandbox.applied


DUTCH: list[tuple[str, str, str, Any, tuple[int, str]]] = [
    ("dealer", "PUT", "/listings/A", car(dealerLocationCode=...), (400, "MISSING_DEALER")),
    ("location", "PUT", "/listings/A", car(dealerLocationCode="NO"), (400, "INVALID_LOCATION_CODE")),
    ("listing", "GET", "/listings/A/status", None, (404, "LISTING_NOT_FOUND")),
    ("locations", "GET", "/locations/A/listings", None, (404, "LOCATION_NOT_FOUND")),
]


@pytest.mark.parametrize(("method", "path", "body", "expected"), [c[1:] for c in DUTCH], ids=[c[0] for c in DUTCH])
def test_refusals_of_the_dutch_page(method: str, path: str, body: Any, expected: tuple[int, str]) -> None:
    """The Dutch page has other codes for some refusals."""
    assert refusal(partner(dialect=Dialect.NL, strict_locations=True).ask(method, path, body)) == expected


def test_restricted_key_of_the_dutch_page() -> None:
    """The Dutch page calls a forbidden profile FORBIDDEN."""
    api = Partner(Sandbox(unlimited(dialect=Dialect.NL), Clock()), RESTRICTED)
    assert refusal(api.put("A", dealerLocationCode="DEX-BRUGGE")) == (403, "FORBIDDEN")


def test_restricted_key_may_use_its_own_dealer_only() -> None:
    """A restricted key writes and reads its own dealer, and nothing of another."""
    sandbox = Sandbox(unlimited(), Clock())
    restricted, own = Partner(sandbox, RESTRICTED), Partner(sandbox, OWN)
    own.put("B1", dealerLocationCode="DEX-BRUGGE")
    assert restricted.put("G1").status == 201
    assert refusal(restricted.put("B1")) == (403, "PROFILE_FORBIDDEN")
    assert refusal(restricted.ask("DELETE", "/listings/B1")) == (403, "PROFILE_FORBIDDEN")
    assert [row["externalReference"] for row in content(restricted.ask("GET", "/listings"))["data"]] == ["G1"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"dealerLocationCode": "MYCODE"}, (400, "INVALID_LOCATION")),
        ({"dealerLocationCode": ..., "dealerProfileId": str(uuid.UUID(int=1))}, (400, "INVALID_PROFILE")),
    ],
    ids=["code", "profile"],
)
def test_strict_locations(fields: dict[str, Any], expected: tuple[int, str]) -> None:
    """Any dealer is taken, and only the known ones when the sandbox is told to be strict."""
    assert partner().put("A", **fields).status == 201
    assert refusal(partner(strict_locations=True).put("A", **fields)) == expected
    assert partner(strict_locations=True, locations=("MYCODE",)).put("A", dealerLocationCode="MYCODE").status == 201
