"""A result sheet as JSON lines for scripts: one object a row, English keys and outcome words.

The original cells stand under their own headings, beside the result's keys. A heading that is empty or already taken
gets its column's letters (`status [D]`), so that no column is lost.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

import orjson

from importer.journal.protocol import ResultRow
from importer.problems import column_letters
from importer.records import CellFault
from importer.results.columns import ResultColumns
from importer.results.summary import Counting

# Characters at which some programs end a line, although JSON allows them inside a text.
_LINE_SEPARATORS: Final = {char.encode(): f"\\u{ord(char):04x}".encode() for char in "\x85\u2028\u2029"}


def write_lines(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[ResultRow],
    *,
    columns: ResultColumns,
    counting: Counting,
    first_column: int,
) -> None:
    """Write an object for every row; numbers stay numbers, dates are ISO 8601, a blank is null."""
    keys = keys_of(columns.names, headings, first_column)
    with path.open("xb") as file:
        for row in rows:
            counting.add(row)
            values = (*columns.values(row, columns.outcome_key(row.outcome), columns.errors(row)), *row.cells)
            while len(keys) < len(values):
                keys = keys_of(columns.names, [*headings, *[""] * (len(values) - len(keys))], first_column)
            file.write(_encoded(dict(zip(keys, values, strict=False))))


def keys_of(names: Sequence[str], headings: Sequence[str], first_column: int) -> list[str]:
    """A key for each column, none twice: the names, then the headings with letters where they would clash."""
    keys = list(names)
    taken = set(names)
    for at, heading in enumerate(headings):
        key = heading
        while not key or key in taken:
            key = f"{key} [{column_letters(first_column + at)}]".strip()
        taken.add(key)
        keys.append(key)
    return keys


def _encoded(line: dict[str, object]) -> bytes:
    try:
        text = orjson.dumps(line, default=_plain, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_PASSTHROUGH_DATACLASS)
    except TypeError:  # a lone surrogate, or a number past 64 bits: the standard library writes both
        return json.dumps(line, default=_plain).encode() + b"\n"
    for separator, escaped in _LINE_SEPARATORS.items():
        text = text.replace(separator, escaped)
    return text


def _plain(value: object) -> str:
    if isinstance(value, CellFault):
        return value.text
    return str(value) if isinstance(value, timedelta) or not hasattr(value, "isoformat") else value.isoformat()
