"""A partner API without a network: rules of a test answer each request, after a time that passes virtually."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence

from importer.partner_api.protocol import Answer, Lack, NoReply, Reply
from importer.records import Payload


def payloads(count: int, **listing: object) -> list[Payload]:
    """`count` rows from row 2 on, as they come from the journal."""
    return [payload(2 + i, f"R{i}", **listing) for i in range(count)]


def payload(row: int, reference: str, **listing: object) -> Payload:
    """One row."""
    listing = {"externalReference": reference, "dealerLocationCode": "DEX-GENT", **listing}
    return Payload(row=row, reference=reference, body=json.dumps(listing).encode())


def reply(status: int, body: object = None, headers: Mapping[str, str] | None = None) -> Reply:
    """An answer over HTTP."""
    return Reply(status=status, headers=headers or {}, body=json.dumps(body).encode(), elapsed_s=0.0)


def refusal(status: int, code: str, message: str = "No.", headers: Mapping[str, str] | None = None) -> Reply:
    """The API's own refusal of a whole request."""
    return reply(status, {"error": {"code": code, "message": message}}, headers)


def no_reply(lack: Lack) -> NoReply:
    """No answer."""
    return NoReply(lack=lack, elapsed_s=0.0)


Listing = dict[str, object]
RowRule = Callable[[Listing], tuple[int, str] | None]
Rule = Callable[["FakeApi", Sequence[Listing]], Answer | None]


class FakeApi:
    """Answers as the API would; `rule` may answer a whole request instead, `row_rule` refuses rows of bulk or a PUT.

    `hangs` tells of the n-th request with its listings whether its answer never comes in time. `requests` has the
    listings of each request, `live` what was applied, `applied` how often.
    """

    local = False

    def __init__(
        self,
        *,
        rule: Rule | None = None,
        row_rule: RowRule | None = None,
        answer_s: float = 0.05,
        headers: Callable[[float], tuple[Reply | None, Mapping[str, str]]] | None = None,
        hangs: Callable[[int, Sequence[Listing]], bool] = lambda _number, _listings: False,
    ) -> None:
        self._rule, self._row_rule, self._answer_s, self._headers = rule, row_rule, answer_s, headers
        self._hangs = hangs
        self.requests: list[list[Listing]] = []
        self.kinds: list[str] = []
        self.times: list[float] = []
        self.live: dict[str, Listing] = {}
        self.applied: dict[str, int] = {}
        self.under_way: set[str] = set()
        self.open = 0
        self.most_open = 0

    async def put(self, reference: str, body: bytes, *, request_id: str, timeout_s: float) -> Answer:
        """A PUT."""
        assert request_id
        listing = json.loads(body)
        assert listing["externalReference"] == reference
        return await self._ask("put", [listing], timeout_s)

    async def bulk(self, bodies: Sequence[bytes], *, request_id: str, timeout_s: float) -> Answer:
        """A bulk-upsert."""
        assert request_id
        assert 1 <= len(bodies) <= 100
        return await self._ask("bulk", [json.loads(body) for body in bodies], timeout_s)

    async def _ask(self, kind: str, listings: list[Listing], timeout_s: float) -> Answer:
        started = asyncio.get_running_loop().time()
        references = [str(listing["externalReference"]) for listing in listings]
        assert not self.under_way.intersection(references), "a reference is in two requests at once"
        assert len(set(references)) == len(references)
        self.under_way.update(references)
        self.requests.append(listings)
        self.kinds.append(kind)
        self.times.append(started)
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            refused, headers = self._headers(started) if self._headers else (None, {})
            hangs = self._hangs(len(self.requests), listings)
            answer = no_reply(Lack.TIMED_OUT) if hangs else refused or self._answer(kind, listings, headers)
            await asyncio.sleep(timeout_s if hangs else min(self._answer_s, timeout_s))
        finally:
            self.open -= 1
            self.under_way.difference_update(references)
        elapsed_s = asyncio.get_running_loop().time() - started
        if isinstance(answer, NoReply):
            return NoReply(lack=answer.lack, elapsed_s=elapsed_s)
        return Reply(status=answer.status, headers=answer.headers, body=answer.body, elapsed_s=elapsed_s)

    def _answer(self, kind: str, listings: list[Listing], headers: Mapping[str, str]) -> Answer:
        answer = self._rule(self, listings) if self._rule else None
        if answer is not None:
            return answer
        refused = {i: why for i, listing in enumerate(listings) if self._row_rule and (why := self._row_rule(listing))}
        if kind == "put" and refused:
            status, code = refused[0]
            return refusal(status, code, headers=headers)
        results = [self.apply(i, listing) for i, listing in enumerate(listings) if i not in refused]
        if kind == "put":
            return reply(201 if results[0]["created"] else 200, {"data": results[0]}, headers)
        errors = [
            {"index": i, "code": code, "message": "No.", "status": status} for i, (status, code) in refused.items()
        ]
        return reply(200, {"data": {"results": results, "errors": errors}}, headers)

    def apply(self, index: int, listing: Listing) -> Listing:
        """Put a listing live and give what bulk says of it."""
        reference = str(listing["externalReference"])
        created = reference not in self.live
        self.live[reference] = listing
        self.applied[reference] = self.applied.get(reference, 0) + 1
        return {"index": index, "externalReference": reference, "listingId": f"id-{reference}", "created": created}
