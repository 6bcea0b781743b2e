"""How well a column's readings fit a field: the share that is plausible, and why the whole may be another thing.

It confirms or refutes what a heading seems to say. It never refuses a cell: that is for the readers and the checks.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from importer.cells.readings import Reading
from importer.contract import Field, Kind
from importer.problems import Code
from importer.vocabulary.makes import is_make
from importer.vocabulary.plausible import plausible
from importer.vocabulary.spelling import unaccented

Counted = tuple[Reading, int]

_EARLIEST_YEAR: Final = 1900
_LONGEST_OPTION: Final = 120
_NUMBERS: Final = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY})
_NOTHING: Final = frozenset({None, Code.ZERO_LEFT_BLANK})


def is_blank(reading: Reading) -> bool:
    """Whether a cell says nothing of the field."""
    return reading.value is None and reading.code in _NOTHING


def fitness(field: Field, part: str | None, counted: Sequence[Counted], today: date) -> tuple[float, Mapping[str, str]]:
    """The share (0–1) of the cells with a value that are plausible; under `reason` what speaks against the field."""
    filled = [(reading, count) for reading, count in counted if not is_blank(reading)]
    total = sum(count for _, count in filled)
    if not total:
        return 0.0, {}
    fit = sum(_weight(field, part, reading, today) * count for reading, count in filled) / total
    middle = plausible().middle.get(field.name)
    if middle is None or field.kind not in _NUMBERS or _is_of_other_worth(filled):
        return fit, {}
    median = _median(filled)
    if median is None or middle.lowest <= median <= middle.highest:
        return fit, {}
    reason = middle.above if median > middle.highest else middle.reason
    return fit * middle.weight, {"reason": reason, "middle": f"{median:g}"}


def _is_of_other_worth(counted: Sequence[Counted]) -> bool:
    """Whether the amounts are mostly in money of which a car costs millions: the range of prices says nothing then."""
    other = sum(count for reading, count in counted if _is_other_money(reading))
    return other > sum(count for _, count in counted) / 2


def _is_other_money(reading: Reading) -> bool:
    return reading.currency is not None and reading.currency not in plausible().like_the_euro


def _median(counted: Iterable[Counted]) -> float | None:
    """The middle of the numbers; zeros (a new car's mileage, an unknown price) count when nothing else is there."""
    told = sorted((reading.value, count) for reading, count in counted if isinstance(reading.value, (int, float)))
    numbers = [(number, count) for number, count in told if number] or told
    half, seen = sum(count for _, count in numbers) / 2, 0
    for number, count in numbers:
        seen += count
        if seen >= half:
            return number
    return None


def _weight(field: Field, part: str | None, reading: Reading, today: date) -> float:
    """How much one reading speaks for the field: 0 not at all, 1 fully."""
    value = reading.value
    if value is None or part == "month":
        return float(value is not None)
    if part == "year" or field.kind is Kind.MONTH:
        return float(_EARLIEST_YEAR <= int(str(value)[:4]) <= today.year + 1)
    if isinstance(value, list):
        return _weight_of_list(field, value)
    if field.kind in _NUMBERS and isinstance(value, (int, float)):
        return float(_is_other_money(reading) or _in_range(field, value, today))
    if field.kind is Kind.VIN:
        return float(reading.code is not Code.SHORT_VIN)
    return float(_is_usual_text(field, value)) if isinstance(value, str) else 1.0


def _in_range(field: Field, number: float, today: date) -> bool:
    lowest, highest = field.minimum, field.highest(today.year)
    allowed = (lowest is None or number >= lowest) and (highest is None or number <= highest)
    return allowed and plausible().has(field.name, number)


def _is_usual_text(field: Field, text: str) -> bool:
    if field.name == "brand":
        return is_make(text)
    pattern = plausible().pattern.get(field.name)
    return pattern is None or pattern.fullmatch(unaccented(text.casefold())) is not None


def _weight_of_list(field: Field, values: Sequence[object]) -> float:
    texts = [value for value in values if isinstance(value, str)]
    if field.kind is Kind.IMAGES:
        return 1.0 if all(plausible().image.fullmatch(text) for text in texts) else plausible().other_address
    longest = field.item_max_length or _LONGEST_OPTION
    return float(all(len(text) <= longest and "://" not in text and any(map(str.isalpha, text)) for text in texts))
