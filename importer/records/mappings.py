"""What the columns of a table hold and mean: the survey of a column, its notation, the fields that it feeds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from importer.problems import Problem
from importer.records.tables import RawValue


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
