"""Whether the cells of a column are surely something else than what its heading says, or its own values gone bad.

A price column full of fuels is no price; one full of `12b50` and `zie bord` is a price that nobody can read. It looks
at cells alone, and decides nothing.
"""

import re
from typing import Final

from importer.cells.booleans import truth_of
from importer.cells.choices import meaning as meaning_of
from importer.cells.dates import Month, month_in
from importer.contract import BY_NAME, CHOICES
from importer.mapping.contents.content import (
    Content,
    begins_with_make,
    has_digit,
    is_amount,
    is_make_alone,
    is_town,
    is_url,
    is_vin,
    is_year,
)
from importer.vocabulary.equipment import category_of
from importer.vocabulary.particles import particles
from importer.vocabulary.units import compact, units

_HALF: Final = 0.5
_NEARLY_ALL: Final = 0.9
_SEVERAL_NAMES: Final = 5
_ANY_YEAR: Final = 2100  # what a date may be at most; only that it is one counts
_LABEL = re.compile(r"[A-Za-z]\+{0,3}")
_MEASURE = re.compile(r"[\d.,'\s\u00a0\u202f]*\d\s*(?P<unit>[^\d\s].*)")
_DATES: Final = frozenset({"year", "firstRegistration"})


def holds_something_else(content: Content, name: str) -> bool:
    """Whether most cells are words, dates, names, links or quantities of another field than `name`."""
    is_named = name in _DATES and content.distinct >= _SEVERAL_NAMES and content.share(_is_name) >= _NEARLY_ALL
    return is_named or content.share(lambda text: _is_something_else(text, name)) >= _HALF


def are_spoilt_numbers(content: Content) -> bool:
    """Whether most cells have more digits than letters: numbers with a slip in them, and not words."""
    return content.share(_is_mostly_digits) >= _HALF


def _is_mostly_digits(text: str) -> bool:
    return sum(map(str.isdigit, text)) >= max(1, sum(map(str.isalpha, text)))


def is_of_another_field(text: str, name: str) -> bool:
    """Whether a cell is a word, an amount, a quantity, a date or a make, and so of another field than `name`."""
    return (
        any(meaning_of(choice, text) is not None for choice in CHOICES if choice != name)
        or is_make_alone(text)
        or begins_with_make(text)
        or (name != "price" and is_amount(text))
        or (name not in _DATES and is_date(text))
        or _is_other_quantity(text, name)
    )


def _is_something_else(text: str, name: str) -> bool:
    return (
        is_of_another_field(text, name)
        or _LABEL.fullmatch(text) is not None
        or truth_of(text) is not None
        or category_of(text) is not None
        or is_town(text)
        or is_url(text)
        or is_vin(text)
    )


def _is_name(text: str) -> bool:
    """`Western Norrland`: a place or a person below a year, where no dealer writes as many words of his own."""
    return text[:1].isupper() and not has_digit(text)


def is_date(text: str) -> bool:
    """A year, a month or a day."""
    return is_year(text) or isinstance(month_in(text, this_year=_ANY_YEAR), Month)


def is_quantity(text: str) -> bool:
    """`136606 km`, `200 Nm`: a number with a unit, and nothing else."""
    return _is_quantity(text, None)


def _is_other_quantity(text: str, name: str) -> bool:
    """`136606 km` below a year: a number with the unit of another field."""
    return _is_quantity(text, BY_NAME[name].unit)


def _is_quantity(text: str, own: str | None) -> bool:
    """Whether it is a number with a unit of another quantity than that of `own`."""
    found = _MEASURE.fullmatch(text)
    if found is None:
        return False
    word = compact(found["unit"].split("(")[0])
    return word in particles().other_units or any(
        unit.of != own and word in map(compact, unit.words) for unit in units() if len(word) > 1
    )
