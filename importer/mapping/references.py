"""How a row gets its reference: by the `--reference` option, else by the columns that there are.

It does not read cells or make references.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from importer.errors import SettingsError
from importer.mapping.columns.weighing import Candidate
from importer.mapping.given.column_names import find_column, some_headings
from importer.problems import Code, Problem
from importer.records import MappedColumn, ReferenceRule, Target

AUTO: Final = "auto"
_REFERENCE: Final = "externalReference"
_GIVE_WAY: Final[Mapping[str, str]] = {"licencePlate": "reason_plate_not_needed", "lotNumber": "reason_lot_not_needed"}


def given_reference(option: str, headings: Sequence[str], first_column: int = 0) -> ReferenceRule:
    """The rule of the option's text: `auto`, `COLUMN` or `COLUMN+COLUMN`. SettingsError for an unknown column."""
    if option.strip().casefold() == AUTO:
        return ReferenceRule(auto=True)
    whole = find_column(option, headings, first_column)
    if whole is not None:
        return ReferenceRule(columns=(whole,))
    columns = _joined(option.split("+"), headings, first_column)
    if columns is None:
        missing = next(
            (part.strip() for part in option.split("+") if find_column(part, headings, first_column) is None),
            option.strip(),
        )
        raise SettingsError("reference_column_unknown", column=missing, headings=some_headings(headings))
    return ReferenceRule(columns=columns)


def _joined(parts: Sequence[str], headings: Sequence[str], first_column: int) -> tuple[int, ...] | None:
    """The columns of parts of which some belong together, because a heading has a `+` of its own."""
    if not parts:
        return ()
    for count in range(len(parts), 0, -1):
        column = find_column("+".join(parts[:count]), headings, first_column)
        rest = _joined(parts[count:], headings, first_column) if column is not None else None
        if column is not None and rest is not None:
            return (column, *rest)
    return None


def found_reference(
    columns: Sequence[MappedColumn], candidates: Mapping[int, Sequence[Candidate]]
) -> tuple[ReferenceRule, tuple[MappedColumn, ...]]:
    """The rule that the columns give, and the columns as that leaves them: reference, stock number, VIN, plate, lot."""
    own = next((mapped for mapped in columns if _REFERENCE in mapped.fields), None)
    vin = next((mapped for mapped in columns if "vin" in mapped.fields), None)
    if own is None:
        return ReferenceRule(columns=(vin.column,) if vin else ()), tuple(columns)
    reason = _reason_to_leave(own, candidates)
    if vin is None or reason is None:
        return ReferenceRule(columns=(own.column,)), tuple(columns)
    without = replace(own, targets=(), confidence=0.0, reason=reason)
    return ReferenceRule(columns=(vin.column,)), tuple(without if mapped is own else mapped for mapped in columns)


def _reason_to_leave(mapped: MappedColumn, candidates: Mapping[int, Sequence[Candidate]]) -> str | None:
    """Why a VIN is the surer reference: a plate may change, and the lots of the next sale are other cars."""
    meant = {candidate.meaning for candidate in candidates.get(mapped.column, ())}
    return next((reason for meaning, reason in _GIVE_WAY.items() if meaning in meant), None)


def with_given_reference(columns: Sequence[MappedColumn], rule: ReferenceRule) -> tuple[MappedColumn, ...]:
    """The columns when the option rules: no other column is the reference."""
    return tuple(_told(mapped, rule) for mapped in columns)


def _told(mapped: MappedColumn, rule: ReferenceRule) -> MappedColumn:
    if mapped.column in rule.columns:
        if mapped.targets:
            return mapped
        return replace(
            mapped, targets=(Target(field=_REFERENCE),), confidence=1.0, reason="reason_reference_given", guess=None
        )
    if mapped.fields == (_REFERENCE,):
        reason = "reason_reference_made" if rule.auto else "reason_other_reference_given"
        return replace(mapped, targets=(), confidence=0.0, reason=reason)
    return mapped


def reference_problems(rule: ReferenceRule, headings: Sequence[str]) -> tuple[Problem, ...]:
    """What is said of the rule once for the file."""
    if rule.auto:
        return (Problem(code=Code.REFERENCE_FROM_CONTENT, field=_REFERENCE),)
    if not rule.columns:
        named = {"headings": some_headings(headings)}
        return (Problem(code=Code.REFERENCE_WITHOUT_COLUMN, field=_REFERENCE, params=named),)
    return ()
