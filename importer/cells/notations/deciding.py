"""The whole column decides how its cells are written: by the kind of its field, each kind in a file of its own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from importer.cells.blanks import is_placeholder
from importer.cells.money import currency_of_most
from importer.cells.notations.code_tables import code_table
from importer.cells.notations.date_orders import date_order
from importer.cells.notations.decimal_marks import decimal_mark
from importer.cells.notations.decision import Counted, Decision
from importer.cells.notations.separators import separator_of
from importer.cells.notations.thousands import scale
from importer.cells.text import clean
from importer.contract import Field, Kind
from importer.records import CellFault, ColumnSurvey, Notation, RawValue


def decide(
    contract: Field,
    survey: ColumnSurvey,
    notation: Notation,
    *,
    language: str | None,
    part: str | None,
    today: date,
) -> Decision:
    """The notation of a column as `contract`, on top of what `notation` says already."""
    cells = list(_cells(survey))
    if part in {"year", "month"} or contract.kind is Kind.MONTH:
        return date_order(cells, notation, part, today)
    match contract.kind:
        case Kind.MONEY:
            currency = notation.currency or currency_of_most(cells)
            decision = decimal_mark(contract, cells, replace(notation, currency=currency), language)
            return scale(decision, cells)
        case Kind.INTEGER | Kind.DECIMAL:
            return decimal_mark(contract, cells, notation, language)
        case Kind.CHOICE if part is None:
            return code_table(contract, cells, notation, language)
        case Kind.FEATURES | Kind.TAGS:
            return Decision(notation=replace(notation, separator=separator_of(cells)))
        case _:
            return Decision(notation=notation)


def _cells(survey: ColumnSurvey) -> Iterator[Counted]:
    """The cells that count: cleaned texts and numbers, with how often they stand there."""
    shapes = ((example, 1) for example in survey.shapes.values())
    for value, count in chain(survey.values.items(), shapes):
        cell = _cell(value)
        if cell is not None:
            yield cell, count


def _cell(value: RawValue) -> str | float | None:
    if isinstance(value, str):
        text = clean(value)
        return None if is_placeholder(text) else text
    if isinstance(value, (bool, CellFault)) or not isinstance(value, (int, float)):
        return None
    return value
