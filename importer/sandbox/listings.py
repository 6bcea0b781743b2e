"""What may be done to listings: create or replace, change the status, mark as sold, read back, list in pages.

Full replacement: a field that is not sent becomes null. It knows nothing of HTTP, keys' secrets or the rate limit.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from random import Random
from typing import Final, cast
from uuid import UUID

from importer.contract import BULK_MAX_ITEMS, REFERENCE_MAX_LENGTH, STATUSES
from importer.sandbox.dealers import Dealer, Dealers
from importer.sandbox.exchange import Dialect, Issue, Json, RefusalError, Reply
from importer.sandbox.options import ApiKey
from importer.sandbox.rules import accept, invalid, missing, unknown
from importer.sandbox.store import ListingStore, Stored

BROKEN: Final = "broken"
"""An image whose address contains this cannot be mirrored."""


def iso(moment: float) -> str:
    """Unix time as ISO 8601 in UTC with milliseconds."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Listings:
    """The listings of all partners.

    `applied` counts how often each reference was written, `unknown_fields` the names that were passed over.
    """

    def __init__(
        self, store: ListingStore, dealers: Dealers, clock: Callable[[], float], random: Random, dialect: Dialect
    ) -> None:
        self._store = store
        self._dealers = dealers
        self._clock = clock
        self._random = random
        self._dialect = dialect
        self.applied: Counter[str] = Counter()
        self.unknown_fields: Counter[str] = Counter()

    def put(self, key: ApiKey, reference: str, body: Json) -> Reply:
        """Create (201) or fully replace (200) one listing."""
        if not isinstance(body, dict):
            raise RefusalError(400, "INVALID_BODY", "Request body must be a JSON object.")
        named = body.get("externalReference", body.get("external_reference"))
        if named is not None and named != reference:
            raise RefusalError(400, "INVALID_REFERENCE", "externalReference differs from the address.")
        result = self._upsert(key, {**body, "externalReference": reference})
        del result["index"]
        return Reply(status=201 if result["created"] else 200, body={"data": result})

    def bulk(self, key: ApiKey, body: Json) -> Reply:
        """Up to 100 listings, each on its own and in the order of the request."""
        items = body.get("items") if isinstance(body, dict) else body
        if not isinstance(items, list):
            raise RefusalError(400, "INVALID_BODY", "Request body must be an array or an object with items.")
        if not items:
            raise RefusalError(400, "EMPTY_PAYLOAD", "No items.")
        if len(items) > BULK_MAX_ITEMS:
            raise RefusalError(400, "TOO_MANY_ITEMS", f"At most {BULK_MAX_ITEMS} items a request.")
        results: list[Json] = []
        errors: list[Json] = []
        for index, item in enumerate(items):
            try:
                results.append(self._upsert(key, item, index))
            except RefusalError as refusal:
                errors.append(self._item_error(index, item, refusal))
        counts: dict[str, Json] = {"successCount": len(results), "errorCount": len(errors)}
        return Reply(status=200, body={"data": {**counts, "results": results, "errors": errors}})

    def set_status(self, key: ApiKey, reference: str, body: Json) -> Reply:
        """Change the status alone."""
        if not isinstance(body, dict):
            raise RefusalError(400, "INVALID_BODY", "Request body must be a JSON object.")
        status = body.get("status")
        if status not in STATUSES:
            raise invalid(Issue(path="status", message="Invalid enum value", code="invalid_enum_value"))
        stored = self._mine(key, reference)
        fields = {**stored["fields"], "status": status}
        if issues := missing(fields):
            raise invalid(*issues)
        return Reply(status=200, body={"data": self._brief(self._keep(stored, fields))})

    def status(self, key: ApiKey, reference: str) -> Reply:
        """The status of one listing."""
        return Reply(status=200, body={"data": self._brief(self._mine(key, reference))})

    def delete(self, key: ApiKey, reference: str) -> Reply:
        """Mark as sold; doing so again changes nothing."""
        stored = self._mine(key, reference)
        if stored["fields"]["status"] != "sold":
            stored = self._keep(stored, {**stored["fields"], "status": "sold"})
        return Reply(status=200, body={"data": {**self._brief(stored), "soldAt": stored["soldAt"]}})

    def _upsert(self, key: ApiKey, item: Json, index: int = 0) -> dict[str, Json]:
        if not isinstance(item, dict):
            raise RefusalError(400, "INVALID_BODY", "Each item must be a JSON object.")
        reference = _reference(item)
        now = self._clock()
        self.unknown_fields.update(unknown(item))
        fields = accept(item, datetime.fromtimestamp(now, UTC).year)
        dealer = self._dealer(key, fields)
        earlier = self._store.get(key.partner, reference)
        if earlier is not None and not self._may(key, earlier["dealer"]):
            raise RefusalError(403, "FORBIDDEN", "This listing belongs to another dealer.")
        stored = self._keep(earlier or self._fresh(key, reference, now), fields, dealer.id)
        result: dict[str, Json] = {
            "index": index,
            "externalReference": reference,
            "listingId": stored["id"],
            "status": fields["status"],
            "created": earlier is None,
        }
        return result | self._image_report(fields)

    def _fresh(self, key: ApiKey, reference: str, now: float) -> Stored:
        return Stored(
            id=str(UUID(int=self._random.getrandbits(128), version=4)),
            partner=key.partner,
            reference=reference,
            dealer="",
            fields={},
            createdAt=iso(now),
            updatedAt=iso(now),
            soldAt=None,
        )

    def _keep(self, stored: Stored, fields: dict[str, Json], dealer: str | None = None) -> Stored:
        now = iso(self._clock())
        sold_at = (stored["soldAt"] or now) if fields["status"] == "sold" else None
        kept = Stored(
            **{**stored, "fields": fields, "dealer": dealer or stored["dealer"], "updatedAt": now, "soldAt": sold_at}
        )
        self._store.put(kept)
        self.applied[stored["reference"]] += 1
        return kept

    def _dealer(self, key: ApiKey, fields: Mapping[str, Json]) -> Dealer:
        profile, code = fields.get("dealerProfileId"), fields.get("dealerLocationCode")
        if not profile and not code:
            raise RefusalError(400, "MISSING_DEALER", "dealerProfileId or dealerLocationCode is required.")
        dealer = self._dealers.by_id(str(profile)) if profile else self._dealers.by_code(str(code))
        if dealer is None and profile:
            raise RefusalError(400, "INVALID_PROFILE", "Unknown dealerProfileId.")
        if dealer is None:
            raise RefusalError(400, "INVALID_LOCATION_CODE", "Unknown dealerLocationCode.")
        if not self._may(key, dealer.id):
            raise RefusalError(403, "FORBIDDEN", "This key may not use this dealer.")
        return dealer

    def _may(self, key: ApiKey, dealer_id: str) -> bool:
        return key.locations is None or dealer_id in self._dealers.below(key.locations)

    def _mine(self, key: ApiKey, reference: str) -> Stored:
        stored = self._store.get(key.partner, _reference({"externalReference": reference}))
        if stored is None:
            raise RefusalError(404, "LISTING_NOT_FOUND", "No listing with this reference.")
        if not self._may(key, stored["dealer"]):
            raise RefusalError(403, "FORBIDDEN", "This listing belongs to another dealer.")
        return stored

    def _brief(self, stored: Stored) -> dict[str, Json]:
        return {
            "listingId": stored["id"],
            "externalReference": stored["reference"],
            "status": stored["fields"]["status"],
            "updatedAt": stored["updatedAt"],
        }

    def _image_report(self, fields: Mapping[str, Json]) -> dict[str, Json]:
        images = cast("list[dict[str, Json]]", fields.get("images") or [])
        urls = [str(image["url"]) for image in images]
        broken = [url for url in urls if BROKEN in url]
        if self._dialect is Dialect.NL:
            failed: list[Json] = [{"url": url, "error": "IMAGE_FETCH_FAILED"} for url in broken]
            return {"imagesProcessed": len(urls) - len(broken), "imagesFailed": len(broken), "failedImages": failed}
        skipped: list[Json] = [{"source": url, "reason": "mirror_failed"} for url in broken]
        return {"warnings": {"skippedImages": skipped}} if skipped else {}

    def _item_error(self, index: int, item: Json, refusal: RefusalError) -> Json:
        named = item.get("externalReference", item.get("external_reference")) if isinstance(item, dict) else None
        reference: dict[str, Json] = {"externalReference": named} if isinstance(named, str) else {}
        return {"index": index, **reference, **refusal.as_json(self._dialect), "status": refusal.status}


def _reference(item: Mapping[str, Json]) -> str:
    reference = item.get("externalReference", item.get("external_reference"))
    if not isinstance(reference, str) or not reference.strip() or len(reference) > REFERENCE_MAX_LENGTH:
        message = f"externalReference must be 1 to {REFERENCE_MAX_LENGTH} characters."
        raise RefusalError(400, "INVALID_REFERENCE", message)
    return reference
