"""What tells two rows of one file apart without making their JSON: a number of 64 bits for each row.

Two rows have one number when they would have one body, and else but once in very many files. It holds within one
process and its forks; what is kept has the body's own fingerprint (listings.py).
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from importer.frames import CheckFrame
from importer.frames.coded import UNREADABLE, Value

Numbers = npt.NDArray[np.uint64]

_FACTORS: Final = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)  # those of SplitMix64
# Python gives a zero, a no and an empty text the hash that a blank has here, and -1 that of -2.
_STAND_INS: Final[Mapping[Value, str]] = {0: "0", -1: "-1", "": '""'}


def identities(frame: CheckFrame) -> Numbers:
    """A number for each row of the chunk; a field that is blank or could not be read adds nothing, as in the body."""
    total = np.zeros(len(frame.rows), dtype=np.uint64)
    for name, column in frame.columns.items():
        total += _mixed(name, map(_hash_of, column.distinct), len(column.distinct))[column.codes]
    for name, lists in (("features", frame.features), ("images", frame.images), ("conditionTags", frame.tags)):
        total += _mixed(name, map(_hash_of_list, lists), len(lists))
    return total


def _hash_of(value: Value) -> int:
    return 0 if value is None or value is UNREADABLE else hash(_STAND_INS.get(value, value))


def _hash_of_list(entries: tuple[Value, ...]) -> int:
    return hash(entries) if entries else 0


def _mixed(name: Hashable, hashes: Iterable[int], count: int) -> Numbers:
    """The hashes spread over all 64 bits, differently for each field; 0 stays 0."""
    numbers = np.fromiter(hashes, dtype=np.int64, count=count).view(np.uint64)
    spread = numbers ^ np.uint64(hash(name) & 0xFFFFFFFFFFFFFFFF)
    for shift, factor in zip((30, 27), _FACTORS, strict=True):
        spread = (spread ^ (spread >> np.uint64(shift))) * np.uint64(factor)
    return np.where(numbers == 0, np.uint64(0), spread ^ (spread >> np.uint64(31)))
