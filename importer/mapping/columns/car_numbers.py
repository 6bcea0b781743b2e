"""Numbers that a car is known by, and how well each serves as its reference: stock number, advert, order, lot, plate.

A reference must stay the same for as long as the car is for sale. Which of two columns becomes it is decided by
surer_references.py and assignment.py.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate, weighed
from importer.mapping.contents.content import Content
from importer.mapping.headings.heading_meanings import HeadingMeaning
from importer.records import Target

LOT: Final = "lotNumber"
PLATE: Final = "licencePlate"
# How far behind a column that is called the reference. The dealer's own number stays while the car is his, an advert's
# until he advertises it again; orders and files may be of something else.
_BEHIND: Final[Mapping[str, float]] = {"stockNumber": 0.1, "listingId": 0.2, "caseNumber": 0.24, LOT: 0.27, PLATE: 0.3}
_REASONS: Final[Mapping[str, str]] = {"stockNumber": "reason_stock_number", PLATE: "reason_licence_plate"}
_ONLY_UNIQUE: Final = frozenset({"caseNumber", LOT})
_COUNTED_TO: Final = 10  # times the rows: the lots of a sale are counted from 1 or from some hundred
_HALF: Final = 0.5


def car_number(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """A number of the car as its reference, when no column is surer; refuted when it may be no car's own."""
    name, judgement = meaning.meaning, column.judged("externalReference")
    candidate = weighed(column, meaning, judgement, (Target(field="externalReference", notation=judgement.notation),))
    score = max(candidate.score - _BEHIND[name], 0.0)
    against = candidate.reason if candidate.refuted else _no_number(column, name)
    if against is None:
        yield replace(candidate, score=score, reason=_REASONS.get(name, candidate.reason))
    else:
        guess = {"guess": "externalReference"}
        yield replace(candidate, score=score, refuted=True, reason=against, params={**guess, **candidate.params})


def _no_number(column: Column, name: str) -> str | None:
    """Why the cells are no such numbers: dates below `Reg`, or not each its own where the name leaves that open."""
    other = any(not meaning.is_field for meaning in column.meanings)  # `STK` is an inspection as well
    if column.is_empty or not (other or name in _ONLY_UNIQUE | {PLATE}):
        return None
    if _holds_dates(column) and (name == PLATE or column.content.share(str.isdecimal) < _HALF):
        return "reason_content"  # bare figures may be days as Excel counts them
    if name == PLATE:
        return None
    if not column.content.is_unique:
        return "reason_not_unique"
    return "reason_counted" if name in _ONLY_UNIQUE and _is_a_count(column.content) else None


def _holds_dates(column: Column) -> bool:
    """Whether days or months stand below `Reg` or `Immatriculation`, and no plates."""
    return column.judged("firstRegistration").fit >= _HALF


def _is_a_count(content: Content) -> bool:
    """`1` to `40`, `101` to `140`: numbers that the next list gives to other cars."""
    numbers = [int(text) for text in content.texts if text.isdecimal()]
    return len(numbers) == len(content.texts) and max(numbers) < _COUNTED_TO * content.filled
