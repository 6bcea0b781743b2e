"""Number cells: counts and measures, with the unit that the cell or the column names, in the contract's unit.

`331 kW (450 PK)` is 331, `245 PS` is 180 kW, `75'000 km` is 75000, `2 jaar` is 24 months, `1e eigenaar` is 1. It does
not know money (money.py) or how a column's decimal mark is decided (notations.py).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from math import isfinite
from typing import Final

from importer.cells.numbers import NUMERAL, Number, mark_of, number_at, numeral_values, shape_of
from importer.cells.parts_of_year import year_in
from importer.cells.ratios import litres_by_ratio
from importer.cells.readings import Cell, Reader, Reading, trouble
from importer.contract import BY_NAME, Field, Kind
from importer.problems import Code
from importer.vocabulary.plausible import plausible
from importer.vocabulary.spelling import plain, unaccented
from importer.vocabulary.units import Unit, compact, unit_named, units_of
from importer.vocabulary.words import words

_OWN_NOTATIONS: Final = frozenset({"doors", "seats", "previousOwners", "warrantyMonths", "year", "fuelConsumption"})
# The contract's units of what is measured, not counted: a fraction of these is rounded away in a whole number.
_MEASURED: Final = frozenset({"km", "kg", "g/km"})
_LEAST_ROUNDED: Final = 100

_ALONE = re.compile(rf"(?P<before>\D*?)(?P<numeral>{NUMERAL})(?P<after>\D*)")
_EITHER_OF_TWO = re.compile(r"(\d)\s*[/-]\s*(\d)")
_TWO_POWERS = re.compile(r"(\d{2,4})\s*(?:/\s*(\d{2,4})|\(\s*(\d{2,4})\s*\))")
_KW_OF_A_HORSEPOWER: Final = 0.7355
_PLURAL: Final = re.compile(r"(?<=[^\W\d_])\((?:s|n|e|en|es)\)")
_AT_A_SPEED = re.compile(
    r"\s*(?:@|\bat|\bbei|\bbij|\bà)\s*[\d.,'\s-]+(?:rpm|tpm|/min|u/min|tr/min|min-1)\b.*$", re.IGNORECASE
)
_WITH_AGE_MARK = re.compile(r"(?<=\d{4})\s*\(\d\d(?:\s+(?:reg|plate))?\)\s*$", re.IGNORECASE)  # of a British plate
_IDLE_TAILS: Final = {"powerKw": _AT_A_SPEED, "year": _WITH_AGE_MARK}
_FOUND: Final[Mapping[str, Callable[[str], Number | None]]] = {"fuelConsumption": litres_by_ratio, "year": year_in}
_BOUNDS: Final = frozenset("<>≤≥")
_FILLER = re.compile(r"[\s().,;:/|~±=*-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Where a numeral stands in texts of one shape, with the unit behind it, None for a bare one.

    `mark` is its decimal mark, once that is known.
    """

    start: int
    end: int
    unit: Unit | None = None
    mark: str | None = None

    def numeral(self, text: str) -> str:
        """The numeral of a text of the shape."""
        return text[self.start : self.end]


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
    if field.unit in _MEASURED and number >= _LEAST_ROUNDED:
        return Reading(value=round(number))
    return trouble(Code.NOT_AN_INTEGER)


def _no_conversion(field: Field, number: Number, unit: Unit) -> Reading:
    if unit.of == "kW":
        return trouble(Code.FISCAL_POWER)
    return trouble(Code.UNIT_UNCLEAR, number=f"{number:g}", unit=unit.name, accepted=field.unit or "")


def _read_text(field: Field, text: str, decimal: str | None, bare_unit: Unit | None) -> Reading:
    if text[:1] in _BOUNDS and not (text[0] == "<" and field.name == "mileage"):  # `< 100 km` promises nothing better
        return trouble(Code.NOT_A_NUMBER)
    counted = _in_own_notation(field, text) if field.name in _OWN_NOTATIONS else None
    if counted is not None:
        return counted
    simple = folded(text)
    kilowatts = _kilowatts_beside_horsepower(simple) if field.name == "powerKw" else None
    if kilowatts is not None:
        return Reading(value=kilowatts)
    measure = _decided(field.name, shape_of(simple), decimal)
    if isinstance(measure, Code):
        return _ambiguous(field, simple) if measure is Code.AMBIGUOUS_NUMBER else trouble(measure)
    numeral, unit = measure.numeral(simple), measure.unit or bare_unit
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


