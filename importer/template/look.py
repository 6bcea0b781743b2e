"""How templates look: colours by group, widths and number formats by kind. No library, no words."""

from collections.abc import Mapping
from typing import Final

from importer.contract import Field, Group, Kind

FONT: Final = "Calibri"
INK: Final = "24323B"
QUIET: Final = "6B7880"
LINE: Final = "C9D1D6"
PAPER: Final = "F5F7F8"

# Dark enough for white letters, of one calm brightness.
GROUP_COLOURS: Final[Mapping[Group, str]] = {
    Group.IDENTITY: "1F3A4D",
    Group.VEHICLE: "2F5D62",
    Group.TECHNICAL: "47597A",
    Group.PRICE: "6A4C72",
    Group.PLACE: "7A5A3A",
    Group.FEATURES: "3F6B4C",
    Group.IMAGES: "56646C",
}
ALWAYS_COLOUR: Final = "E0574B"  # the line under a heading that is always required
ONLINE_COLOUR: Final = "E9A93A"  # … that is required to be online

MISSING: Final = "FBE3E1"
WRONG: Final = "F6B8B2"
DOUBT: Final = "FFE7B8"

HEADING_HEIGHT: Final = 46.0  # points: three lines
MARGIN: Final = 0.4  # inches, round a printed page
PRINTED_CHARACTERS: Final = 190  # across one landscape page
TEXT_FORMAT: Final = "@"
MONTH_FORMAT: Final = "mm/yyyy"
_INTEGER_FORMAT: Final = "0"
_GENERAL: Final = "General"

_FORMATS: Final[Mapping[Kind, str]] = {
    Kind.INTEGER: _INTEGER_FORMAT,
    Kind.DECIMAL: _GENERAL,
    Kind.MONEY: _GENERAL,
    Kind.MONTH: MONTH_FORMAT,
}
_WIDTHS: Final[Mapping[Kind, int]] = {
    Kind.REFERENCE: 22,
    Kind.INTEGER: 15,
    Kind.DECIMAL: 15,
    Kind.MONEY: 14,
    Kind.BOOLEAN: 20,
    Kind.CHOICE: 20,
    Kind.MONTH: 17,
    Kind.CURRENCY: 12,
    Kind.UUID: 22,
    Kind.VIN: 23,
    Kind.CAR_PASS: 28,
    Kind.POSTCODE: 15,
    Kind.TAGS: 26,
    Kind.FEATURES: 36,
    Kind.IMAGES: 32,
}
_TEXT_WIDTH: Final = 18
_FIELD_WIDTHS: Final[Mapping[str, int]] = {"title": 34, "description": 44, "variant": 22, "engine": 20}


def number_format(field: Field) -> str:
    """Text for whatever has letters or zeros to keep; numbers without a thousands separator; months as 03/2021."""
    return _FORMATS.get(field.kind, TEXT_FORMAT)


def width(field: Field) -> int:
    """The width of a column, in characters."""
    return _FIELD_WIDTHS.get(field.name, _WIDTHS.get(field.kind, _TEXT_WIDTH))
