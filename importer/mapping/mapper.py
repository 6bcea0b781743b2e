"""Joins what headings say and what columns hold into the mapping of a whole table.

The order: what a person says, a profile, the surest candidate of each column. It does not read files or cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

from importer.contract import BY_NAME
from importer.errors import SettingsError
from importer.mapping.assignment import Assignment, assign
from importer.mapping.candidates import Candidate, Column, candidates
from importer.mapping.columns import find_column, some_headings
from importer.mapping.compound_columns import compound_candidates, with_companion
from importer.mapping.headings import read_heading
from importer.mapping.language import language_of
from importer.mapping.profiles import Profile, built_in_profile
from importer.mapping.references import found_reference, given_reference, reference_problems, with_given_reference
from importer.mapping.targets import closest_fields, targets_of
from importer.mapping.unnamed_columns import unnamed_candidates
from importer.problems import Code, Problem
from importer.records import ColumnSurvey, MappedColumn, RawTable, ReferenceRule, TableMapping, Target
from importer.vocabulary.own_columns import own_columns

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_SHARED: Final = frozenset({"features", "images", "conditionTags"})


def map_table(
    table: RawTable,
    surveys: Sequence[ColumnSurvey],
    *,
    profile: Profile | None = None,
    overrides: Mapping[str, str] = _NOTHING,
    reference: str | None = None,
    today: date,
) -> TableMapping:
    """What each column of `table` means, and what is said of that once for the file.

    `overrides` are headings or column letters with the field that they mean, `-` for none. `reference` is the text of
    that option. Raises SettingsError for a heading, a field or a reference column that does not exist.
    """
    profile = profile or built_in_profile(table, surveys)
    columns = _columns(table, surveys, profile, today)
    fixed = {**_by_profile(profile, columns), **_by_person(table, overrides, columns)}
    open_columns = {at: columns[at] for at in columns if at not in fixed}
    found = {at: _all_candidates(column) for at, column in open_columns.items()}
    assigned = assign(found, _taken(fixed))
    mapped = [
        fixed[at]
        if at in fixed
        else _mapped(columns[at], found[at], assigned[at], table.headings)
        if at in columns
        else _own_column(at, table.headings[at])
        for at in range(len(table.headings))
    ]
    mapped = _with_dates_joined(mapped, columns)
    mapped = _with_companions(mapped, columns)
    given = reference or (profile.reference if profile else None)
    rule, mapped = _reference(given, mapped, found, table)
    profile_given = profile or Profile(name="")
    return TableMapping(
        columns=tuple(mapped),
        reference=rule,
        constants=profile_given.constants,
        defaults=profile_given.defaults,
        templates=profile_given.templates,
        words=profile_given.words,
        language=next((column.language for column in columns.values()), None),
        profile=profile_given.name or None,
        problems=(*_problems(mapped, columns, assigned, table), *reference_problems(rule, table.headings)),
    )


def _columns(
    table: RawTable, surveys: Sequence[ColumnSurvey], profile: Profile | None, today: date
) -> dict[int, Column]:
    """The columns that are the dealer's own, by their place in the table."""
    own = own_columns(table.headings)
    meanings = [read_heading(survey.heading) for survey in surveys]
    language = language_of(meanings, surveys)
    return {
        survey.column: Column(
            survey=survey,
            meanings=found,
            language=language,
            today=today,
            codes=profile.codes if profile else None,
        )
        for survey, found in zip(surveys, meanings, strict=True)
        if survey.column not in own
    }


def _all_candidates(column: Column) -> list[Candidate]:
    """The candidates of a column, the surest first; its content alone is asked when the heading says nothing."""
    compounds = list(compound_candidates(column))
    ruled_out = {candidate.instead_of for candidate in compounds if not candidate.refuted}
    singles = [candidate for candidate in candidates(column) if candidate.meaning not in ruled_out]
    found = [*compounds, *singles]
    if not any(meaning.is_field for meaning in column.meanings):
        found += unnamed_candidates(column)
    return sorted(found, key=lambda candidate: (not candidate.refuted, candidate.score), reverse=True)


def _by_profile(profile: Profile | None, columns: Mapping[int, Column]) -> dict[int, MappedColumn]:
    fixed: dict[int, MappedColumn] = {}
    if profile is None:
        return fixed
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
            reason="reason_profile" if targets else "reason_left_out",
            params={"profile": profile.name},
        )
    return fixed


def _noted(target: Target, column: Column, separator: str | None = None) -> Target:
    """The target with the notation of the column's cells."""
    if target.name is not None or target.order_of is not None:
        return target
    notation = column.judged(target.field, part=target.part, unit=_unit(column)).notation
    return replace(target, notation=replace(notation, separator=separator) if separator else notation)


def _unit(column: Column) -> str | None:
    return next((meaning.unit for meaning in column.meanings if meaning.unit), None)


def _confirmed(targets: Sequence[Target], column: Column) -> bool:
    """Whether the content agrees with a profile that goes by places alone."""
    return column.is_empty or all(
        column.judged(target.field, part=target.part, unit=_unit(column)).fit >= 0.8
        for target in targets
        if target.name is None
    )


def _by_person(table: RawTable, overrides: Mapping[str, str], columns: Mapping[int, Column]) -> dict[int, MappedColumn]:
    """The columns that `--map` gives. SettingsError for a heading or a field that does not exist."""
    fixed = {}
    for name, wanted in overrides.items():
        at = find_column(name, table.headings, table.first_column)
        if at is None or at not in columns:
            raise SettingsError("map_column_unknown", column=name, headings=some_headings(table.headings))
        targets = targets_of(wanted)
        if targets is None:
            raise SettingsError("map_field_unknown", field=wanted, suggestion=", ".join(closest_fields(wanted)))
        fixed[at] = MappedColumn(
            column=at,
            heading=table.headings[at],
            targets=tuple(_noted(target, columns[at]) for target in targets),
            confidence=1.0 if targets else 0.0,
            reason="reason_given" if targets else "reason_left_out",
        )
    return fixed


