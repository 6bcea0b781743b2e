"""Parts of a transaction that take more than one statement or more than one page. It knows nothing of connecting."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Select, update
from sqlalchemy import Row as Line

from importer.journal import statements
from importer.journal.batches import execute_many
from importer.journal.encoding import decode_problems, encode_problems
from importer.journal.protocol import RunState, Settled
from importer.journal.schema import ROWS, RUNS
from importer.journal.translation import Counts
from importer.records import Outcome

PAGE_ROWS: Final = 1_000
_RESENT: Final = tuple(outcome for outcome in Outcome if outcome.resend)

Value = TypeVar("Value")


def pages(values: Sequence[Value], size: int = PAGE_ROWS) -> Iterator[Sequence[Value]]:
    """The values a page at a time: a statement takes only so many."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def spans(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each span of rows that follow one another: a request mostly goes with one."""
    ascending = sorted(set(rows))
    for _, span in groupby(enumerate(ascending), key=lambda place_and_row: place_and_row[1] - place_and_row[0]):
        numbers = [row for _, row in span]
        yield numbers[0], numbers[-1]


def set_state(connection: Connection, number: int, state: RunState) -> None:
    """The run is at work again, or ready for it."""
    connection.execute(update(RUNS).where(RUNS.c.number == number).values(state=state.value, finished_at=None))


def counts(connection: Connection, number: int) -> Counts:
    """How many rows of the run have each outcome."""
    return counts_by_run(connection, statements.COUNTS.where(ROWS.c.run == number)).get(number, {})


def counts_by_run(connection: Connection, statement: Select[Any] = statements.COUNTS) -> Mapping[int, Counts]:
    """The same for every run, by its number."""
    counts: dict[int, dict[Outcome | None, int]] = {}
    for number, outcome, rows in connection.execute(statement):
        counts.setdefault(number, {})[Outcome(outcome) if outcome else None] = rows
    return counts


def closed_state(found: Line[Any], counts: Counts) -> RunState:
    """Where a run stands whose rows all have an outcome."""
    if found.state == RunState.INTAKE:
        return RunState.INTAKE
    return RunState.STOPPED if any(outcome in counts for outcome in _RESENT) else RunState.DONE


def add_problems(connection: Connection, number: int, settled: Sequence[Settled]) -> None:
    """Add problems to those that rows have, each once."""
    values = {"the_run": number, "the_rows": [one.row for one in settled]}
    kept = {
        line.row: decode_problems(line.problems) if line.problems else ()
        for line in connection.execute(statements.PROBLEMS_OF, values)
    }
    for one in settled:
        if one.problem and one.row in kept and one.problem not in kept[one.row]:
            kept[one.row] = (*kept[one.row], one.problem)
    execute_many(
        connection,
        statements.SET_PROBLEMS,
        [
            {"the_run": number, "the_row": row, "the_problems": encode_problems(problems)}
            for row, problems in kept.items()
        ],
    )
