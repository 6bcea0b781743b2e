"""What usual values of a field look like, from `plausible.toml`.

It does not know cells or columns, and says nothing of what the API accepts (contract.py).
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Range = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausible:
    """By a field's name: `range` of one value, `middle` of a column's middle half with the reason when it is not so
    (a key of the messages), `pattern` of a text in lower case without accents.
    """

    range: Mapping[str, Range]
    middle: Mapping[str, tuple[Range, str]]
    zero_is_unknown: frozenset[str]
    pattern: Mapping[str, re.Pattern[str]]

    def has(self, field: str, number: float) -> bool:
        """Whether a number may be one value of the field."""
        lowest, highest = self.range.get(field, (float("-inf"), float("inf")))
        return lowest <= number <= highest


@cache
def plausible() -> Plausible:
    """The tables, loaded once."""
    raw = tomllib.loads(files(__package__).joinpath("plausible.toml").read_text(encoding="utf-8"))
    return Plausible(
        range={field: (low, high) for field, (low, high) in raw["range"].items()},
        middle={
            field: ((entry["range"][0], entry["range"][1]), entry["reason"]) for field, entry in raw["middle"].items()
        },
        zero_is_unknown=frozenset(raw["zero_is_unknown"]["fields"]),
        pattern={field: re.compile(pattern) for field, pattern in raw["pattern"].items()},
    )
