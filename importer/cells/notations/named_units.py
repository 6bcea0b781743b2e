"""The unit or the currency that stands beside a heading, as the notation of the column's bare numbers."""

import re
from typing import Final

from importer.cells.identifiers import SWISS
from importer.cells.money import THOUSANDS, names_unknown_money
from importer.cells.numbered_months import EXCEL_DAY
from importer.contract import Field, Kind
from importer.records import Notation
from importer.vocabulary.currencies import currency_code
from importer.vocabulary.units import unit_named, units

# Above a column of prices in thousands: `Price [1000 EUR]`, `Prix (x 1.000 €)`, `Preis (T€)`.
_THOUSANDS: Final = re.compile(r"(?:x\s*)?1[.' ]?000(?!\d)\s*|[kt]\s?(?=€|eur)", re.IGNORECASE)


def named_unit(contract: Field, word: str) -> Notation:
    """What a unit or a currency beside the heading says of the column's bare numbers; nothing when it is neither."""
    if contract.kind is Kind.MONEY:
        thousands = _THOUSANDS.match(word)
        if thousands is not None:
            return Notation(unit=THOUSANDS, currency=currency_code(word[thousands.end() :]))
        return Notation(currency=currency_code(word))
    if contract.kind is Kind.TEXT:
        found = unit_named(word, "text")
        return Notation(unit=found.name if found and contract.name == "engine" else None)
    if contract.kind is Kind.POSTCODE:
        return Notation(unit=SWISS if word == SWISS else None)
    if contract.kind is Kind.MONTH:
        return Notation(unit=EXCEL_DAY if word == EXCEL_DAY else None)
    found = unit_named(word, contract.unit)
    return Notation(unit=found.name if found else None)


def is_other_unit(contract: Field, word: str) -> bool:
    """Whether a unit beside the heading measures another thing than the field (`ccm` beside a power)."""
    if contract.kind not in {Kind.INTEGER, Kind.DECIMAL, Kind.MONEY} or named_unit(contract, word) != Notation():
        return False
    if contract.kind is Kind.MONEY and names_unknown_money(word):
        return True
    of_years = contract.name == "year"  # `Millésime (année)`
    return any(unit_named(word, unit.of) for unit in units() if not (of_years and unit.of == "month"))
