"""Whether the numbers of a column that its heading calls a mileage are no kilometres at all.

They may be thousands, a range, or miles per gallon, which is what `Mileage` means as well in English.
"""

from typing import Final

from importer.cells.columns import Judgement
from importer.mapping.contents.content import Content
from importer.vocabulary.headings import words_of

_MOST: Final = 0.8
_ENOUGH: Final = 6
_FEWEST_OF_USED: Final = 1000
_MOST_OF_NEW: Final = 50
_ENOUGH_FOR_CONSUMPTION: Final = 8
_PER_GALLON: Final = range(15, 100)
_ROUND: Final = 5
_HALF: Final = 0.5


def are_no_kilometres(heading: str, content: Content, judgement: Judgement) -> bool:
    """Whether numbers without a unit are too few for used cars, and too many or too odd for new ones."""
    if content.filled < _ENOUGH or judgement.notation.unit not in {None, "km"}:
        return False
    numbers = sorted(int(text) for text, count in content.texts.items() if text.isdecimal() for _ in range(count))
    if len(numbers) <= _MOST * content.filled:
        return False
    return _are_thousands(numbers) or ("mileage" in words_of(heading) and _are_miles_per_gallon(numbers))


def _are_thousands(numbers: list[int]) -> bool:
    """Thousands, or a range; half of a stock of new cars has driven less."""
    return numbers[-1] < _FEWEST_OF_USED and numbers[len(numbers) // 2] > _MOST_OF_NEW


def _are_miles_per_gallon(numbers: list[int]) -> bool:
    """`29`, `32`, `57`: new cars have driven 5, 10 or 12 kilometres, some less than any engine drives a gallon."""
    within = len(numbers) >= _ENOUGH_FOR_CONSUMPTION and numbers[0] in _PER_GALLON and numbers[-1] in _PER_GALLON
    return within and sum(number % _ROUND == 0 for number in numbers) < _HALF * len(numbers)
