"""Whether the cells below a heading of a number, a date or a place are surely something else: years as prices, stamps.

What the ranges of a field can tell is told there (cells/plausibility.py); here is what the whole column tells.
"""

import re
from typing import Final

from importer.contract import BY_NAME, Kind
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.contents.content import Content, is_year
from importer.mapping.contents.foreign_content import is_quantity
from importer.mapping.contents.foreign_words import is_fraction
from importer.mapping.contents.unmistakable import is_no_number, is_plate
from importer.problems import Code

_HALF: Final = 0.5
_MOST: Final = 0.8
_FEW_CELLS: Final = 6
# Of different values: a few cars may cost 1999 and 2000, and have driven as far, though seldom.
_YEARS_AT_LEAST: Final = {"mileage": 2, "price": 4, "weight": 4}
_COUNTS: Final = frozenset({"doors", "seats", "gears", "previousOwners"})
_DEGREES: Final = frozenset({"latitude", "longitude"})
# A minute past the hour: midnight elsewhere is a full hour here.
_TIME: Final = re.compile(r".*\d[T\s]+\d{1,2}:(?!00)\d\d.*")


def are_other_figures(name: str, column: Column) -> bool:
    """Whether the cells are surely no values of the field `name`, though they can be read as such."""
    content = column.content
    return (
        (name in _YEARS_AT_LEAST and _are_years(content, _YEARS_AT_LEAST[name]))
        or (name in _COUNTS and content.share(is_fraction) > _HALF)
        or (name in _DEGREES and content.share(str.isdecimal) > _HALF)
        or (name == "firstRegistration" and content.share(_has_a_time) > _HALF)
        or (name == "postalCode" and content.share(_is_no_postcode) > _HALF)
        or (name == "emissionClass" and content.share(is_quantity) > _HALF)
        or _are_doubtful_codes(name, column)
    )


def _are_years(content: Content, least: int) -> bool:
    """Whether the numbers are years: columns that stand under each other's headings."""
    return content.filled >= _FEW_CELLS and content.distinct >= least and content.share(is_year) > _MOST


def _are_doubtful_codes(name: str, column: Column) -> bool:
    """Figures that may be a portal's codes, below a heading that may mean several things: `Type` above 1 and 2."""
    if BY_NAME[name].kind is not Kind.CHOICE or column.content.share(str.isdecimal) <= _HALF:
        return False
    meant = {each.meaning for each in column.meanings}
    return len(meant - {name}) > 0 and column.judged(name).doubt is Code.AMBIGUOUS_CODE


def _has_a_time(text: str) -> bool:
    """`2026-05-12T10:22:31Z`: when something was written down; no car is registered at a minute."""
    return _TIME.fullmatch(text) is not None


def _is_no_postcode(text: str) -> bool:
    return is_plate(text) or is_no_number(text) or is_quantity(text)
