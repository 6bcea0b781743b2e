"""Whether the cells of a table stand below each other's headings: fuels below a price, kilometres below a year.

Where several columns have come to stand wrong, nothing in the table may be believed. It decides for the whole table.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final

from importer.contract import BY_NAME, Kind
from importer.mapping.contents.content import content_of
from importer.mapping.contents.foreign_content import is_of_another_field
from importer.mapping.headings.heading_meanings import WITHOUT_UNIT
from importer.mapping.headings.one_heading import read_heading
from importer.records import ColumnSurvey, TableMapping

_TOLD_BY_CELLS: Final = frozenset({Kind.MONEY, Kind.INTEGER, Kind.DECIMAL, Kind.MONTH, Kind.CHOICE})
_SEVERAL: Final = 3
_A_PART: Final = 1 / 3
_MOST: Final = 0.7
_FEW_CELLS: Final = 3


def shifted_columns(mapping: TableMapping, surveys: Sequence[ColumnSurvey]) -> tuple[str, ...]:
    """The headings whose cells are another field's, when they are several and a good part of those that could tell."""
    by_place = {survey.column: survey for survey in surveys}
    telling = {column: name for column, survey in by_place.items() if (name := _field_named(survey.heading))}
    unmapped = {column.column for column in mapping.columns if not column.targets and column.guess is not None}
    wrong = [
        by_place[column].heading
        for column, name in telling.items()
        if column in unmapped and _is_of_another(by_place[column], name)
    ]
    return tuple(wrong) if len(wrong) >= max(_SEVERAL, _A_PART * len(telling)) else ()


def _field_named(heading: str) -> str | None:
    """The one field that a heading surely names, when its cells can tell whether they are that."""
    meanings = {meaning.meaning for meaning in read_heading(heading) if meaning.strength >= WITHOUT_UNIT}
    name = next(iter(meanings)) if len(meanings) == 1 else ""
    return name if name in BY_NAME and BY_NAME[name].kind in _TOLD_BY_CELLS else None


def _is_of_another(survey: ColumnSurvey, name: str) -> bool:
    content = content_of(survey)
    return content.filled >= _FEW_CELLS and content.share(partial(is_of_another_field, name=name)) >= _MOST
