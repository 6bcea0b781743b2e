"""Fields with several values: features, images and condition tags of each row, joined from their columns in order.

Repeats are left out. It does not know limits (checks/).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from typing import TypeVar

from importer.cells.lists import items_of
from importer.frames.coded import UNREADABLE, Coded, Value, combined
from importer.frames.sources import FieldSource
from importer.vocabulary.equipment import category_of

Entry = TypeVar("Entry")
Feature = tuple[str, str]
"""Category and name."""
Image = tuple[int, str]
"""Position (1 is the cover, unless the file numbers otherwise) and address."""


def features(sources: Sequence[FieldSource], rows: int) -> list[tuple[Feature, ...]]:
    """The features of every row; a name that stands twice, in any case of letters, is kept once.

    A name's category is that of its column, else what the column of categories says, else what the name is known for.
    """
    # One look-up for each name of the chunk: the same few stand in every row.
    known = cache(category_of)
    told = {source.target.position: source.coded for source in sources if source.target.is_category}

    def named(source: FieldSource) -> list[dict[str, Feature]]:
        target, blank = source.target, Coded.constant(None, rows)
        chosen = Coded.constant(target.category, rows) if target.category else told.get(target.position, blank)
        return combined([source.coded, chosen], partial(_features_of, known=known)).each()

    return _per_row([named(source) for source in sources if not source.target.is_category], rows)


def tags(sources: Sequence[FieldSource], rows: int) -> list[tuple[str, ...]]:
    """The condition tags of every row, each once in any case of letters."""
    return _per_row([source.coded.map(_tags_of).each() for source in sources], rows)


def images(sources: Sequence[FieldSource], rows: int) -> list[tuple[Image, ...]]:
    """The images of every row by position: those that a column gives, else the order of the columns."""
    orders = {source.target.order_of: source.coded.each() for source in sources if source.target.order_of is not None}
    pictures = sorted(
        (source for source in sources if source.target.order_of is None),
        key=lambda source: source.target.position or len(sources),
    )
    if not pictures:
        return [()] * rows
    if not orders and all(source.is_plain for source in pictures):
        # A cell holds one address: a list round each would take as long as reading it.
        return [_numbered([cells]) for cells in zip(*(source.coded.each() for source in pictures), strict=True)]
    addresses = [source.coded.map(_names).each() for source in pictures]
    if not orders:
        return [_numbered(cells) for cells in zip(*addresses, strict=True)]
    numbers = [orders.get(source.target.position or 0, [None] * rows) for source in pictures]
    return [
        _placed(cells, given)
        for cells, given in zip(zip(*addresses, strict=True), zip(*numbers, strict=True), strict=True)
    ]


def _numbered(cells: Sequence[Sequence[str | None]]) -> tuple[Image, ...]:
    return tuple(enumerate(filter(None, dict.fromkeys(chain.from_iterable(cells))), start=1))


def _placed(cells: Sequence[Sequence[str]], given: Sequence[Value]) -> tuple[Image, ...]:
    """The given positions when every image has its own and none is below 0; else only their order counts."""
    placed = [(number, url) for cell, number in zip(cells, given, strict=True) for url in cell]
    numbers = [number for number, _ in placed if isinstance(number, int)]
    last = max(numbers, default=0) + 1
    ordered = sorted(placed, key=lambda image: image[0] if isinstance(image[0], int) else last)
    are_places = min(numbers, default=0) >= 0
    if are_places and len(set(numbers)) == len(placed) == len({url for _, url in placed}):
        return tuple(ordered)
    return _numbered([[url] for _, url in ordered])


def _names(value: Value) -> Sequence[str]:
    if isinstance(value, str):
        return (value,)
    return () if value is None or value is UNREADABLE else value


def _features_of(value: Value, chosen: Value, *, known: Callable[[str], str | None]) -> dict[str, Feature]:
    category = chosen if isinstance(chosen, str) else None
    found: dict[str, Feature] = {}
    for name in chain.from_iterable(_parted(name, known) for name in _names(value)):
        found.setdefault(name.casefold(), (category or known(name) or "other", name))
    return found


def _parted(name: str, known: Callable[[str], str | None]) -> Sequence[str]:
    """The names that stand in one with commas between them, when most of them are known equipment.

    In `Sitzheizung, vorne` the one that is not known tells of the other.
    """
    if "," not in name or known(name) is not None:
        return (name,)
    parts = items_of(name, ",")
    return parts if 2 * sum(known(part) is not None for part in parts) > len(parts) > 1 else (name,)


def _tags_of(value: Value) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in _names(value):
        found.setdefault(name.casefold(), name)
    return found


def _per_row(columns: Sequence[Sequence[Mapping[str, Entry]]], rows: int) -> list[tuple[Entry, ...]]:
    """The entries of all columns for each row, in order, each key once."""
    if not columns:
        return [()] * rows
    return [_merged(cells) for cells in zip(*columns, strict=True)]


def _merged(cells: Sequence[Mapping[str, Entry]]) -> tuple[Entry, ...]:
    filled = [cell for cell in cells if cell]
    if len(filled) == 1:
        return tuple(filled[0].values())
    merged: dict[str, Entry] = {}
    for cell in filled:
        for key, entry in cell.items():
            merged.setdefault(key, entry)
    return tuple(merged.values())
