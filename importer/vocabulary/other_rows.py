"""Headings that tell that rows are parts, refuellings, claims or people, from `other_rows.toml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import tomli

from importer.vocabulary.headings import key_of

PEOPLE: Final = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowKind:
    """The keys of the headings that tell of one kind of rows, and how many different ones are enough."""

    keys: frozenset[str]
    enough: int

    def told_by(self, headings: Sequence[str]) -> tuple[str, ...]:
        """The headings that tell of it, when they are enough; else none."""
        found = {key_of(heading): heading for heading in headings if key_of(heading) in self.keys}
        return tuple(found.values()) if len(found) >= self.enough else ()


@cache
def row_kinds() -> Mapping[str, RowKind]:
    """Kind → its headings, loaded once."""
    raw = tomli.loads(files(__package__).joinpath("other_rows.toml").read_text(encoding="utf-8"))
    return {
        kind: RowKind(keys=frozenset(map(key_of, told["words"])), enough=told["enough"]) for kind, told in raw.items()
    }
