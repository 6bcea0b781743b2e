"""A result sheet as CSV for scripts: UTF-8 with a BOM, commas, English keys and outcome words.

Text that a spreadsheet would take for a formula gets an apostrophe before it; a signed number keeps its sign.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

from importer.journal.protocol import ResultRow
from importer.records import CellFault, RawValue
from importer.results.columns import ResultColumns, Value
from importer.results.summary import Counting

_FORMULA_SIGNS = "=+-@\t\r\n＝＋－＠"
_HARMLESS = re.compile(r"[-+]+|[-+][\d.,\s]+")
_BETWEEN = "\0"
_FORMULA_AMONG = re.compile(f"{_BETWEEN}[{re.escape(_FORMULA_SIGNS)}]")
_WRITTEN_AS_THEY_ARE = frozenset({str, int, type(None)})
_BUFFER_BYTES = 1 << 20
_LINE_END = "\r\n"


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


_WRITER = csv.writer(_Echo(), lineterminator=_LINE_END)


def write_csv(
    path: Path, headings: Sequence[str], rows: Iterable[ResultRow], *, columns: ResultColumns, counting: Counting
) -> None:
    """Write a line for every row, the originals after the result's own columns."""
    with path.open("x", _BUFFER_BYTES, encoding="utf-8", errors="replace", newline="") as file:
        file.write("\ufeff")  # the codec `utf-8-sig` would put every line through Python
        file.write(csv_line(columns.names, headings))
        file.writelines(_lines(rows, columns, counting))


def _lines(rows: Iterable[ResultRow], columns: ResultColumns, counting: Counting) -> Iterator[str]:
    for row in rows:
        counting.add(row)
        values = columns.values(row, columns.outcome_key(row.outcome), columns.errors(row))
        yield csv_line(values, row.cells)


def csv_line(values: Sequence[Value], cells: Sequence[RawValue]) -> str:
    """A line of CSV, its end included, as the csv module writes the defused values and cells.

    The module looks at every character on its own. In most lines nothing needs more than quotes round a comma, which
    is seen at one glance.
    """
    own, original = _plain(values), _plain(cells)
    if own is not None and original is not None and cells:
        return f"{own},{original}{_LINE_END}"
    line: str = _WRITER.writerow([defused(value) for value in (*values, *cells)])
    return line


def _plain(values: Sequence[RawValue | Value]) -> str | None:
    """The values of a line with commas between, None when one of them needs more than quotes round it."""
    texts = cast("Sequence[str]", values)  # cells of delimited text mostly are; what is not cannot be joined
    try:
        together = _BETWEEN.join(texts)
    except TypeError:
        if not _WRITTEN_AS_THEY_ARE.issuperset(map(type, values)):
            return None
        texts = [value if type(value) is str else "" if value is None else str(value) for value in values]
        together = _BETWEEN.join(texts)
    if '"' in together or "\r" in together or "\n" in together or _FORMULA_AMONG.search(_BETWEEN + together):
        return None
    if "," in together:
        texts = [f'"{text}"' if "," in text else text for text in texts]
    return ",".join(texts)


def defused(value: RawValue | Value) -> object:
    """The value as a spreadsheet may read it: never as a formula."""
    if type(value) is str:
        if value and value[0] in _FORMULA_SIGNS and not _HARMLESS.fullmatch(value):
            return f"'{value}"
        return value
    return as_text(value)


def as_text(value: RawValue | Value) -> object:
    """A cell as CSV has it: dates in ISO 8601, a fault by its text, booleans as `true` and `false`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, CellFault):
        return value.text
    if value is None or isinstance(value, str | int | float):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
