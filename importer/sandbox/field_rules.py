"""What one field may hold: its JSON value → the issues that a validator would name. Types are strict.

A table of checks by field, made once from the contract; it does not know a listing's other fields.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from importer.contract import CAR_PASS_HOSTS, FEATURE_CATEGORIES, FIELDS, Field, Kind
from importer.sandbox.exchange import Issue, Json

Issues = list[Issue]
FieldCheck = Callable[[Json, int], Issues]
"""The issues of a value in a year: the highest year of a car depends on it."""

_TEXTS: Final[Mapping[Kind, re.Pattern[str]]] = {
    Kind.UUID: re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE),
    Kind.MONTH: re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII),
    Kind.CURRENCY: re.compile(r"[A-Z]{3}"),
    Kind.POSTCODE: re.compile(r"[1-9]\d{3}", re.ASCII),
    Kind.CAR_PASS: re.compile(
        rf"\d{{11}}|https?://({'|'.join(map(re.escape, CAR_PASS_HOSTS))})(:\d+)?([/?#]\S*)?", re.ASCII | re.IGNORECASE
    ),
}
_ADDRESS: Final = re.compile(
    r"https?://([^\s/?#@]*@)?(\[[0-9a-f:.]+\]|[^\s/?#@:\[\]]+)(:\d+)?([/?#]\S*)?", re.IGNORECASE
)


def _number(field: Field, value: Json, this_year: int) -> Issues:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return [mistyped(field.name, "number", value)]
    if field.kind is Kind.INTEGER and not isinstance(value, int) and not value.is_integer():
        return [Issue(path=field.name, message="Expected integer, received float", code="invalid_type")]
    if field.kind is not Kind.MONEY and field.minimum is not None and value < field.minimum:
        return [_too("small", field.name, f"Number must be greater than or equal to {field.minimum}")]
    highest = field.highest(this_year)
    if highest is not None and value > highest:
        return [_too("big", field.name, f"Number must be less than or equal to {highest}")]
    return []


def _boolean(field: Field, value: Json, _this_year: int) -> Issues:
    return [] if isinstance(value, bool) else [mistyped(field.name, "boolean", value)]


def _text(field: Field, value: Json, _this_year: int) -> Issues:
    if not isinstance(value, str):
        return [mistyped(field.name, "string", value)]
    if field.max_length is not None and len(value) > field.max_length:
        return [_too("big", field.name, f"String must contain at most {field.max_length} character(s)")]
    return []


def _choice(field: Field, value: Json, this_year: int) -> Issues:
    if value in field.choices:
        return []
    expected = " | ".join(f"'{choice}'" for choice in field.choices)
    message = f"Invalid enum value. Expected {expected}, received '{value}'"
    return _text(field, value, this_year) or [Issue(path=field.name, message=message, code="invalid_enum_value")]


def _formed(field: Field, value: Json, this_year: int) -> Issues:
    issues = _text(field, value, this_year)
    if not issues and not _TEXTS[field.kind].fullmatch(str(value)):
        issues = [Issue(path=field.name, message=f"Invalid {field.kind.value}", code="invalid_string")]
    return issues


def _array(field: Field, value: Json, _this_year: int) -> Issues:
    if not isinstance(value, list):
        return [mistyped(field.name, "array", value)]
    if field.max_items is not None and len(value) > field.max_items:
        return [_too("big", field.name, f"Array must contain at most {field.max_items} element(s)")]
    check = _ELEMENTS[field.kind]
    return [
        Issue(path=f"{field.name}.{at}{issue.path}", message=issue.message, code=issue.code)
        for at, element in enumerate(value)
        for issue in check(field, element)
    ]


def _tag(field: Field, tag: Json) -> Issues:
    if not isinstance(tag, str):
        return [mistyped("", "string", tag)]
    if field.item_max_length is not None and len(tag) > field.item_max_length:
        return [_too("big", "", f"String must contain at most {field.item_max_length} character(s)")]
    return []


def _feature(_field: Field, feature: Json) -> Issues:
    if not isinstance(feature, dict):
        return [mistyped("", "object", feature)]
    issues = []
    if feature.get("category") not in FEATURE_CATEGORIES:
        issues.append(Issue(path=".category", message="Invalid enum value", code="invalid_enum_value"))
    name = feature.get("name", feature.get("feature"))
    if not isinstance(name, str) or not name.strip():
        issues.append(mistyped(".name", "string", name))
    return issues


def _image(_field: Field, image: Json) -> Issues:
    if not isinstance(image, str | dict):
        return [mistyped("", "object", image)]
    url, position = (image, None) if isinstance(image, str) else (image_url(image), image.get("position"))
    issues = []
    if not isinstance(url, str):
        issues.append(mistyped(".url", "string", url))
    elif not _ADDRESS.fullmatch(url):
        issues.append(Issue(path=".url", message="Invalid url", code="invalid_string"))
    if position is not None and (isinstance(position, bool) or not isinstance(position, int)):
        issues.append(mistyped(".position", "number", position))
    return issues


def image_url(image: Mapping[str, Json]) -> Json:
    """The address of an image, under either of its names."""
    return image.get("url", image.get("imageUrl"))


_ELEMENTS: Final[Mapping[Kind, Callable[[Field, Json], Issues]]] = {
    Kind.TAGS: _tag,
    Kind.FEATURES: _feature,
    Kind.IMAGES: _image,
}
_BY_KIND: Final[Mapping[Kind, Callable[[Field, Json, int], Issues]]] = {
    **dict.fromkeys((Kind.INTEGER, Kind.DECIMAL, Kind.MONEY), _number),
    **dict.fromkeys(_TEXTS, _formed),
    **dict.fromkeys(_ELEMENTS, _array),
    Kind.BOOLEAN: _boolean,
    Kind.CHOICE: _choice,
}


def mistyped(path: str, expected: str, value: Json) -> Issue:
    """A value of the wrong type, or none where one is required."""
    message = "Required" if value is None else f"Expected {expected}, received {_type_of(value)}"
    return Issue(path=path, message=message, code="invalid_type")


def _too(size: str, path: str, message: str) -> Issue:
    return Issue(path=path, message=message, code=f"too_{size}")


def _type_of(value: Json) -> str:
    names = {bool: "boolean", int: "number", float: "number", str: "string", list: "array", dict: "object"}
    return names.get(type(value), "null")


FIELD_CHECKS: Final[Mapping[str, FieldCheck]] = {
    field.name: partial(_BY_KIND.get(field.kind, _text), field) for field in FIELDS
}
"""The check of every field, by its name."""
