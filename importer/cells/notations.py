"""How the cells of one column are written: decimal mark, day or month first, code table, separator of a list.

The whole column decides. Where it allows two readings and neither is absurd for the field, that is a doubt, not a
choice. It does not know how well the column fits the field (plausibility.py).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import Final

from importer.cells.blanks import is_placeholder
from importer.cells.choices import WORDS_ALONE, meaning
from importer.cells.dates import EXCEL_DAY, YEAR_DAY_MONTH, excel_day, month_in
from importer.cells.day_order import day_after_year, day_order
from importer.cells.identifiers import SWISS
from importer.cells.lists import SEPARATORS, items_of, stands_in
from importer.cells.measures import folded, measure_in
from importer.cells.money import THOUSANDS, UNSURE, Amount, amount_in, currency_of_most, names_unknown_money
from importer.cells.numbers import MARKS, Number, number_at, numeral_values, shape_of
from importer.cells.text import clean, written
from importer.contract import Field, Kind
from importer.problems import Code
from importer.records import CellFault, ColumnSurvey, Notation, RawValue
from importer.vocabulary.choices import INITIALS, choice_words, initials_of, portal_codes, portal_tables
from importer.vocabulary.currencies import currency_code
from importer.vocabulary.plausible import plausible
from importer.vocabulary.spelling import plain
from importer.vocabulary.units import Unit, unit_named, units
from importer.vocabulary.words import word_form

# The decimal mark of a language, where the column itself does not tell.
_MARK_OF: Final[Mapping[str | None, str]] = {"nl": ",", "fr": ",", "de": ",", "en": "."}
# Above a column of prices in thousands: `Price [1000 EUR]`, `Prix (x 1.000 €)`, `Preis (T€)`.
_THOUSANDS: Final = re.compile(r"(?:x\s*)?1[.' ]?000(?!\d)\s*|[kt]\s?(?=€|eur)", re.IGNORECASE)

# A price of two digits, with cents or not, and not nothing.
_SMALL_AMOUNT: Final = re.compile(r"(?!0)\d{1,2}(?:[.,]\d{1,2})?")
_NEARLY_ALL: Final = 0.9  # of a column's amounts
_THOUSAND: Final = 1000

_SURELY: Final = 2  # times as many plausible readings make a decimal mark sure

_ITEM_MAX: Final = 80  # an option is shorter than this, in characters, on average
_LEAST_LISTED: Final = 0.5  # the share of cells in which a separator stands, against the one that stands in most

Counted = tuple[str | float, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A notation; when the column allows several readings, the doubt with its parameters and a notation for each."""

    notation: Notation
    doubt: Code | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    readings: tuple[Notation, ...] = ()


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
        return _date_order(cells, notation, part, today)
    match contract.kind:
        case Kind.MONEY:
            currency = notation.currency or currency_of_most(cells)
            decision = _decimal_mark(contract, cells, replace(notation, currency=currency), language)
            return _scale(decision, cells)
        case Kind.INTEGER | Kind.DECIMAL:
            return _decimal_mark(contract, cells, notation, language)
        case Kind.CHOICE if part is None:
            return _code_table(contract, cells, notation, language)
        case Kind.FEATURES | Kind.TAGS:
            return Decision(notation=replace(notation, separator=separator_of(cells)))
        case _:
            return Decision(notation=notation)


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


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _decimal_mark(contract: Field, cells: list[Counted], notation: Notation, language: str | None) -> Decision:
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


def _scale(decision: Decision, cells: list[Counted]) -> Decision:
    """Amounts that no car costs are thousands, or in another currency's lakhs: `8.5` is asked about, not sent."""
    notation = decision.notation
    small = [(cell, count) for cell, count in cells if _SMALL_AMOUNT.fullmatch(written(cell))]
    few = sum(count for _, count in small) <= _NEARLY_ALL * sum(count for _, count in cells)
    if few or notation.unit is not None or decision.doubt is not None:
        return decision
    first = written(small[0][0])
    params = {"first": first, "second": f"{float(first.replace(',', '.')) * _THOUSAND:.12g}"}
    readings = (notation, replace(notation, unit=THOUSANDS))
    unsure = replace(notation, unit=UNSURE)
    return Decision(notation=unsure, doubt=Code.AMBIGUOUS_NUMBER, params=params, readings=readings)


