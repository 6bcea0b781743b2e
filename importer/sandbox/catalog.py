"""What may be read back: listings in pages with filters, the dealer's locations, one location's listings.

It changes nothing. Listings are shown as the vendor shows them: every field of the contract, null where nothing was
sent, and the vendor's own addresses for images.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, cast

from importer.contract import BY_NAME, STATUSES
from importer.sandbox.dealers import Dealer, Dealers
from importer.sandbox.exchange import Issue, Json, RefusalError, Reply
from importer.sandbox.options import ApiKey
from importer.sandbox.rules import PLACE, invalid
from importer.sandbox.store import ListingStore, Stored

PAGE_SIZE: Final = 50
MAX_PAGE_SIZE: Final = 200


class Catalog:
    """Reads listings and locations for a key."""

    def __init__(self, store: ListingStore, dealers: Dealers) -> None:
        self._store = store
        self._dealers = dealers

    def listings(self, key: ApiKey, parameters: Mapping[str, str], site: str) -> Reply:
        """A page of listings; `site` is the address under which the sandbox's own pages stand."""
        found = [stored for stored in self._store.of(key.partner) if self._may_see(key, stored)]
        chosen = self._dealers_chosen(parameters)
        if chosen is not None:
            found = [stored for stored in found if stored["dealer"] in chosen]
        return self._page(_filtered(found, parameters), parameters, site)

    def location_listings(self, key: ApiKey, location: str, parameters: Mapping[str, str], site: str) -> Reply:
        """As `listings`, of one location; its branches too when `includeChildren` is true."""
        dealer = self._dealers.known(location)
        if dealer is None or not self._may_use(key, dealer.id):
            raise RefusalError(404, "LOCATION_NOT_FOUND", "No such location.")
        wide = _flag(parameters, "includeChildren", default=False)
        ids = self._dealers.family(dealer) if wide else {dealer.id}
        found = [stored for stored in self._store.of(key.partner) if stored["dealer"] in ids]
        return self._page(_filtered(found, parameters), parameters, site)

    def locations(self, key: ApiKey, parameters: Mapping[str, str]) -> Reply:
        """The locations that the key may use."""
        found = [dealer for dealer in self._dealers.all() if self._may_use(key, dealer.id)]
        if parent := parameters.get("parentId"):
            found = [dealer for dealer in found if parent in (dealer.id, dealer.parent)]
        if not _flag(parameters, "includeChildren", default=True):
            found = [dealer for dealer in found if dealer.parent is None]
        if wanted := parameters.get("search", "").casefold():
            found = [dealer for dealer in found if wanted in f"{dealer.code} {dealer.company}".casefold()]
        counted = _flag(parameters, "withCounts", default=True)
        shown: list[Json] = [self._location(key, dealer, counted=counted) for dealer in found]
        return Reply(status=200, body={"data": shown, "meta": _locations_meta(key, found, parameters)})

    def _page(self, found: list[Stored], parameters: Mapping[str, str], site: str) -> Reply:
        page = _whole(parameters, "page", default=1, highest=None)
        size = _whole(parameters, "pageSize", default=PAGE_SIZE, highest=MAX_PAGE_SIZE)
        shown: list[Json] = [self.listing(stored, site) for stored in found[(page - 1) * size : page * size]]
        pages = -(-len(found) // size)
        pagination: Json = {"page": page, "pageSize": size, "totalItems": len(found), "totalPages": pages}
        filters: Json = {"status": parameters.get("status", "active")}
        return Reply(status=200, body={"data": shown, "pagination": pagination, "meta": {"filters": filters}})

    def listing(self, stored: Stored, site: str) -> dict[str, Json]:
        """A listing as the vendor shows it."""
        fields = stored["fields"]
        images = own_images(stored, site)
        dealer = self._dealers.known(stored["dealer"])
        place: dict[str, Json] = {name: fields.get(name) for name in PLACE}
        return {
            **{name: fields.get(name) for name in BY_NAME},
            "externalReference": stored["reference"],
            "id": stored["id"],
            "slug": f"{_slug(str(fields['title']))}-{stored['id'][:8]}",
            "listingUrl": f"{site}/listings/{stored['id']}",
            "externalProvider": stored["partner"],
            "location": place,
            "images": images,
            "mainImageUrl": cast("dict[str, Json]", images[0])["url"] if images else None,
            "dealer": _dealer_brief(dealer) if dealer else None,
            "createdAt": stored["createdAt"],
            "updatedAt": stored["updatedAt"],
            "soldAt": stored["soldAt"],
        }

    def _location(self, key: ApiKey, dealer: Dealer, *, counted: bool) -> dict[str, Json]:
        parent = self._dealers.known(dealer.parent) if dealer.parent else None
        shown: dict[str, Json] = {
            **dict.fromkeys(("email", "phone", "address", "logoUrl", "updatedAt")),
            **_dealer_brief(dealer),
            "isRoot": dealer.parent is None,
            "fullName": dealer.company,
            "displayName": dealer.company,
            "postalCode": dealer.postal_code,
            "city": dealer.city,
            "province": dealer.province,
            "metadata": {},
            "parent": _dealer_brief(parent) if parent else None,
        }
        return shown | ({"stats": self._stats(key, dealer)} if counted else {})

    def _stats(self, key: ApiKey, dealer: Dealer) -> Json:
        statuses = [s["fields"]["status"] for s in self._store.of(key.partner) if s["dealer"] == dealer.id]
        active = statuses.count("active")
        return {"activeListings": active, "totalListings": len(statuses), "avgActivePrevMonth": active}

    def _dealers_chosen(self, parameters: Mapping[str, str]) -> frozenset[str] | None:
        chosen = [
            {dealer.id for dealer in self._dealers.all() if wanted in (getattr(dealer, part) or "")}
            for name, part in (("dealerId", "id"), ("parentDealerId", "parent"), ("locationCode", "code"))
            if (wanted := parameters.get(name))
        ]
        return frozenset(set.intersection(*chosen)) if chosen else None

    def _may_see(self, key: ApiKey, stored: Stored) -> bool:
        return self._may_use(key, stored["dealer"])

    def _may_use(self, key: ApiKey, dealer_id: str) -> bool:
        return key.locations is None or dealer_id in self._dealers.below(key.locations)


def own_images(stored: Stored, site: str) -> list[Json]:
    """The vendor's own copies of the images that could be mirrored, in the order of their positions."""
    return [
        {"url": f"{site}/media/{stored['id']}/{place}", "position": place} for place in range(len(mirrored(stored)))
    ]


def mirrored(stored: Stored) -> list[str]:
    """The addresses that were sent of the images that could be mirrored, in the order of their positions."""
    images = cast("list[dict[str, Json]]", stored["fields"].get("images") or [])
    ordered = sorted(enumerate(images), key=lambda pair: (_position(pair[1], pair[0]), pair[0]))
    return [url for _, image in ordered if "broken" not in (url := str(image["url"]))]


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _position(image: Mapping[str, Json], place: int) -> int:
    position = image.get("position")
    return position if isinstance(position, int) else place


def _filtered(found: Iterable[Stored], parameters: Mapping[str, str]) -> list[Stored]:
    status = parameters.get("status", "active")
    if status not in (*STATUSES, "all"):
        raise invalid(Issue(path="status", message="Invalid enum value", code="invalid_enum_value"))
    since = _moment(parameters.get("updatedSince"))
    return [
        stored
        for stored in found
        if status in ("all", stored["fields"]["status"])
        and (since is None or datetime.fromisoformat(stored["updatedAt"]) >= since)
    ]


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise invalid(Issue(path="updatedSince", message="Invalid datetime", code="invalid_string")) from None
    return moment if moment.tzinfo else moment.astimezone()


def _whole(parameters: Mapping[str, str], name: str, *, default: int, highest: int | None) -> int:
    text = parameters.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit()) or int(text) < 1 or (highest is not None and int(text) > highest):
        raise invalid(Issue(path=name, message="Invalid number", code="invalid_type"))
    return int(text)


def _flag(parameters: Mapping[str, str], name: str, *, default: bool) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}.get(parameters.get(name, "").lower(), default)


def _dealer_brief(dealer: Dealer) -> dict[str, Json]:
    return {
        "id": dealer.id,
        "parentId": dealer.parent,
        "locationCode": dealer.code,
        "companyName": dealer.company,
    }


def _locations_meta(key: ApiKey, found: list[Dealer], parameters: Mapping[str, str]) -> dict[str, Json]:
    ids: list[Json] = [dealer.id for dealer in found]
    roots: list[Json] = [dealer.id for dealer in found if dealer.parent is None]
    filters: Json = dict(parameters)
    return {
        "total": len(found),
        "profileIds": ids,
        "rootProfileIds": roots,
        "filters": filters,
        "partner": key.partner,
    }
