"""Small mapped tables for tests of the intake: cells in, rows or problems out, with nothing faked between."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from importer import checks, frames, payloads
from importer.checks.repeated_vins import RepeatedVins
from importer.contract import BY_NAME
from importer.frames import CheckFrame
from importer.records import MappedColumn, RawChunk, RawTable, RawValue, Row, Source, TableMapping, Target

TODAY = date(2026, 11, 23)
FIRST_ROW = 2

# The least that a draft needs.
DRAFT: Mapping[str, RawValue] = {
    "externalReference": "A-1",
    "dealerLocationCode": "DEX-GENT",
    "title": "Volkswagen Golf",
}
# The least that an active listing needs.
ACTIVE: Mapping[str, RawValue] = {
    **DRAFT,
    "status": "active",
    "price": 18950,
    "postalCode": "9000",
    "images": "https://images.example.com/1.jpg",
}


class MappedTable:
    """Rows of cells under headings, each the name of a field or nothing, unless `targets` says otherwise."""

    def __init__(
        self,
        rows: Sequence[Mapping[str, RawValue]],
        *,
        targets: Mapping[str, Sequence[Target]] | None = None,
        sheet: str | None = None,
        first_column: int = 0,
        **mapping: Any,
    ) -> None:
        self.headings = list(dict.fromkeys(heading for row in rows for heading in row))
        self.rows = rows
        self.table = RawTable(
            source=Source(path=Path("stock.csv"), format="csv", digest="", size=1),
            sheet=sheet,
            heading_row=FIRST_ROW - 1,
            headings=self.headings,
            first_column=first_column,
            chunks=lambda size: iter(self.chunks(size)),
        )
        known = targets or {}
        self.mapping = TableMapping(
            columns=tuple(
                MappedColumn(
                    column=column,
                    heading=heading,
                    targets=tuple(known.get(heading, (Target(field=heading),) if heading in BY_NAME else ())),
                    confidence=1.0,
                    reason="reason_heading",
                )
                for column, heading in enumerate(self.headings)
            ),
            **mapping,
        )

    def chunks(self, size: int) -> list[RawChunk]:
        """The rows, `size` at a time."""
        return [self._chunk(start, self.rows[start : start + size]) for start in range(0, len(self.rows), size)]

    def _chunk(self, start: int, rows: Sequence[Mapping[str, RawValue]]) -> RawChunk:
        return RawChunk(
            rows=[FIRST_ROW + start + at for at in range(len(rows))],
            columns=[[row.get(heading) for row in rows] for heading in self.headings],
        )

    def frame(self) -> CheckFrame:
        """All rows as a frame that was not checked yet."""
        return frames.read_chunk(self.chunks(len(self.rows))[0], self.table, self.mapping, today=TODAY)

    def built(self, size: int = 1_000) -> list[Row]:
        """All rows as the intake makes them, `size` at a time."""
        vins, rows = RepeatedVins(self.table, self.mapping), list[Row]()
        for chunk in self.chunks(size):
            frame = frames.read_chunk(chunk, self.table, self.mapping, today=TODAY)
            built = payloads.build(checks.check(frame, today=TODAY))
            rows += payloads.rows(built, chunk, vins.problems(built.vins, built.references, chunk))
        return rows


def triples(rows: Sequence[Row]) -> set[tuple[int, str | None, str]]:
    """(row, field, code) of every problem."""
    return {(row.row, problem.field, problem.code.value) for row in rows for problem in row.problems}


def codes(row: Mapping[str, RawValue], **options: Any) -> set[tuple[str | None, str]]:
    """(field, code) of every problem of one row."""
    return {(field, code) for _, field, code in triples(MappedTable([row], **options).built())}
