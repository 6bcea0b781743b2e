"""A table as it stands in a source file: cells, chunks of rows, headings. None of it says what anything means."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from importer.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFault:
    """A cell whose value cannot be known: an error (`text` is `#REF!` …) or a formula that was never calculated."""

    text: str
    uncalculated: bool = False


RawValue = str | int | float | bool | datetime | date | time | timedelta | CellFault | None
"""A cell as it was read. None is a blank; a string is never stripped or repaired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source file: `digest` is the SHA-256 of its bytes, in hex."""

    path: Path
    format: str
    digest: str
    size: int

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return self.path.name


CHUNK_ROWS: Final = 12_500
"""The usual size of a chunk: rows enough to pay for pandas, few enough for flat memory and for sharing them out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawChunk:
    """Some rows, a column at a time: `columns[c][i]` is the cell of table column `c` in row `rows[i]`.

    `rows` are the numbers that Excel shows, ascending; blank rows are left out. `problems` belong to these rows.
    """

    rows: Sequence[int]
    columns: Sequence[Sequence[RawValue]]
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextForm:
    """How a delimited text is written: its separator, and the codec with which a text in the same form is written."""

    separator: str
    encoding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """A table as it stands in a source file.

    `headings[c]` is the text above table column `c` ("" for none; a title's several rows are joined with " ").
    `heading_levels[c]` are those rows' texts above the column, from the top, each once; empty when nobody tells.
    `heading_row` is the row number of the (last) heading row, 0 when the file has none. `first_column` is where table
    column 0 stands on the sheet (A is 0). `sheet` is None for delimited text. `chunks(size)` reads the rows from the
    start, at each call anew, `size` rows at a time. `problems` are said once for the file. `properties` are
    what a workbook says of itself, such as a template's version; its `form` is None.
    """

    source: Source
    sheet: str | None
    heading_row: int
    headings: Sequence[str]
    first_column: int
    chunks: Callable[[int], Iterator[RawChunk]]
    problems: Sequence[Problem] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    form: TextForm | None = None
    heading_levels: Sequence[tuple[str, ...]] = ()
