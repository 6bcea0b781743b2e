"""Columns that complement each other: `mileage` in some rows, `mileage2` in the others, hardly ever both.

Only rows can tell, so the table's first rows are read for the columns that lost a field to another; it does not know
how a field was given away (assignment.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from importer.cells.columns import read_values
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate
from importer.mapping.headings.small_words import OF_A_CYCLE, cycle_of
from importer.mapping.side_by_side.assignment import Assignment
from importer.records import MappedColumn, RawTable, Target

# The price is not among them: two prices are rarely the same one; nor are free texts: a remark beside a description is
# often for the dealer's own eyes. A reference must come from one column.
_COMPLEMENTED: Final = frozenset(
    {"model", "variant", "year", "mileage", "condition", "bodyType"}
    | {"color", "paintType", "interiorColor", "interiorMaterial", "doors", "seats", "previousOwners", "vin"}
    | {"carPassUrl", "fuelType", "transmission", "gears", "driveType", "engine", "powerKw", "weight"}
    | {"fuelConsumption", "co2Emission", "emissionClass", "vehicleType", "postalCode", "city", "warrantyMonths"}
)
_ROWS: Final = 10_000
_OTHER_VALUE: Final = 0.01  # of the second column's cells: a typing mistake
_ALIKE: Final = 0.02  # of a number: kW and hp are rounded


def with_complements(
    mapped: Sequence[MappedColumn],
    found: Mapping[int, Sequence[Candidate]],
    assigned: Mapping[int, Assignment],
    columns: Mapping[int, Column],
    table: RawTable,
) -> list[MappedColumn]:
    """The columns, where each that fills the blanks of the column that its field went to feeds the field too."""
    by_place = {column.column: column for column in mapped}
    for at, target, first in _losers(found, assigned, by_place):
        own = by_place[first].targets[0]
        alike = target.field not in OF_A_CYCLE or cycle_of(table.headings[at]) == cycle_of(table.headings[first])
        blanks = columns[first].survey.filled < columns[first].survey.rows
        if alike and blanks and _complement(first, own, at, target, columns, table):
            by_place[at] = replace(
                by_place[at],
                targets=(target,),
                confidence=by_place[first].confidence / 2,
                reason="reason_complement",
                params={"other": table.headings[first], "field": target.field},
                guess=None,
            )
    return [by_place[column.column] for column in mapped]


def _losers(
    found: Mapping[int, Sequence[Candidate]], assigned: Mapping[int, Assignment], mapped: Mapping[int, MappedColumn]
) -> Iterator[tuple[int, Target, int]]:
    """Each column that lost a field to one that feeds nothing else, what it would be, and that column."""
    for at, outcome in assigned.items():
        first = outcome.lost_to
        if outcome.chosen is not None or first is None or outcome.lost not in _COMPLEMENTED:
            continue
        wanted = next((candidate for candidate in found[at] if not candidate.refuted and candidate.targets), None)
        alone = wanted is not None and len(wanted.targets) == len(mapped[first].targets) == 1
        if wanted is not None and alone and mapped[first].fields == (outcome.lost,) == wanted.fields:
            yield at, wanted.targets[0], first


def _complement(
    first: int, own: Target, second: int, target: Target, columns: Mapping[int, Column], table: RawTable
) -> bool:
    """Whether the second column has a value where the first is blank, and hardly ever another where it is not."""
    chunk = next(iter(table.chunks(_ROWS)), None)
    if chunk is None or own.part != target.part:
        return False
    pairs = list(
        zip(
            _values(own, columns[first], chunk.columns[first]),
            _values(target, columns[second], chunk.columns[second]),
            strict=True,
        )
    )
    said = [(one, other) for one, other in pairs if other is not None]
    filled = sum(1 for one, _ in said if one is None)
    different = sum(1 for one, other in said if one is not None and not _alike(one, other))
    return bool(filled) and different <= _OTHER_VALUE * len(said)


def _values(target: Target, column: Column, cells: Sequence[object]) -> list[object]:
    known: dict[object, object] = {}
    distinct = list(dict.fromkeys(cells))
    readings = read_values(target, distinct, language=column.language, today=column.today)  # type: ignore[arg-type]
    known = {cell: reading.value for cell, reading in zip(distinct, readings, strict=True)}
    return [known[cell] for cell in cells]


def _alike(one: object, other: object) -> bool:
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= _ALIKE * max(abs(one), abs(other))
    return one == other
