"""Years under the heading of a date, months and days under that of a year.

It knows no other column; whether another one has the first registration is decided by assignment.py.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate, single, weighed
from importer.mapping.contents.content import is_year, is_year_or_part
from importer.mapping.contents.foreign_content import is_date
from importer.mapping.headings.heading_meanings import HeadingMeaning
from importer.records import Target
from importer.vocabulary.headings import words_of

_DATES: Final = ("datum", "date")
_FEW: Final = 0.2
_HALF: Final = 0.5
_NEARLY_ALL: Final = 0.9
_SURER: Final = 0.05
_ONLY_WITH_ANOTHER: Final = 0.5  # lower than the first registration, whatever doubt there is of its days and months
_NEW_YEARS_DAY: Final = re.compile(r"(?:\d{4}[-/.]0?1[-/.]0?1|0?1[-/.]0?1[-/.]\d{4})(?:[ T]0?0:00\S*)?")


def holds_days(column: Column) -> bool:
    """Whether months or days stand where years are named."""
    return column.content.share(is_year) < _FEW and column.content.share(is_date) > _HALF


def is_of_building(column: Column) -> bool:
    """`Productiedatum` above months or days: by its name the day when a car was built, which no field holds."""
    return holds_days(column) and any(word.endswith(_DATES) for word in words_of(column.survey.heading))


def year_of_days(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """`Bouwjaar` above months or days: the first registration, or its year where another column has that.

    Where nothing but the first of January stands there, somebody has made days of years: then it is the year alone.
    """
    judgement = column.judged("year", part="year")
    year = weighed(column, meaning, judgement, (Target(field="year", notation=judgement.notation, part="year"),))
    if column.content.share(lambda text: _NEW_YEARS_DAY.fullmatch(text) is not None) >= _NEARLY_ALL:
        yield year
        return
    yield replace(year, score=min(year.score, _ONLY_WITH_ANOTHER))
    yield from _instead(column, meaning, "firstRegistration")


def year_instead(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """`Erstzulassung` with bare years is the year."""
    if meaning.meaning == "firstRegistration" and column.content.share(is_year_or_part) > 0.8:
        yield from _instead(column, meaning, "year")


def _instead(column: Column, meaning: HeadingMeaning, other: str) -> Iterator[Candidate]:
    candidate = single(column, replace(meaning, meaning=other, unit=None))
    surer = replace(candidate, score=candidate.score + _SURER, reason=f"reason_{other}_instead")
    yield candidate if candidate.refuted else surer
