"""Whatever is done in whatever order, with kills in between, the journal says the same as a plain table."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from importer.journal.opening import open_journal
from importer.journal.protocol import Tally
from importer.records import Outcome
from tests.journal.rows import answer, ready_run, row

ROWS = range(2, 12)
SOME_ROWS = st.sets(st.sampled_from(ROWS), min_size=1, max_size=4)
ANSWERS = st.sampled_from([Outcome.CREATED, Outcome.UPDATED, Outcome.REJECTED, Outcome.FAILED])


class JournalMachine(RuleBasedStateMachine):
    """`outcomes` and `attempts` are what the journal must say; `before` is what opened rows were."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.url = f"sqlite:///{Path(self.folder.name) / 'journal.sqlite3'}"
        self.journal = open_journal(self.url)
        self.outcomes: dict[int, Outcome | None] = dict.fromkeys(ROWS)
        self.before: dict[int, Outcome] = {}
        self.attempts = dict.fromkeys(ROWS, 0)

    @initialize()
    def take_in(self) -> None:
        """All rows are to be sent."""
        self.run = ready_run(self.journal, *[row(number) for number in ROWS])

    @rule(rows=SOME_ROWS)
    def sending(self, rows: set[int]) -> None:
        """A request goes with rows that are open."""
        going = sorted(number for number in rows if self.outcomes[number] is None)
        self.journal.sending(self.run, going, "q", 1.0)
        for number in going:
            self.before.pop(number, None)
            self.attempts[number] += 1

    @rule(rows=SOME_ROWS, outcome=ANSWERS, twice=st.booleans())
    def record(self, rows: set[int], outcome: Outcome, *, twice: bool) -> None:
        """An answer comes for rows that were sent; recording it twice changes nothing."""
        under_way = [n for n in sorted(rows) if self.outcomes[n] is None and self.attempts[n] and n not in self.before]
        said = [answer(number, outcome, attempts=self.attempts[number]) for number in under_way]
        for _ in range(1 + twice):
            self.journal.record(self.run, said)
        self.outcomes.update(dict.fromkeys(under_way, outcome))

    @rule()
    def kill(self) -> None:
        """The process ends without a word and another one opens the journal."""
        self.journal.close()
        self.journal = open_journal(self.url)

    @rule()
    def close_run(self) -> None:
        """The session ends: every row has an outcome, and they add up."""
        closed = self.journal.close_run(self.run, Tally(), 5.0)
        for number in ROWS:
            unsent = Outcome.UNKNOWN if self.attempts[number] else Outcome.NOT_SENT
            self.outcomes[number] = self.outcomes[number] or self.before.pop(number, unsent)
        assert sum(closed.outcomes.values()) == closed.rows == len(ROWS)

    @rule(chosen=st.sets(st.sampled_from(list(Outcome))))
    @precondition(lambda self: any(self.outcomes.values()))
    def reopen(self, chosen: set[Outcome]) -> None:
        """Rows with the chosen outcomes are open again."""
        opened = {number: outcome for number, outcome in self.outcomes.items() if outcome in chosen and outcome}
        assert self.journal.reopen(self.run, sorted(chosen)) == len(opened)
        self.before.update(opened)
        self.outcomes.update(dict.fromkeys(opened))

    @invariant()
    def open_rows_are_to_be_sent(self) -> None:
        """Exactly the rows without an outcome, with their attempts."""
        found = {payload.row: payload.attempts for payload in self.journal.to_send(self.run, 0, 100)}
        assert found == {number: self.attempts[number] for number in ROWS if self.outcomes[number] is None}

    @invariant()
    def every_row_has_one_result(self) -> None:
        """Every row stands once in the results; rows that have an outcome stand there with it."""
        results = list(self.journal.results(self.run))
        assert [result.row for result in results] == list(ROWS)
        assert all(self.outcomes[result.row] in (None, result.outcome) for result in results)

    @invariant()
    def counts_add_up(self) -> None:
        """The counts are those of the rows with an outcome."""
        found = self.journal.get(self.run)
        assert found is not None
        assert found.outcomes == Counter(outcome for outcome in self.outcomes.values() if outcome)

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.journal.close()
        self.folder.cleanup()


TestJournalMachine = JournalMachine.TestCase
TestJournalMachine.settings = settings(max_examples=8, stateful_step_count=20, deadline=None)
