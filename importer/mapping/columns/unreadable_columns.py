"""A column whose heading surely names a number or a date, and whose cells cannot be read as one.

Left out it would clear what is live in that field, so that it is taken, and each of its cells is an error that keeps
its row back. It is left out all the same when its cells are surely something else.
"""

from typing import Final

from importer.cells.columns import Judgement
from importer.contract import BY_NAME, Kind
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.contents.foreign_content import are_spoilt_numbers, holds_something_else
from importer.mapping.headings.heading_meanings import WITHOUT_UNIT, HeadingMeaning
from importer.mapping.headings.small_words import sureness

REASON: Final = "reason_unreadable"
_UNMISTAKABLE: Final = frozenset({"price", "mileage", "year", "firstRegistration"})
_QUANTITIES: Final = frozenset({Kind.MONEY, Kind.INTEGER, Kind.DECIMAL, Kind.MONTH})
_MANY: Final = 0.3
_MOST: Final = 0.6


def is_unreadable(name: str, column: Column, meaning: HeadingMeaning, judgement: Judgement) -> bool:
    """Whether the cells of a surely headed column are spoilt values of the field, and no other field's.

    Words alone are believed to be that below the headings of prices, kilometres, years and registrations; other
    quantities must still look like numbers.
    """
    readable = 1 - judgement.unreadable
    return (
        BY_NAME[name].kind in _QUANTITIES
        and judgement.unreadable >= _MANY
        and judgement.fit >= _MOST * readable
        and "reason" not in judgement.params
        and meaning.strength >= WITHOUT_UNIT
        and sureness(name, column.survey.heading) > 0
        and len({each.meaning for each in column.meanings}) == 1
        and (name in _UNMISTAKABLE or are_spoilt_numbers(column.content))
        and not holds_something_else(column.content, name)
    )
