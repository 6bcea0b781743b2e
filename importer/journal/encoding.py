"""Cells, problems and descriptions of runs as JSON bytes, and back exactly as they were.

JSON has no dates, no durations, no NaN, no integers past 64 bits and no lone surrogates; such a value is kept as an
object with one key that begins with `$`. It knows nothing of SQL.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any, Final

import orjson

from importer.journal.protocol import NewRun
from importer.problems import Code, Problem
from importer.records import CellFault, RawValue

_PLAIN: Final = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
_MARK: Final = b'{"$'
_INTEGERS: Final = range(-(2**63), 2**63)


def encode_cells(cells: Sequence[RawValue]) -> bytes:
    """The cells of a row as JSON."""
    encoded = _dumps(tuple(cells))
    if b"null" in encoded and not isfinite(sum([cell for cell in cells if type(cell) is float])):
        return orjson.dumps(_marked(cells), option=_PLAIN, default=_mark)  # orjson writes null for NaN
    return encoded


def decode_cells(encoded: bytes) -> tuple[RawValue, ...]:
    """The cells that `encode_cells` was given."""
    return tuple(_loads(encoded))


def encode_problems(problems: Sequence[Problem]) -> bytes:
    """Problems as JSON: an object each, without the parts that say nothing."""
    return _dumps([_problem_tree(problem) for problem in problems])


def decode_problems(encoded: bytes) -> tuple[Problem, ...]:
    """The problems that `encode_problems` was given."""
    return tuple(_problem(tree) for tree in _loads(encoded))


def encode_texts(texts: Sequence[str]) -> bytes:
    """Texts as a JSON array."""
    return _dumps(list(texts))


def decode_texts(encoded: bytes) -> tuple[str, ...]:
    """The texts that `encode_texts` was given."""
    return tuple(_loads(encoded))


def encode_new(new: NewRun) -> bytes:
    """The description of a run as JSON."""
    tree = {name: getattr(new, name) for name in _NEW_FIELDS}
    maps = {name: dict(value) for name, value in tree.items() if isinstance(value, Mapping)}
    return _dumps({**tree, **maps, "problems": [_problem_tree(problem) for problem in new.problems]})


def decode_new(encoded: bytes) -> NewRun:
    """The description that `encode_new` was given."""
    tree = _loads(encoded)
    tree["headings"] = tuple(tree["headings"])
    tree["problems"] = tuple(_problem(problem) for problem in tree["problems"])
    return NewRun(**tree)


def _problem_tree(problem: Problem) -> dict[str, Any]:
    tree = {name: getattr(problem, name) for name in _PROBLEM_FIELDS}
    tree["params"] = dict(problem.params) or None
    return {name: value for name, value in tree.items() if value is not None}


_NEW_FIELDS: Final = tuple(field.name for field in dataclasses.fields(NewRun))
_PROBLEM_FIELDS: Final = tuple(field.name for field in dataclasses.fields(Problem))


def _problem(tree: dict[str, Any]) -> Problem:
    return Problem(**{**tree, "code": Code(tree["code"])})


def _dumps(tree: object) -> bytes:
    try:
        return orjson.dumps(tree, option=_PLAIN, default=_mark)
    except orjson.JSONEncodeError:
        return orjson.dumps(_marked(tree), option=_PLAIN, default=_mark)


def _loads(encoded: bytes) -> Any:  # noqa: ANN401 — a JSON tree
    tree = orjson.loads(encoded)
    return _unmarked(tree) if b"{" in encoded and _MARK in encoded else tree  # a single byte is found ten times as fast


def _mark(value: object) -> object:
    if isinstance(value, CellFault):
        return {"$fault": [value.text, value.uncalculated]}
    if isinstance(value, datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, time):
        return {"$time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"$duration": [value.days, value.seconds, value.microseconds]}
    raise TypeError(type(value))


def _marked(tree: object) -> object:
    """The tree with every value marked that orjson would refuse or change."""
    if isinstance(tree, Mapping):
        return {key: _marked(value) for key, value in tree.items()}
    if isinstance(tree, list | tuple):
        return [_marked(value) for value in tree]
    if isinstance(tree, CellFault):
        return {"$fault": [_marked(tree.text), tree.uncalculated]}
    return _marked_scalar(tree)


def _marked_scalar(value: object) -> object:
    if isinstance(value, float) and not isfinite(value):
        return {"$float": repr(value)}
    if isinstance(value, int) and value not in _INTEGERS:
        return {"$integer": str(value)}
    if isinstance(value, str) and not value.isascii():
        return {"$text": value.encode("utf-16-le", "surrogatepass").hex()}
    return value


_UNMARK: Final[Mapping[str, Callable[[Any], object]]] = {
    "$fault": lambda parts: CellFault(text=parts[0], uncalculated=parts[1]),
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$time": time.fromisoformat,
    "$duration": lambda parts: timedelta(*parts),
    "$float": float,
    "$integer": int,
    "$text": lambda digits: bytes.fromhex(digits).decode("utf-16-le", "surrogatepass"),
}


def _unmarked(tree: object) -> object:
    if isinstance(tree, list):
        return [_unmarked(value) for value in tree]
    if not isinstance(tree, dict):
        return tree
    whole = {key: _unmarked(value) for key, value in tree.items()}
    key = next(iter(whole), "")
    return _UNMARK[key](whole[key]) if key in _UNMARK and len(whole) == 1 else whole
