"""Columns in which no cell needs a closer look: a stock's addresses, texts and VINs are nearly all of this sort.

The columns with as many values as rows are looked at as a whole, since a reader for each of their cells takes half of
the time of a check. It gives what the readers would give, or leaves the column to them.
"""

from collections.abc import Callable, Mapping, Sequence
from types import NoneType
from typing import Final

from importer.cells.identifiers import are_plain_addresses, are_plain_vins
from importer.cells.readers import says_nothing_of
from importer.cells.text import are_plain
from importer.contract import BY_NAME, Kind
from importer.records import RawValue, Target

_IsPlain = Callable[[Sequence[str]], bool]


def plain_values(target: Target, values: Sequence[RawValue]) -> Sequence[object] | None:
    """The typed values of a column that holds nothing but plain texts and blanks; None for any other column.

    The addresses of images are given as texts, where readers give lists of them.
    """
    is_plain = _TESTS.get(BY_NAME[target.field].kind)
    is_whole = target.part is None and target.order_of is None and target.name is None
    if is_plain is None or not is_whole or target.notation.unit is not None:
        return None
    if not set(map(type, values)) <= {str, NoneType}:
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
