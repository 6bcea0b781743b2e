"""Raw tables made of columns, in the shapes of dealers' files."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from importer.mapping.contents.survey import survey
from importer.mapping.mapper import map_table
from importer.records import MappedColumn, RawChunk, RawTable, RawValue, Source, TableMapping

TODAY = date(2026, 6, 1)
MAKES = ("Volkswagen", "Audi", "BMW", "Peugeot", "Renault", "Opel", "Ford", "Citroën")
MODELS = ("Golf", "A3", "320d", "208", "Clio", "Corsa", "Focus", "C3")


def repeated(*values: RawValue, rows: int = 40) -> list[RawValue]:
    """The values over and over."""
    return [values[row % len(values)] for row in range(rows)]


def numbered(text: str, *, rows: int = 40, first: int = 1) -> list[RawValue]:
    """The text with a number of its own in each row, at `{}`."""
    return [text.format(first + row) for row in range(rows)]


def table_of(
    columns: Mapping[str, Sequence[RawValue]] | Sequence[tuple[str, Sequence[RawValue]]],
    *,
    properties: Mapping[str, str] | None = None,
    first_column: int = 0,
    levels: Sequence[tuple[str, ...]] = (),
) -> RawTable:
    """A table with these columns; a sequence of pairs may repeat a heading. `levels` are the rows of each heading."""
    pairs = list(columns.items()) if isinstance(columns, Mapping) else list(columns)
    rows = max((len(cells) for _, cells in pairs), default=0)

    def chunks(size: int) -> Iterator[RawChunk]:
        for start in range(0, rows, size):
            stop = min(start + size, rows)
            yield RawChunk(rows=range(start + 2, stop + 2), columns=[cells[start:stop] for _, cells in pairs])

    return RawTable(
        source=Source(path=Path("stock.csv"), format="csv", digest="", size=0),
        sheet=None,
        heading_row=1,
        headings=[heading for heading, _ in pairs],
        first_column=first_column,
        chunks=chunks,
        properties=properties or {},
        heading_levels=levels,
    )


def mapping_of(
    columns: Mapping[str, Sequence[RawValue]] | Sequence[tuple[str, Sequence[RawValue]]],
    **options: Any,
) -> TableMapping:
    """The mapping of a table with these columns."""
    return mapping_of_table(table_of(columns), **options)


def mapping_of_table(table: RawTable, **options: Any) -> TableMapping:
    """The mapping of a table."""
    return map_table(table, survey(table), today=TODAY, **options)


def column_of(mapping: TableMapping, heading: str) -> MappedColumn:
    """The mapped column with the heading."""
    return next(column for column in mapping.columns if column.heading == heading)


def fields_of(mapping: TableMapping) -> dict[str, str]:
    """The fields of each column that has any, joined by a plus, by heading."""
    return {column.heading: "+".join(column.fields) for column in mapping.columns if column.targets}
