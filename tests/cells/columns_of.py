"""Columns and cells for the tests of this folder."""

from collections.abc import Iterable
from datetime import date

from importer.cells.columns import Judgement, judge, read_values
from importer.cells.readings import Reading
from importer.contract import BY_NAME
from importer.records import ColumnSurvey, Notation, RawValue, Target

TODAY = date(2026, 6, 15)


def read(
    field: str, cell: RawValue, *, language: str | None = "nl", part: str | None = None, **notation: object
) -> Reading:
    """One cell read as `field`, with the column's notation."""
    target = Target(field=field, part=part, notation=Notation(**notation))  # type: ignore[arg-type] # by the tests
    return read_values(target, [cell], language=language, today=TODAY)[0]


def survey(cells: Iterable[RawValue], heading: str = "") -> ColumnSurvey:
    """The survey of a column of cells."""
    values: dict[RawValue, int] = {}
    rows = 0
    for cell in cells:
        rows += 1
        if cell is not None:
            values[cell] = values.get(cell, 0) + 1
    return ColumnSurvey(column=0, heading=heading, rows=rows, filled=sum(values.values()), values=values)


def judged(field: str, cells: Iterable[RawValue], **options: str | None) -> Judgement:
    """What a column of cells would be as `field`."""
    return judge(BY_NAME[field], survey(cells), today=TODAY, **options)


def column(field: str, cells: list[RawValue], *, language: str | None = None) -> list[object]:
    """The values of a whole column: judged first, then read; a problem stands as its code."""
    notation = judged(field, cells, language=language).notation
    readings = read_values(Target(field=field, notation=notation), cells, language=language, today=TODAY)
    return [reading.value if reading.code is None else reading.code for reading in readings]
