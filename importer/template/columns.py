"""Which columns a template has, in which order, and what is known of each.

Everything follows from the contract; the headings stand in vocabulary/own_template.py. It does not know how a column
looks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from rapidfuzz import process

from importer.contract import BY_NAME, FEATURE_CATEGORIES, FEATURE_CATEGORY, FIELDS, Field, Kind, Need
from importer.errors import SettingsError
from importer.vocabulary.own_template import heading_of
from importer.wording import Lang

_ALL: Final = "all"
_COMMON: Final = "common"
_REQUIRED: Final = "required"
_FEATURE: Final = "feature"
NUMBERED_FEATURES: Final = MappingProxyType(dict.fromkeys(FEATURE_CATEGORIES, 4))
"""How many columns a category has when one feature goes into a cell."""

# What most dealers have of most cars.
COMMON_FIELDS: Final = frozenset(
    {
        "externalReference",
        "dealerLocationCode",
        "status",
        "title",
        "description",
        "brand",
        "model",
        "variant",
        "year",
        "firstRegistration",
        "mileage",
        "condition",
        "bodyType",
        "color",
        "doors",
        "seats",
        "vin",
        "carPassUrl",
        "fuelType",
        "transmission",
        "powerKw",
        "co2Emission",
        "emissionClass",
        "price",
        "vehicleType",
        "postalCode",
        "city",
        "province",
        "features",
        "images",
    }
)


# What the importer makes or finds by itself when the field is blank and one of these is not.
FOLLOWS_FROM: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("brand", "model", "variant"),
    "city": ("postalCode",),
    "province": ("postalCode",),
}


class FeatureLayout(StrEnum):
    """How features are filled in: a list in one column a category, or one feature a cell in numbered columns.

    Either way a first column takes features of any category, and one beside it says which when their names do not.
    """

    LIST = "list"
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: `name` is its target as text, `category` and `number` (1-based) those of a feature or an image."""

    name: str
    heading: str
    field: Field
    category: str | None = None
    number: int | None = None

    @property
    def need(self) -> Need:
        """When the field has to be there."""
        return self.field.need


def required_fields() -> frozenset[str]:
    """The fields that the API wants at some time, and the status that says when."""
    return frozenset(field.name for field in FIELDS if field.need is not Need.OPTIONAL or field.name == "status")


def chosen_fields(text: str) -> frozenset[str]:
    """The fields that `--fields` names, always with the reference. SettingsError for an unknown one."""
    sets = {_ALL: frozenset(BY_NAME), _COMMON: COMMON_FIELDS, _REQUIRED: required_fields()}
    if text.strip() in sets:
        return sets[text.strip()]
    names = {name.casefold(): name for field in FIELDS for name in (field.name, *field.aliases)}
    found = {"externalReference"}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name = names.get(part.casefold())
        if name is None:
            near = process.extract(part, list(BY_NAME), limit=3)
            raise SettingsError("template_unknown_field", found=part, suggestion=", ".join(entry[0] for entry in near))
        found.add(next(field.name for field in FIELDS if name in (field.name, *field.aliases)))
    return frozenset(found)


def columns_for(
    fields: frozenset[str],
    lang: Lang,
    *,
    images: int,
    features: FeatureLayout,
    features_each: Mapping[str, int] = NUMBERED_FEATURES,
) -> tuple[Column, ...]:
    """The columns of the chosen fields in the contract's order: `images` for pictures, eight or more for features."""
    with_currency = "currency" not in fields
    found: list[Column] = []
    for field in FIELDS:
        if field.name not in fields:
            continue
        if field.kind is Kind.FEATURES:
            found += [
                Column(name=each.name, heading=heading_of(each.name, lang), field=each)
                for each in (field, FEATURE_CATEGORY)
            ]
        for name, category, number in _names(field, images, features, features_each):
            heading = heading_of(name, lang, with_currency=with_currency)
            found.append(Column(name=name, heading=heading, field=field, category=category, number=number))
    return tuple(found)


def _names(
    field: Field, images: int, features: FeatureLayout, each: Mapping[str, int]
) -> Sequence[tuple[str, str | None, int | None]]:
    if field.kind is Kind.IMAGES:
        return [(f"image_{number}", None, number) for number in range(1, images + 1)]
    if field.kind is not Kind.FEATURES:
        return [(field.name, None, None)]
    if features is FeatureLayout.LIST:
        return [(f"{_FEATURE}_{category}", category, None) for category in FEATURE_CATEGORIES]
    return [
        (f"{_FEATURE}_{category}_{number}", category, number)
        for category in FEATURE_CATEGORIES
        for number in range(1, each[category] + 1)
    ]
