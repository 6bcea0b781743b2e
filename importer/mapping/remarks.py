"""What is said of each column: its mapping with the reason, and one problem for each that feeds nothing.

It decides nothing; it puts what was decided into records.
"""

from collections.abc import Mapping, Sequence

from importer.contract import BY_NAME
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.unreadable_columns import REASON as UNREADABLE
from importer.mapping.columns.weighing import Candidate
from importer.mapping.given.column_names import LONGEST_GIVEN, some_headings
from importer.mapping.given.profiles import Profile
from importer.mapping.given.targets import LEFT_OUT
from importer.mapping.side_by_side.assignment import Assignment
from importer.mapping.side_by_side.missing_price import price_problems
from importer.problems import Code, Problem, column_letters
from importer.records import MappedColumn, RawTable
from importer.vocabulary.headings import key_of
from importer.vocabulary.own_template import VERSION, told


def own_column(at: int, heading: str) -> MappedColumn:
    """A column that the importer itself added to the table."""
    return MappedColumn(column=at, heading=heading, targets=(), confidence=0.0, reason="reason_own_column")


def mapped_column(
    column: Column, found: Sequence[Candidate], assigned: Assignment, headings: Sequence[str]
) -> MappedColumn:
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
        guess = "+".join(refuted.fields) or refuted.params.get("guess")
        return refuted.reason, guess, {**refuted.params, "guess": guess or ""}
    return "reason_unknown_heading" if heading.strip() else "reason_no_heading", None, {}


def mapping_problems(
    mapped: Sequence[MappedColumn],
    columns: Mapping[int, Column],
    assigned: Mapping[int, Assignment],
    table: RawTable,
) -> list[Problem]:
    """One sentence for each column that feeds nothing or cannot be read, one for a title or price that none gives."""
    said = [
        _unmapped_problem(m, assigned.get(m.column), table)
        for m in mapped
        if m.column in columns and not m.targets and columns[m.column].survey.filled and m.reason != "reason_left_out"
    ]
    said += [_unreadable_problem(m, table) for m in mapped if m.reason == UNREADABLE]
    said += price_problems(mapped, columns, table)
    names = {name for m in mapped for name in m.fields}
    if names.isdisjoint({"title", "brand", "model", "variant"}):
        said.append(
            Problem(code=Code.FIELD_WITHOUT_COLUMN, field="title", params={"headings": some_headings(table.headings)})
        )
    return said


def _unmapped_problem(mapped: MappedColumn, assigned: Assignment | None, table: RawTable) -> Problem:
    code = Code.COLUMN_UNMAPPED
    if mapped.reason == "reason_claimed" or (assigned is not None and assigned.lost is not None):
        code = Code.FIELD_CLAIMED_TWICE
    elif mapped.guess is not None:
        code = Code.COLUMN_UNSURE
    place = table.first_column + mapped.column
    return Problem(
        code=code,
        field=mapped.guess if mapped.guess in BY_NAME else None,
        column=place,
        heading=mapped.heading or None,
        sheet=table.sheet,
        params={
            **mapped.params,
            "reason": mapped.reason,
            "guess": mapped.params.get("advice") or mapped.guess or "",
            "heading": _as_given(mapped.heading, place),
        },
    )


def _as_given(heading: str, place: int) -> str:
    """What a person gives to `--map` for a column: its heading, or its letters where that is blank or a whole text."""
    return heading.strip() if 0 < len(heading.strip()) <= LONGEST_GIVEN else column_letters(place)


def _unreadable_problem(mapped: MappedColumn, table: RawTable) -> Problem:
    return Problem(
        code=Code.COLUMN_UNREADABLE,
        field=mapped.fields[0],
        column=table.first_column + mapped.column,
        heading=mapped.heading,
        sheet=table.sheet,
        params={"heading": mapped.heading.strip()},
    )


def missing_columns(profile: Profile | None, table: RawTable) -> list[Problem]:
    """The columns that a saved profile gives a field to and the table does not have: their fields would be cleared."""
    if profile is None:
        return []
    there = {key_of(heading) or heading.strip() for heading in table.headings}
    return [
        Problem(code=Code.PROFILE_COLUMN_MISSING, heading=heading, params={"profile": profile.name, "fields": text})
        for heading, text in profile.columns.items()
        if text.strip() != LEFT_OUT and (key_of(heading) or heading.strip()) not in there and not profile.is_checked
    ]


def template_problems(table: RawTable) -> list[Problem]:
    """That the table was made from an older template than there is now."""
    own = told(table.properties, table.headings)
    if own is None or not own.is_older:
        return []
    return [Problem(code=Code.TEMPLATE_OLDER, params={"version": str(own.version), "newest": str(VERSION)})]
