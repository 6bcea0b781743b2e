"""Cells that hold several things: the text of one part, which the field's ordinary reader then takes.

`Merk & Model` → brand, model; `Vendeur 1 • BE-9300 Aalst` → postalCode, city; `Gris foncé metal` → color, paintType;
`Handgeschakeld 5 versnellingen` → transmission, gears; `4 portes avec hayon` → doors, bodyType. Months and years of a
date are dates.py's, kW and PK in one cell measures.py's, colour and paint paints.py's.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from importer.cells.choices import meaning
from importer.cells.paints import EDGE, split_paint
from importer.vocabulary.makes import split_make
from importer.vocabulary.places import place_names
from importer.vocabulary.spelling import plain
from importer.vocabulary.words import words

_PLACE = re.compile(
    r"(?:^|[\s•|,;(])(?P<postcode>(?:[A-Z]{1,3}\s?[-–]\s?)?\d{4,5}(?:\s?[A-Z]{2}(?=\s))?)\s*[,-]?\s+(?P<city>[^\d\s(•|,;][^\d(•|,;]*)"
)
_CITY_FIRST = re.compile(r"(?P<city>[^\d(•|,;]{2,}?)[\s,(]+(?P<postcode>(?:[A-Z]{1,3}[-–])?\d{4,5})\)?$")
_POSTCODE_ALONE = re.compile(r"(?P<postcode>(?:[A-Z]{1,3}\s?[-–]\s?)?\d{4,5})")
_HATCH = re.compile(r"\b(?:hayon|hatch|achterklep|heckklappe)\b", re.IGNORECASE)
_COORDINATES = re.compile(
    r"[(\[]?\s*(?P<latitude>-?\d{1,2}[.,]\d+)\s*(?:[,;/|]\s*|\s)(?P<longitude>-?\d{1,3}[.,]\d+)\s*[)\]]?"
)
_ITEM = re.compile(r"\s*[,;|•\n]\s*|\s+[-–]\s+")
_LABEL = re.compile(r"^[^:]{2,40}:\s*")

TakePart = Callable[[str], str | None]


def _brand(text: str) -> str | None:
    parts = split_make(text)
    return parts[0] if parts else None


def _model(text: str) -> str | None:
    """What follows the make; the whole text when it begins with none, since it names the model all the same."""
    parts = split_make(text)
    return (parts[1] or None) if parts else text


def _postcode(text: str) -> str | None:
    place = _PLACE.search(text) or _CITY_FIRST.fullmatch(text) or _POSTCODE_ALONE.fullmatch(text)
    return place["postcode"].replace(" ", "") if place else None


def _city(text: str) -> str | None:
    """What stands beside the postcode; a known town that stands alone."""
    place = _PLACE.search(text) or _CITY_FIRST.fullmatch(text)
    if place is None:
        return text if plain(text) in place_names() else None
    return place["city"].strip(EDGE)


def _color(text: str) -> str | None:
    return split_paint(text)[0] or None


def _paint(text: str) -> str | None:
    return split_paint(text)[1] or None


def _gears(text: str) -> str | None:
    found = _counted("gears").search(plain(text))
    return next((number for number in found.groups() if number), None) if found else None


def _doors(text: str) -> str | None:
    found = _counted("doors").search(plain(text))
    return next((number for number in found.groups() if number), None) if found else None


def _body(text: str) -> str | None:
    """The body beside a number of doors; a tailgate makes a hatchback."""
    body = _choice("bodyType", text)
    return body or ("hatchback" if _HATCH.search(text) else None)


def _coordinate(name: str) -> TakePart:
    """Takes one of two coordinates; with six decimals, for three could be thousands."""

    def take(text: str) -> str | None:
        found = _COORDINATES.fullmatch(text)
        return f"{float(found[name].replace(',', '.')):.6f}" if found else None

    return take


@cache
def _counted(field: str) -> re.Pattern[str]:
    """A number before one of the words that say what is counted, or in a gearbox's name (`BVM6`)."""
    names = "|".join(sorted(map(re.escape, words().counted[field]), key=len, reverse=True))
    named = r"|\b(?:bvm|bva|bvr|eat|dsg|dct|etg|bmp)\s?(\d{1,2})\b" if field == "gears" else ""
    return re.compile(rf"\b(\d{{1,2}})\s?(?:{names})\b{named}")


def _choice(field: str, text: str) -> str | None:
    """The only item of a cell that is a value of the choice: `Berline, Diesel, Boîte automatique`."""
    if meaning(field, text):
        return text
    items = [_LABEL.sub("", item) for item in _ITEM.split(text)]
    found = {meaning(field, item): item for item in items if meaning(field, item)}
    return next(iter(found.values())) if len(found) == 1 else None


def _choice_part(field: str) -> TakePart:
    """Takes the value of a choice; a cell of one item is taken whole, so that a word that is not known is a problem."""

    def take(text: str) -> str | None:
        return _choice(field, text) or (None if _ITEM.search(text) else text)

    return take


# Parts whose absence is said: without them the row may not be what the dealer meant.
SAID_WHEN_MISSING: Final = frozenset({"brand", "postalCode"})

PARTS: Final[Mapping[str, TakePart]] = {
    "brand": _brand,
    "model": _model,
    "postalCode": _postcode,
    "city": _city,
    "latitude": _coordinate("latitude"),
    "longitude": _coordinate("longitude"),
    "color": _color,
    "paintType": _paint,
    "gears": _gears,
    "doors": _doors,
    "bodyType": _body,
    **{field: _choice_part(field) for field in ("transmission", "fuelType", "driveType", "condition", "vehicleType")},
}
