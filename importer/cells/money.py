"""Money cells: an amount in exact cents and the currency that the cell names.

`€ 18.950,-`, `CHF 22'500.–`, `74 999`, `20 000 000 F Cfa`, `18,9k€`. It does not know how a column's decimal mark is
decided (notations/), nor what a price may be.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import isfinite
from typing import Final
from unicodedata import category

from importer.cells.numbers import NUMERAL, Number, mark_of, number_at, numeral_values, shape_of
from importer.cells.readings import BLANK, Cell, Reader, Reading, trouble
from importer.problems import Code
from importer.vocabulary.currencies import currencies, currency_code
from importer.vocabulary.plausible import plausible
from importer.vocabulary.spelling import plain, unaccented
from importer.vocabulary.words import words

# `18.950,-` and `22'500.–`: the mark before the dash is the decimal mark. A portal's footnote may stand behind it
# (`33.945,-1`).
_NO_CENTS = re.compile(r"([.,])\s*[-–—=]{1,2}\s*\d?(?!\d)")
_AMOUNT = re.compile(rf"(?P<before>[^\d+-]*)(?P<numeral>{NUMERAL})(?P<after>\D*)")
_THOUSAND: Final = 1000
THOUSANDS: Final = "1000"
"""The unit (records.Notation) of a column of amounts in thousands."""
UNSURE: Final = "1 or 1000"
"""The unit of a column of amounts that may be thousands: the small ones are questions."""
_SMALL: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Where the numeral of an amount stands in texts of one shape, and what stands beside it.

    `mark` is its decimal mark, once that is known, and `three_decimals` says that it might be thousands as well.
    """

    start: int
    end: int
    sign: int = 1
    factor: int = 1
    currency: str | None = None
    mark: str | None = None
    three_decimals: bool = False

    def numeral(self, text: str) -> str:
        """The numeral of a text of the shape."""
        return text[self.start : self.end]


def money_reader(*, decimal: str | None, currency: str | None, unit: str | None = None) -> Reader:
    """Reads amounts; `decimal`, `currency` and `unit` are the column's (records.Notation)."""

    def read_thousands(cell: Cell) -> Reading:
        reading = read(cell)
        amount = reading.value
        return reading._replace(value=round(amount * _THOUSAND)) if isinstance(amount, (int, float)) else reading

    def read(cell: Cell) -> Reading:
        if isinstance(cell, str):
            if cell.isascii() and cell.isdigit():
                return Reading(value=int(cell), currency=currency)
            return _read_text(cell, decimal, currency)
        if isinstance(cell, date):
            return trouble(Code.DAMAGED_DATE, text=cell.isoformat()[:10])
        if isinstance(cell, bool) or not isinstance(cell, (int, float)):
            return trouble(Code.NOT_A_NUMBER)
        return _amount_reading(cell, currency)

    def read_unsure(cell: Cell) -> Reading:
        reading = read(cell)
        amount = reading.value
        if not isinstance(amount, (int, float)) or not 0 < amount < _SMALL:
            return reading
        return _in_question(amount)

    def read_whole(cell: Cell) -> Reading:
        reading = read(cell)
        amount = reading.value
        return _in_question(amount) if isinstance(amount, float) and 0 < amount < _SMALL else reading

    return {THOUSANDS: read_thousands, UNSURE: read_unsure}.get(unit or "", read_whole)


def _in_question(amount: Number) -> Reading:
    """`12,5` among prices: no car costs that, and thousands are only likely."""
    return trouble(Code.AMBIGUOUS_NUMBER, first=f"{amount:.12g}", second=f"{amount * _THOUSAND:.12g}")


def read_currency(cell: Cell) -> Reading:
    """The currency of a row: an ISO code, a sign or a word, alone or beside an amount."""
    if not isinstance(cell, str):
        return trouble(Code.NOT_A_CURRENCY)
    code = currency_code(cell)
    if code is None:
        amount = amount_in(shape_of(cell))
        code = amount.currency if isinstance(amount, Amount) else None
    return Reading(value=code) if code else trouble(Code.NOT_A_CURRENCY)


@lru_cache(maxsize=16_384)
def amount_in(shape: str) -> Amount | Code:
    """Where the amount stands in texts of a shape (numbers.shape_of), or the problem that keeps it from being one."""
    found = _AMOUNT.fullmatch(_NO_CENTS.sub(r"\g<1>00 ", shape))
    if found is None or not numeral_values(found["numeral"].rstrip(".,")):
        found = _AMOUNT.fullmatch(_NO_CENTS.sub(" ", shape))
    if found is None:
        return Code.NOT_A_NUMBER
    beside = _beside(found["before"], found["after"])
    if isinstance(beside, Code):
        return beside
    negative = found["before"].rstrip().endswith("(") and found["after"].startswith(")")
    numeral = found["numeral"].rstrip(".,")
    mark = None if shape.startswith(numeral, found.start("numeral")) else numeral[-3]
    factor, currency = beside
    start = found.start("numeral")
    return Amount(
        start=start,
        end=start + len(numeral) - (3 if mark else 0),
        sign=-1 if negative else 1,
        factor=factor,
        currency=currency,
        mark=mark,
    )


