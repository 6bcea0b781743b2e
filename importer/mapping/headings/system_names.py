"""Names as a system writes them: `VEHICLES_Price_Asking`, `listing/vehicle/fuelType/formatted`, `data[price]`.

It takes off the words that hold a vehicle or give the form of a value, and no others: `dealer.name` stays as it is. It
does not know what a name means.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from importer.mapping.headings.heading_meanings import NUMBERS_OF_ANYTHING
from importer.vocabulary.headings import key_of, parted_by_case
from importer.vocabulary.particles import particles

FROM_A_SYSTEM: Final = 0.86
"""How surely such a name is that of a field: less than one that stands alone."""
NOT_OF_A_SYSTEM: Final = NUMBERS_OF_ANYTHING | {
    *("externalReference", "status", "bareType", "bareDate", "remark", "whereabouts"),
}
"""What a name behind those of a system may well be of the system itself: `data.id`, `item.type`, `ad.date`."""
_MARKS: Final = re.compile(r"[\s./\\_:>\[\]|\u00bb\u2192-]+")
_OF_A_PATH: Final = re.compile(r"\s*(?:[./\\:>\[\]|\u00bb\u2192]|__)+\s*")
_SUBSCRIPT: Final = re.compile(r"^\s*(\w+)\[([^\W\d][\w-]*)\]")
_MOST_WORDS: Final = 10
_FEWEST_PARTS: Final = 2


def without_subscript(heading: str) -> str:
    """`data[price]` → `data.price`; `power[kW]` stays, for its brackets hold a unit."""
    found = _SUBSCRIPT.match(heading)
    if found is None or key_of(found[1]) not in particles().containers:
        return heading
    return f"{found[1]}.{found[2]}{heading[found.end() :]}"


def bare_names(heading: str) -> Iterator[str]:
    """The heading with ever more of a system's words off both ends; none for words between blanks."""
    words = [] if _are_plain_words(heading) else _words(heading)
    if len(words) > _MOST_WORDS:
        return
    keys = [key_of(word) for word in words]
    lead, tail = _leading(keys), _ending(keys)
    strips = ((first, last) for first in range(lead + 1) for last in range(tail + 1) if first + last < len(words))
    for first, last in sorted(strips, key=sum):
        rest = keys[first : len(keys) - last]
        if "".join(rest) != key_of(heading) and _leading(rest) < len(rest):
            yield " ".join(words[first : len(words) - last])


def last_name(heading: str) -> str:
    """`vehicle.fuelCategory` → `fuelCategory`: the name behind those of what holds the vehicle; else the heading."""
    parts = [part for part in _OF_A_PATH.split(heading) if part]
    holders = particles().containers
    if len(parts) < _FEWEST_PARTS or not holders.issuperset(
        key_of(word) for part in parts[:-1] for word in _words(part)
    ):
        return heading
    return parts[-1]


def in_dots(heading: str) -> str | None:
    """`Voertuig > Carrosserie > Kleur` → `Carrosserie.Kleur`; None when nothing of a system stands before a path."""
    parts = [part for part in _OF_A_PATH.split(heading) if part]
    known = particles()
    lead = _leading([key_of(word) for part in parts for word in _MARKS.split(part)]) if len(parts) > 1 else 0
    tail = len(parts) - (len(parts) > 1 and key_of(parts[-1]) in known.forms)
    rest = parts[lead:tail]
    return ".".join(rest) if len(rest) > 1 and len(rest) < len(parts) else None


def _are_plain_words(heading: str) -> bool:
    """Whether nothing but blanks parts the words, as people write."""
    return " " in heading and _OF_A_PATH.search(heading) is None and "_" not in heading


def _words(heading: str) -> list[str]:
    """The words as they are written; one that repeats the word before it (`fuel.fuelType`) says nothing."""
    words = (word for part in _MARKS.split(heading) for word in parted_by_case(part).split())
    return [next(same) for key, same in groupby(words, key_of) if key]


def _leading(keys: Sequence[str]) -> int:
    """How many of the words, from the first on, are those of what holds a vehicle; behind one, figures count vehicles.

    A stock is one where a vehicle of it follows: `stock.vehicle.price`, but not `stock_price`.
    """
    known = particles()
    for at, key in enumerate(keys):
        behind = keys[at + 1] if at + 1 < len(keys) else ""
        holds = key in known.containers or (key in known.stocks and behind in known.containers)
        if not holds and not (at > 0 and key.isdecimal()):
            return at
    return len(keys)


def _ending(keys: Sequence[str]) -> int:
    """How many of the words, from the last on, tell the form of a value; before one, figures count."""
    forms = particles().forms
    behind = enumerate(reversed(keys))
    return next((at for at, key in behind if key not in forms and not (at > 0 and key.isdecimal())), len(keys))
