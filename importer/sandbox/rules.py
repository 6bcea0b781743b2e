"""What the API accepts: JSON bytes → listing, with the issues that its validator would name.

The limits come from the contract; the decoding and the checks are written here anew, on JSON values and strictly typed:
a number that is given as a string is refused. It knows nothing of dealers, storage or HTTP.
"""

from collections.abc import Mapping
from typing import Final, cast

import orjson

from importer.contract import DEFAULT_CURRENCY, DEFAULT_STATUS, FIELDS, REQUIRED_RULES, Presence
from importer.sandbox.exchange import Issue, Json, RefusalError
from importer.sandbox.field_rules import FIELD_CHECKS, image_url, mistyped

PLACE: Final = ("postalCode", "city", "province", "latitude", "longitude")
"""The fields that may stand nested in `location`."""

_FIELD_OF: Final = {name: field.name for field in FIELDS for name in (field.name, *field.aliases) if "." not in name}
_KNOWN: Final = frozenset((*_FIELD_OF, "location"))


def decode(body: bytes) -> Json:
    """The JSON value of a body. Raises the refusal INVALID_JSON, also for NaN, infinities and broken UTF-8."""
    try:
        return cast("Json", orjson.loads(body))
    except orjson.JSONDecodeError:
        raise RefusalError(400, "INVALID_JSON", "Request body is not valid JSON.") from None


def accept(given: Mapping[str, Json], this_year: int) -> dict[str, Json]:
    """The listing that `given` makes: names of the contract, nothing that is null, defaults filled in.

    Raises a refusal: VALIDATION_FAILED with every issue, else INVALID_TITLE for a title of blanks alone, INVALID_PRICE
    for less than nothing.
    """
    listing, issues = _named(given)
    for name, value in listing.items():
        issues += FIELD_CHECKS[name](value, this_year)
    listing.setdefault("status", DEFAULT_STATUS)
    listing.setdefault("currency", DEFAULT_CURRENCY)
    issues += missing(listing)
    if issues:
        raise invalid(*issues)
    if not str(listing["title"]).strip():
        raise RefusalError(400, "INVALID_TITLE", "title must not be blank.")
    if cast("float", listing.get("price", 0)) < 0:
        raise RefusalError(400, "INVALID_PRICE", "price must not be negative.")
    return listing | _shaped(listing)


def invalid(*issues: Issue) -> RefusalError:
    """The refusal of a body that does not pass validation."""
    return RefusalError(422, "VALIDATION_FAILED", "Validation failed.", issues)


def unknown(given: Mapping[str, Json]) -> frozenset[str]:
    """The names that are no field and no alias of one: the vendor is silent on these, and they are passed over."""
    return frozenset(given) - _KNOWN


def missing(listing: Mapping[str, Json]) -> list[Issue]:
    """What is required of a listing of this status and is not there; the dealer is asked for elsewhere."""
    return [
        Issue(path=name, message="Required", code="invalid_type")
        for rule in REQUIRED_RULES
        if rule.presence is Presence.ALL and (not rule.statuses or listing.get("status") in rule.statuses)
        for name in rule.fields
        if listing.get(name) in (None, "")
    ]


def _named(given: Mapping[str, Json]) -> tuple[dict[str, Json], list[Issue]]:
    listing: dict[str, Json] = {}
    for name, value in given.items():
        field = _FIELD_OF.get(name)
        if field is not None and value is not None:
            listing[field] = value
    place = given.get("location")
    if place is None:
        return listing, []
    if not isinstance(place, dict):
        return listing, [mistyped("location", "object", place)]
    for name in PLACE:
        if place.get(name) is not None:
            listing.setdefault(name, place[name])
    return listing, []


def _shaped(listing: Mapping[str, Json]) -> dict[str, Json]:
    """Features and images in the one way in which the API shows them; they were found to be in order."""
    shaped: dict[str, Json] = {}
    if "features" in listing:
        features = cast("list[dict[str, Json]]", listing["features"])
        shaped["features"] = [
            {"category": feature["category"], "name": feature.get("name", feature.get("feature"))}
            for feature in features
        ]
    if "images" in listing:
        images = cast("list[str | dict[str, Json]]", listing["images"])
        shaped["images"] = [
            {"url": image, "position": None}
            if isinstance(image, str)
            else {"url": image_url(image), "position": image.get("position")}
            for image in images
        ]
    return shaped
