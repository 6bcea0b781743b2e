"""Numbers of vehicles that stood in a row before, found with a few bytes a row.

It does not know cells (cells/ says whether a text is a VIN at all) or problems' words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

LARGEST_RUN: Final = 1 << 17


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Some numbers as ascending hashes, each with the row that had it first and that row's reference as a hash."""

    hashes: npt.NDArray[np.int64]
    rows: npt.NDArray[np.uint32]
    owners: npt.NDArray[np.int64]

    def joined(self, other: "_Run") -> "_Run":
        """The numbers of both."""
        hashes = np.concatenate([self.hashes, other.hashes])
        order = np.argsort(hashes)
        return _Run(
            hashes=hashes[order],
            rows=np.concatenate([self.rows, other.rows])[order],
            owners=np.concatenate([self.owners, other.owners])[order],
        )


class SeenVins:
    """The numbers of the rows read so far, as hashes of 64 bits: 20 bytes a row.

    They are kept in runs of limited size: one order of all would have to be made anew for each chunk.
    """

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def first_rows(self, vins: Sequence[object], rows: Sequence[int], references: Sequence[object]) -> list[int | None]:
        """For each row the first row with its number; remembers them.

        None when that is itself, when it has no number, or when both have one reference and so are one vehicle.
        """
        owners = _hashes(references)
        there = np.fromiter((isinstance(vin, str) for vin in vins), dtype=np.bool_, count=len(vins))
        named = np.fromiter((isinstance(name, str) for name in references), dtype=np.bool_, count=len(vins))
        numbers, firsts, which = np.unique(_hashes(vins)[there], return_index=True, return_inverse=True)
        here = _Run(hashes=numbers, rows=np.asarray(rows, dtype=np.uint32)[there][firsts], owners=owners[there][firsts])
        self._look_up(here)
        first = np.zeros(len(vins), dtype=np.int64)
        first[there] = here.rows[which]
        told = there.copy()
        told[there] &= (here.owners[which] != owners[there]) | ~named[there]
        return [
            None if not known or earlier == row else earlier
            for known, earlier, row in zip(told.tolist(), first.tolist(), rows, strict=True)
        ]

    def _look_up(self, here: _Run) -> None:
        """Put the first rows of numbers that were seen before into `here`, and remember the others."""
        new = np.ones(len(here.hashes), dtype=np.bool_)
        for run in self._runs:
            at = np.minimum(np.searchsorted(run.hashes, here.hashes), len(run.hashes) - 1)
            known = run.hashes[at] == here.hashes
            here.rows[known], here.owners[known] = run.rows[at[known]], run.owners[at[known]]
            new &= ~known
        if new.any():
            self._runs.append(_Run(hashes=here.hashes[new], rows=here.rows[new], owners=here.owners[new]))
        while len(self._runs) > 1 and self._are_to_be_joined(*self._runs[-2:]):
            last = self._runs.pop()
            self._runs[-1] = self._runs[-1].joined(last)

    @staticmethod
    def _are_to_be_joined(one: _Run, other: _Run) -> bool:
        return len(one.hashes) <= 2 * len(other.hashes) and len(one.hashes) + len(other.hashes) <= LARGEST_RUN


def _hashes(values: Sequence[object]) -> npt.NDArray[np.int64]:
    return np.fromiter(map(hash, values), dtype=np.int64, count=len(values))
