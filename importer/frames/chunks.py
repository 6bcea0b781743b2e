"""A chunk of raw cells and the table's mapping → a CheckFrame: typed columns, lists and what could not be read.

Each distinct cell of a column is read once. It does not know limits or required fields (checks/) or JSON
(payloads/).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from importer.contract import BY_NAME, FIELDS
from importer.frames import lists
from importer.frames.check_frame import CheckFrame
from importer.frames.coded import Coded
from importer.frames.completion import REFERENCE, completed, doubtful_rows
from importer.frames.scalars import LIST_KINDS, joined, typed
from importer.frames.sources import ChunkReader, FieldSource
from importer.problems import Code, Problem
from importer.records import REDUCED, RawChunk, RawTable, TableMapping, Target

# A fault of a cell is said here with its field, and not at all when the column means nothing.
_CELL_FAULTS: Final = frozenset({Code.ERROR_CELL, Code.UNCALCULATED_FORMULA})


def read_chunk(chunk: RawChunk, table: RawTable, mapping: TableMapping, *, today: date) -> CheckFrame:
    """The rows of `chunk` typed by `mapping`; what cannot be read is blank in the frame and has a problem."""
    reader = ChunkReader(chunk=chunk, table=table, mapping=mapping, today=today, raw={})
    rows = len(chunk.rows)
    sources = _sources(reader)
    scalars = {
        name: joined(BY_NAME[name], found) for name, found in sources.items() if BY_NAME[name].kind not in LIST_KINDS
    }
    columns, doubts = completed(scalars, sources, mapping, rows)
    checked = CheckFrame(
        rows=chunk.rows,
        frame=_frame(columns, chunk.rows),
        columns=columns,
        features=lists.features(sources.get("features", ()), rows),
        images=lists.images(sources.get("images", ()), rows),
        tags=lists.tags(sources.get("conditionTags", ()), rows),
        problems=_problems(reader, sources),
        places={name: tuple(source.place for source in found if source.place) for name, found in sources.items()},
        sheet=table.sheet,
    )
    for doubt in doubts:
        for position, params in doubtful_rows(doubt):
            checked.add(doubt.code, position, doubt.field, params)
    return checked


def _sources(reader: ChunkReader) -> dict[str, list[FieldSource]]:
    """What feeds each field, for the fields that anything feeds."""
    found: dict[str, list[FieldSource]] = {field.name: [] for field in FIELDS}
    mapping = reader.mapping
    for name, source in _column_sources(reader):
        if name not in mapping.constants:
            found[name].append(source)
    found["price"].sort(key=lambda source: source.target.part != REDUCED)
    for name, value in (*mapping.constants.items(), *mapping.defaults.items()):
        if name not in mapping.constants or not found[name]:
            found[name].append(reader.given(name, value))
    return {name: sources for name, sources in found.items() if sources}


def _column_sources(reader: ChunkReader) -> Iterator[tuple[str, FieldSource]]:
    """The table's columns in order; the reference is read from the columns of the rule when it names any."""
    rule = reader.mapping.reference
    for column in rule.columns:
        yield REFERENCE, reader.column(column, Target(field=REFERENCE))
    for mapped in reader.mapping.columns:
        for target in mapped.targets:
            if target.field != REFERENCE or not (rule.columns or rule.auto):
                yield target.field, reader.column(mapped.column, target)


def _frame(columns: Mapping[str, Coded], rows: Sequence[int]) -> pd.DataFrame:
    arrays = {name: typed(BY_NAME[name], column) for name, column in columns.items()}
    return pd.DataFrame(arrays, index=pd.Index(np.asarray(rows, dtype=np.int64), name="row"), copy=False)


def _problems(reader: ChunkReader, sources: Mapping[str, Sequence[FieldSource]]) -> dict[int, list[Problem]]:
    problems: dict[int, list[Problem]] = {}
    for problem in reader.chunk.problems:
        if problem.row is not None and problem.code not in _CELL_FAULTS:
            problems.setdefault(problem.row, []).append(problem)
    for found in sources.values():
        for source in found:
            for row, problem in reader.problems(source):
                problems.setdefault(row, []).append(problem)
    return problems
