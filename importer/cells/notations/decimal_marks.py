"""The decimal mark of a column of numbers: the one under which its cells are plausible, else the language's."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from importer.cells.measures import folded, measure_in
from importer.cells.money import Amount, amount_in
from importer.cells.notations.decision import Counted, Decision
from importer.cells.numbers import MARKS, Number, number_at, numeral_values, shape_of
from importer.contract import Field, Kind
from importer.problems import Code
from importer.records import Notation
from importer.vocabulary.plausible import plausible
from importer.vocabulary.units import Unit, unit_named

# The decimal mark of a language, where the column itself does not tell.
_MARK_OF: Final[Mapping[str | None, str]] = {"nl": ",", "fr": ",", "de": ",", "en": "."}
_SURELY: Final = 2  # times as many plausible readings make a decimal mark sure


def decimal_mark(contract: Field, cells: list[Counted], notation: Notation, language: str | None) -> Decision:
    """The notation with the column's decimal mark; a doubt where two are plausible and the language does not tell."""
    unit = unit_named(notation.unit, contract.unit) if notation.unit else None
    numerals = [(values, own or unit, count) for values, own, count in _numerals(contract, cells) if values]
    unclear = [values for values, _, _ in numerals if len(set(values.values())) > 1]
    readable = {mark: sum(count for values, _, count in numerals if mark in values) for mark in MARKS}
    if not unclear:
        only = [mark for mark in MARKS if readable[mark] > 0 and readable[mark] == max(readable.values())]
        return Decision(notation=replace(notation, decimal=only[0] if len(only) == 1 else None))
    likely = {mark: _likely(contract, numerals, mark) for mark in MARKS}
    mark = _surer(likely, _SURELY) or _surer(readable, 1) or _mark_by_language(contract, unclear, language)
    if mark is not None or contract.kind is Kind.INTEGER:
        return Decision(notation=replace(notation, decimal=mark))
    first, second = sorted(set(unclear[0].values()))
    params = {"first": f"{first:.12g}", "second": f"{second:.12g}"}
    readings = tuple(replace(notation, decimal=mark) for mark in MARKS)
    return Decision(notation=notation, doubt=Code.AMBIGUOUS_NUMBER, params=params, readings=readings)


def _numerals(contract: Field, cells: list[Counted]) -> Iterator[tuple[Mapping[str, Number], Unit | None, int]]:
    """What every text that holds one number is worth under each decimal mark, with its unit and how often it stands."""
    for cell, count in cells:
        if not isinstance(cell, str):
            continue
        if contract.kind is Kind.MONEY:
            amount = amount_in(shape_of(cell))
            if isinstance(amount, Amount) and amount.factor == 1:
                yield _worth(amount.numeral(cell), amount.mark), None, count
        else:
            text = folded(cell)
            measure = measure_in(contract.name, shape_of(text))
            if measure is not None:
                yield numeral_values(measure.numeral(text)), measure.unit, count


def _worth(numeral: str, mark: str | None) -> Mapping[str, Number]:
    return numeral_values(numeral) if mark is None else {mark: number_at(numeral, mark)}


def _likely(contract: Field, numerals: list[tuple[Mapping[str, Number], Unit | None, int]], mark: str) -> int:
    """How many cells are plausible when `mark` is the decimal mark."""
    return sum(count for values, unit, count in numerals if mark in values and _is_likely(contract, values[mark], unit))


def _is_likely(contract: Field, number: Number, unit: Unit | None) -> bool:
    if contract.kind is Kind.INTEGER and isinstance(number, float):
        return False
    converted = unit.converted(number) if unit else number
    return converted is not None and plausible().has(contract.name, converted)


def _surer(counts: Mapping[str, int], times: int) -> str | None:
    """The mark that has more than the other, at least `times` as many."""
    less, more = sorted(MARKS, key=counts.__getitem__)
    return more if counts[more] > counts[less] and counts[more] >= times * counts[less] else None


def _mark_by_language(contract: Field, unclear: list[Mapping[str, Number]], language: str | None) -> str | None:
    """The language's mark, if all that is unclear is then thousands: no amount has three decimals."""
    mark = _MARK_OF.get(language)
    if mark is None or contract.kind is Kind.DECIMAL:
        return mark
    grouped = all(values[mark] == max(values.values(), key=abs) for values in unclear)
    return mark if grouped else None
