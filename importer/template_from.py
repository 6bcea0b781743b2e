"""A dealer's own file → a template with its columns and its values: the bridge from an export to a clean sheet.

What could not be read stays as the dealer wrote it, for him to mend. It does not know how a template is written.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from importer.cells.text import written
from importer.contract import BY_NAME, DEFAULT_CURRENCY, FEATURE_CATEGORIES, FEATURE_CATEGORY, Kind
from importer.intake import IntakeOptions, Understood, rows_of, understand
from importer.problems import Code, Severity, column_letters
from importer.records import CellFault, RawValue, Row
from importer.template.cell_words import CellValue, cells_of
from importer.template.columns import Column, FeatureLayout, chosen_fields, columns_for, required_fields
from importer.template.workbook import DEFAULT_IMAGES, DEFAULT_ROWS, Template
from importer.wording import Lang

# What the importer works out for itself, so that it needs a column only when the dealer has one.
_WORKED_OUT: Final = frozenset({"latitude", "longitude"})
# What is said of cells that mean nothing.
_NOTHING_TO_KEEP: Final = frozenset({Code.REQUIRED, Code.ZERO_LEFT_BLANK})
# An error stands in the cell again when it is read, and is no blank.
_NEVER_CALCULATED: Final = "#VALUE!"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledTemplate:
    """A template with the dealer's rows; `unread` is how many cells stand there as he wrote them.

    `empty` is how many rows are left out, since nothing of theirs belongs in a column, `repeated` how many since the
    very same row stands there already; `left_out` are the columns that no column of the template has, by heading.
    """

    template: Template
    rows: int
    unread: int
    empty: int
    repeated: int
    left_out: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Car:
    """One row: the listing as far as it could be read, and the texts of the fields that could not."""

    listing: Mapping[str, Any]
    unread: Mapping[str, Sequence[str]]


def template_from(
    path: Path,
    options: IntakeOptions,
    lang: Lang,
    *,
    fields: str | None = None,
    images: int | None = None,
    features: FeatureLayout = FeatureLayout.LIST,
    rows: int | None = None,
    location: str | None = None,
) -> FilledTemplate:
    """The columns of the file, those that are required and those of `fields`, filled in.

    Raises SourceFileError, MappingError and SettingsError as reading and mapping do.
    """
    known = understand(path, options)
    every_row = [row for rows in rows_of(known, options, lambda _problem: None) for row in rows]
    cars = [_car(row, known) for row in _each_once(every_row)]
    names = _fields(known, cars) | (chosen_fields(fields) if fields else frozenset())
    columns = columns_for(
        names, lang, images=_most_images(cars, images), features=features, features_each=_most_features(cars)
    )
    every = [_cells(car, columns, lang) for car in cars]
    filled = [cells for cells in every if any(cell is not None for cell in cells)]
    template = Template(
        lang=lang, columns=columns, rows=max(rows or DEFAULT_ROWS, len(filled)), location=location, filled=filled
    )
    unread = sum(len(texts) for car in cars for texts in car.unread.values())
    return FilledTemplate(
        template=template,
        rows=len(filled),
        unread=unread,
        empty=len(every) - len(filled),
        repeated=len(every_row) - len(cars),
        left_out=_left_out(known, every_row),
    )


def _left_out(known: Understood, rows: Sequence[Row]) -> Sequence[str]:
    """The headings of the columns in which something stands and that are not used."""
    return [
        mapped.heading or column_letters(known.table.first_column + mapped.column)
        for mapped in known.mapping.columns
        if not mapped.targets and any(row.cells[mapped.column] is not None for row in rows)
    ]


def _each_once(rows: Iterable[Row]) -> Iterator[Row]:
    """Every row, the very same row once."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = (row.reference or "", row.fingerprint)
        if row.reference is not None and key in seen:
            continue
        seen.add(key)
        yield row


def _car(row: Row, known: Understood) -> _Car:
    listing: dict[str, Any] = orjson.loads(row.body)
    if any(problem.code is Code.TITLE_MADE for problem in row.problems):
        listing.pop("title", None)
    categories = {mapped.column for mapped in known.mapping.columns if any(t.is_category for t in mapped.targets)}
    unread: dict[str, dict[int, str]] = {}
    for problem in row.problems:
        name, column = problem.field, problem.column
        if name is None or column is None or problem.code in _NOTHING_TO_KEEP:
            continue
        is_list = BY_NAME[name].kind in {Kind.IMAGES, Kind.FEATURES, Kind.TAGS}
        if name not in listing or (is_list and problem.severity is Severity.ERROR):
            at = column - known.table.first_column
            place = FEATURE_CATEGORY.name if at in categories else name
            unread.setdefault(place, {})[column] = _as_written(row.cells[at])
    return _Car(
        listing=listing, unread={name: [text for text in texts.values() if text] for name, texts in unread.items()}
    )


def _as_written(cell: RawValue) -> str:
    if isinstance(cell, CellFault):
        return cell.text or _NEVER_CALCULATED
    return "" if cell is None else written(cell)


def _fields(known: Understood, cars: Iterable[_Car]) -> frozenset[str]:
    """The fields that the file feeds, those that are required, and whatever else a listing came to have."""
    mapped = {name for column in known.mapping.columns for name in column.fields}
    found = {name for car in cars for name in (*car.listing, *car.unread)}
    if all(car.listing.get("currency", DEFAULT_CURRENCY) == DEFAULT_CURRENCY for car in cars):
        found.discard("currency")
    return frozenset(mapped | required_fields() | (found - _WORKED_OUT))


def _most_images(cars: Iterable[_Car], asked: int | None) -> int:
    most = max((len(car.listing.get("images", ())) + len(car.unread.get("images", ())) for car in cars), default=0)
    highest = BY_NAME["images"].max_items or most
    return min(max(most, DEFAULT_IMAGES if asked is None else asked), highest)


def _most_features(cars: Iterable[_Car]) -> dict[str, int]:
    """How many features of each category the fullest car has; each has one column at least."""
    most = dict.fromkeys(FEATURE_CATEGORIES, 1)
    for car in cars:
        counts = Counter(feature["category"] for feature in car.listing.get("features", ()))
        most.update((category, max(most[category], count)) for category, count in counts.items())
    return most


def _cells(car: _Car, columns: Sequence[Column], lang: Lang) -> list[CellValue]:
    """The cells of a row: what was read in the dealer's words, else what he wrote."""
    cells = cells_of(car.listing, columns, lang)
    for name, texts in car.unread.items():
        places = [at for at, column in enumerate(columns) if column.field.name == name]
        free = [at for at in places if cells[at] is None] or places[-1:]
        for at, text in zip(free, texts, strict=False):
            cells[at] = text
    return cells
