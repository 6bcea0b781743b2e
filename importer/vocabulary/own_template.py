"""Our own template: its version, the marks by which it is known again, and the heading of each of its columns.

A column is named by a target text as profiles write it (`price`, `feature_comfort`, `feature_comfort_2`, `image_3`).
It does not know how a template looks or is written.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from importer.contract import BY_NAME, FEATURE_CATEGORIES, FEATURE_CATEGORY, FIELDS, Kind
from importer.vocabulary.headings import key_of, label
from importer.vocabulary.own_columns import own_columns
from importer.wording import Lang

VERSION: Final = 2
"""Goes up when a heading or a column of the template changes."""

# Custom document properties, as reading gives them. Excel and LibreOffice keep these.
VERSION_PROPERTY: Final = "property:importer_template"
LANGUAGE_PROPERTY: Final = "property:importer_template_lang"
LOCATION_PROPERTY: Final = "property:importer_template_location"
# The defined name of the data sheet's headings. Google Sheets keeps names and cells, not properties.
DATA_NAME: Final = "importer_template_data"
# The first cell of every sheet but the data sheet; version, language and location code follow to its right.
MARK: Final = "importer_template"

# Before the lines of a CSV template that are only examples; they stand above the headings.
COMMENT: Final = "#"

LIST_SEPARATOR: Final = ";"
LIST_COLUMNS: Final = frozenset(
    {"conditionTags", "features", *(f"feature_{category}" for category in FEATURE_CATEGORIES)}
)

_FEATURE: Final = "feature_"
_IMAGE: Final = "image"
_DIGITS: Final = "0123456789"
_NUMBERED = re.compile(r"(?P<name>.+?)_(?P<number>\d+)")
_CURRENCY_SIGN: Final = "€"
_NAMED_BY_LABEL: Final = frozenset({"month", "°"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTemplate:
    """What a file says of the template that it was made from; `version` is None when only its headings tell."""

    language: Lang
    version: int | None = None
    location: str | None = None

    @property
    def is_older(self) -> bool:
        """Whether a newer template exists."""
        return self.version is not None and self.version < VERSION


def _columns() -> Iterator[str]:
    """Every column that a template can have, as target texts; of numbered ones their name alone."""
    for field in FIELDS:
        if field.kind is Kind.FEATURES:
            yield from (field.name, FEATURE_CATEGORY.name)
            yield from (f"{_FEATURE}{category}" for category in FEATURE_CATEGORIES)
        else:
            yield _IMAGE if field.kind is Kind.IMAGES else field.name


def heading_of(column: str, lang: Lang, *, with_currency: bool = False) -> str:
    """The heading of a column in a language, with its unit: `Kilometerstand (km)`, `Foto 3`.

    `with_currency` says that every amount is in euro, which is not so when the template has a column for the currency.
    """
    numbered = _NUMBERED.fullmatch(column)
    if numbered is not None:
        return f"{label(numbered['name'], lang)} {numbered['number']}"
    field, text = BY_NAME.get(column), label(column, lang)
    unit = field.unit if field is not None else None
    if field is not None and field.kind is Kind.MONEY:
        unit = _CURRENCY_SIGN if with_currency else None
    return text if unit is None or unit in _NAMED_BY_LABEL or unit in text else f"{text} ({unit})"


@cache
def _columns_by_key(lang: Lang) -> Mapping[str, str]:
    return {
        key_of(heading_of(column, lang, with_currency=with_currency)): column
        for column in _columns()
        for with_currency in (True, False)
    }


def _column_of(heading: str, lang: Lang) -> str | None:
    """The column with this heading; one with a number behind it when it is a column of images or of a category."""
    known, key = _columns_by_key(lang), key_of(heading)
    if key in known:
        return known[key] if known[key] != _IMAGE else None
    name = known.get(key.rstrip(_DIGITS), "")
    number = key[len(key.rstrip(_DIGITS)) :]
    is_numbered = name == _IMAGE or name.startswith(_FEATURE)
    return f"{name}_{number}" if is_numbered and number and not number.startswith("0") else None


def columns_of(headings: Sequence[str], lang: Lang) -> dict[str, str]:
    """Those of the headings that the template in that language has, each with its column; the first of equal ones."""
    found: dict[str, str] = {}
    for heading in headings:
        column = _column_of(heading, lang)
        if column is not None and column not in found.values():
            found[heading] = column
    return found


def told(properties: Mapping[str, str], headings: Sequence[str]) -> OwnTemplate | None:
    """The template that a table was made from: by what its workbook says, else by its headings; None for none.

    Headings are believed when all of them, and the one of the reference, are a template's own; columns that the
    importer added to a result do not count.
    """
    version, lang = properties.get(VERSION_PROPERTY), properties.get(LANGUAGE_PROPERTY)
    if version is not None and lang in tuple(Lang):
        number = int(version) if version.isdigit() else None
        return OwnTemplate(language=Lang(lang), version=number, location=properties.get(LOCATION_PROPERTY) or None)
    added = own_columns(headings)
    written = [heading for at, heading in enumerate(headings) if heading.strip() and at not in added]
    for language in Lang:
        known = columns_of(written, language)
        if len(known) == len(written) and "externalReference" in known.values():
            return OwnTemplate(language=language)
    return None


def told_by_mark(cells: Sequence[object]) -> dict[str, str]:
    """The properties that the first row of a sheet states when it is one of a template's other sheets, else none."""
    texts = ["" if cell is None else _plain(cell) for cell in cells[:4]]
    if not texts or texts[0] != MARK:
        return {}
    names = (VERSION_PROPERTY, LANGUAGE_PROPERTY, LOCATION_PROPERTY)
    return {name: text for name, text in zip(names, texts[1:], strict=False) if text}


def mark(lang: Lang, location: str | None) -> tuple[str, ...]:
    """The cells that `told_by_mark` reads."""
    return (MARK, str(VERSION), lang.value, *([location] if location else []))


def _plain(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) else str(cell).strip()
