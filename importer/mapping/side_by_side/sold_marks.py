"""Cars that a column marks as sold (`Verkocht op`, `Vendu`, `Käufer`): said once, as they would go live as well.

The column itself feeds no field, and no row is left out.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from importer.cells.booleans import truth_of
from importer.mapping.columns.surveyed_column import Column
from importer.problems import Code, Problem
from importer.records import MappedColumn, RawTable
from importer.vocabulary.headings import words_of
from importer.vocabulary.particles import particles

_AMOUNT: Final = re.compile(r"[-+]?\d+(?:[.,]\d+)?")


def sold_problems(mapped: Sequence[MappedColumn], columns: Mapping[int, Column], table: RawTable) -> list[Problem]:
    """One sentence for each unmapped column that says of some cars when or to whom they were sold."""
    return [
        Problem(
            code=Code.MARKED_AS_SOLD,
            column=table.first_column + each.column,
            heading=each.heading,
            sheet=table.sheet,
            params={"found": mark},
        )
        for each in mapped
        if each.column in columns and not each.targets and _is_about_sold_cars(each.heading)
        for mark in _marks(columns[each.column])
    ]


def _is_about_sold_cars(heading: str) -> bool:
    """Whether it asks if, when or to whom; who sold and for how much may be asked about cars for sale as well."""
    words, known = words_of(heading), particles()
    text = f" {' '.join(words)} "
    return known.sold_otherwise.isdisjoint(words) and any(f" {mark} " in text for mark in known.sold_marks)


def _marks(column: Column) -> list[str]:
    """The first cell that says so, if there is one: a day, a yes, a buyer; no amount and no answer no."""
    marks = (text for text in column.content.texts if truth_of(text) or not _says_nothing(text))
    return [*islice(marks, 1)]


def _says_nothing(text: str) -> bool:
    return truth_of(text) is False or _AMOUNT.fullmatch(text) is not None