def folded(text: str) -> str:
    """The form in which units are looked for: lower case, no accents, `place(s)` as `place`."""
    return unaccented((_PLURAL.sub("", text) if "(" in text else text).casefold())


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


@lru_cache(maxsize=16_384)
def measure_in(field: str, shape: str) -> Measure | None:
    """Where the numeral of a field stands in folded texts of a shape (numbers.shape_of), and its unit.

    Of several (`331 kW (450 PK)`) it is the one in the contract's own unit.
    """
    contract = BY_NAME[field]
    if contract.unit and units_of(contract.unit):
        pattern = _pattern_of(contract.unit)
        measures = [_measure(found, contract.unit) for found in pattern.finditer(shape)]
        if measures:
            return _best(measures) if _is_filler(contract, pattern.sub(" ", shape)) else None
    bare = _ALONE.fullmatch(shape)
    if bare is None or not _is_filler(contract, bare["before"]) or not _is_counted(contract, bare["after"]):
        return None
    return Measure(start=bare.start("numeral"), end=bare.end("numeral"))


def _measure(found: re.Match[str], of: str) -> Measure:
    unit = _units_by_shape(of)[compact(found["unit"])]
    return Measure(start=found.start("numeral"), end=found.end("numeral"), unit=unit)


@cache
def _units_by_shape(of: str) -> Mapping[str, Unit]:
    """The unit words as they stand in shapes: `l/100km` as `l/900km`."""
    return {shape_of(word): unit for word, unit in units_of(of).items()}


@cache
def _pattern_of(of: str) -> re.Pattern[str]:
    """A numeral and one of the quantity's unit words, with blanks and full stops anywhere in the word."""
    longest_first = sorted(_units_by_shape(of), key=len, reverse=True)
    spelled = "|".join(r"[\s.'-]*".join(map(re.escape, word)) for word in longest_first)
    return re.compile(rf"(?P<numeral>{NUMERAL})\s*(?P<unit>{spelled})(?![a-z0-9]|/(?!\d))")


def _best(measures: list[Measure]) -> Measure | None:
    """The only one in the contract's own unit, or else the first that can be converted."""
    own = [measure for measure in measures if measure.unit is not None and measure.unit.factor == 1]
    if len(own) > 1:
        return None
    sure = own or [measure for measure in measures if measure.unit is not None and measure.unit.factor]
    return (sure or measures)[0]


def _is_filler(field: Field, text: str) -> bool:
    """Whether what stands round a number says nothing: punctuation, the field's name, `ca.`, `(gemengd)`."""
    if _FILLER.fullmatch(text):
        return True
    labels = words().labels.get(field.name, frozenset())
    return all(part in labels or labels.issuperset(part.split()) for part in _plain_parts(text))


def _plain_parts(text: str) -> list[str]:
    return [part for part in (plain(part) for part in re.split(r"[():;,/|]", text)) if part]


def _is_counted(field: Field, text: str) -> bool:
    return _FILLER.fullmatch(text) is not None or plain(text) in words().counted.get(field.name, ())


def _in_own_notation(field: Field, text: str) -> Reading | None:
    """What has a notation of its own: `First`, `1ère main`, `Fourth & Above`, `1 op 18`, `Q2 2020`; doors as `4/5`.

    Of two numbers of doors the higher one counts the hatch.
    """
    if field.name in _FOUND:
        found = _FOUND[field.name](text)
        return None if found is None else Reading(value=found)
    if field.name in {"doors", "seats"}:
        pair = _EITHER_OF_TWO.search(text)
        if pair and int(pair[2]) == int(pair[1]) + 1 and _is_filler(field, text[: pair.start()]):
            return as_number(field, int(pair[2]), None)
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
