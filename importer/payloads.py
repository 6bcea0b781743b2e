"""Checked rows → the API's JSON, byte for byte the same for the same row, with reference, fingerprint and problems.

Blanks are left out: the API takes a missing field for an empty one. JSON is made once for each distinct value of a
column. It does not know limits or what was wrong with a row.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

import orjson

from importer.frames import CheckFrame
from importer.frames.coded import UNREADABLE, Coded, Value
from importer.problems import Severity
from importer.records import Outcome, RawChunk, Row, TableMapping


def build(frame: CheckFrame, mapping: TableMapping, chunk: RawChunk) -> list[Row]:
    """The rows of a chunk, in order: invalid when they have an error, else to be sent."""
    del mapping
    references = frame.columns["externalReference"].each() if "externalReference" in frame.columns else None
    cells = zip(*chunk.columns, strict=True) if chunk.columns else [()] * len(chunk.rows)
    return [
        _row(frame, row, references[position] if references else None, body, row_cells)
        for position, (row, body, row_cells) in enumerate(zip(chunk.rows, _bodies(frame), cells, strict=True))
    ]


def _row(frame: CheckFrame, row: int, reference: Value, body: bytes, cells: tuple[Value, ...]) -> Row:
    problems = tuple(frame.problems.get(row, ()))
    invalid = any(problem.severity is Severity.ERROR for problem in problems)
    return Row(
        row=row,
        reference=None if reference is UNREADABLE else reference,
        body=body,
        fingerprint=sha256(body).hexdigest(),
        outcome=Outcome.INVALID if invalid else None,
        problems=problems,
        cells=cells,
    )


def _bodies(frame: CheckFrame) -> Iterable[bytes]:
    """The listings as canonical JSON: members sorted by name, as orjson's OPT_SORT_KEYS does."""
    members: dict[str, Sequence[bytes]] = {
        name: _scalar_members(name, column) for name, column in frame.columns.items()
    }
    for name, lists in (("conditionTags", frame.tags), ("features", frame.features), ("images", frame.images)):
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
