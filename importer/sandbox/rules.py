"""What the API accepts: JSON bytes → listing, with the issues that its validator would name.

The limits come from the contract; the decoding and the checks are written here anew, on JSON values and strictly typed:
a number that is given as a string is refused. It knows nothing of dealers, storage or HTTP.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final, cast
from urllib.parse import urlsplit

import orjson

from importer.contract import (
    BY_NAME,
    CAR_PASS_HOSTS,
    DEFAULT_CURRENCY,
    DEFAULT_STATUS,
    FEATURE_CATEGORIES,
    FIELDS,
    REQUIRED_RULES,
    Field,
    Kind,
    Presence,
)
from importer.sandbox.exchange import Issue, Json, RefusalError

Check = Callable[[str, Json, Field], Issue | None]

_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_CERTIFICATE: Final = re.compile(r"\d{11}", re.ASCII)
_POSTCODE: Final = re.compile(r"[1-9]\d{3}", re.ASCII)
_PLACE: Final = ("postalCode", "city", "province", "latitude", "longitude")


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
    for name in tuple(listing):
        field = BY_NAME.get(name)
        if field is None:
            del listing[name]
        elif issue := _issue(field, listing, this_year):
            issues.extend(issue)
    listing.setdefault("status", DEFAULT_STATUS)
    listing.setdefault("currency", DEFAULT_CURRENCY)
    issues.extend(missing(listing))
    if issues:
        raise invalid(*issues)
    if not str(listing["title"]).strip():
        raise RefusalError(400, "INVALID_TITLE", "title must not be blank.")
    if _negative(listing.get("price")):
        raise RefusalError(400, "INVALID_PRICE", "price must not be negative.")
    return listing


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


_ALIASES: Final = {alias: field.name for field in FIELDS for alias in field.aliases if "." not in alias}
_KNOWN: Final = frozenset((*BY_NAME, *_ALIASES, "location"))


def _negative(value: Json) -> bool:
    return isinstance(value, int | float) and value < 0


def _named(given: Mapping[str, Json]) -> tuple[dict[str, Json], list[Issue]]:
    listing: dict[str, Json] = {}
    for name, value in given.items():
        if value is not None and name != "location":
            listing[_ALIASES.get(name, name)] = value
    place = given.get("location")
    if place is None:
        return listing, []
    if not isinstance(place, dict):
        return listing, [_mistyped("location", "object", place)]
    for name in _PLACE:
        if place.get(name) is not None:
            listing.setdefault(name, place[name])
    return listing, []


def _issue(field: Field, listing: dict[str, Json], this_year: int) -> list[Issue]:
    value = listing[field.name]
    match field.kind:
        case Kind.INTEGER | Kind.DECIMAL | Kind.MONEY:
            return _number(field, value, this_year)
        case Kind.BOOLEAN:
            return [] if isinstance(value, bool) else [_mistyped(field.name, "boolean", value)]
        case Kind.TAGS | Kind.FEATURES | Kind.IMAGES:
            return _array(field, listing)
        case _:
            return _text(field, value)


def _number(field: Field, value: Json, this_year: int) -> list[Issue]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return [_mistyped(field.name, "number", value)]
    if field.kind is Kind.INTEGER and not isinstance(value, int) and not value.is_integer():
        return [Issue(path=field.name, message="Expected integer, received float", code="invalid_type")]
    highest = field.highest(this_year)
    if field.kind is not Kind.MONEY and field.minimum is not None and value < field.minimum:
        return [_too("small", field.name, f"Number must be greater than or equal to {field.minimum}")]
    if highest is not None and value > highest:
        return [_too("big", field.name, f"Number must be less than or equal to {highest}")]
    return []


def _text(field: Field, value: Json) -> list[Issue]:
    if not isinstance(value, str):
        return [_mistyped(field.name, "string", value)]
    if field.max_length is not None and len(value) > field.max_length:
        return [_too("big", field.name, f"String must contain at most {field.max_length} character(s)")]
    if field.choices and value not in field.choices:
        expected = " | ".join(f"'{choice}'" for choice in field.choices)
        message = f"Invalid enum value. Expected {expected}, received '{value}'"
        return [Issue(path=field.name, message=message, code="invalid_enum_value")]
    fits = _FORMS.get(field.kind)
    if fits is not None and not fits(value):
        return [Issue(path=field.name, message=f"Invalid {field.kind.value}", code="invalid_string")]
    return []


def _car_pass(value: str) -> bool:
    return bool(_CERTIFICATE.fullmatch(value)) or (_address(value) and urlsplit(value).hostname in CAR_PASS_HOSTS)


def _address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", value)


_FORMS: Final[Mapping[Kind, Callable[[str], object]]] = {
    Kind.UUID: _UUID.fullmatch,
    Kind.MONTH: _MONTH.fullmatch,
    Kind.CURRENCY: _CURRENCY.fullmatch,
    Kind.POSTCODE: _POSTCODE.fullmatch,
    Kind.CAR_PASS: _car_pass,
}


def _array(field: Field, listing: dict[str, Json]) -> list[Issue]:
    value = listing[field.name]
    if not isinstance(value, list):
        return [_mistyped(field.name, "array", value)]
    if field.max_items is not None and len(value) > field.max_items:
        return [_too("big", field.name, f"Array must contain at most {field.max_items} element(s)")]
    read = _ELEMENTS[field.kind]
    issues: list[Issue] = []
    listing[field.name] = [read(element, f"{field.name}.{at}", field, issues) for at, element in enumerate(value)]
    return issues


def _tag(tag: Json, path: str, field: Field, issues: list[Issue]) -> Json:
    if not isinstance(tag, str):
        issues.append(_mistyped(path, "string", tag))
    elif field.item_max_length is not None and len(tag) > field.item_max_length:
        issues.append(_too("big", path, f"String must contain at most {field.item_max_length} character(s)"))
    return tag


def _feature(feature: Json, path: str, _field: Field, issues: list[Issue]) -> Json:
    if not isinstance(feature, dict):
        issues.append(_mistyped(path, "object", feature))
        return feature
    category, name = feature.get("category"), feature.get("name", feature.get("feature"))
    if category not in FEATURE_CATEGORIES:
        issues.append(Issue(path=f"{path}.category", message="Invalid enum value", code="invalid_enum_value"))
    if not isinstance(name, str) or not name.strip():
        issues.append(_mistyped(f"{path}.name", "string", name))
    return {"category": category, "name": name}


def _image(image: Json, path: str, _field: Field, issues: list[Issue]) -> Json:
    if isinstance(image, str):
        image = {"url": image}
    if not isinstance(image, dict):
        issues.append(_mistyped(path, "object", image))
        return image
    url, position = image.get("url", image.get("imageUrl")), image.get("position")
    if not isinstance(url, str):
        issues.append(_mistyped(f"{path}.url", "string", url))
    elif not _address(url):
        issues.append(Issue(path=f"{path}.url", message="Invalid url", code="invalid_string"))
    if position is not None and (isinstance(position, bool) or not isinstance(position, int)):
        issues.append(_mistyped(f"{path}.position", "number", position))
    return {"url": url, "position": position}


_ELEMENTS: Final[Mapping[Kind, Callable[[Json, str, Field, list[Issue]], Json]]] = {
    Kind.TAGS: _tag,
    Kind.FEATURES: _feature,
    Kind.IMAGES: _image,
}


def _too(size: str, path: str, message: str) -> Issue:
    return Issue(path=path, message=message, code=f"too_{size}")


def _mistyped(path: str, expected: str, value: Json) -> Issue:
    message = "Required" if value is None else f"Expected {expected}, received {_type_of(value)}"
    return Issue(path=path, message=message, code="invalid_type")


def _type_of(value: Json) -> str:
    names = {bool: "boolean", int: "number", float: "number", str: "string", list: "array", dict: "object"}
    return names.get(type(value), "null")
