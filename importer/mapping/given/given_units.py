"""The unit that a person gives to a column, in brackets behind its field: `mileage [mi]`, `price [1000 EUR]`.

It judges the word alone: whether the field is measured in units, and whether this is one that converts surely. What a
cell names itself goes before it; that is for the readers of cells.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from importer.cells.notations import named_unit
from importer.contract import BY_NAME, FIELDS, Field, Kind
from importer.errors import SettingsError
from importer.records import Notation, Target
from importer.vocabulary.units import unit_named, units

_MONEY: Final = ("EUR", "USD", "GBP", "CHF", "1000 EUR")
_WITH_VOLUME: Final = "engine"
_VOLUMES: Final = "text"


def has_units(field: Field) -> bool:
    """Whether bare numbers of the field may be in one of several units, or currencies."""
    return field.kind is Kind.MONEY or field.name == _WITH_VOLUME or bool(_shown(field.unit))


def is_unit_of(field: Field, word: str) -> bool:
    """Whether the word is a unit of the field that converts surely; miles per some gallon do not."""
    if not has_units(field) or named_unit(field, word) == Notation():
        return False
    if field.kind is Kind.MONEY or field.name == _WITH_VOLUME:
        return True
    unit = unit_named(word, field.unit)
    return unit is not None and unit.factor is not None


def accepted_units(field: Field) -> tuple[str, ...]:
    """The units that a person is told of; more words of each are understood."""
    if field.kind is Kind.MONEY:
        return _MONEY
    return _shown(_VOLUMES if field.name == _WITH_VOLUME else field.unit)


def check_units(targets: Sequence[Target], *, where: str, **params: object) -> None:
    """SettingsError for a unit that its field cannot be in; its message is that of `where`: `map` or `profile`."""
    for target in targets:
        field = BY_NAME[target.field]
        if target.unit is None or (takes_unit(target) and is_unit_of(field, target.unit)):
            continue
        if not takes_unit(target):
            raise SettingsError(f"{where}_field_without_unit", field=field.name, accepted=_measured_fields(), **params)
        accepted = ", ".join(f"{field.name} [{unit}]" for unit in accepted_units(field))
        raise SettingsError(f"{where}_unit_unknown", field=field.name, unit=target.unit, accepted=accepted, **params)


def takes_unit(target: Target) -> bool:
    """Whether a target is a number that may be in one of several units."""
    return target.order_of is None and target.name is None and has_units(BY_NAME[target.field])


@cache
def _shown(of: str | None) -> tuple[str, ...]:
    return tuple(word for unit in units() if unit.of == of and unit.factor is not None for word in unit.shown_as)


@cache
def _measured_fields() -> str:
    return ", ".join(field.name for field in FIELDS if has_units(field))
