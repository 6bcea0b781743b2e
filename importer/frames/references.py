"""The external reference of each row by the mapping's rule: one column, several joined, or a hash of the car itself.

What a reference is made of must not change while the car is for sale: a new reference is a new listing. It does not
know whether a reference stands twice (intake/repeats.py).
"""

import base64
import re
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from importer.contract import REFERENCE_MAX_LENGTH
from importer.frames.coded import UNREADABLE, Coded, Value, combined
from importer.frames.filling import as_text
from importer.vocabulary.spelling import plain

# What stays the same about a car from its first day in stock to its last; price, texts and photographs do not. A change
# to this list, or to how it is hashed, gives every car another reference.
CAR_FIELDS: Final = (
    "brand",
    "model",
    "variant",
    "firstRegistration",
    "year",
    "powerKw",
    "fuelType",
    "transmission",
    "bodyType",
    "engine",
    "color",
)
HASH_LENGTH: Final = 16
_UNSAFE = re.compile(r"[^A-Za-z0-9._~]+")


def joined_reference(*values: Value) -> Value:
    """The texts joined by "-" with only characters that are safe in an address, at most 64 long.

    A longer one ends in a hash of the whole, so that two that differ late stay two.
    """
    if UNREADABLE in values:
        return UNREADABLE
    parts = [as_text(value) for value in values]
    safe = "-".join(filter(None, map(_safe, parts)))
    if not safe:
        return None
    if len(safe) <= REFERENCE_MAX_LENGTH:
        return safe
    return f"{safe[: REFERENCE_MAX_LENGTH - HASH_LENGTH - 1].rstrip('-')}-{_hash(parts)}"


def car_references(columns: Mapping[str, Coded], rows: int) -> Coded:
    """A hash of what does not change about each car: its VIN alone when it has one, else CAR_FIELDS.

    Two that stand in for what is missing: the title for the model; and the mileage for the month of first registration,
    the variant or the engine, because without these most cars of a stock would be one. None when nothing is known.
    """
    blank = Coded.constant(None, rows)
    names = ("vin", "title", "mileage", *CAR_FIELDS)

    def reference(*values: Value) -> str | None:
        return _car_reference(dict(zip(names, values, strict=True)))

    return combined([columns.get(name, blank) for name in names], reference)


def _car_reference(car: dict[str, Value]) -> str | None:
    if vin := as_text(car["vin"]):
        return f"auto-{_hash(['vin', vin])}"
    parts = [_folded(car[name]) for name in CAR_FIELDS]
    if car["model"] is None:
        parts.append(_folded(car["title"]))
    if not any(parts):
        return None
    if car["firstRegistration"] is None or (car["variant"] is None and car["engine"] is None):
        parts.append(as_text(car["mileage"]))
    return f"auto-{_hash(parts)}"


def _folded(value: Value) -> str:
    """A value in the one form that survives another way of writing it: case, accents, punctuation."""
    text = as_text(value)
    return plain(text) or text.casefold()


def _safe(text: str) -> str:
    letters = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return _UNSAFE.sub("-", "".join(letters)).strip("-")


def _hash(parts: list[str]) -> str:
    digest = sha256("\x1f".join(parts).encode()).digest()
    return base64.b32encode(digest)[:HASH_LENGTH].decode("ascii").lower()
