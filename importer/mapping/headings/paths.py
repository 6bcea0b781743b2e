"""What may be named at the end of a path of a system's names (`vehicle.engine.powerKw`), by the names before it.

It knows words alone: neither how the last name is understood (headings.py) nor what stands in the column.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from importer.mapping.headings.heading_meanings import NUMBERS_OF_ANYTHING, PLACES, Meanings
from importer.vocabulary.headings import NOT_A_FIELD, words_of
from importer.vocabulary.particles import particles

NOT_OF_A_PATH: Final = frozenset(
    {"title", "description", "externalReference", "status", "bareType", "bareDate", "remark"} | NUMBERS_OF_ANYTHING
)
"""What below a part of a record may well be of that part: `engine.type`, `seller.id`."""
NOT_OF_AN_ENGINE: Final = frozenset(
    {"brand", "mileage", "model", "variant", "year", "condition", "weight", "color", "price", "city"}
)
_PRICES: Final = frozenset({"pricing", "prices", "price", "prix", "prijs", "preis"})
_NOT_OF_A_PRICE: Final = frozenset({"registrationMonth", "registrationYear", "year", "firstRegistration", "mileage"})
_ENGINES: Final = frozenset({"engine", "motor", "moteur"})
_AMOUNTS: Final = frozenset(
    {"amount", "value", "bedrag", "betrag", "montant", "prijs", "prijzen", "price", "prices", "prix", "preis", "preise"}
)
_PART: Final = re.compile(r"[./](?=[^./]*$)")
_FIRST_OF_A_LIST = re.compile(r"\[0\](?=\.)")


def below(parents: Sequence[str], found: Meanings) -> Meanings:
    """Those of the meanings that may stand below the names before them; none when one of these is not known."""
    if not found:
        return ()
    known, of = particles(), {word for parent in parents for word in words_of(parent)}
    rest = of - known.context - known.parents - known.containers
    narrow = [known.narrow_parents[word] for word in rest if word in known.narrow_parents]
    rest -= known.narrow_parents.keys()
    if not of or rest - known.place:
        return ()
    if rest:
        return tuple(meaning for meaning in found if meaning.meaning in PLACES)
    refused = NOT_OF_A_PATH | (NOT_OF_AN_ENGINE if of & _ENGINES else frozenset())
    refused |= _NOT_OF_A_PRICE if of & _PRICES else frozenset()
    return tuple(
        meaning
        for meaning in found
        if meaning.meaning not in refused and all(_is_among(fields, meaning.meaning) for fields in narrow)
    )


def _is_among(fields: frozenset[str], name: str) -> bool:
    return name in fields or name.startswith(NOT_A_FIELD)


def of_the_first(heading: str) -> str | None:
    """`prices[0].currency` → `prices.currency`; None for a heading without the first of a list in its path."""
    name = _FIRST_OF_A_LIST.sub("", heading)
    return None if name == heading else name


def names_of_an_amount(heading: str) -> Iterator[tuple[str, str | None]]:
    """`totalPrice.amountGBP` → `totalPrice` and `gbp`: what an amount at the end of a path is of, and its currency.

    The nearest name comes first; none for a heading that is no path.
    """
    currency: str | None = None
    while (part := _PART.search(heading)) is not None:
        words = words_of(heading[part.end() :])
        if not words or not _AMOUNTS.union(particles().money).issuperset(words):
            return
        heading, currency = heading[: part.start()], currency or _currency_among(words)
        yield heading, currency


def _currency_among(words: Sequence[str]) -> str | None:
    return next((word for word in words if word in particles().money), None)
