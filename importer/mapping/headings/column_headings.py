"""The headings of a whole table → what each may mean: one that says nothing as a whole is read by its parts.

It knows no cells.
"""

from typing import Final

from importer.mapping.headings.enumerated_headings import without_enumeration
from importer.mapping.headings.group_headings import below_groups, without_titles
from importer.mapping.headings.heading_meanings import Meanings
from importer.mapping.headings.one_heading import read_heading
from importer.mapping.headings.shared_parts import without_shared_parts
from importer.records import RawTable
from importer.vocabulary.headings import NOT_A_FIELD

_TWO_ROWS: Final = 2
_KINDS: Final = frozenset({"bodyType", NOT_A_FIELD + "vehicle_kind"})
"""What a `Voertuig` `Type` may be as one name."""


def read_headings(table: RawTable) -> list[Meanings]:
    """What each heading of the table may mean, in their order."""
    bare = without_enumeration(table.headings)
    short = without_shared_parts(table.headings)
    levels = without_titles(table.heading_levels or [()] * len(table.headings))
    return [
        _named_so(bare.get(heading)) or _in_one(heading, texts) or _below(texts) or _named_so(short.get(heading))
        for heading, texts in zip(table.headings, levels, strict=True)
    ]


def _in_one(heading: str, texts: tuple[str, ...]) -> Meanings:
    """What a heading means as a whole; a `Type` in the row below `Fahrzeug` is one of the car, or its kind."""
    whole = read_heading(heading)
    kinds = _KINDS.issuperset(meaning.meaning for meaning in whole)
    if not whole or not kinds or len(texts) < _TWO_ROWS:
        return whole
    return *whole, *(each for each in below_groups(texts) if each.meaning == "bareType")


def _below(texts: tuple[str, ...]) -> Meanings:
    return read_heading(" ".join(texts)) or below_groups(texts) if texts else ()


def _named_so(name: str | None) -> Meanings:
    return read_heading(name) if name else ()
