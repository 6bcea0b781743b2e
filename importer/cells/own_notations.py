"""Numbers that people write in a way of their own: `First`, `1ère main`, `Fourth & Above`, `2e`, `4/5` doors.

What a ratio or a part of a year is worth stands in ratios.py and parts_of_year.py.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from importer.cells.measures import is_filler
from importer.cells.numbers import Number
from importer.cells.parts_of_year import year_in
from importer.cells.ratios import litres_by_ratio
from importer.cells.readings import Reading
from importer.contract import Field
from importer.problems import Code
from importer.vocabulary.spelling import plain
from importer.vocabulary.words import words

HAVE_THEIR_OWN: Final = frozenset({"doors", "seats", "previousOwners", "warrantyMonths", "year", "fuelConsumption"})
"""The fields of such numbers."""

_EITHER_OF_TWO = re.compile(r"(\d)\s*[/-]\s*(\d)")
_FOUND: Final[Mapping[str, Callable[[str], Number | None]]] = {"fuelConsumption": litres_by_ratio, "year": year_in}


def in_own_notation(field: Field, text: str) -> Reading | None:
    """What has a notation of its own: `First`, `1ère main`, `Fourth & Above`, `1 op 18`, `Q2 2020`; doors as `4/5`.

    Of two numbers of doors the higher one counts the hatch.
    """
    if field.name in _FOUND:
        found = _FOUND[field.name](text)
        return None if found is None else Reading(value=found)
    if field.name in {"doors", "seats"}:
        pair = _EITHER_OF_TWO.search(text)
        if pair and int(pair[2]) == int(pair[1]) + 1 and is_filler(field, text[: pair.start()]):
            return Reading(value=int(pair[2]))
        in_words = words().ordinals.get(plain(text)) if text.isalpha() else None
        return Reading(value=in_words) if in_words else None
    if field.name == "warrantyMonths":
        return Reading(value=0) if words().truths.get(plain(text)) is False else None
    if field.name != "previousOwners":
        return None
    return _owners(plain(text), text.rstrip().endswith("+"))


def _owners(text: str, open_ended: bool) -> Reading | None:
    if text in {"geen", "aucun", "keine", "none", "no"}:
        return Reading(value=0)
    for ending in words().at_least:
        if text.endswith(f" {ending}"):
            text, open_ended = text.removesuffix(ending).strip(), True
    ordinal, _, rest = text.removeprefix("aus ").partition(" ")
    number = words().ordinals.get(ordinal) or (int(ordinal) if ordinal.isdigit() else None)
    known = words().counted["previousOwners"]
    if number is None or (rest and rest not in known):
        return None
    return (
        Reading(value=number, code=Code.AT_LEAST, params={"number": str(number)})
        if open_ended
        else Reading(value=number)
    )
