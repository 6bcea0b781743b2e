"""Where a number stands in a text, with its unit: `331 kW (450 PK)`, `ca. 75'000 km`, `2 jaar`.

It knows the units of each field and what may stand round a number, not what the number is worth.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from importer.cells.numbers import NUMERAL, shape_of
from importer.contract import BY_NAME, Field
from importer.vocabulary.spelling import plain, unaccented
from importer.vocabulary.units import Unit, compact, units_of
from importer.vocabulary.words import words

_ALONE = re.compile(rf"(?P<before>\D*?)(?P<numeral>{NUMERAL})(?P<after>\D*)")
_PLURAL: Final = re.compile(r"(?<=[^\W\d_])\((?:s|n|e|en|es)\)")
_FILLER = re.compile(r"[\s().,;:/|~±=*-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Where a numeral stands in texts of one shape, with the unit behind it, None for a bare one.

    `mark` is its decimal mark, once that is known. Where the word names a factor alone, `is_multiple`: `45k`.
    """

    start: int
    end: int
    unit: Unit | None = None
    mark: str | None = None
    is_multiple: bool = False

    def unit_beside(self, bare: Unit | None) -> Unit | None:
        """The unit of the number in a column of which bare numbers are in `bare`."""
        unit = self.unit
        if not self.is_multiple or unit is None or bare is None or not bare.factor or not unit.factor:
            return unit or bare
        return unit if bare.factor >= unit.factor else replace(unit, factor=unit.factor * bare.factor)

    def numeral(self, text: str) -> str:
        """The numeral of a text of the shape."""
        return text[self.start : self.end]


def folded(text: str) -> str:
    """The form in which units are looked for: lower case, no accents, `place(s)` as `place`."""
    return unaccented((_PLURAL.sub("", text) if "(" in text else text).casefold())


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
            return _best(measures) if is_filler(contract, pattern.sub(" ", shape)) else None
    bare = _ALONE.fullmatch(shape)
    if bare is None or not is_filler(contract, bare["before"]) or not _is_counted(contract, bare["after"]):
        return None
    return Measure(start=bare.start("numeral"), end=bare.end("numeral"))


def _measure(found: re.Match[str], of: str) -> Measure:
    word = compact(found["unit"])
    unit = _units_by_shape(of)[word]
    is_multiple = word in map(shape_of, unit.multiples)
    return Measure(start=found.start("numeral"), end=found.end("numeral"), unit=unit, is_multiple=is_multiple)


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


def is_filler(field: Field, text: str) -> bool:
    """Whether what stands round a number says nothing: punctuation, the field's name, `ca.`, `(gemengd)`."""
    if _FILLER.fullmatch(text):
        return True
    labels = words().labels.get(field.name, frozenset())
    return all(part in labels or labels.issuperset(part.split()) for part in _plain_parts(text))


def _plain_parts(text: str) -> list[str]:
    return [part for part in (plain(part) for part in re.split(r"[():;,/|]", text)) if part]


def _is_counted(field: Field, text: str) -> bool:
    return _FILLER.fullmatch(text) is not None or plain(text) in words().counted.get(field.name, ())