def currency_of_most(cells: Iterable[tuple[str | float, int]]) -> str | None:
    """The one currency that at least half of a column's amounts name: the bare ones among them are in it as well.

    `cells` are distinct ones, each with how often it stands there.
    """
    named: dict[str | None, int] = {}
    for cell, count in cells:
        amount = amount_in(shape_of(cell)) if isinstance(cell, str) else None
        if not isinstance(amount, Code):
            currency = amount.currency if amount else None
            named[currency] = named.get(currency, 0) + count
    bare = named.pop(None, 0)
    return next(iter(named)) if len(named) == 1 and sum(named.values()) >= bare else None


@lru_cache(maxsize=16_384)
def _decided(shape: str, decimal: str | None) -> Amount | Code:
    """The amount of a shape with its decimal mark in a column whose mark is `decimal`."""
    amount = amount_in(shape)
    if isinstance(amount, Code) or amount.mark is not None:
        return amount
    values = numeral_values(amount.numeral(shape))
    if not values:
        return Code.NOT_A_NUMBER
    mark = mark_of(values, decimal, whole=False)
    if mark is None:
        return Code.AMBIGUOUS_NUMBER
    return replace(amount, mark=mark, three_decimals=values[mark] != max(values.values(), key=abs))


def _read_text(text: str, decimal: str | None, currency: str | None) -> Reading:
    amount = _decided(shape_of(text), decimal)
    if isinstance(amount, Code):
        if amount is Code.AMBIGUOUS_NUMBER:
            return _ambiguous(text)
        return BLANK if plain(text) in words().no_price else trouble(amount)
    number = number_at(amount.numeral(text), amount.mark) * amount.sign * amount.factor
    # `1.250` among prices like `950.00`: neither 1.25 nor surely 1250.
    if amount.three_decimals and not plausible().has("price", number):
        return _ambiguous(text)
    return _amount_reading(number, amount.currency or currency)


def _ambiguous(text: str) -> Reading:
    amount = amount_in(shape_of(text))
    if isinstance(amount, Code):
        return trouble(amount)
    first, second = sorted({value * amount.sign for value in numeral_values(amount.numeral(text)).values()})
    return trouble(Code.AMBIGUOUS_NUMBER, first=f"{first:.12g}", second=f"{second:.12g}")


def _amount_reading(amount: Number, currency: str | None) -> Reading:
    if isinstance(amount, float):
        if not isfinite(amount):
            return trouble(Code.NOT_A_NUMBER)
        amount = round(amount, 2)
        amount = int(amount) if amount.is_integer() else amount
    return Reading(value=amount, currency=currency)


def _beside(before: str, after: str) -> tuple[int, str | None] | Code:
    """What the words and signs round a numeral say: what to multiply it by, and its currency."""
    named: set[str] = set()
    rest: list[str] = []
    for text in (before, after):
        simple = unaccented(text.casefold())
        named.update(currencies().words[sign] for sign in currencies().pattern.findall(simple))
        unnamed = currencies().pattern.sub(" ", simple)
        if any(map(_may_name_money, unnamed)):
            return Code.NOT_A_NUMBER
        rest.append(plain(unnamed))
    if any(text in currencies().not_the_price for text in rest) or (rest[1] and "+" in after):  # `12.500 + BTW`
        return Code.NOT_THE_PRICE
    times = currencies().times.get(rest[1])
    if len(named) > 1 or not _say_nothing(rest[0]) or not (times or _say_nothing(rest[1])):
        return Code.NOT_A_NUMBER
    return times or 1, next(iter(named), None)


def _may_name_money(sign: str) -> bool:
    """Whether it is the sign of a currency, or a letter of another alphabet: no blank, and nothing that is known."""
    return not sign.isascii() and (sign.isalpha() or category(sign) == "Sc")


def names_unknown_money(word: str) -> bool:
    """`J$`, beside a heading: a currency that is not known, which is not the euro for that."""
    signs = {sign for sign in word if category(sign) == "Sc"}
    return bool(signs) and "€" not in signs and currency_code(word) is None


def _say_nothing(text: str) -> bool:
    return not text or text in currencies().beside or text in words().labels["price"]
