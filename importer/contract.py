"""The contract: every field of a listing as the partner API takes it, once, and the rules between fields.

Data only: no I/O, no pandas, no words of a language (those stand in `vocabulary`). Headings, cell parsing, the pandera
schema, payloads, templates, the sandbox's rules and the documents are derived from it. It does not know what a file is.
Source: the vendor's documents of June 2026.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final


class Kind(StrEnum):
    """What a value of a field is; decides how a cell is read and how a template formats it."""

    TEXT = "text"
    REFERENCE = "reference"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    MONTH = "month"
    CURRENCY = "currency"
    UUID = "uuid"
    VIN = "vin"
    CAR_PASS = "car_pass"  # noqa: S105 — the name of a kind, not a password
    POSTCODE = "postcode"
    TAGS = "tags"
    FEATURES = "features"
    IMAGES = "images"


class Need(StrEnum):
    """When the API wants a field."""

    ALWAYS = "always"
    ACTIVE = "active"
    ACTIVE_OR_PENDING = "active_or_pending"
    DEALER = "dealer"  # one of dealerProfileId and dealerLocationCode, always
    OPTIONAL = "optional"


class Group(StrEnum):
    """Where a field belongs in a template and in documents."""

    IDENTITY = "identity"
    VEHICLE = "vehicle"
    TECHNICAL = "technical"
    PRICE = "price"
    PLACE = "place"
    FEATURES = "features"
    IMAGES = "images"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a listing.

    `maximum` and `minimum` are inclusive and in `unit`; `max_length` is in characters; `max_items` and
    `item_max_length` hold for arrays. `choices` is closed: no other value is accepted. `maximum_is_next_year` says that
    the maximum is this year + 1, which only a clock can tell.
    """

    name: str
    kind: Kind
    group: Group
    example: str
    need: Need = Need.OPTIONAL
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    maximum_is_next_year: bool = False
    unit: str | None = None
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    max_items: int | None = None
    item_max_length: int | None = None

    def highest(self, this_year: int) -> int | None:
        """The inclusive maximum in the year `this_year`, or None when there is none."""
        return this_year + 1 if self.maximum_is_next_year else self.maximum


STATUSES: Final = ("active", "pending", "sold", "draft")
DEFAULT_STATUS: Final = "draft"
DEFAULT_CURRENCY: Final = "EUR"
FEATURE_CATEGORIES: Final = ("interior", "exterior", "safety", "comfort", "technology", "other")
BULK_MAX_ITEMS: Final = 100
REFERENCE_MAX_LENGTH: Final = 64
CAR_PASS_HOSTS: Final = ("public.car-pass.be", "car-pass.be", "www.car-pass.be")

_I, _V, _T, _P, _L = Group.IDENTITY, Group.VEHICLE, Group.TECHNICAL, Group.PRICE, Group.PLACE


def _field(name: str, kind: Kind, group: Group, example: str, **limits: object) -> Field:
    return Field(name=name, kind=kind, group=group, example=example, **limits)  # type: ignore[arg-type]


