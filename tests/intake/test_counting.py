"""Counting: outcomes always add up to the rows."""

from importer.intake.counting import Count
from importer.journal.protocol import Settled
from importer.problems import Code, Problem
from importer.records import Outcome, Row


def row(number: int, outcome: Outcome | None = None, *problems: Problem) -> Row:
    """A row with nothing in it."""
    return Row(row=number, reference=str(number), body=b"{}", fingerprint="", outcome=outcome, problems=problems)


def test_outcomes_add_up_to_the_rows() -> None:
    """Rows that were settled late are counted once, and an invalid row stays invalid."""
    count = Count()
    count.add([row(2), row(3, Outcome.INVALID, Problem(code=Code.REQUIRED, row=3, field="title")), row(5), row(6)])
    repeated = Problem(code=Code.REPEATED_REFERENCE, row=5)
    count.settle(
        [
            Settled(row=3, outcome=Outcome.DUPLICATE),
            Settled(row=5, outcome=Outcome.INVALID, problem=repeated),
            Settled(row=6, outcome=Outcome.DUPLICATE),
        ]
    )
    assert count.outcomes == {Outcome.INVALID: 2, Outcome.DUPLICATE: 1, Outcome.NOT_SENT: 1}
    assert (count.rows, count.to_send, count.invalid, count.problems_total) == (4, 1, 2, 2)
