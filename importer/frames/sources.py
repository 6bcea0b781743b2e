"""Where the values of a field come from: table columns, a constant or a default, read once for each distinct value.

It does not know how several sources become one field (scalars.py, lists.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

import numpy as np

from importer.cells.columns import read_values
from importer.cells.plain import plain_values
from importer.cells.readings import BLANK, Reading
from importer.contract import BY_NAME, Kind
from importer.frames.coded import UNREADABLE, Coded, Value
from importer.problems import Code, Problem, Severity
from importer.records import CellFault, RawChunk, RawTable, RawValue, TableMapping, Target

FOUND_MAX_LENGTH: Final = 80
EXACT_MAXIMUM: Final = 2**53 - 1
_NUMBERS: Final = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a value stands: the 0-based position on the sheet, the heading, and the cells as they were read."""

    column: int
    heading: str
    raw: Coded

    def found(self, position: int) -> str | None:
        """The cell of the row at `position` in the chunk as a person sees it, cut to 80 characters; None when blank."""
        return shown(self.raw.at(position))


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSource:
    """One thing that feeds a field: `raw` values, the reading of each, and the typed values (`coded`) of these.

    `place` is None when the values have no cell. `is_plain` when every cell is a text or a count that was taken as it
    stands, or blank.
    """

    target: Target
    raw: Coded
    readings: Coded
    coded: Coded
    place: Place | None = None
    is_plain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkReader:
    """Reads the cells of one chunk: each table column is made distinct once, whatever number of fields it feeds."""

    chunk: RawChunk
    table: RawTable
    mapping: TableMapping
    today: date
    raw: dict[int, Coded]

    def column(self, column: int, target: Target) -> FieldSource:
        """Table column `column` read for `target`."""
        raw = self._raw(column)
        place = Place(column=self.table.first_column + column, heading=self.table.headings[column], raw=raw)
        return self._read(raw, target, place)

    def given(self, field: str, value: str) -> FieldSource:
        """`value`, as a person gave it, in every row."""
        return self._read(Coded.constant(value, len(self.chunk.rows)), Target(field=field))

    def problems(self, source: FieldSource) -> Iterator[tuple[int, Problem]]:
        """The problems of the cells of `source`, each with its row."""
        readings, raw, place = source.readings.distinct, source.raw.distinct, source.place
        codes = source.readings.codes
        flawed = source.readings.where(lambda reading: reading.code is not None)
        found = {code: shown(raw[code]) for code in np.unique(codes[flawed]).tolist()}
        for position in np.flatnonzero(flawed).tolist():
            code = int(codes[position])
            row = self.chunk.rows[position]
            yield (
                row,
                Problem(
                    code=readings[code].code,
                    row=row,
                    field=source.target.field,
                    column=place.column if place else None,
                    heading=place.heading if place else None,
                    sheet=self.table.sheet,
                    found=found[code],
                    params=readings[code].params,
                ),
            )

    def _raw(self, column: int) -> Coded:
        if column not in self.raw:
            self.raw[column] = Coded.of(self.chunk.columns[column])
        return self.raw[column]

    def _read(self, raw: Coded, target: Target, place: Place | None = None) -> FieldSource:
        plain = plain_values(target, raw.distinct)
        if plain is not None:
            coded, silent = Coded(codes=raw.codes, distinct=plain), Coded.constant(BLANK, len(raw.codes))
            return FieldSource(target=target, raw=raw, readings=silent, coded=coded, place=place, is_plain=True)
        values = read_values(
            target,
            raw.distinct,
            language=self.mapping.language,
            words=self.mapping.words.get(target.field, {}),
            today=self.today,
        )
        if BY_NAME[target.field].kind in _NUMBERS:
            values = [_countable(reading) for reading in values]
        typed = [reading.value if reading.code is None else _value_of(reading) for reading in values]
        return FieldSource(
            target=target,
            raw=raw,
            readings=Coded(codes=raw.codes, distinct=values),
            coded=Coded(codes=raw.codes, distinct=typed),
            place=place,
        )


def _countable(reading: Reading) -> Reading:
    """A number that JSON readers hold exactly, or the problem that it is beyond any real one."""
    if isinstance(reading.value, (int, float)) and not abs(reading.value) <= EXACT_MAXIMUM:
        return Reading(code=Code.TOO_LARGE, params={"maximum": str(EXACT_MAXIMUM)})
    return reading


def _value_of(reading: Reading) -> Value:
    if reading.value is None and reading.code is not None and reading.code.severity is Severity.ERROR:
        return UNREADABLE
    return reading.value


def shown(value: RawValue) -> str | None:
    """A raw cell as a person sees it, cut to 80 characters."""
    if value is None:
        return None
    if isinstance(value, CellFault):
        text = value.text
    elif isinstance(value, float) and value.is_integer():
        text = str(int(value))
    elif isinstance(value, datetime):
        text = value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    else:
        text = str(value)
    return text if len(text) <= FOUND_MAX_LENGTH else text[: FOUND_MAX_LENGTH - 1] + "…"