FIELDS: Final[tuple[Field, ...]] = (
    _field(
        "externalReference",
        Kind.REFERENCE,
        _I,
        "STOCK-0042",
        need=Need.ALWAYS,
        max_length=REFERENCE_MAX_LENGTH,
        aliases=("external_reference",),
    ),
    _field("dealerLocationCode", Kind.TEXT, _I, "DEX-GENT", need=Need.DEALER, max_length=64),
    _field("dealerProfileId", Kind.UUID, _I, "3f0c9a52-6d1b-4a57-9f0e-2b8d5c7e1a40", need=Need.DEALER),
    _field("status", Kind.CHOICE, _I, "active", choices=STATUSES),
    _field("title", Kind.TEXT, _I, "Volkswagen Golf 1.5 TSI Style", need=Need.ALWAYS),
    _field("description", Kind.TEXT, _I, "Eerste eigenaar, volledig onderhouden.", max_length=15_000),
    _field("brand", Kind.TEXT, _V, "Volkswagen", max_length=120),
    _field("model", Kind.TEXT, _V, "Golf", max_length=120),
    _field("variant", Kind.TEXT, _V, "1.5 TSI Style", max_length=120),
    _field("customType", Kind.TEXT, _V, "Golf VIII", max_length=60),
    _field("year", Kind.INTEGER, _V, "2021", minimum=1900, maximum_is_next_year=True),
    _field("firstRegistration", Kind.MONTH, _V, "2021-03"),
    _field("mileage", Kind.INTEGER, _V, "48500", minimum=0, unit="km"),
    _field("condition", Kind.CHOICE, _V, "used", choices=("new", "used", "demo", "oldtimer", "damaged")),
    _field("conditionTags", Kind.TAGS, _V, "1e eigenaar", max_items=6, item_max_length=32),
    _field(
        "bodyType",
        Kind.CHOICE,
        _V,
        "hatchback",
        choices=("hatchback", "sedan", "suv", "wagon", "convertible", "van", "coupe", "other"),
    ),
    _field("color", Kind.TEXT, _V, "Zwart", max_length=60),
    _field("paintType", Kind.CHOICE, _V, "Metallic", choices=("Metallic", "Parelmoer", "Mat", "Uni")),
    _field("interiorColor", Kind.TEXT, _V, "Grijs", max_length=60),
    _field(
        "interiorMaterial",
        Kind.CHOICE,
        _V,
        "Leder",
        choices=("Leder", "Stof", "Alcantara", "Kunstleder", "Leder/Stof", "Leder/Alcantara"),
    ),
    _field("doors", Kind.INTEGER, _V, "5", minimum=1, maximum=10),
    _field("seats", Kind.INTEGER, _V, "5", minimum=1, maximum=10),
    _field("previousOwners", Kind.INTEGER, _V, "1", minimum=0),
    _field("serviceHistory", Kind.BOOLEAN, _V, "true"),
    _field("warranty", Kind.BOOLEAN, _V, "true"),
    _field("warrantyMonths", Kind.INTEGER, _V, "12", minimum=0, unit="month"),
    _field("vin", Kind.VIN, _V, "WVWZZZCDZMW012345", max_length=17),
    _field(
        "carPassUrl",
        Kind.CAR_PASS,
        _V,
        "https://public.car-pass.be/vhr/0a1b2c3d",
        max_length=2048,
        aliases=("carPass", "car_pass_url", "carPassNumber"),
    ),
    _field(
        "fuelType",
        Kind.CHOICE,
        _T,
        "petrol",
        choices=("petrol", "diesel", "electric", "hybrid", "lpg", "cng", "other"),
    ),
    _field("transmission", Kind.CHOICE, _T, "manual", choices=("manual", "automatic", "semi-automatic", "other")),
    _field("gears", Kind.INTEGER, _T, "6", minimum=1, maximum=12),
    _field("driveType", Kind.CHOICE, _T, "FWD", choices=("FWD", "RWD", "AWD", "4WD", "4x4")),
    _field("engine", Kind.TEXT, _T, "1.5 TSI 150pk", max_length=60),
    _field("powerKw", Kind.DECIMAL, _T, "110", minimum=0, unit="kW"),
    _field("weight", Kind.INTEGER, _T, "1340", minimum=0, unit="kg"),
    _field("fuelConsumption", Kind.DECIMAL, _T, "5.4", minimum=0, unit="l/100 km"),
    _field("co2Emission", Kind.INTEGER, _T, "124", minimum=0, unit="g/km"),
    _field("co2Type", Kind.CHOICE, _T, "WLTP", choices=("WLTP", "NEDC")),
    _field("emissionClass", Kind.TEXT, _T, "Euro 6d", max_length=30),
    _field("price", Kind.MONEY, _P, "21950", need=Need.ACTIVE_OR_PENDING, minimum=0, unit="currency"),
    _field("currency", Kind.CURRENCY, _P, DEFAULT_CURRENCY, max_length=3),
    _field("vehicleType", Kind.CHOICE, _P, "margin", choices=("margin", "btw")),
    _field("postalCode", Kind.POSTCODE, _L, "9000", need=Need.ACTIVE, max_length=32, aliases=("location.postalCode",)),
    _field("city", Kind.TEXT, _L, "Gent", need=Need.ACTIVE, max_length=120, aliases=("location.city",)),
    _field(
        "province", Kind.TEXT, _L, "Oost-Vlaanderen", need=Need.ACTIVE, max_length=120, aliases=("location.province",)
    ),
    _field("latitude", Kind.DECIMAL, _L, "51.05", minimum=-90, maximum=90, unit="°", aliases=("location.latitude",)),
    _field("longitude", Kind.DECIMAL, _L, "3.72", minimum=-180, maximum=180, unit="°", aliases=("location.longitude",)),
    _field("features", Kind.FEATURES, Group.FEATURES, "Airconditioning; Navigatie"),
    _field("images", Kind.IMAGES, Group.IMAGES, "https://example.com/golf-1.jpg", max_items=50),
)

BY_NAME: Final[Mapping[str, Field]] = {field.name: field for field in FIELDS}

FEATURE_CATEGORY: Final = _field("featureCategory", Kind.CHOICE, Group.FEATURES, "comfort", choices=FEATURE_CATEGORIES)
"""The category of entries of `features`, in a column of its own; no field of a listing, nor a name of the API."""

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    field.name: field.choices for field in (*FIELDS, FEATURE_CATEGORY) if field.choices
}


class Presence(Enum):
    """How many of a rule's fields must be there."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredRule:
    """`fields` are required (all, or any one of them) when the status is in `statuses`; no statuses: always.

    The name of a rule tells the field that its problem is shown at.
    """

    name: str
    fields: tuple[str, ...]
    statuses: tuple[str, ...] = ()
    presence: Presence = Presence.ALL


_STATUSES_OF_NEED: Final[Mapping[Need, tuple[str, ...]]] = {
    Need.ALWAYS: (),
    Need.ACTIVE: ("active",),
    Need.ACTIVE_OR_PENDING: ("active", "pending"),
}


def _required_rules() -> tuple[RequiredRule, ...]:
    single = tuple(
        RequiredRule(name=field.name, fields=(field.name,), statuses=_STATUSES_OF_NEED[field.need])
        for field in FIELDS
        if field.need in _STATUSES_OF_NEED
    )
    dealer = tuple(field.name for field in FIELDS if field.need is Need.DEALER)
    return (*single, RequiredRule(name=dealer[0], fields=dealer, presence=Presence.ANY))


REQUIRED_RULES: Final[tuple[RequiredRule, ...]] = _required_rules()
