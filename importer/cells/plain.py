"""Columns in which no cell needs a closer look: a stock's addresses, texts, VINs and counts are mostly of this sort.

The columns with as many values as rows are looked at as a whole, since a reader for each of their cells takes half of
the time of a check. It gives what the readers would give, or leaves the column to them.
"""

from collections.abc import Callable, Mapping, Sequence
from types import NoneType
from typing import Final

from importer.cells.identifiers import are_plain_addresses, are_plain_vins
from importer.cells.readers import says_nothing_of
from importer.cells.text import FIRST_INEXACT, are_plain
from importer.contract import BY_NAME, Field, Kind
from importer.records import RawValue, Target
from importer.vocabulary.plausible import plausible

_MOST_DIGITS: Final = 15
_IsPlain = Callable[[Sequence[str]], bool]


def plain_values(target: Target, values: Sequence[RawValue]) -> Sequence[object] | None:
    """The typed values of a column that holds nothing but plain texts or counts and blanks; None for any other column.

    The addresses of images are given as texts, where readers give lists of them.
    """
    field = BY_NAME[target.field]
    is_whole = target.part is None and target.order_of is None and target.name is None
    if not is_whole or target.notation.unit is not None:
        return None
    return _counts(field, values) if field.kind is Kind.INTEGER else _texts(target, values)


def _counts(field: Field, values: Sequence[RawValue]) -> Sequence[object] | None:
    """The values as whole numbers, when all are such numbers or ASCII digits; a zero may say that nobody knows."""
    if not set(map(type, values)) <= {int, float, str, NoneType} or not all(map(_is_count, values)):
        return None
    counts = [int(value) if isinstance(value, (int, float, str)) else None for value in values]
    return None if 0 in counts and field.name in plausible().zero_is_unknown else counts


def _is_count(value: RawValue) -> bool:
    if isinstance(value, str):
        return value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS
    if isinstance(value, (int, float)):
        return abs(value) < FIRST_INEXACT and value == int(value)
    return True


def _texts(target: Target, values: Sequence[RawValue]) -> Sequence[object] | None:
    is_plain = _TESTS.get(BY_NAME[target.field].kind)
    if is_plain is None or not set(map(type, values)) <= {str, NoneType}:
        return None
    texts = [value for value in values if isinstance(value, str)]
    return values if texts and is_plain(texts) and _all_say_something(texts, target) else None


def _all_say_something(texts: Sequence[str], target: Target) -> bool:
    """Whether no text is a placeholder; an address is none."""
    if BY_NAME[target.field].kind is Kind.IMAGES:
        return True
    return "0" not in texts and not any(map(says_nothing_of(target, None), texts))


_TESTS: Final[Mapping[Kind, _IsPlain]] = {
    Kind.TEXT: are_plain,
    Kind.REFERENCE: are_plain,
    Kind.VIN: are_plain_vins,
    Kind.IMAGES: are_plain_addresses,
}
