"""What parts the lists of a column: its equipment, its tags."""

from typing import Final

from importer.cells.lists import SEPARATORS, items_of, stands_in
from importer.cells.notations.decision import Counted

_ITEM_MAX: Final = 80  # an option is shorter than this, in characters, on average
_LEAST_LISTED: Final = 0.5  # the share of cells in which a separator stands, against the one that stands in most


def separator_of(cells: list[Counted]) -> str | None:
    """What parts the lists of a column: the surest of those that stand in about as many cells as any."""
    texts = [(cell, count) for cell, count in cells if isinstance(cell, str)]
    standing = {
        separator: sum(count for text, count in texts if stands_in(separator, text))
        for separator in SEPARATORS
        if _makes_short_items([text for text, _ in texts], separator)
    }
    most = max(standing.values(), default=0)
    return next((each for each, count in standing.items() if most and count >= _LEAST_LISTED * most), None)


def _makes_short_items(texts: list[str], separator: str) -> bool:
    lengths = [len(item) for text in texts for item in items_of(text, separator)]
    return bool(lengths) and sum(lengths) / len(lengths) <= _ITEM_MAX
