"""Checked rows → the API's JSON, byte for byte the same for the same row, with reference, fingerprint and problems.

Blanks are left out: the API takes a missing field for an empty one. JSON is made once for each distinct value of a
column. It does not know limits or what was wrong with a row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import repeat

import orjson

from importer.frames import CheckFrame
from importer.frames.coded import UNREADABLE, Coded, Value
from importer.payloads.identity import identities
from importer.problems import Problem, Severity
from importer.records import Outcome, RawChunk, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What was made of the rows of one chunk, a sequence with one entry for each; `problems` are by row number.

    `bodies` is empty when nobody keeps them. `vins` is empty where the file has no such column.
    """

    references: Sequence[str | None]
    bodies: Sequence[bytes]
    fingerprints: Sequence[str]
    problems: Mapping[int, Sequence[Problem]]
    vins: Sequence[Value]


def build(frame: CheckFrame, *, bodies: bool = True) -> Built:
    """The listings of a chunk, with what its own rows tell of them; without `bodies` only what tells rows apart."""
    made = list(_bodies(frame)) if bodies else []
    references = _values(frame, "externalReference") or [None] * len(frame.rows)
    return Built(
        references=[None if reference is UNREADABLE else reference for reference in references],
        bodies=made,
        fingerprints=[sha256(body).hexdigest() for body in made] if bodies else _marks(frame),
        problems=frame.problems,
        vins=_values(frame, "vin"),
    )


def _marks(frame: CheckFrame) -> list[str]:
    return [f"{number:016x}" for number in identities(frame).tolist()]


def rows(built: Built, chunk: RawChunk, later: Mapping[int, Problem]) -> list[Row]:
    """The rows of the chunk, in order: invalid when they have an error, else to be sent; with cells if with bodies.

    `later` are the problems that only the rows before the chunk tell, by row number.
    """
    cells: Iterable[tuple[Value, ...]] = repeat((), len(chunk.rows))
    if built.bodies and chunk.columns:
        cells = zip(*chunk.columns, strict=True)
    bodies = built.bodies or repeat(b"", len(chunk.rows))
    each = zip(chunk.rows, built.references, bodies, built.fingerprints, cells, strict=True)
    problems = {row: (*built.problems.get(row, ()), *_one(later.get(row))) for row in {*built.problems, *later}}
    invalid = {row for row, found in problems.items() if any(p.severity is Severity.ERROR for p in found)}
    return [
        Row(
            row=row,
            reference=reference,
            body=body,
            fingerprint=fingerprint,
            outcome=Outcome.INVALID if row in invalid else None,
            problems=problems.get(row, ()),
            cells=row_cells,
        )
        for row, reference, body, fingerprint, row_cells in each
    ]


def _one(problem: Problem | None) -> tuple[Problem, ...]:
    return () if problem is None else (problem,)


def _values(frame: CheckFrame, field: str) -> list[Value]:
    return frame.columns[field].each() if field in frame.columns else []


def _bodies(frame: CheckFrame) -> Iterable[bytes]:
    """The listings as canonical JSON: members sorted by name, as orjson's OPT_SORT_KEYS does."""
    members: dict[str, Sequence[bytes]] = {
        name: _scalar_members(name, column) for name, column in frame.columns.items()
    }
    features = ([{"category": category, "name": name} for category, name in row] for row in frame.features)
    images = ([{"position": position, "url": url} for position, url in row] for row in frame.images)
    for name, lists in (("conditionTags", frame.tags), ("features", features), ("images", images)):
        begin = _begin(name)
        members[name] = [begin + orjson.dumps(entries) if entries else b"" for entries in lists]
    for row in zip(*(members[name] for name in sorted(members)), strict=True):
        yield b"{" + b",".join(filter(None, row)) + b"}"


def _scalar_members(name: str, column: Coded) -> Sequence[bytes]:
    begin = _begin(name)

    def member(value: Value) -> bytes:
        return b"" if value is None or value is UNREADABLE else begin + orjson.dumps(_number(value))

    return column.map(member).each()


def _begin(name: str) -> bytes:
    return orjson.dumps(name) + b":"


def _number(value: Value) -> Value:
    return int(value) if isinstance(value, float) and value.is_integer() else value
