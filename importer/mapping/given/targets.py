"""A target as text and back: `price`, `brand.brand`, `feature_comfort_2`, `image_3`, `features(Airco)`, `mileage [mi]`.

What profiles and `--map` write for a column; several are joined by `+`, `-` is none. It does not know headings, nor
which units a field has (given_units.py).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rapidfuzz import process

from importer.contract import BY_NAME, FEATURE_CATEGORIES, FEATURE_CATEGORY
from importer.mapping.given.given_units import is_unit_of, takes_unit
from importer.mapping.headings.heading_meanings import EXACT
from importer.mapping.headings.one_heading import read_heading
from importer.records import Target

LEFT_OUT: Final = "-"
_SINGULAR: Final = {"images": "image", "conditionTags": "conditionTag"}
_PLURAL: Final = {single: plural for plural, single in _SINGULAR.items()}
_TARGET = re.compile(
    r"(?P<name>[A-Za-z0-9]+?)(?:_(?P<category>[a-z]+))??(?:_(?P<number>\d{1,3}))?(?P<order>_position)?"
    r"(?:\.(?P<part>\w+))?(?:\((?P<option>.+)\))?"
)
_FEATURE: Final = "feature"
_WITH_UNIT: Final = re.compile(r"(?P<name>.*\S)\s*(?:\[(?P<square>[^\[\]]*)\]|\((?P<round>[^()]*)\))")


def text_of(targets: tuple[Target, ...]) -> str:
    """The targets of a column as one text."""
    return "+".join(map(_text, targets)) or LEFT_OUT


def _text(target: Target) -> str:
    if target.order_of is not None:
        return f"{_SINGULAR[target.field]}_{target.order_of}_position"
    if target.is_category:
        return FEATURE_CATEGORY.name if target.position is None else f"{FEATURE_CATEGORY.name}_{target.position}"
    name = target.field
    if target.category and name == "features":
        name = f"{_FEATURE}_{target.category}"
    if target.position is not None:
        name = f"{_SINGULAR.get(name, name)}_{target.position}"
    part = f".{target.part}" if target.part else ""
    option = f"({target.name})" if target.name else ""
    unit = f" [{target.unit}]" if target.unit is not None else ""
    return f"{name}{part}{option}{unit}"


def targets_of(text: str) -> tuple[Target, ...] | None:
    """The targets that a text names, none for `-`; None when it names no field.

    A heading word of a field in any language will do for its name. Fields of one cell take their own parts of it. A
    unit stands behind its field in square brackets; round ones will do where they can mean nothing else.
    """
    if text.strip() == LEFT_OUT:
        return ()
    names = [name.strip() for name in _split(text)]
    found = [_target(name, together=len(names) > 1) for name in names]
    return None if any(target is None for target in found) else tuple(target for target in found if target)


def _split(text: str) -> Iterator[str]:
    """The names between the plus signs that stand outside brackets."""
    yield from re.split(r"\+(?![^(]*\))", text)


def _target(text: str, *, together: bool) -> Target | None:
    with_unit = _WITH_UNIT.fullmatch(text)
    measured = _named(with_unit["name"], together=together) if with_unit else None
    if with_unit is None or measured is None:
        return _named(text, together=together)
    if with_unit["square"] is not None:
        return replace(measured, unit=with_unit["square"].strip())
    unit = with_unit["round"].strip()
    is_meant = takes_unit(measured) and (
        measured.field == with_unit["name"] or is_unit_of(BY_NAME[measured.field], unit)
    )
    return replace(measured, unit=unit) if is_meant else _named(text, together=together)


def _named(name: str, *, together: bool) -> Target | None:
    match = _TARGET.fullmatch(name)
    if match is None:
        return _by_heading(name)
    field = _PLURAL.get(match["name"], "features" if match["name"] == _FEATURE else match["name"])
    number = int(match["number"]) if match["number"] else None
    if match["name"] == FEATURE_CATEGORY.name:
        return Target(field="features", part="category", position=number)
    category = match["category"]
    wrong_category = category is not None and (field != "features" or category not in FEATURE_CATEGORIES)
    if field not in BY_NAME or wrong_category:
        return _by_heading(name)
    if match["order"]:
        return Target(field=field, order_of=number)
    return Target(
        field=field,
        part=match["part"] or (field if together else None),
        category=category,
        name=match["option"],
        position=number,
    )


def _by_heading(name: str) -> Target | None:
    for meaning in read_heading(name):
        if meaning.strength >= EXACT and meaning.meaning == FEATURE_CATEGORY.name:
            return Target(field="features", part="category")
        if meaning.strength >= EXACT and meaning.meaning in BY_NAME:
            return Target(field=meaning.meaning)
    return None


def closest_fields(text: str, count: int = 3) -> tuple[str, ...]:
    """The fields whose names are most like the text."""
    names = [*BY_NAME, FEATURE_CATEGORY.name, *(f"{_FEATURE}_{category}" for category in FEATURE_CATEGORIES), "image_1"]
    return tuple(name for name, _, _ in process.extract(text, names, limit=count))
