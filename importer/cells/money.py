"""Money cells: an amount in exact cents and the currency that the cell names.

`€ 18.950,-`, `CHF 22'500.–`, `74 999`, `20 000 000 F Cfa`, `18,9k€`. It does not know how a column's decimal mark is
decided (notations.py), nor what a price may be.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from importer.cells.numbers import NUMERAL, Number, numeral_values
from importer.cells.readings import BLANK, Cell, Reader, Reading, trouble
from importer.problems import Code
from importer.vocabulary.currencies import currencies, currency_code
from importer.vocabulary.spelling import plain, unaccented
from importer.vocabulary.words import words

# `18.950,-` and `22'500.–`: the mark before the dash is the decimal mark. A portal's footnote may stand behind it
# (`33.945,-1`).
_NO_CENTS = re.compile(r"([.,])\s*[-–—=]{1,2}\s*\d?(?!\d)")
_AMOUNT = re.compile(rf"(?P<before>[^\d+-]*)(?P<numeral>{NUMERAL})(?P<after>\D*)")
_THOUSAND: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A numeral, what it is to be multiplied by, and the currency beside it."""

    numeral: str
    factor: int = 1
    currency: str | None = None


def money_reader(*, decimal: str | None, currency: str | None) -> Reader:
    """Reads amounts; `decimal` and `currency` are the column's (records.Notation)."""

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

    return read


def read_currency(cell: Cell) -> Reading:
    """The currency of a row: an ISO code, a sign or a word, alone or beside an amount."""
    if not isinstance(cell, str):
        return trouble(Code.NOT_A_CURRENCY)
    code = currency_code(cell)
    if code is None:
        amount = amount_in(cell)
        code = amount.currency if isinstance(amount, Amount) else None
    return Reading(value=code) if code else trouble(Code.NOT_A_CURRENCY)


def amount_in(text: str) -> Amount | Code:
    """The amount of a cell, or the problem that keeps it from being one."""
    found = _AMOUNT.fullmatch(_NO_CENTS.sub(r"\g<1>00 ", text))
    if found is None or not numeral_values(found["numeral"].rstrip(".,")):
        found = _AMOUNT.fullmatch(_NO_CENTS.sub(" ", text))
    if found is None:
        return Code.NOT_A_NUMBER
    beside = _beside(f"{found['before']} {found['after']}")
    if isinstance(beside, Code):
        return beside
    negative = "-" if found["before"].rstrip().endswith("(") and found["after"].startswith(")") else ""
    return Amount(numeral=negative + found["numeral"].rstrip(".,"), factor=beside.factor, currency=beside.currency)


def _read_text(text: str, decimal: str | None, currency: str | None) -> Reading:
    if plain(text) in words().no_price:
        return BLANK
    amount = amount_in(text)
    if isinstance(amount, Code):
        return trouble(amount)
    values = numeral_values(amount.numeral)
    value = _one_of(values, decimal)
    if value is None:
        return _ambiguous(values) if values else trouble(Code.NOT_A_NUMBER)
    return _amount_reading(value * amount.factor, amount.currency or currency)


def _one_of(values: Mapping[str, Number], decimal: str | None) -> Number | None:
    """The one amount that a numeral is; `1.250` among amounts like `950.00` is none: nobody writes three decimals."""
    possible = set(values.values())
    if len(possible) == 1:
        return possible.pop()
    value = values.get(decimal or "")
    return value if value is not None and round(value, 2) == value else None


def _ambiguous(values: Mapping[str, Number]) -> Reading:
    first, second = sorted(set(values.values()))
    return trouble(Code.AMBIGUOUS_NUMBER, first=f"{first:.12g}", second=f"{second:.12g}")


def _amount_reading(amount: Number, currency: str | None) -> Reading:
    if isinstance(amount, float):
        if amount in {float("inf"), float("-inf")}:
            return trouble(Code.NOT_A_NUMBER)
        amount = round(amount, 2)
        amount = int(amount) if amount.is_integer() else amount
    return Reading(value=amount, currency=currency)


@lru_cache(maxsize=4096)
def _beside(text: str) -> Amount | Code:
    """What the words and signs beside a numeral say; the numeral itself is left empty."""
    simple = unaccented(text.casefold())
    named = {currencies().words[sign] for sign in currencies().pattern.findall(simple)}
    rest = plain(currencies().pattern.sub(" ", simple))
    if rest in currencies().not_the_price:
        return Code.NOT_THE_PRICE
    known = rest in currencies().beside or rest in words().labels["price"]
    if len(named) > 1 or (rest not in {"", "k"} and not known):
        return Code.NOT_A_NUMBER
    return Amount(numeral="", factor=_THOUSAND if rest == "k" else 1, currency=next(iter(named), None))
