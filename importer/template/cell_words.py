"""A listing as the API has it → the cells of a template, in the dealer's words.

The other way round is the importer's own reading. It does not know sheets.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from importer.contract import Field, Kind
from importer.template.columns import Column
from importer.vocabulary.choices import shown_word
from importer.vocabulary.own_template import LIST_SEPARATOR
from importer.vocabulary.words import words
from importer.wording import Lang

CellValue = str | int | float | date | None
Listing = Mapping[str, Any]

_JOINED: Final = f"{LIST_SEPARATOR} "


def cells_of(listing: Listing, columns: Sequence[Column], lang: Lang) -> list[CellValue]:
    """The cells of one row, one for each column; None for a blank."""
    return [_cell(listing, column, lang) for column in columns]


def _cell(listing: Listing, column: Column, lang: Lang) -> CellValue:
    value = listing.get(column.field.name)
    if value is None:
        return None
    match column.field.kind:
        case Kind.IMAGES:
            return _address(value, column.number or 1)
        case Kind.FEATURES:
            return _features(value, column)
        case Kind.TAGS:
            return _JOINED.join(value)
        case _:
            return word_of(column.field, value, lang)


def word_of(field: Field, value: str | float, lang: Lang) -> CellValue:
    """How a dealer writes one value of a field: `petrol` → benzine, true → ja, `2021-03` → that month."""
    match field.kind:
        case Kind.CHOICE:
            return shown_word(field.name, str(value), lang)
        case Kind.BOOLEAN:
            return truth_word(lang, truth=bool(value))
        case Kind.MONTH:
            year, month = str(value).split("-")
            return date(int(year), int(month), 1)
        case _:
            return value


def truth_word(lang: Lang, *, truth: bool) -> str:
    """Yes or no in a language."""
    return words().truth_word(truth, lang)


def as_text(value: CellValue, lang: Lang) -> str:
    """A cell as a person in that language writes it: 03/2021 for a month, the comma or point of the language."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%m/%Y}"
    if isinstance(value, float):
        text = f"{value:.10f}".rstrip("0").rstrip(".")
        return text if lang is Lang.EN else text.replace(".", ",")
    return str(value)


def _address(images: Sequence[str | Mapping[str, Any]], number: int) -> CellValue:
    ordered = [image if isinstance(image, str) else str(image["url"]) for image in images]
    return ordered[number - 1] if number <= len(ordered) else None


def _features(features: Sequence[Mapping[str, str]], column: Column) -> CellValue:
    names = [feature["name"] for feature in features if feature["category"] == column.category]
    if column.number is not None:
        return names[column.number - 1] if column.number <= len(names) else None
    return _JOINED.join(names) or None
