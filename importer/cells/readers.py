"""Which reader a target has: by the kind of its field, its part and its notation.

It does not know columns; the readers do not know targets.
"""

from collections.abc import Callable, Mapping
from datetime import date

from importer.cells.blanks import is_placeholder, is_placeholder_text, is_placeholder_word
from importer.cells.booleans import boolean_reader
from importer.cells.choices import choice_reader, flag_reader, meaning
from importer.cells.compound import PARTS, SAID_WHEN_MISSING, TakePart
from importer.cells.dates import month_reader
from importer.cells.identifiers import SWISS, read_car_pass, read_postcode, read_swiss_postcode, read_uuid, read_vin
from importer.cells.lists import list_reader, option_reader, read_images
from importer.cells.money import money_reader, read_currency
from importer.cells.number_cells import number_reader
from importer.cells.readings import BLANK, Cell, Reader, Reading
from importer.cells.text import is_zero, text_reader
from importer.contract import BY_NAME, FEATURE_CATEGORY, Field, Kind
from importer.problems import Code
from importer.records import REDUCED, Notation, Target
from importer.vocabulary.words import words

SaysNothing = Callable[[str], bool]
"""Whether a cleaned text is a placeholder where it stands."""

_LONG_TEXT = 1000
_CODES = frozenset({"dealerLocationCode"})
_NAMES = frozenset({"brand", "model", "variant", "color", "interiorColor"})
_EMPTY_IN_GERMAN = "leer"
_AS_WORDS = frozenset({Kind.REFERENCE, Kind.TAGS, Kind.FEATURES, Kind.BOOLEAN})
_SIMPLE: Mapping[Kind, Reader] = {
    Kind.UUID: read_uuid,
    Kind.VIN: read_vin,
    Kind.CAR_PASS: read_car_pass,
    Kind.POSTCODE: read_postcode,
    Kind.CURRENCY: read_currency,
    Kind.IMAGES: read_images,
}


def has_several_lines(field: Field) -> bool:
    """Whether the field is free text that may run over lines."""
    return field.kind is Kind.TEXT and (field.max_length or 0) > _LONG_TEXT


def says_nothing_of(target: Target, language: str | None) -> SaysNothing:
    """How the target's cells say that they hold nothing: the freer its texts, the less may be taken for a blank."""
    field, part = BY_NAME[target.field], target.part
    if part in field.choices or (part is None and (field.kind in _AS_WORDS or has_several_lines(field))):
        return is_placeholder_word
    if part is None and field.kind is Kind.TEXT:
        return _name_says_nothing if field.name in _NAMES else is_placeholder_text
    if field.kind is Kind.CHOICE:
        return _choice_says_nothing(field, language)
    return is_placeholder


def _name_says_nothing(text: str) -> bool:
    """`Sonstige` below a make: none of the models that a portal knows."""
    return is_placeholder_text(text) or text.casefold() in words().any_other


def _choice_says_nothing(field: Field, language: str | None) -> SaysNothing:
    """A word of the choice is none: `leer` is leather in Dutch, and empty only in German."""

    def says_nothing(text: str) -> bool:
        if not is_placeholder(text):
            return False
        is_word = not text.startswith("(") and (language != "de" or text.casefold() != _EMPTY_IN_GERMAN)
        return not (is_word and meaning(field.name, text))

    return says_nothing


def reader_of(target: Target, *, language: str | None, words: Mapping[str, str], today: date) -> Reader:
    """The reader of one target's cells. KeyError for a field or a part that does not exist."""
    field, part, notation = BY_NAME[target.field], target.part, target.notation
    if target.order_of is not None:
        return number_reader(BY_NAME["previousOwners"], decimal=None, unit=None)
    if target.name is not None:
        return option_reader(target.name)
    if target.is_category:
        return choice_reader(FEATURE_CATEGORY, codes=None, words=words, language=language)
    if part in {"year", "month"}:
        return month_reader(day_first=notation.day_first, unit=notation.unit, part=part, today=today)
    if part is not None and part in field.choices:
        return flag_reader(field, part)
    whole = _whole(field, notation, language=language, words=words, today=today, single=target.position is not None)
    return whole if part is None else _reduced(whole) if part == REDUCED else _part_reader(part, PARTS[part], whole)


def _whole(
    field: Field, notation: Notation, *, language: str | None, words: Mapping[str, str], today: date, single: bool
) -> Reader:
    """The reader of a whole cell as the field."""
    match field.kind:
        case Kind.INTEGER | Kind.DECIMAL:
            read = number_reader(field, decimal=notation.decimal, unit=notation.unit)
        case Kind.MONEY:
            read = money_reader(decimal=notation.decimal, currency=notation.currency, unit=notation.unit)
        case Kind.BOOLEAN:
            read = boolean_reader(field)
        case Kind.CHOICE:
            read = choice_reader(field, codes=notation.codes, words=words, language=language)
        case Kind.MONTH:
            read = month_reader(day_first=notation.day_first, unit=notation.unit, part=None, today=today)
        case Kind.TAGS | Kind.FEATURES:
            read = list_reader(separator=notation.separator, single=single, language=language)
        case Kind.TEXT | Kind.REFERENCE:
            several_lines = has_several_lines(field)
            takes_dates = several_lines or field.kind is Kind.REFERENCE
            read = text_reader(
                several_lines=several_lines,
                takes_dates=takes_dates,
                takes_zero=field.kind is Kind.REFERENCE or field.name in _CODES,
                language=language,
                unit=notation.unit,
            )
        case Kind.POSTCODE if notation.unit == SWISS:
            read = _without_zero(read_swiss_postcode)
        case kind:
            read = _without_zero(_SIMPLE[kind])
    return read


def _without_zero(read: Reader) -> Reader:
    """Reads a cell of which a zero is a formula's word for a blank."""
    return lambda cell: Reading(code=Code.ZERO_LEFT_BLANK) if is_zero(cell) else read(cell)


def _reduced(read: Reader) -> Reader:
    """Reads a reduced price, of which a zero says that there is none."""

    def read_reduced(cell: Cell) -> Reading:
        reading = read(cell)
        return BLANK if reading.value == 0 else reading

    return read_reduced


def _part_reader(part: str, take: TakePart, read: Reader) -> Reader:
    """Reads one part of a compound cell; a cell without that part is a blank."""
    missing = Reading(code=Code.PART_MISSING, params={"part": part}) if part in SAID_WHEN_MISSING else BLANK

    def read_part(cell: Cell) -> Reading:
        if not isinstance(cell, str):
            return read(cell)
        text = take(cell)
        return missing if text is None else read(text)

    return read_part
