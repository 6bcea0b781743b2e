"""References that stand in more than one row of a file, found with about 25 bytes a row.

The very same row again is a duplicate; the same reference with other content makes every one of them invalid, since
nobody can say which is meant. It does not know cells, payloads or the journal.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from importer.journal.protocol import Settled
from importer.problems import Code, Problem
from importer.records import Outcome, Row

OTHERS_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Rows with one reference, ascending: their numbers, the first 64 bits of their fingerprints, which are invalid."""

    rows: npt.NDArray[np.int64]
    fingerprints: npt.NDArray[np.uint64]
    invalid: npt.NDArray[np.bool_]

    @property
    def is_same(self) -> bool:
        """Whether the rows have the same content."""
        same = (self.fingerprints == self.fingerprints[0]).all() and (self.invalid == self.invalid[0]).all()
        return bool(same)


class ReferenceIndex:
    """Remembers the reference and the fingerprint of every row as hashes of 64 bits.

    Two different references of a million share a hash once in about 37 million files; they would be called repeated and
    not sent.
    """

    def __init__(self) -> None:
        self._references = array("q")
        self._fingerprints = array("Q")
        self._rows = array("q")
        self._invalid = array("b")

    def add(self, rows: Sequence[Row]) -> None:
        """Remember some rows; one without a reference repeats nothing."""
        known = [row for row in rows if row.reference is not None]
        self._references.extend(hash(row.reference) for row in known)
        self._fingerprints.extend(int(row.fingerprint[:16], 16) for row in known)
        self._rows.extend(row.row for row in known)
        self._invalid.extend(row.outcome is Outcome.INVALID for row in known)

    def repeats(self) -> Iterator[Repeat]:
        """The rows of each reference that stands more than once, in the order of their first rows."""
        at = self._repeated()
        references = np.frombuffer(self._references, dtype=np.int64)[at]
        rows = np.frombuffer(self._rows, dtype=np.int64)[at]
        fingerprints = np.frombuffer(self._fingerprints, dtype=np.uint64)[at]
        invalid = np.frombuffer(self._invalid, dtype=np.bool_)[at]
        order = np.lexsort((rows, references))
        begins = np.flatnonzero(np.diff(references[order], prepend=references[order[:1]] - 1))
        ends = np.append(begins[1:], len(order))
        for group in np.argsort(rows[order[begins]]):
            one = order[begins[group] : ends[group]]
            yield Repeat(rows=rows[one], fingerprints=fingerprints[one], invalid=invalid[one])

    def _repeated(self) -> npt.NDArray[np.intp]:
        """Where the references stand that stand more than once; hardly any do, so that little is held but the order."""
        references = np.frombuffer(self._references, dtype=np.int64)
        ordered = np.sort(references)
        again = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
        if not len(again):
            return np.empty(0, dtype=np.intp)
        nearest = np.minimum(np.searchsorted(again, references), len(again) - 1)
        return np.flatnonzero(again[nearest] == references)

    def settle(self, repeats: Iterable[Repeat]) -> list[Settled]:
        """What becomes of repeated rows; a row that is already invalid stays so."""
        return [settled for repeat in repeats for settled in _settled(repeat)]


def _settled(repeat: Repeat) -> Iterator[Settled]:
    rows: list[int] = repeat.rows.tolist()
    if not repeat.is_same:
        for row in rows:
            yield _repeated_reference(row, rows)
        return
    outcome, code = said_of_same(repeat)
    for row in rows[1:]:
        yield Settled(row=row, outcome=outcome, problem=Problem(code=code, row=row, params={"first": str(rows[0])}))


def said_of_same(repeat: Repeat) -> tuple[Outcome, Code]:
    """What becomes of the rows after the first of those with the same content, and what is said of them.

    Where the first cannot be sent, neither can they; nothing would come of mending the first alone.
    """
    if repeat.invalid[0]:
        return Outcome.INVALID, Code.REPEATED_INVALID_ROW
    return Outcome.DUPLICATE, Code.REPEATED_ROW


def _repeated_reference(row: int, rows: Sequence[int]) -> Settled:
    others = [str(other) for other in rows[: OTHERS_NAMED + 1] if other != row]
    text = ", ".join(others[:OTHERS_NAMED]) + (" …" if len(rows) > OTHERS_NAMED + 1 else "")
    problem = Problem(code=Code.REPEATED_REFERENCE, row=row, field="externalReference", params={"rows": text})
    return Settled(row=row, outcome=Outcome.INVALID, problem=problem)
