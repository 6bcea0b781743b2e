"""Numbers of vehicles that stand in more than one row of a file: a warning to every row but the first.

Rows of one reference are one vehicle; that they repeat it is said elsewhere.

It sees the chunks of a file in order. It does not know how a number was read.
"""

from collections.abc import Mapping, Sequence

from importer.checks.seen_vins import SeenVins
from importer.frames.sources import shown
from importer.problems import Code, Problem
from importer.records import RawChunk, RawTable, RawValue, TableMapping

_FIELD = "vin"


class RepeatedVins:
    """The numbers of the rows seen so far."""

    def __init__(self, table: RawTable, mapping: TableMapping) -> None:
        self._table = table
        self._seen = SeenVins()
        given = _FIELD in mapping.constants
        self._columns = () if given else tuple(c.column for c in mapping.columns if _FIELD in c.fields)

    def problems(self, vins: Sequence[object], references: Sequence[object], chunk: RawChunk) -> Mapping[int, Problem]:
        """A problem for each row of the chunk, by its number, whose VIN stood in a row of another vehicle before it."""
        return {
            chunk.rows[at]: self._problem(chunk, at, str(vins[at]), first)
            for at, first in enumerate(self._seen.first_rows(vins, chunk.rows, references) if vins else ())
            if first is not None
        }

    def _problem(self, chunk: RawChunk, at: int, vin: str, first: int) -> Problem:
        column = self._column(chunk, at)
        return Problem(
            code=Code.REPEATED_VIN,
            row=chunk.rows[at],
            field=_FIELD,
            column=None if column is None else self._table.first_column + column,
            heading=None if column is None else self._table.headings[column],
            sheet=self._table.sheet,
            found=None if column is None else shown(self._cell(chunk, column, at)),
            params={"vin": vin, "first": str(first)},
        )

    def _column(self, chunk: RawChunk, at: int) -> int | None:
        """The column that the row's number stands in: the first that is filled, else the first."""
        filled = (column for column in self._columns if self._cell(chunk, column, at) is not None)
        return next(filled, self._columns[0] if self._columns else None)

    def _cell(self, chunk: RawChunk, column: int, at: int) -> RawValue:
        return chunk.columns[column][at]
