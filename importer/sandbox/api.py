"""The pure heart of the sandbox: a request in, the answer out, as the partner API would give it.

Route, key, rate limit, scope, then the endpoint; over it the faults that were asked for. No network: a socket server
or a test's transport carries requests here and acts out an answer's delay and cut.
"""

import dataclasses
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import formatdate
from math import ceil
from random import Random
from typing import Final
from urllib.parse import unquote

from importer.sandbox.catalog import Catalog
from importer.sandbox.chaos import Chaos
from importer.sandbox.dealers import Dealers
from importer.sandbox.exchange import JSON_TYPE, RefusalError, Reply, SandboxAnswer, SandboxRequest, encode
from importer.sandbox.limiter import Allowance, RateLimiter
from importer.sandbox.listings import Listings, iso
from importer.sandbox.options import API_PREFIX, WRITE_SCOPE, ApiKey, SandboxOptions
from importer.sandbox.rules import decode
from importer.sandbox.store import ListingStore

Endpoint = Callable[[ApiKey, str, SandboxRequest], Reply]
_BULK: Final = "listings/bulk-upsert"
_READ_LISTINGS: Final = "read:listings"
_READ_LOCATIONS: Final = "read:locations"
_MAX_REQUEST_ID: Final = 128


@dataclass(slots=True, kw_only=True)
class Counts:
    """What the sandbox has seen: `throttled` of all requests were answered 429, `bulk` were bulk-upserts."""

    requests: int = 0
    throttled: int = 0
    bulk: int = 0