# ── dates ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _date_order(cells: list[Counted], notation: Notation, part: str | None, today: date) -> Decision:
    if cells and all(excel_day(cell, today) for cell, _ in cells):
        return Decision(notation=replace(notation, unit=EXCEL_DAY))
    texts = [cell for cell, _ in cells if isinstance(cell, str)]
    if {day_after_year(text) for text in texts} - {None} == {True}:
        notation = replace(notation, unit=YEAR_DAY_MONTH)
    orders = {order for order in (day_order(text, this_year=today.year) for text in texts) if order is not None}
    if len(orders) == 1:
        return Decision(notation=replace(notation, day_first=orders.pop()))
    for text in texts:
        month = month_in(text, this_year=today.year)
        if month is None or isinstance(month, Code) or month.other is None:
            continue
        if part != "year" or month.year != month.other.year:
            params = {"first": str(month), "second": str(month.other)}
            readings = tuple(replace(notation, day_first=order) for order in (True, False))
            return Decision(notation=notation, doubt=Code.AMBIGUOUS_DATE, params=params, readings=readings)
    return Decision(notation=notation)


# ── codes ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _code_table(contract: Field, cells: list[Counted], notation: Notation, language: str | None) -> Decision:
    """The portal whose codes the whole column is made of; words of the language, and their initials, come first.

    Tables that agree on every value are as good as one. Bare figures prove nothing unless the file's other columns have
    named the portal (`notation.codes`).
    """
    found = {written(cell).upper() for cell, _ in cells}
    blank = choice_words(contract.name).blank
    codes = {code for code in found if meaning(contract.name, code) is None and plain(code) not in blank}
    apart = _has_surer_words(contract.name, found, codes, language)
    if apart or not codes:
        return Decision(notation=replace(notation, codes=WORDS_ALONE if apart else None))
    known = [table for table in portal_tables() if not language or _is_of(table, language)]
    tables = {table: portal_codes(table, contract.name) for table in known}
    fitting = {table: values for table, values in tables.items() if values and codes <= values.keys()}
    if notation.codes in fitting:
        return Decision(notation=notation)
    if initials_of(language) in fitting:
        return Decision(notation=replace(notation, codes=initials_of(language)))
    readings = {tuple(values[code] for code in sorted(codes)) for values in fitting.values()}
    if not fitting:
        return Decision(notation=replace(notation, codes=None))
    if len(readings) == 1 and not all(code.isdigit() for code in codes):
        return Decision(notation=replace(notation, codes=next(iter(fitting))))
    portals = sorted(table for table in fitting if not table.startswith(INITIALS)) or sorted(fitting)
    params = {"codes": ", ".join(sorted(codes)[:5]), "portals": ", ".join(portals)}
    possible = tuple(replace(notation, codes=table) for table in fitting)
    notation = replace(notation, codes=None)
    return Decision(notation=notation, doubt=Code.AMBIGUOUS_CODE, params=params, readings=possible)


def _has_surer_words(name: str, found: set[str], unsure: set[str], language: str | None) -> bool:
    """Whether words of one language alone stand beside surer ones: a `gas` beside `gasoline` is not petrol."""
    in_language = choice_words(name).in_language.get(language or "", {})
    doubtful = {in_language[word_form(word)] for word in unsure if word_form(word) in in_language}
    sure = {meaning(name, word) for word in found - unsure if len(word_form(word).split()) == 1}
    return not doubtful.isdisjoint(sure)


def _is_of(table: str, language: str) -> bool:
    """Whether a table of codes may stand in a file of the language: a portal's, or the language's own initials."""
    return not table.startswith(INITIALS) or table == initials_of(language)


# ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────


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
