"""What no cell says and the row tells all the same: currency, place, title, templates, reference.

Each gives its columns and the doubts that it leaves. It does not know cells or checks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from importer.frames.coded import UNREADABLE, Coded, Value, combined, first_given
from importer.frames.conditions import CONDITION, condition_conflict
from importer.frames.filling import filled, made_from
from importer.frames.places import FIELDS_OF_DOUBTS, Location, located
from importer.frames.references import car_references, joined_reference
from importer.frames.sources import FieldSource
from importer.problems import Code
from importer.records import TableMapping

REFERENCE: Final = "externalReference"
_OF_BURNING: Final = ("co2Emission", "fuelConsumption")
_BURNT: Final = frozenset({"petrol", "diesel", "lpg", "cng", "hybrid"})
TITLE_TEMPLATE: Final = "{brand} {model} {variant}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A problem of `field` in some rows: `params` is None where there is none."""

    code: Code
    field: str
    params: Coded


def completed(
    columns: Mapping[str, Coded], sources: Mapping[str, Sequence[FieldSource]], mapping: TableMapping, rows: int
) -> tuple[dict[str, Coded], list[Doubt]]:
    """`columns` with what follows from them, and what is to be said of it."""
    full, doubts = dict(columns), list[Doubt]()
    blank = Coded.constant(None, rows)
    if "price" in sources:
        doubts += _complete_currency(full, sources["price"])
    doubts += [doubt for name in _OF_BURNING for doubt in _without_unknown(name, full)]
    doubts += _without_current(full)
    if CONDITION in sources:
        conflict = condition_conflict(sources[CONDITION])
        doubts.append(Doubt(code=Code.CONDITION_CONFLICT, field=CONDITION, params=conflict))
    if "postalCode" in full or "province" in full:
        doubts += _complete_place(full, mapping.language, rows)
    for name, template in mapping.templates.items():
        if full.get(name, blank).has_blanks():
            full[name] = filled(full.get(name, blank), made_from(template, full, rows))
    title = full.get("title", blank)
    if title.has_blanks():
        full["title"] = filled(title, made_from(TITLE_TEMPLATE, full, rows))
        doubts.append(Doubt(code=Code.TITLE_MADE, field="title", params=combined([title, full["title"]], _made_title)))
    if mapping.reference.auto and not mapping.reference.columns:
        full[REFERENCE] = car_references(full, rows)
    elif len(mapping.reference.columns) > 1:
        full[REFERENCE] = combined([source.coded for source in sources[REFERENCE]], joined_reference)
    return full, doubts


def _made_title(own: Value, title: Value) -> dict[str, str] | None:
    return {"title": title} if own is None and title is not None else None


def _without_unknown(name: str, full: dict[str, Coded]) -> list[Doubt]:
    """Takes away 0 g/km and 0 l/100 km from what burns something: they say that nobody knows."""
    if name not in full or "fuelType" not in full:
        return []

    def is_unknown(number: Value, fuel: Value) -> bool:
        return number == 0 and number is not UNREADABLE and fuel in _BURNT

    pair = [full[name], full["fuelType"]]
    said = combined(pair, lambda number, fuel: {} if is_unknown(number, fuel) else None)
    full[name] = combined(pair, lambda number, fuel: None if is_unknown(number, fuel) else number)
    return [Doubt(code=Code.ZERO_LEFT_BLANK, field=name, params=said)]


def _without_current(full: dict[str, Coded]) -> list[Doubt]:
    """Takes away what an electric car uses: the number is of kWh, and the field is of litres."""
    if "fuelConsumption" not in full or "fuelType" not in full:
        return []

    def is_current(number: Value, fuel: Value) -> bool:
        return fuel == "electric" and isinstance(number, (int, float)) and number > 0

    pair = [full["fuelConsumption"], full["fuelType"]]
    said = combined(pair, lambda number, fuel: {"number": f"{number:g}"} if is_current(number, fuel) else None)
    full["fuelConsumption"] = combined(pair, lambda number, fuel: None if is_current(number, fuel) else number)
    return [Doubt(code=Code.ELECTRIC_CONSUMPTION, field="fuelConsumption", params=said)]


def _complete_currency(full: dict[str, Coded], prices: Sequence[FieldSource]) -> list[Doubt]:
    """The currency that the price's own cell names, where no other column does."""
    written = first_given([price.readings.map(lambda reading: reading.currency) for price in prices])
    own = full.get("currency")
    if own is None:
        full["currency"] = written
        return []
    full["currency"] = filled(own, written)

    def conflict(written: Value, own: Value) -> dict[str, str] | None:
        if written is None or own is None or own is UNREADABLE or written == own:
            return None
        return {"written": written, "currency": own}

    return [Doubt(code=Code.CURRENCY_CONFLICT, field="price", params=combined([written, own], conflict))]


def _complete_place(full: dict[str, Coded], language: str | None, rows: int) -> list[Doubt]:
    columns, places = located(full, rows, language)
    full.update(columns)
    return [
        Doubt(code=code, field=field, params=places.map(partial(_params_of, code)))
        for code, field in FIELDS_OF_DOUBTS.items()
    ]


def _params_of(code: Code, place: Location) -> Mapping[str, str] | None:
    return place.params if place.doubt is code else None


def doubtful_rows(doubt: Doubt) -> list[tuple[int, Mapping[str, str]]]:
    """The positions that the doubt holds for, each with its parameters."""
    positions = np.flatnonzero(doubt.params.where(lambda params: params is not None)).tolist()
    return [(position, doubt.params.at(position)) for position in positions]
