"""Number cells: counts and measures, with the unit that the cell or the column names, in the contract's unit.

`331 kW (450 PK)` is 331, `245 PS` is 180 kW, `75'000 km` is 75000. It does not know money (money.py), where in a text a
number stands (measures.py) or how a column's decimal mark is decided (notations/).
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from math import isfinite
from typing import Final

from importer.cells.measures import Measure, folded, measure_in
from importer.cells.numbers import Number, mark_of, number_at, numeral_values, shape_of
from importer.cells.own_notations import HAVE_THEIR_OWN, in_own_notation
from importer.cells.readings import Cell, Reader, Reading, trouble
from importer.contract import BY_NAME, Field, Kind
from importer.problems import Code
from importer.vocabulary.plausible import plausible
from importer.vocabulary.units import Unit, unit_named

# The contract's units of what is measured, not counted: a fraction of these is rounded away in a whole number.
# Of kilometres only thousands: `188.64` are 188640 that were taken for a number with decimals.
_LEAST_ROUNDED: Final[Mapping[str | None, int]] = {"km": 1000, "kg": 100, "g/km": 100}

_TWO_POWERS = re.compile(r"(\d{2,4})\s*(?:/\s*(\d{2,4})|\(\s*(\d{2,4})\s*\))")
_KW_OF_A_HORSEPOWER: Final = 0.7355
_AT_A_SPEED = re.compile(
    r"\s*(?:@|\bat|\bbei|\bbij|\bà)\s*[\d.,'\s-]+(?:rpm|tpm|/min|u/min|tr/min|min-1)\b.*$", re.IGNORECASE
)
_WITH_AGE_MARK = re.compile(r"(?<=\d{4})\s*\(\d\d(?:\s+(?:reg|plate))?\)\s*$", re.IGNORECASE)  # of a British plate
_IDLE_TAILS: Final = {"powerKw": _AT_A_SPEED, "year": _WITH_AGE_MARK}
_BOUNDS: Final = frozenset("<>≤≥")


def number_reader(field: Field, *, decimal: str | None, unit: str | None) -> Reader:
    """Reads counts and measures; `decimal` and `unit` are the column's (records.Notation)."""
    bare_unit = unit_named(unit, field.unit) if unit else None
    takes_as_it_stands = bare_unit is None and field.kind is Kind.INTEGER

    def read(cell: Cell) -> Reading:
        if takes_as_it_stands and isinstance(cell, float) and cell and cell.is_integer():
            return Reading(value=int(cell))  # as `as_number` does: nearly every number of a workbook
        if isinstance(cell, str):
            cell = _IDLE_TAILS[field.name].sub("", cell) if field.name in _IDLE_TAILS else cell
            if cell.isascii() and cell.isdigit():
                return as_number(field, int(cell), bare_unit)
            return _read_text(field, cell, decimal, bare_unit)
        if isinstance(cell, date):
            return trouble(Code.DAMAGED_DATE, text=cell.isoformat()[:10])
        if isinstance(cell, bool) or not isinstance(cell, (int, float)):
            return trouble(Code.NOT_A_NUMBER)
        return as_number(field, cell, bare_unit)

    return read


def as_number(field: Field, number: Number, unit: Unit | None) -> Reading:
    """A number in `unit` as the field takes it: whole where it must be, in the contract's unit."""
    if number == 0 and field.name in plausible().zero_is_unknown:
        return Reading(code=Code.ZERO_LEFT_BLANK)
    if unit is not None and unit.factor != 1:
        converted = unit.converted(number)
        if converted is None:
            return _no_conversion(field, number, unit)
        number = round(converted, 1) if field.unit == "l/100 km" else round(converted)
    elif isinstance(number, float):
        if not isfinite(number):
            return trouble(Code.NOT_A_NUMBER)
        number = round(number, 6)
    if field.kind is Kind.DECIMAL:
        return Reading(value=float(number))
    return _whole(field, number)


def _whole(field: Field, number: Number) -> Reading:
    if isinstance(number, int) or number.is_integer():
        return Reading(value=int(number))
    if field.unit in _LEAST_ROUNDED and number >= _LEAST_ROUNDED[field.unit]:
        return Reading(value=round(number))
    return trouble(Code.NOT_AN_INTEGER)


def _no_conversion(field: Field, number: Number, unit: Unit) -> Reading:
    if unit.of == "kW":
        return trouble(Code.FISCAL_POWER)
    return trouble(Code.UNIT_UNCLEAR, number=f"{number:g}", unit=unit.name, accepted=field.unit or "")


def _read_text(field: Field, text: str, decimal: str | None, bare_unit: Unit | None) -> Reading:
    if text[:1] in _BOUNDS and not (text[0] == "<" and field.name == "mileage"):  # `< 100 km` promises nothing better
        return trouble(Code.NOT_A_NUMBER)
    counted = in_own_notation(field, text) if field.name in HAVE_THEIR_OWN else None
    if counted is not None:
        return counted
    simple = folded(text)
    kilowatts = _kilowatts_beside_horsepower(simple) if field.name == "powerKw" else None
    if kilowatts is not None:
        return Reading(value=kilowatts)
    measure = _decided(field.name, shape_of(simple), decimal)
    if isinstance(measure, Code):
        return _ambiguous(field, simple) if measure is Code.AMBIGUOUS_NUMBER else trouble(measure)
    numeral, unit = measure.numeral(simple), measure.unit_beside(bare_unit)
    number = number_at(numeral, measure.mark)
    if not _is_plausible(field, number, unit) and _is_plausible_otherwise(field, numeral, number, unit):
        return _ambiguous(field, simple)
    return as_number(field, number, unit)


def _is_plausible(field: Field, number: Number, unit: Unit | None) -> bool:
    if field.kind is Kind.INTEGER and isinstance(number, float) and unit is None:
        return False
    converted = unit.converted(number) if unit else number
    return converted is not None and plausible().has(field.name, converted)


def _is_plausible_otherwise(field: Field, numeral: str, number: Number, unit: Unit | None) -> bool:
    """Whether the other decimal mark makes sense of a numeral of which the column's makes none: `5.400` by `4,2`."""
    others = {value for value in numeral_values(numeral).values() if value != number}
    return any(_is_plausible(field, other, unit) for other in others)


def _kilowatts_beside_horsepower(text: str) -> float | None:
    """`110/150`, `110 (150)`: the same power in kW and in metric hp, which needs no unit; None for any other pair."""
    pair = _TWO_POWERS.fullmatch(text)
    if pair is None:
        return None
    less, more = sorted((int(pair[1]), int(pair[2] or pair[3])))
    return float(less) if abs(more * _KW_OF_A_HORSEPOWER - less) <= 1 else None


@lru_cache(maxsize=16_384)
def _decided(field: str, shape: str, decimal: str | None) -> Measure | Code:
    """The measure of a shape with its decimal mark in a column whose mark is `decimal`."""
    measure = measure_in(field, shape)
    values = numeral_values(measure.numeral(shape)) if measure else {}
    if measure is None or not values:
        return Code.NOT_A_NUMBER
    mark = mark_of(values, decimal, whole=BY_NAME[field].kind is Kind.INTEGER)
    return Code.AMBIGUOUS_NUMBER if mark is None else replace(measure, mark=mark)


def _ambiguous(field: Field, text: str) -> Reading:
    measure = measure_in(field.name, shape_of(text))
    if measure is None:
        return trouble(Code.NOT_A_NUMBER)
    first, second = sorted(set(numeral_values(measure.numeral(text)).values()))
    return trouble(Code.AMBIGUOUS_NUMBER, first=f"{first:.12g}", second=f"{second:.12g}")
