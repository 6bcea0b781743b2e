"""Joins what headings say and what columns hold into the mapping of a whole table.

The order: what a person says, a profile, the surest candidate of each column. It does not read files or cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

from importer.mapping.columns.candidates import candidates
from importer.mapping.columns.compound_columns import compound_candidates, with_companion
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.unnamed_columns import unnamed_candidates
from importer.mapping.columns.weighing import Candidate
from importer.mapping.given.given_columns import by_person, by_profile, taken_fields
from importer.mapping.given.profiles import Profile, built_in_profile
from importer.mapping.headings.column_headings import read_headings
from importer.mapping.references import found_reference, given_reference, reference_problems, with_given_reference
from importer.mapping.remarks import mapped_column, mapping_problems, missing_columns, own_column, template_problems
from importer.mapping.side_by_side.assignment import assign
from importer.mapping.side_by_side.auctions import without_bids
from importer.mapping.side_by_side.bare_mileage import mileage_problems
from importer.mapping.side_by_side.car_names import side_by_side
from importer.mapping.side_by_side.complements import with_complements
from importer.mapping.side_by_side.customers_places import without_customers_places
from importer.mapping.side_by_side.event_dates import without_event_dates
from importer.mapping.side_by_side.families_of_models import with_families
from importer.mapping.side_by_side.kinds_of_cars import without_kinds
from importer.mapping.side_by_side.later_registrations import without_later_registrations
from importer.mapping.side_by_side.listed_prices import with_listed_price
from importer.mapping.side_by_side.names_below_other_headings import names_below_other_headings
from importer.mapping.side_by_side.other_money import with_prices_in_other_money
from importer.mapping.side_by_side.reduced_prices import with_reduced_prices
from importer.mapping.side_by_side.sold_marks import sold_problems
from importer.mapping.side_by_side.surer_names import surer_names_first
from importer.mapping.side_by_side.surer_references import surer_references_first
from importer.mapping.side_by_side.surer_words import surer_words_first
from importer.mapping.side_by_side.told_by_words import told_by_words
from importer.mapping.side_by_side.unit_columns import with_units, without_mixed_units
from importer.mapping.tables.language import language_of
from importer.mapping.tables.other_languages import language_problems
from importer.records import ColumnSurvey, MappedColumn, RawTable, ReferenceRule, TableMapping, Target
from importer.vocabulary.own_columns import own_columns

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_NO_PROFILE: Final = Profile(name="")


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
    known = profile or built_in_profile(table, surveys) or _NO_PROFILE
    columns = with_units(_columns(table, surveys, known, today))
    fixed = {**by_profile(known, columns), **by_person(table, overrides, columns)}
    separate = {at: _all_candidates(column) for at, column in columns.items() if at not in fixed}
    named = names_below_other_headings(side_by_side(separate, columns), columns)
    named = surer_names_first(without_bids(named, columns), columns)
    found = surer_words_first(named, columns)
    of_cars = without_event_dates(without_customers_places(found, columns), columns)
    dated = without_later_registrations(of_cars, columns)
    priced = with_listed_price(with_prices_in_other_money(dated, columns), columns)
    found = told_by_words(surer_references_first(priced, columns), columns, table, taken_fields(fixed))
    assigned = assign(found, taken_fields(fixed))
    own = {at: own_column(at, table.headings[at]) for at in range(len(table.headings)) if at not in columns}
    open_columns = {at: mapped_column(columns[at], found[at], assigned[at], table.headings) for at in found}
    by_place = {**own, **open_columns, **fixed}
    mapped = [by_place[at] for at in sorted(by_place)]
    mapped = without_kinds(with_families(mapped, found, table), table)
    mapped = with_reduced_prices(with_complements(mapped, found, assigned, columns, table), found, columns, table)
    mapped = without_mixed_units(mapped, columns)
    mapped = _counted_from_one(_with_companions(_with_dates_joined(mapped, columns), columns, fixed))
    rule, mapped = _reference(known.reference if reference is None else reference, mapped, found, table)
    return TableMapping(
        columns=tuple(mapped),
        reference=rule,
        constants=known.constants,
        defaults=known.defaults,
        templates=known.templates,
        words=known.words,
        language=next((column.language for column in columns.values()), None),
        profile=known.name or None,
        problems=(
            *(() if profile or overrides else language_problems(table.headings)),
            *mapping_problems(mapped, columns, assigned, table),
            *mileage_problems(mapped, columns, table),
            *sold_problems(mapped, columns, table),
            *missing_columns(profile, table),
            *template_problems(table),
            *reference_problems(rule, table.headings),
        ),
    )


def _columns(table: RawTable, surveys: Sequence[ColumnSurvey], profile: Profile, today: date) -> dict[int, Column]:
    """The columns that are the dealer's own, by their place in the table."""
    own = own_columns(table.headings)
    meanings = read_headings(table)
    language = profile.language or language_of(meanings, surveys)
    return {
        survey.column: Column(
            survey=survey,
            meanings=found,
            language=language,
            today=today,
            codes=profile.codes,
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
    if not any(meaning.is_field for meaning in column.meanings) or any(map(_is_an_answer, found)):
        found += unnamed_candidates(column)
    return sorted(found, key=lambda candidate: (not candidate.refuted, candidate.score), reverse=True)


def _is_an_answer(candidate: Candidate) -> bool:
    """Whether it is the drive, answered with yes or no: equipment as well, where another column has the drive."""
    return candidate.fields == ("driveType",) and candidate.targets[0].part is not None and not candidate.refuted


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


def _with_companions(
    mapped: Sequence[MappedColumn], columns: Mapping[int, Column], fixed: Mapping[int, MappedColumn]
) -> list[MappedColumn]:
    claimed = frozenset(name for m in mapped for name in m.fields)
    found = columns.keys() - fixed.keys()
    return [with_companion(m, columns[m.column], claimed) if m.column in found else m for m in mapped]


def _counted_from_one(mapped: Sequence[MappedColumn]) -> list[MappedColumn]:
    """`image_0` to `image_7` become 1 to 8."""
    from_zero = {target.field for m in mapped for target in m.targets if 0 in {target.position, target.order_of}}
    return [replace(m, targets=tuple(_shifted(target, from_zero) for target in m.targets)) for m in mapped]


def _shifted(target: Target, from_zero: set[str]) -> Target:
    if target.field not in from_zero:
        return target
    position = None if target.position is None else target.position + 1
    return replace(target, position=position, order_of=None if target.order_of is None else target.order_of + 1)


def _reference(
    given: str | None, mapped: Sequence[MappedColumn], found: Mapping[int, Sequence[Candidate]], table: RawTable
) -> tuple[ReferenceRule, list[MappedColumn]]:
    if given is not None:
        rule = given_reference(given, table.headings, table.first_column)
        return rule, list(with_given_reference(mapped, rule))
    rule, told = found_reference(mapped, found)
    return rule, list(told)
