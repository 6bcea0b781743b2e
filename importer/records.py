"""The records that pass along the main path: raw table → mapping → checked rows → payloads → outcomes.

Frozen values with no behaviour beyond what their own fields tell. They know nothing of files, pandas, HTTP or SQL.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from importer.problems import Problem

# ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── mapping ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSurvey:
    """What a whole column holds, gathered in one pass over the file before anything is decided.

    `values` are distinct values with how often they stand there, the first `survey.MAX_DISTINCT` of them; `shapes` are
    the shapes (digits → 9, letters → a) of all the others with one example each; `filled` counts cells that are not
    blank.
    """

    column: int
    heading: str
    rows: int
    filled: int
    values: Mapping[RawValue, int]
    shapes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """How the cells of one column are to be read, decided by the whole column.

    `decimal` is the decimal mark ("," or "."), None when no number has one; `day_first` tells 03/04/2021 apart;
    `unit` is the unit of bare numbers (`km`, `mi`, `kW`, `hp`, `l/100 km`, `km/l`, `month`, `year` …); `codes` names a
    portal's code table (`autoscout24`, `hexon`, `mobile.de`); `currency` that of bare amounts; `separator` parts a
    list.
    """

    decimal: str | None = None
    day_first: bool | None = None
    unit: str | None = None
    codes: str | None = None
    currency: str | None = None
    separator: str | None = None


REDUCED: Final = "reduced"
"""The part of the price that a column of reduced prices feeds: it goes before the usual price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One thing that a column feeds: a field, or a place in one.

    `part` says which part of a compound cell is taken (`brand` of `Merk & Model`; None: the whole cell). `category` and
    `name` are for features (`name` set: a yes/no column of that one option), `position` for image_1..n,
    feature_x_1..n and conditionTag_1..6 (1-based), `order_of` for image_<n>_position. `part` is `category` for a column
    that says the category of the features in the column with the same position, and REDUCED for one of reduced prices.
    `unit` is what a person gave for bare numbers, in his word; `notation.unit` is what they are read in.
    """

    field: str
    notation: Notation = Notation()
    part: str | None = None
    category: str | None = None
    name: str | None = None
    position: int | None = None
    order_of: int | None = None
    unit: str | None = None

    @property
    def is_category(self) -> bool:
        """Whether it is the category of features, not the features themselves."""
        return self.field == "features" and self.part == "category"


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedColumn:
    """What one table column means: no targets is unmapped. `reason` is a key of the messages with its parameters."""

    column: int
    heading: str
    targets: tuple[Target, ...]
    confidence: float
    reason: str
    params: Mapping[str, str] = field(default_factory=dict)
    guess: str | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The API names of the fields it feeds, each once, in order."""
        return tuple(dict.fromkeys(target.field for target in self.targets))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRule:
    """How a row gets its reference: table columns joined, or `auto` (a hash of what does not change), or not at all."""

    columns: tuple[int, ...] = ()
    auto: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """What a whole table means.

    `constants` are values for every row (dealerLocationCode …), `defaults` for rows where the cell is blank,
    `templates` make text fields from others (`{brand} {model} {variant}`). `words` are a dealer's own words for a
    choice: field → word → API value. `language` is what the headings and values are written in, None when unknown.
    `profile` names the saved or built-in profile that was applied. `problems` are said once for the file.
    """

    columns: tuple[MappedColumn, ...]
    reference: ReferenceRule = ReferenceRule()
    constants: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    language: str | None = None
    profile: str | None = None
    problems: tuple[Problem, ...] = ()

    def places(self, first_column: int) -> dict[str, int]:
        """In which 0-based sheet column each field is read first."""
        found: dict[str, int] = {}
        for column in self.columns:
            for name in column.fields:
                found.setdefault(name, first_column + column.column)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierReading:
    """How an earlier `run` read the table that rows to mend were taken from: its headings, and its mapping as text."""

    run: str
    headings: tuple[str, ...]
    text: str


# ── intake ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class Outcome(StrEnum):
    """What became of a source row that is not blank; every one ends in exactly one of these."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    OVERTAKEN = "overtaken"
    INVALID = "invalid"
    REJECTED = "rejected"
    FAILED = "failed"
    UNKNOWN = "unknown"
    NOT_SENT = "not_sent"

    @property
    def resend(self) -> bool:
        """Whether a resume sends the row again (PUT by reference is idempotent)."""
        return self in _RESEND

    @property
    def done(self) -> bool:
        """Whether the row needs no more work."""
        return self in _DONE


_RESEND = frozenset({Outcome.FAILED, Outcome.UNKNOWN, Outcome.NOT_SENT})
_DONE = frozenset({Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.DUPLICATE, Outcome.OVERTAKEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A source row after intake, ready for the journal.

    `body` is the listing as canonical JSON (keys sorted, UTF-8), with whatever could be read even when the row is
    invalid; `fingerprint` is the SHA-256 of it in hex. `outcome` is None for a row that is to be sent, else invalid,
    duplicate or unchanged. `cells` are the original cells of the row, in the file's order. A row that is only counted
    has no body and no cells.
    """

    row: int
    reference: str | None
    body: bytes
    fingerprint: str
    outcome: Outcome | None
    problems: tuple[Problem, ...] = ()
    cells: tuple[RawValue, ...] = ()


# ── sending ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What is sent for one row: `body` is the JSON object of the listing with its externalReference."""

    row: int
    reference: str
    body: bytes
    attempts: int = 0


IMAGE_SKIPPED: Final = "image skipped: {address} ({reason})"  # a warning; the result sheet says it in its language


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """What sending one row came to.

    `status` is the listing's status as the API answered, `code` and `message` the API's own or a key of ours,
    `warnings` are the API's texts and `IMAGE_SKIPPED` for each image that it left out, `finished_at` is
    Unix time in seconds.
    """

    row: int
    outcome: Outcome
    attempts: int
    finished_at: float
    listing_id: str | None = None
    status: str | None = None
    http_status: int | None = None
    code: str | None = None
    message: str | None = None
    field: str | None = None
    warnings: tuple[str, ...] = ()
    request_id: str | None = None
