"""What goes next: fresh rows in batches, and those that must be sent again, so that neither delays the other.

Keeps a reference out of two requests at once, and fits the size of batches to what the API bears. It knows nothing of
journals, requests or why something is sent again.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import count
from math import inf
from typing import Final

from importer.partner_api.verdict import Kind
from importer.records import Payload

_GROWTH: Final = 1.25
# A path never arrives with these, however they are encoded, so such a listing cannot be PUT: it goes in bulk, alone.
_NO_SEGMENT: Final = frozenset({".", ".."})


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Rows that go in one request and have the same history.

    `sends` is how often they were sent, `tries` how often these very rows failed together, `since` when they were first
    sent. `suspect`: a larger batch that held them failed as a whole. `unknown`: they may have been applied.
    `answered_before` is how many requests had been answered when they last failed, inf before that.
    """

    payloads: tuple[Payload, ...]
    kind: Kind
    sends: int = 0
    tries: int = 0
    since: float = inf
    suspect: bool = False
    unknown: bool = False
    answered_before: float = inf

    @property
    def alone(self) -> bool:
        """Whether the batch is one row."""
        return len(self.payloads) == 1

    def halves(self, *, put_alone: bool) -> tuple["Batch", ...]:
        """Two batches of half the rows each, to find the row to blame; with `put_alone` a row alone goes as a PUT."""
        halves = (replace(part, tries=0, suspect=True) for part in self.cut(len(self.payloads) // 2))
        return tuple(replace(half, kind=Kind.PUT) if half.alone and put_alone else half for half in halves)

    def cut(self, at: int) -> tuple["Batch", "Batch"]:
        """The first `at` rows, and the others."""
        return replace(self, payloads=self.payloads[:at]), replace(self, payloads=self.payloads[at:])

    def samples(self) -> tuple["Batch", ...]:
        """The first, the middle and the last row alone, then the others, to see soon whether any row is let in."""
        last = len(self.payloads) - 1
        chosen = sorted({0, last // 2, last})
        rest = tuple(payload for place, payload in enumerate(self.payloads) if place not in chosen)
        alone = [replace(self, payloads=(self.payloads[place],)) for place in chosen]
        return (*alone, replace(self, payloads=rest)) if rest else tuple(alone)

    def parts(self, key: Callable[[Payload], str]) -> tuple["Batch", ...]:
        """A batch for each value of `key`."""
        groups: dict[str, list[Payload]] = {}
        for payload in self.payloads:
            groups.setdefault(key(payload), []).append(payload)
        return tuple(replace(self, payloads=tuple(group)) for group in groups.values())

    def only(self, rows: Iterable[int]) -> "Batch":
        """The batch without the rows that are not among `rows`."""
        wanted = frozenset(rows)
        return replace(self, payloads=tuple(payload for payload in self.payloads if payload.row in wanted))

    def singles(self) -> tuple["Batch", ...]:
        """Each row as a PUT of its own."""
        return tuple(replace(self, payloads=(payload,), kind=Kind.PUT, tries=0) for payload in self.payloads)


class Batches:
    """The queue of a run. Fresh rows that `holds_back` are put aside until `bring_back`."""

    def __init__(self, *, kind: Kind, largest: int, holds_back: Callable[[Payload], bool]) -> None:
        self._kind = kind
        self._largest = largest
        self._size = float(largest)
        self._answered_size = 0
        self._most_bytes = inf
        self._holds_back = holds_back
        self._fresh: deque[Payload] = deque()
        self._aside: list[Payload] = []
        self._again: list[tuple[float, int, Batch]] = []
        self._order = count()
        self._busy: set[str] = set()
        self._fresh_was_last = False
        self.only_again = False  # while the API fails, no fresh rows are drawn into it

    @property
    def fresh(self) -> int:
        """How many rows wait that were never sent, those put aside not counted."""
        return len(self._fresh)

    @property
    def aside(self) -> int:
        """How many rows are put aside."""
        return len(self._aside)

    @property
    def empty(self) -> bool:
        """Whether nothing waits."""
        return not self._fresh and not self._again

    @property
    def bulk(self) -> bool:
        """Whether fresh rows go in bulk."""
        return self._kind is Kind.BULK

    def add(self, payloads: Sequence[Payload]) -> None:
        """Fresh rows, after those that wait."""
        self._fresh.extend(payloads)

    def bring_back(self) -> None:
        """Rows that were put aside may go."""
        self._fresh.extend(self._aside)
        self._aside = []

    def again(self, batch: Batch, at: float = -inf) -> None:
        """Send `batch` again, not before `at`."""
        heappush(self._again, (at, next(self._order), batch))

    def waiting(self) -> Iterable[Batch]:
        """The batches that were sent before and wait for another turn."""
        return (batch for _, _, batch in self._again)

    def due_at(self) -> float:
        """When something may go: at once (-inf) with fresh rows, inf with nothing."""
        if self._fresh and not (self.only_again and self._again):
            return -inf
        return self._again[0][0] if self._again else inf

    def take(self, now: float) -> Batch | None:
        """The next batch, its references held until `release`; None when nothing is due or all that is due is held.

        What is due again and what is fresh take turns.
        """
        due = bool(self._again) and self._again[0][0] <= now
        if due and (self._fresh_was_last or not self._fresh or self.only_again):
            self._fresh_was_last = False
            return self._take_again()
        self._fresh_was_last = True
        return self._take_fresh(now)

    def release(self, batch: Batch) -> None:
        """The request of `batch` is over: its references may go again."""
        self._busy.difference_update(payload.reference for payload in batch.payloads)

    def single_only(self) -> None:
        """Bulk is not offered: whatever waits goes one by one."""
        self._kind = Kind.PUT
        waiting, self._again = self._again, []
        for at, _, batch in waiting:
            for single in batch.singles():
                self.again(single, at)

    def too_slow(self, batch: Batch, *, others_fare_better: bool) -> None:
        """The answer to `batch` did not come in time: smaller ones until some went well.

        Where others as large were answered meanwhile, it is not the size. Where none was answered at all, each try
        costs minutes, so that few must find the size that is.
        """
        size = len(batch.payloads)
        if not others_fare_better:
            self._answered_size = 0
        if size > self._answered_size:
            self._size = max(1.0, min(self._size, size / (2 if others_fare_better else 4)))

    def too_large(self, batch: Batch) -> None:
        """A body was too large: no larger ones than half of it."""
        self._most_bytes = min(self._most_bytes, sum(len(payload.body) for payload in batch.payloads) / 2)

    def went_well(self, batch: Batch) -> None:
        """A batch was answered in time: larger ones again."""
        self._answered_size = max(self._answered_size, len(batch.payloads))
        self._size = min(float(self._largest), self._size * _GROWTH)

    def _take_again(self) -> Batch | None:
        at, _, batch = heappop(self._again)
        if len(batch.payloads) > int(self._size):
            batch, rest = batch.cut(int(self._size))
            self.again(rest, at)
        if any(payload.reference in self._busy for payload in batch.payloads):
            self.again(batch, at)
            return None
        return self._hold(replace(batch, sends=batch.sends + 1))

    def _take_fresh(self, now: float) -> Batch | None:
        most = int(self._size) if self.bulk else 1
        chosen: list[Payload] = []
        put_off: list[Payload] = []
        references: set[str] = set()
        size = 0
        while self._fresh and len(chosen) < most:
            payload = self._fresh[0]
            if chosen and size + len(payload.body) > self._most_bytes:
                break
            self._fresh.popleft()
            if self._holds_back(payload):
                self._aside.append(payload)
                continue
            if payload.reference in self._busy or payload.reference in references:
                put_off.append(payload)
                continue
            chosen.append(payload)
            references.add(payload.reference)
            size += len(payload.body)
        self._fresh.extendleft(reversed(put_off))
        if not chosen:
            return None
        return self._hold(Batch(payloads=tuple(chosen), kind=self._kind, sends=1, since=now))

    def _hold(self, batch: Batch) -> Batch:
        if batch.kind is Kind.PUT and batch.payloads[0].reference in _NO_SEGMENT:
            batch = replace(batch, kind=Kind.BULK)
        self._busy.update(payload.reference for payload in batch.payloads)
        return batch
