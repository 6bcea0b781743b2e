"""What usual values of a field look like, from `plausible.toml`.

It does not know cells or columns, and says nothing of what the API accepts (contract.py).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

Range = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Middle:
    """Where the middle of a column's numbers lies; outside, the fit counts `weight` times.

    `reason` says why when it is less, `above` when it is more.
    """

    lowest: float
    highest: float
    weight: float
    reason: str
    above: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausible:
    """What is usual, by a field's name.

    `range` is of one number, `middle` of a column's numbers, `pattern` of a text in lower case without accents. `image`
    is the pattern of an image's address; another address counts `other_address`. `like_the_euro` are the currencies in
    which the range of prices holds.
    """

    range: Mapping[str, Range]
    middle: Mapping[str, Middle]
    zero_is_unknown: frozenset[str]
    pattern: Mapping[str, re.Pattern[str]]
    image: re.Pattern[str]
    other_address: float
    like_the_euro: frozenset[str]

    def has(self, field: str, number: float) -> bool:
        """Whether a number may be one value of the field."""
        lowest, highest = self.range.get(field, (float("-inf"), float("inf")))
        return lowest <= number <= highest


@cache
def plausible() -> Plausible:
    """The tables, loaded once."""
    raw = tomli.loads(files(__package__).joinpath("plausible.toml").read_text(encoding="utf-8"))
    return Plausible(
        range={field: (low, high) for field, (low, high) in raw["range"].items()},
        middle={field: _middle(entry) for field, entry in raw["middle"].items()},
        zero_is_unknown=frozenset(raw["zero_is_unknown"]["fields"]),
        pattern={field: re.compile(pattern) for field, pattern in raw["pattern"].items()},
        image=re.compile(raw["images"]["pattern"], re.IGNORECASE),
        other_address=raw["images"]["other_address"],
        like_the_euro=frozenset(raw["like_the_euro"]["currencies"]),
    )


def _middle(entry: Mapping[str, Any]) -> Middle:
    (lowest, highest), reason = entry["range"], entry["reason"]
    return Middle(
        lowest=lowest, highest=highest, weight=entry["weight"], reason=reason, above=entry.get("above", reason)
    )