def _taken(fixed: Mapping[int, MappedColumn]) -> dict[str, int]:
    return {name: at for at, mapped in fixed.items() for name in mapped.fields if name not in _SHARED}


def _own_column(at: int, heading: str) -> MappedColumn:
    return MappedColumn(column=at, heading=heading, targets=(), confidence=0.0, reason="reason_own_column")


def _mapped(column: Column, found: Sequence[Candidate], assigned: Assignment, headings: Sequence[str]) -> MappedColumn:
    """What is said of a column after all fields are given."""
    chosen, at, heading = assigned.chosen, column.survey.column, column.survey.heading
    if chosen is not None:
        return MappedColumn(
            column=at,
            heading=heading,
            targets=chosen.targets,
            confidence=min(chosen.score, 1.0),
            reason=chosen.reason,
            params=chosen.params,
        )
    if assigned.lost is not None and assigned.lost_to is not None:
        reason, guess = "reason_claimed", assigned.lost
        params: Mapping[str, str] = {"field": guess, "other": headings[assigned.lost_to]}
    else:
        reason, nothing_surer, params = _why_nothing(found, heading)
        guess = nothing_surer or ""
    return MappedColumn(
        column=at, heading=heading, targets=(), confidence=0.0, reason=reason, params=params, guess=guess or None
    )


def _why_nothing(found: Sequence[Candidate], heading: str) -> tuple[str, str | None, Mapping[str, str]]:
    known = next((candidate for candidate in found if not candidate.targets and not candidate.refuted), None)
    refuted = next((candidate for candidate in found if candidate.refuted), None)
    if known is not None:
        return known.reason, None, {}
    if refuted is not None:
        guess = refuted.targets[0].field if refuted.targets else refuted.params.get("guess")
        return refuted.reason, guess, {**refuted.params, "guess": guess or ""}
    return "reason_unknown_heading" if heading.strip() else "reason_no_heading", None, {}


def _with_dates_joined(mapped: Sequence[MappedColumn], columns: Mapping[int, Column]) -> list[MappedColumn]:
    """A month of registration needs the year beside it: both make the first registration, else the month is left."""
    month = next((m for m in mapped if _has(m, "firstRegistration", "month")), None)
    if month is None:
        return list(mapped)
    year = next((m for m in mapped if _has(m, "year", None)), None)
    whole = any(_has(m, "firstRegistration", None) for m in mapped)
    if year is None or whole or year.column not in columns:
        return [_dropped(m, "reason_month_alone") if m is month else m for m in mapped]
    notation = columns[year.column].judged("firstRegistration", part="year").notation
    half = Target(field="firstRegistration", notation=notation, part="year")
    joined = replace(year, targets=(*year.targets, half))
    return [joined if m is year else m for m in mapped]


def _has(mapped: MappedColumn, field: str, part: str | None) -> bool:
    return any(target.field == field and target.part == part for target in mapped.targets)


def _dropped(mapped: MappedColumn, reason: str) -> MappedColumn:
    return replace(mapped, targets=(), confidence=0.0, reason=reason, params={}, guess=None)


def _with_companions(mapped: Sequence[MappedColumn], columns: Mapping[int, Column]) -> list[MappedColumn]:
    claimed = frozenset(name for m in mapped for name in m.fields)
    return [with_companion(m, columns[m.column], claimed) if m.column in columns else m for m in mapped]


def _reference(
    given: str | None, mapped: Sequence[MappedColumn], found: Mapping[int, Sequence[Candidate]], table: RawTable
) -> tuple[ReferenceRule, list[MappedColumn]]:
    if given is not None:
        rule = given_reference(given, table.headings, table.first_column)
        return rule, list(with_given_reference(mapped, rule))
    rule, told = found_reference(mapped, found)
    return rule, list(told)


def _problems(
    mapped: Sequence[MappedColumn],
    columns: Mapping[int, Column],
    assigned: Mapping[int, Assignment],
    table: RawTable,
) -> list[Problem]:
    """One sentence for each column that holds something and feeds nothing, and one for a title that none can give."""
    said = [
        _unmapped_problem(m, assigned.get(m.column), table)
        for m in mapped
        if m.column in columns and not m.targets and columns[m.column].survey.filled and m.reason != "reason_left_out"
    ]
    names = {name for m in mapped for name in m.fields}
    if names.isdisjoint({"title", "brand", "model", "variant"}):
        said.append(
            Problem(code=Code.FIELD_WITHOUT_COLUMN, field="title", params={"headings": some_headings(table.headings)})
        )
    return said


def _unmapped_problem(mapped: MappedColumn, assigned: Assignment | None, table: RawTable) -> Problem:
    code = Code.COLUMN_UNMAPPED
    if assigned is not None and assigned.lost is not None:
        code = Code.FIELD_CLAIMED_TWICE
    elif mapped.guess is not None:
        code = Code.COLUMN_UNSURE
    return Problem(
        code=code,
        field=mapped.guess if mapped.guess in BY_NAME else None,
        column=table.first_column + mapped.column,
        heading=mapped.heading or None,
        sheet=table.sheet,
        params={**mapped.params, "reason": mapped.reason, "guess": mapped.guess or ""},
    )
