"""References that stand on several of the sheets that are taken together, each of which is a run of its own.

All sheets are read before the first is sent, since nobody can take back what went live. What repeats on one sheet alone
is for its own run (repeats.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from importer.errors import MappingError
from importer.intake.options import IntakeOptions
from importer.intake.repeats import OTHERS_NAMED, ReferenceIndex, Repeat, said_of_same
from importer.intake.rows import rows_of
from importer.intake.understanding import understood
from importer.journal.protocol import Settled
from importer.problems import Code, Problem
from importer.records import Outcome, RawTable

_ROWS_A_SHEET: Final = 1 << 24

Place = tuple[str, int]
"""Sheet and row number."""


def repeats_across(tables: Sequence[RawTable], options: IntakeOptions) -> Mapping[str, Sequence[Settled]]:
    """What becomes of the rows of each sheet whose reference also stands on another one of `tables`."""
    index, sheets = ReferenceIndex(), [table.sheet or "" for table in tables]
    for at, table in enumerate(tables):
        _add(index, table, options, at * _ROWS_A_SHEET)
    found: dict[str, list[Settled]] = {}
    for repeat in index.repeats():
        places = [(sheets[row // _ROWS_A_SHEET], row % _ROWS_A_SHEET) for row in repeat.rows.tolist()]
        if len({sheet for sheet, _ in places}) > 1:
            for sheet, settled in _settled(repeat, places):
                found.setdefault(sheet, []).append(settled)
    return found


def _add(index: ReferenceIndex, table: RawTable, options: IntakeOptions, before: int) -> None:
    try:
        known = understood(table, options)
    except MappingError:  # its own run says so
        return
    for rows in rows_of(known, options, lambda _problem: None, bodies=False):
        index.add([replace(row, row=before + row.row) for row in rows])


def _settled(repeat: Repeat, places: Sequence[Place]) -> Iterator[tuple[str, Settled]]:
    """The same car again is a duplicate; other content under one reference makes all of them invalid."""
    if not repeat.is_same:
        for place in places:
            yield place[0], _invalid(place, places)
        return
    outcome, code = said_of_same(repeat)
    for sheet, row in places[1:]:
        problem = Problem(code=code, row=row, sheet=sheet, params={"first": _named(places[0])})
        yield sheet, Settled(row=row, outcome=outcome, problem=problem)


def _invalid(place: Place, places: Sequence[Place]) -> Settled:
    others = [_named(other) for other in places if other != place]
    text = ", ".join(others[:OTHERS_NAMED]) + (" …" if len(others) > OTHERS_NAMED else "")
    sheet, row = place
    problem = Problem(
        code=Code.REPEATED_REFERENCE, row=row, sheet=sheet, field="externalReference", params={"rows": text}
    )
    return Settled(row=row, outcome=Outcome.INVALID, problem=problem)


def _named(place: Place) -> str:
    sheet, row = place
    return f"{row} ({sheet})"
