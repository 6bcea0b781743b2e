"""The units of `units.toml`: their words, and what one of each is in the unit that the contract sends.

It does not know cells or fields.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import tomli

from importer.vocabulary.spelling import unaccented

_LISTS: Final = ("words", "shown", "multiples")
_NOTHING = re.compile(r"[\s.\u00a0\u202f_'’-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit: `of` is the contract's unit of the quantity, `factor` None when there is no sure conversion.

    `words` are as they are written; `shown` are those that a person is told of, when there is more than the name.
    Below `fiscal_below` a number in this unit is fiscal horsepower. `multiples` are the words that name a factor alone.
    """

    name: str
    of: str
    words: tuple[str, ...]
    factor: float | None = None
    inverse: bool = False
    fiscal_below: int = 0
    shown: tuple[str, ...] = ()
    multiples: tuple[str, ...] = ()

    @property
    def shown_as(self) -> tuple[str, ...]:
        """The words that a person is told of."""
        return self.shown or (self.name,)

    def converted(self, number: float) -> float | None:
        """The number in the contract's unit, or None when it cannot be had."""
        if self.factor is None or (self.inverse and not number) or 0 < number < self.fiscal_below:
            return None
        if self.factor == 1:
            return number
        return self.factor / number if self.inverse else number * self.factor


@lru_cache(maxsize=65_536)  # the ends of every heading are looked at, in many ways
def compact(word: str) -> str:
    """The form in which unit words are compared: `L / 100 km` → `l/100km`."""
    return _NOTHING.sub("", unaccented(word.casefold()))


@cache
def units() -> tuple[Unit, ...]:
    """Every unit, in the file's order."""
    raw = tomli.loads(files(__package__).joinpath("units.toml").read_text(encoding="utf-8"))
    return tuple(Unit(**{**entry, **{name: tuple(entry.get(name, ())) for name in _LISTS}}) for entry in raw["unit"])


@cache
def units_of(of: str) -> Mapping[str, Unit]:
    """The units of one quantity by their names and words in compact form."""
    return {compact(word): unit for unit in units() if unit.of == of for word in (unit.name, *unit.words)}


def unit_named(word: str, of: str | None) -> Unit | None:
    """The unit of the quantity that the word names (`pk` → hp), or None."""
    return units_of(of).get(compact(word)) if of else None


def names_no_unit(word: str, of: str | None) -> bool:
    """Whether a word among those of the quantity's units names a factor alone: `k`."""
    unit = unit_named(word, of)
    return unit is not None and compact(word) in map(compact, unit.multiples)
