"""What the two processes say to each other, a line of JSON each: the order, that sending is over, what was written."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

OVER: Final = b"over\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which sheet is to be written: the journal's address, the run's id, where to and in which language."""

    journal: str
    run: str
    path: str
    lang: str

    def line(self) -> bytes:
        """As it is sent."""
        return _line(asdict(self))

    @classmethod
    def of(cls, line: bytes) -> "Order":
        """As it came."""
        return cls(**json.loads(line))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What stands in the sheet; `problems` is how many it tells."""

    rows: int
    outcomes: Mapping[str, int]
    problems: int
    notes: tuple[str, ...]

    def line(self) -> bytes:
        """As it is sent."""
        return _line(asdict(self))

    @classmethod
    def of(cls, line: bytes) -> "Reply":
        """As it came."""
        told = json.loads(line)
        return cls(**{**told, "notes": tuple(told["notes"])})


def _line(tree: Mapping[str, object]) -> bytes:
    return json.dumps(tree).encode() + b"\n"
