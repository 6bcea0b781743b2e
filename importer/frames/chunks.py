"""A chunk of raw cells and the table's mapping → a frame that can be checked: typed columns, lists and problems.

Each distinct cell of a column is read once. It does not know limits or required fields (checks.py) or JSON
(payloads.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from importer.contract import BY_NAME, FIELDS, Field
from importer.frames import lists
from importer.frames.coded import UNREADABLE, Coded, Mask, combined
from importer.frames.filling import TITLE_TEMPLATE, filled, made_from
from importer.frames.references import car_references, joined_reference
from importer.frames.scalars import LIST_KINDS, joined, typed
from importer.frames.sources import ChunkReader, FieldSource, Place
from importer.problems import Code, Problem
from importer.records import RawChunk, RawTable, TableMapping, Target

REFERENCE = "externalReference"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFrame:
    """The rows of one chunk, typed. `problems` is row number → its problems, in the order in which they were found.

    `columns` has a column for each scalar field that has a source; `frame` holds the same values as nullable pandas
    columns, its index is the row number. `features`, `images` and `tags` have one entry for each row. `places` are the
    cells that a field was read from, none when it was given for the whole file or made from others.
    """

    frame: pd.DataFrame
    columns: Mapping[str, Coded]
    features: Sequence[tuple[lists.Feature, ...]]
    images: Sequence[tuple[lists.Image, ...]]
    tags: Sequence[tuple[str, ...]]
    problems: dict[int, list[Problem]]
    places: Mapping[str, tuple[Place, ...]]
    sheet: str | None

    def unreadable(self, field: str) -> Mask:
        """The rows whose cell of `field` has a value that could not be read."""
        column = self.columns.get(field)
        if column is None:
            return np.zeros(len(self.frame), dtype=np.bool_)
        return column.where(lambda value: value is UNREADABLE)

    def problem(self, code: Code, position: int, field: str, params: Mapping[str, str]) -> Problem:
        """A problem of `field` in the row at `position`, with its cell: the first that is filled, else the first."""
        places = self.places.get(field, ())
        place = next((place for place in places if place.found(position) is not None), places[0] if places else None)
        return Problem(
            code=code,
            row=int(self.frame.index[position]),
            field=field,
            column=place.column if place else None,
            heading=place.heading if place else None,
            sheet=self.sheet,
            found=place.found(position) if place else None,
            params=params,
        )

    def add(self, problem: Problem) -> None:
        """Say one more thing of a row."""
        if problem.row is not None:
            self.problems.setdefault(problem.row, []).append(problem)


def read_chunk(chunk: RawChunk, table: RawTable, mapping: TableMapping, *, today: date) -> CheckFrame:
    """The rows of `chunk` typed by `mapping`; what cannot be read is blank in the frame and has a problem."""
    reader = ChunkReader(chunk=chunk, table=table, mapping=mapping, today=today, raw={})
    rows = len(chunk.rows)
    sources = {field.name: tuple(_sources(field, reader)) for field in FIELDS}
    sources = {name: found for name, found in sources.items() if found}
    scalars = {name: joined(found) for name, found in sources.items() if BY_NAME[name].kind not in LIST_KINDS}
    columns, made = _completed(scalars, sources, reader)
    checked = CheckFrame(
        frame=_frame(columns, chunk.rows),
        columns=columns,
        features=lists.features(sources.get("features", ()), rows),
        images=lists.images(sources.get("images", ()), rows),
        tags=lists.tags(sources.get("conditionTags", ()), rows),
        problems={},
        places={name: tuple(source.place for source in found if source.place) for name, found in sources.items()},
        sheet=table.sheet,
    )
    _say(checked, chunk, reader, sources, made)
    return checked


def _sources(field: Field, reader: ChunkReader) -> Iterator[FieldSource]:
    """A constant; or the columns in the table's order, then the default."""
    mapping = reader.mapping
    if field.name in mapping.constants:
        yield reader.constant(field.name, mapping.constants[field.name])
        return
    if field.name == REFERENCE and mapping.reference.columns:
        for column in mapping.reference.columns:
            yield reader.column(column, Target(field=REFERENCE))
        return
    for mapped in mapping.columns:
        for target in mapped.targets:
            if target.field == field.name:
                yield reader.column(mapped.column, target)
    if field.name in mapping.defaults:
        yield reader.constant(field.name, mapping.defaults[field.name])


def _completed(
    scalars: Mapping[str, Coded], sources: Mapping[str, Sequence[FieldSource]], reader: ChunkReader
) -> tuple[dict[str, Coded], Mask]:
    """The columns with templates, title, currency and reference; and the rows whose title was made."""
    columns, rows, mapping = dict(scalars), len(reader.chunk.rows), reader.mapping
    blank = Coded.constant(None, rows)
    if mapping.reference.columns and len(mapping.reference.columns) > 1:
        columns[REFERENCE] = combined([source.values for source in sources[REFERENCE]], joined_reference)
    for name, template in mapping.templates.items():
        columns[name], _ = filled(columns.get(name, blank), made_from(template, columns, rows))
    columns["title"], made = filled(columns.get("title", blank), made_from(TITLE_TEMPLATE, columns, rows))
    if "price" in sources:
        currency = sources["price"][0].readings.map(lambda reading: reading.currency)
        columns["currency"], _ = filled(columns.get("currency", blank), currency)
    if mapping.reference.auto:
        columns[REFERENCE] = car_references(columns, rows)
    return columns, made


def _frame(columns: Mapping[str, Coded], rows: Sequence[int]) -> pd.DataFrame:
    arrays = {name: typed(BY_NAME[name], column) for name, column in columns.items()}
    return pd.DataFrame(arrays, index=pd.Index(rows, dtype="int64", name="row"), copy=False)


def _say(
    checked: CheckFrame,
    chunk: RawChunk,
    reader: ChunkReader,
    sources: Mapping[str, Sequence[FieldSource]],
    made: Mask,
) -> None:
    for problem in chunk.problems:
        checked.add(problem)
    for found in sources.values():
        for source in found:
            for problem in reader.problems(source):
                checked.add(problem)
    titles = checked.columns["title"]
    for position in np.flatnonzero(made).tolist():
        title = titles.values[titles.codes[position]]
        checked.add(checked.problem(Code.TITLE_MADE, position, "title", {"title": title}))
