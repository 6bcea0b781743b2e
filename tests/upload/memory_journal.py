"""A journal in memory that keeps the protocol's promises about sending, for tests of what sends."""

from collections import Counter
from collections.abc import Sequence
from typing import cast

from importer.errors import JournalError
from importer.journal.protocol import Journal
from importer.records import Outcome, Payload, RowOutcome


class MemoryJournal:
    """One run of `payloads`. `sends` tells for each row how often it was said to be sent, `outcomes` what came."""

    def __init__(self, payloads: Sequence[Payload]) -> None:
        self.payloads = {payload.row: payload for payload in payloads}
        self.sends = dict.fromkeys(self.payloads, 0)
        self.outcomes: dict[int, RowOutcome] = {}
        self.fails_after: int | None = None
        self.calls = 0

    def to_send(self, _run: str, after: int, limit: int) -> Sequence[Payload]:
        """The next rows without an outcome."""
        rows = sorted(row for row in self.payloads if row > after and row not in self.outcomes)
        return [self.payloads[row] for row in rows[:limit]]

    def sending(self, _run: str, rows: Sequence[int], _request_id: str, _at: float) -> None:
        """Count the rows as sent."""
        self._call()
        for row in rows:
            assert row not in self.outcomes, "a row with an outcome is sent again"
            self.sends[row] += 1

    def record(self, _run: str, outcomes: Sequence[RowOutcome]) -> None:
        """Keep outcomes; a row has one."""
        self._call()
        for outcome in outcomes:
            assert outcome.row not in self.outcomes, "a row comes to two outcomes"
            assert self.sends[outcome.row] > 0, "a row that was never sent has an outcome"
            self.outcomes[outcome.row] = outcome

    def _call(self) -> None:
        self.calls += 1
        if self.fails_after is not None and self.calls > self.fails_after:
            raise JournalError("journal_full")

    @property
    def journal(self) -> Journal:
        """Itself, as what sends takes it."""
        return cast("Journal", self)

    @property
    def counts(self) -> Counter[Outcome]:
        """How many rows came to each outcome."""
        return Counter(outcome.outcome for outcome in self.outcomes.values())
