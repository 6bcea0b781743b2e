"""Whether a column of remarks reads as the text of adverts, or as a dealer's notes to himself.

It looks at the cells alone, whatever heading they stand under; what a note says must never be published.
"""

from statistics import quantiles
from typing import Final

from importer.cells.lists import SEPARATORS, items_of, stands_in
from importer.mapping.contents.content import Content
from importer.vocabulary.adverts import is_a_note, praises_a_car
from importer.vocabulary.equipment import category_of

_SENTENCE: Final = 60  # characters: a note is seldom longer
_LONG: Final = 80
_FEW: Final = 0.02  # of long texts: `prijs bespreekbaar`
_HALF: Final = 0.5
_MOST: Final = 0.7
_SEVERAL: Final = 2


def reads_as_adverts(content: Content) -> bool:
    """Whether nearly all cells are long texts that praise a car, or most are lists of known equipment.

    A short note among them is one too many; in a long text, what a note would say may be meant for buyers.
    """
    notes = [text for text in content.texts if is_a_note(text)]
    if min(map(len, notes), default=_SENTENCE) < _SENTENCE or content.share(is_a_note) > _FEW:
        return False
    return _are_long_texts(content) or content.share(lists_equipment) >= _MOST


def _are_long_texts(content: Content) -> bool:
    lengths = [len(text) for text, count in content.texts.items() for _ in range(count)]
    quarter, middle, _ = quantiles(lengths) if len(lengths) > 1 else (*lengths, *lengths, 0)
    return quarter >= _SENTENCE and middle >= _LONG and content.share(praises_a_car) >= _MOST


def begins_with_equipment(text: str) -> bool:
    """Whether it is a list of equipment from the first item on: `SW 1.2 Allure | Navigatie` is a version with more."""
    separator = next((mark for mark in SEPARATORS if stands_in(mark, text)), None)
    return lists_equipment(text) and category_of(items_of(text, separator)[0]) is not None


def lists_equipment(text: str) -> bool:
    """`Airco, navigatie, trekhaak`: several items of which half and more are known equipment."""
    separator = next((mark for mark in SEPARATORS if stands_in(mark, text)), None)
    items = items_of(text, separator)
    known = sum(category_of(item) is not None for item in items)
    return len(items) >= _SEVERAL and known >= _HALF * len(items)
