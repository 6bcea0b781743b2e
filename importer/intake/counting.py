"""Counts what an intake found, and the protocol of everything that keeps rows as they are read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

from importer.journal.protocol import Run, Settled
from importer.problems import Code, Problem, Severity
from importer.records import Outcome, Row


class Keeper(Protocol):
    """Takes rows as they are read, then what only the whole file tells of them."""

    def add(self, rows: Sequence[Row]) -> None:
        """Keep some rows."""
        ...

    def settle(self, settled: Sequence[Settled]) -> None:
        """Change the outcome of rows that were kept."""
        ...


class Count:
    """How many rows and problems an intake found.

    `examples` holds the first problem of each code and field, `notices` what is said of rows that were left out.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.notices: list[Problem] = []
        self.problems: Counter[tuple[Severity, Code, str | None]] = Counter()
        self.examples: dict[tuple[Severity, Code, str | None], Problem] = {}
        self._settled: Counter[Outcome] = Counter()
        self._invalid_rows: set[int] = set()

    @classmethod
    def of(cls, run: Run) -> "Count":
        """The count of a run whose intake was done earlier; its problems are in the journal, not here."""
        count = cls()
        count.rows = run.rows
        count._settled.update({outcome: n for outcome, n in run.outcomes.items() if not outcome.resend})
        return count

    def add(self, rows: Sequence[Row]) -> None:
        """Count some rows."""
        self.rows += len(rows)
        for row in rows:
            if row.outcome is not None:
                self._settled[row.outcome] += 1
                self._invalid_rows.add(row.row)
            for problem in row.problems:
                self._count(problem)

    def settle(self, settled: Sequence[Settled]) -> None:
        """Count outcomes that only the whole file tells; a row that has one already keeps it."""
        for change in settled:
            if change.problem is not None:
                self._count(change.problem)
            if change.row not in self._invalid_rows:
                self._settled[change.outcome] += 1

    @property
    def outcomes(self) -> Mapping[Outcome, int]:
        """Rows by outcome; those that could be sent are not_sent. The sum is `rows`."""
        waiting = self.rows - self._settled.total()
        return {**self._settled, **({Outcome.NOT_SENT: waiting} if waiting else {})}

    @property
    def to_send(self) -> int:
        """Rows that could be sent."""
        return self.rows - self._settled.total()

    @property
    def invalid(self) -> int:
        """Rows that have an error."""
        return self._settled[Outcome.INVALID]

    @property
    def problems_total(self) -> int:
        """All problems of rows, errors and warnings."""
        return self.problems.total()

    def _count(self, problem: Problem) -> None:
        key = (problem.severity, problem.code, problem.field)
        self.problems[key] += 1
        self.examples.setdefault(key, problem)
