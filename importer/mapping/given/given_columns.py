"""What a person or a profile says that columns mean; it stands above everything that is found.

It does not weigh candidates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, TypedDict

from importer.errors import SettingsError
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.unnamed_columns import mostly_answers, option_name
from importer.mapping.given.column_names import find_column, some_headings
from importer.mapping.given.given_units import check_units
from importer.mapping.given.profiles import Profile
from importer.mapping.given.targets import closest_fields, targets_of
from importer.mapping.side_by_side.assignment import claim_of
from importer.records import MappedColumn, RawTable, Target


class _Reason(TypedDict):
    reason: str
    params: Mapping[str, str]


_SHARED: Final = frozenset({"features", "images", "conditionTags"})
_LEAST_FIT: Final = 0.8


def by_profile(profile: Profile, columns: Mapping[int, Column]) -> dict[int, MappedColumn]:
    """The columns that a profile speaks of; a built-in one is believed where the content agrees."""
    fixed: dict[int, MappedColumn] = {}
    for at, column in columns.items():
        targets = profile.targets_at(at, column.survey.heading)
        if targets is None:
            continue
        noted = tuple(_noted(target, column, profile.separator_of(column.survey.heading)) for target in targets)
        if profile.is_checked and not _confirmed(noted, column):
            continue
        fixed[at] = MappedColumn(
            column=at,
            heading=column.survey.heading,
            targets=noted,
            confidence=1.0 if targets else 0.0,
            **_reason("reason_profile", noted, profile=profile.name),
        )
    return fixed


def _reason(key: str, targets: Sequence[Target], **params: str) -> _Reason:
    """Why a column is what it is, with the units that were given."""
    units = ", ".join(dict.fromkeys(target.unit for target in targets if target.unit is not None))
    if units:
        return {"reason": f"{key}_unit", "params": {**params, "unit": units}}
    return {"reason": key if targets else "reason_left_out", "params": params}


def _noted(target: Target, column: Column, separator: str | None = None) -> Target:
    """The target with the notation of the column's cells; for equipment that is answered yes or no, with its name."""
    if target.name is not None or target.order_of is not None:
        return target
    if target == Target(field="features") and mostly_answers(column):
        return replace(target, name=option_name(column))
    notation = column.judged(target.field, part=target.part, unit=target.unit or _unit(column)).notation
    return replace(target, notation=replace(notation, separator=separator) if separator else notation)


def _unit(column: Column) -> str | None:
    return next((meaning.unit for meaning in column.meanings if meaning.unit), None)


def _confirmed(targets: Sequence[Target], column: Column) -> bool:
    """Whether the content agrees with a profile that goes by places alone."""
    return column.is_empty or all(
        column.judged(target.field, part=target.part, unit=_unit(column)).fit >= _LEAST_FIT
        for target in targets
        if target.name is None
    )


def by_person(table: RawTable, overrides: Mapping[str, str], columns: Mapping[int, Column]) -> dict[int, MappedColumn]:
    """The columns that `--map` gives. SettingsError for a heading or a field that does not exist."""
    fixed = {}
    for name, wanted in overrides.items():
        at = find_column(name, table.headings, table.first_column)
        if at is None or at not in columns:
            raise SettingsError("map_column_unknown", column=name, headings=some_headings(table.headings))
        targets = targets_of(wanted)
        if targets is None:
            raise SettingsError("map_field_unknown", field=wanted, suggestion=", ".join(closest_fields(wanted)))
        check_units(targets, where="map", column=name)
        fixed[at] = MappedColumn(
            column=at,
            heading=table.headings[at],
            targets=tuple(_noted(target, columns[at]) for target in targets),
            confidence=1.0 if targets else 0.0,
            **_reason("reason_given", targets),
        )
    return fixed


def taken_fields(fixed: Mapping[int, MappedColumn]) -> dict[str, int]:
    """What is given away, as `assignment.claim_of` names it, with its column; several columns may share a list."""
    targets = [(target, at) for at, mapped in fixed.items() for target in mapped.targets]
    return {claim_of(target): at for target, at in targets if target.field not in _SHARED}
