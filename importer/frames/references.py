"""The external reference of each row by the mapping's rule: one column, several joined, or a hash of the car itself.

What a reference is made of must not change while the car is for sale: a new reference is a new listing. It does not
know whether a reference stands twice (repeats.py).
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

# What stays the same about a car from its first day in stock to its last; its mileage, price, texts and photographs do
# not. The title stands in for a model that no column gives. A change to this list gives every car another reference.
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

    None for a car of which nothing is known but a VIN that cannot be read.
    """
    blank = Coded.constant(None, rows)
    return combined([columns.get(name, blank) for name in ("vin", "title", *CAR_FIELDS)], _car_reference)


def _car_reference(vin: Value, title: Value, brand: Value, model: Value, *others: Value) -> str | None:
    if as_text(vin):
        return f"auto-{_hash(['vin', as_text(vin)])}"
    parts = [_folded(value) for value in (brand, title if model is None else model, *others)]
    return f"auto-{_hash(parts)}" if any(parts) else None


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
