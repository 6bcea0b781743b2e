"""Columns that say the unit of the column beside them: `mileage.unit` with `MI` below it, `Power unit` with `PS`.

It gives the unit to the heading of that column, as if it stood there; it judges no cells of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from importer.contract import BY_NAME
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.headings.one_heading import read_heading
from importer.records import MappedColumn
from importer.vocabulary.headings import NOT_A_FIELD, words_of
from importer.vocabulary.particles import particles
from importer.vocabulary.units import Unit, unit_named

_MEASURED: Final = ("mileage", "powerKw", "fuelConsumption", "weight")
_LETTERS: Final[Mapping[str, str]] = {"k": "km", "m": "mi"}  # of an odometer, as registers write them
_UNIT: Final = f"{NOT_A_FIELD}unit"


def with_units(columns: Mapping[int, Column]) -> dict[int, Column]:
    """The columns, where each that a unit column speaks of has its unit, unless its own heading names one."""
    told = {field: next(iter(units)) for field, units in _told(columns) if len(units) == 1}
    return {at: _with_unit(column, told) if told else column for at, column in columns.items()}


def without_mixed_units(mapped: list[MappedColumn], columns: Mapping[int, Column]) -> list[MappedColumn]:
    """The columns, where one whose unit changes from row to row feeds nothing: its numbers are not of one measure.

    A person who gives the unit has said what they are.
    """
    mixed = {field for field, units in _told(columns) if len(units) > 1}
    return [_left_out(column) if mixed.intersection(_not_given(column)) else column for column in mapped]


def _not_given(column: MappedColumn) -> Iterator[str]:
    return (target.field for target in column.targets if target.unit is None)


def _told(columns: Mapping[int, Column]) -> Iterator[tuple[str, frozenset[str]]]:
    """Each measured field that a unit column speaks of, and the units in it."""
    for column in columns.values():
        if column.is_empty or not any(meaning.meaning == _UNIT for meaning in column.meanings):
            continue
        own = _named(column.survey.heading)
        for field in _MEASURED:
            units = {_unit(text, field) for text in column.content.texts}
            if None not in units and (not own or field in own):
                yield field, frozenset(unit.name for unit in units if unit is not None)


def _unit(text: str, field: str) -> Unit | None:
    letter = _LETTERS.get(text.casefold()) if field == "mileage" else None
    return unit_named(letter or text, BY_NAME[field].unit)


def _named(heading: str) -> set[str]:
    """The fields that the rest of a unit column's heading means: `mileage` of `mileage.unit`."""
    rest = " ".join(word for word in words_of(heading) if word not in particles().unit_words)
    return {meaning.meaning for meaning in read_heading(rest)} if rest else set()


def _with_unit(column: Column, told: Mapping[str, str]) -> Column:
    meanings = tuple(
        replace(meaning, unit=told[meaning.meaning]) if meaning.unit is None and meaning.meaning in told else meaning
        for meaning in column.meanings
    )
    return replace(column, meanings=meanings)


def _left_out(column: MappedColumn) -> MappedColumn:
    guess = column.fields[0]
    return replace(
        column, targets=(), confidence=0.0, reason="reason_mixed_units", params={"guess": guess}, guess=guess
    )
