"""What is decided of a column's notation, and the doubt that is left."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from importer.problems import Code
from importer.records import Notation

Counted = tuple[str | float, int]
"""A cell that counts, a cleaned text or a number, with how often it stands in the column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A notation; when the column allows several readings, the doubt with its parameters and a notation for each."""

    notation: Notation
    doubt: Code | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    readings: tuple[Notation, ...] = ()