class Sandbox:
    """A partner API. `applied` counts by reference how often a listing was written; `counts` counts requests."""

    def __init__(
        self,
        options: SandboxOptions | None = None,
        clock: Callable[[], float] = time.time,
        random: Random | None = None,
    ) -> None:
        self.options = options or SandboxOptions()
        self.clock = clock
        self.counts = Counts()
        self.store = ListingStore(self.options.store)
        self.dealers = Dealers(codes=self.options.locations, strict=self.options.strict_locations)
        self.catalog = Catalog(self.store, self.dealers)
        self._random = random or Random(self.options.seed)  # noqa: S311 — faults and ids, nothing secret
        self._listings = Listings(self.store, self.dealers, clock, self._random, self.options.dialect)
        self._chaos = Chaos(self._random, self.options.slow_s)
        self._keys = {key.secret: key for key in self.options.keys}
        self._limiters: dict[str, RateLimiter] = {}
        self._table = self._routes()

    @property
    def applied(self) -> Counter[str]:
        """How often each reference was created, replaced or changed."""
        return self._listings.applied

    @property
    def unknown_fields(self) -> Counter[str]:
        """How often a name came that is no field; the API passes over it."""
        return self._listings.unknown_fields

    @property
    def most_in_window(self) -> int:
        """The greatest number of requests of any key that passed in a window of 60 s."""
        return max((limiter.most_in_window for limiter in self._limiters.values()), default=0)

    @property
    def most_in_second(self) -> int:
        """The greatest number of requests of any key that passed in a second of the sandbox's clock."""
        return max((limiter.most_in_second for limiter in self._limiters.values()), default=0)

    def answer(self, request: SandboxRequest) -> SandboxAnswer:
        """The answer to one request; applies it, unless a fault keeps it away."""
        now = self.clock()
        self.counts.requests += 1
        key = self._keys.get(_secret(request))
        allowance = self._limiter(key).ask(now)
        fault = self.options.faults.draw(self._random) if key and allowance.passed else None
        try:
            admitted = _admitted(key, allowance)
            instead = self._chaos.before(fault, now)
            if instead is not None:
                return dataclasses.replace(instead, delay_s=self.options.latency_s)
            reply = self._chaos.reply(fault, self._reply(admitted, request))
        except RefusalError as refusal:
            reply = Reply(status=refusal.status, body={"error": refusal.as_json(self.options.dialect)})
        return self._chaos.answer(fault, self._finish(request, reply, allowance, now))

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def _reply(self, key: ApiKey, request: SandboxRequest) -> Reply:
        if self.options.max_body_bytes is not None and len(request.body) > self.options.max_body_bytes:
            raise RefusalError(413, "PAYLOAD_TOO_LARGE", "Request body is too large.")
        scope, endpoint, name = self._route(request)
        if scope not in key.scopes:
            raise RefusalError(403, "SCOPE_DENIED", f"This key lacks the scope {scope}.")
        return endpoint(key, name, request)

    def _routes(self) -> dict[tuple[str, str], tuple[str, Endpoint]]:
        listings = self._listings
        bulk: dict[tuple[str, str], tuple[str, Endpoint]] = {("POST", _BULK): (WRITE_SCOPE, self._bulk)}
        return (bulk if self.options.bulk else {}) | {
            ("PUT", "listings/*"): (WRITE_SCOPE, self._put),
            ("DELETE", "listings/*"): (WRITE_SCOPE, lambda key, name, _: listings.delete(key, name)),
            ("POST", "listings/*/status"): (WRITE_SCOPE, self._set_status),
            ("GET", "listings/*/status"): (_READ_LISTINGS, lambda key, name, _: listings.status(key, name)),
            ("GET", "listings"): (_READ_LISTINGS, self._list),
            ("GET", "locations"): (_READ_LOCATIONS, self._list_locations),
            ("GET", "locations/*/listings"): (_READ_LISTINGS, self._list_of_location),
        }

    def _route(self, request: SandboxRequest) -> tuple[str, Endpoint, str]:
        """The scope and endpoint of a request, and the reference or id in its path, decoded."""
        prefix, _, path = request.path.partition(f"{API_PREFIX}/")
        collection, *rest = path.split("/")
        shape = "/".join((collection, *("*" if at == 0 else part for at, part in enumerate(rest))))
        route = self._table.get((request.method, path)) or self._table.get((request.method, shape))
        if prefix or route is None:
            raise RefusalError(404, "NOT_FOUND", "No such address.")
        return *route, _decoded(rest[0]) if rest else ""

    def _put(self, key: ApiKey, reference: str, request: SandboxRequest) -> Reply:
        self._refuse_poisoned((reference,))
        return self._listings.put(key, reference, decode(request.body))

    def _bulk(self, key: ApiKey, _: str, request: SandboxRequest) -> Reply:
        self.counts.bulk += 1
        body = decode(request.body)
        if self.options.poisoned:
            items = body.get("items") if isinstance(body, dict) else body
            listings = items if isinstance(items, list) else []
            self._refuse_poisoned(item.get("externalReference") for item in listings if isinstance(item, dict))
        return self._listings.bulk(key, body)

    def _set_status(self, key: ApiKey, reference: str, request: SandboxRequest) -> Reply:
        return self._listings.set_status(key, reference, decode(request.body))

    def _list(self, key: ApiKey, _: str, request: SandboxRequest) -> Reply:
        return self.catalog.listings(key, request.parameters(), _site(request))

    def _list_locations(self, key: ApiKey, _: str, request: SandboxRequest) -> Reply:
        return self.catalog.locations(key, request.parameters())

    def _list_of_location(self, key: ApiKey, location: str, request: SandboxRequest) -> Reply:
        return self.catalog.location_listings(key, location, request.parameters(), _site(request))

    def _refuse_poisoned(self, references: Iterable[object]) -> None:
        if any(reference in self.options.poisoned for reference in references):
            raise RefusalError(500, "UPSERT_FAILED", "Something went wrong.")

    def _limiter(self, key: ApiKey | None) -> RateLimiter:
        if key is None:
            return _NO_LIMIT
        if key.secret not in self._limiters:
            self._limiters[key.secret] = RateLimiter(self.options.rate_limit, self.options.burst)
        return self._limiters[key.secret]

    def _finish(self, request: SandboxRequest, reply: Reply, allowance: Allowance, now: float) -> SandboxAnswer:
        given_id = request.headers.get("x-request-id", "")
        made_id = f"req_{self._random.getrandbits(64):016x}"
        headers = {
            "content-type": JSON_TYPE,
            "date": formatdate(now, usegmt=True),
            "x-request-id": given_id if 0 < len(given_id) <= _MAX_REQUEST_ID else made_id,
        }
        if allowance.limit is not None:
            headers["x-ratelimit-limit"] = str(allowance.limit)
            headers["x-ratelimit-remaining"] = str(allowance.remaining)
            headers["x-ratelimit-reset"] = str(allowance.reset_at)
        if reply.status == 429:
            self.counts.throttled += 1
            wait_s = allowance.retry_after_s or ceil(self._chaos.storm_left_s(now)) or 1
            headers["retry-after"] = str(wait_s)
            reply = _with_retry_at(reply, now + wait_s)
        return SandboxAnswer(
            status=reply.status, headers=headers, body=encode(reply.body), delay_s=self.options.latency_s
        )


_NO_LIMIT: Final = RateLimiter(None, None)
"""For requests without a known key: these have no budget to use up."""


def _with_retry_at(reply: Reply, at: float) -> Reply:
    error = reply.body.get("error") if isinstance(reply.body, dict) else None
    detail = error if isinstance(error, dict) else {}
    return Reply(status=reply.status, body={"error": {**detail, "retryAt": iso(at)}})


def _admitted(key: ApiKey | None, allowance: Allowance) -> ApiKey:
    if key is None:
        raise RefusalError(401, "UNAUTHORIZED", "Missing or unknown API key.")
    if not allowance.passed:
        raise RefusalError(429, "RATE_LIMITED", "Too many requests.")
    return key


def _site(request: SandboxRequest) -> str:
    return f"http://{request.headers.get('host', '127.0.0.1')}"


def _secret(request: SandboxRequest) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    return request.headers.get("x-api-key", "")


def _decoded(segment: str) -> str:
    try:
        return unquote(segment, errors="strict")
    except UnicodeDecodeError:
        raise RefusalError(400, "INVALID_REFERENCE", "The address is not percent-encoded UTF-8.") from None
