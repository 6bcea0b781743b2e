"""How a table was read, kept as text, so that rows taken out of it to be mended are read in the same way.

A few rows do not show what the whole column did: whether the day or the month comes first, which mark is the decimal
one. It does not know where the text is kept.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any, Final

from importer.mapping.columns.surveyed_column import Column
from importer.mapping.given.given_columns import by_person, taken_fields
from importer.mapping.headings.column_headings import read_headings
from importer.mapping.references import given_reference, with_given_reference
from importer.mapping.remarks import own_column
from importer.mapping.side_by_side.assignment import claim_of
from importer.problems import Code, Problem
from importer.records import (
    ColumnSurvey,
    EarlierReading,
    MappedColumn,
    Notation,
    RawTable,
    ReferenceRule,
    TableMapping,
    Target,
)
from importer.vocabulary.own_columns import own_columns

_FORM: Final = [[each.name for each in fields(kind)] for kind in (MappedColumn, Target, Notation, ReferenceRule)]
_TEXTS: Final = ("constants", "defaults", "templates", "words", "language", "profile")


def own_headings(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings of the dealer's own columns, without those that the importer put beside them."""
    added = own_columns(headings)
    return tuple(heading.strip() for at, heading in enumerate(headings) if at not in added)


def reading_text(mapping: TableMapping) -> str:
    """All that decides how the cells of a table are read, as text."""
    tree = {name: getattr(mapping, name) for name in (*_TEXTS, "reference")}
    tree["form"] = _FORM
    tree["reference"] = asdict(mapping.reference)
    tree["columns"] = [asdict(replace(column, params=dict(column.params))) for column in mapping.columns]
    return json.dumps(tree, ensure_ascii=False, default=dict)


def is_understood(text: str) -> bool:
    """Whether a reading says what this importer asks; a journal outlives the importer that wrote it."""
    return bool(text) and json.loads(text).get("form") == _FORM


def mapped_as_before(
    table: RawTable,
    surveys: Sequence[ColumnSurvey],
    earlier: EarlierReading,
    *,
    overrides: Mapping[str, str],
    reference: str | None,
    today: date,
) -> TableMapping:
    """The mapping of an earlier run for a table with the same headings in any order.

    `overrides` and `reference` are what a person says now, and stand above it. What the earlier columns left open, the
    cells of today decide.
    """
    tree = json.loads(earlier.text)
    places = _places(earlier.headings, table.headings)
    columns = _columns(table, surveys, tree["language"], today)
    given = by_person(table, overrides, columns)
    mapped = {at: own_column(at, heading) for at, heading in enumerate(table.headings)}
    for kept in tree["columns"]:
        at = places.get(kept["column"])
        if at is not None:
            mapped[at] = _again(kept, at, columns[at])
    taken = taken_fields(given)
    told = [
        _without(column, taken) if column.column not in given else given[column.column] for column in mapped.values()
    ]
    rule = _rule(tree["reference"], places)
    if reference is not None:
        rule = given_reference(reference, table.headings, table.first_column)
        told = list(with_given_reference(told, rule))
    return TableMapping(
        columns=tuple(told),
        reference=rule,
        problems=(Problem(code=Code.READ_AS_BEFORE, params={"run": earlier.run}),),
        **{name: tree[name] for name in _TEXTS},
    )


def _columns(table: RawTable, surveys: Sequence[ColumnSurvey], language: str | None, today: date) -> dict[int, Column]:
    own = own_columns(table.headings)
    return {
        survey.column: Column(survey=survey, meanings=meanings, language=language, today=today)
        for survey, meanings in zip(surveys, read_headings(table), strict=True)
        if survey.column not in own
    }


def _places(before: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Where each of the earlier columns stands now; of those with the same heading, the first is the first."""
    kept, own = own_columns(before), own_columns(now)
    free: dict[str, list[int]] = {}
    for at, heading in enumerate(now):
        if at not in own:
            free.setdefault(heading.strip(), []).append(at)
    return {
        at: free[heading.strip()].pop(0)
        for at, heading in enumerate(before)
        if at not in kept and free.get(heading.strip())
    }


def _again(kept: Mapping[str, Any], at: int, column: Column) -> MappedColumn:
    targets = tuple(Target(**{**each, "notation": Notation(**each["notation"])}) for each in kept["targets"])
    known = {**kept, "targets": tuple(_decided(target, column) for target in targets)}
    return MappedColumn(**{**known, "column": at, "heading": column.survey.heading})


def _decided(target: Target, column: Column) -> Target:
    """The target with the earlier notation, and what that left open as the cells of today have it."""
    if target.name is not None or target.order_of is not None:
        return target
    before = target.notation
    now = column.judged(target.field, part=target.part, unit=before.unit).notation
    open_parts = {name: getattr(now, name) for name in ("decimal", "day_first") if getattr(before, name) is None}
    return replace(target, notation=replace(before, **open_parts))


def _without(mapped: MappedColumn, taken: Mapping[str, int]) -> MappedColumn:
    """The column without the fields that a person has given to another one."""
    left = tuple(target for target in mapped.targets if claim_of(target) not in taken)
    return mapped if left == mapped.targets else replace(mapped, targets=left)


def _rule(kept: Mapping[str, Any], places: Mapping[int, int]) -> ReferenceRule:
    return ReferenceRule(columns=tuple(places[at] for at in kept["columns"] if at in places), auto=kept["auto"])
