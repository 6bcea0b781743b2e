"""Runs as a whole in SQL: begun, found, listed, counted. Of their rows it knows no more than the outcomes."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from random import Random
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, func, insert, select, update
from sqlalchemy import Row as Line

from importer.errors import JournalError
from importer.journal.batches import one_line
from importer.journal.encoding import decode_new
from importer.journal.overtaking import is_overtaken
from importer.journal.protocol import NewRun, Run, RunState
from importer.journal.row_terms import THE_RUN
from importer.journal.schema import ROWS, RUNS
from importer.journal.translation import Counts, run_of, run_values
from importer.records import Outcome

_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is mistaken for another when typed

_FOUND: Final = select(
    RUNS.c.number, RUNS.c.run, RUNS.c.state, RUNS.c.target, RUNS.c.dealer, RUNS.c.forgotten, RUNS.c.finished_at
).where(RUNS.c.run == THE_RUN)
"""`the_run` is its id here, its number everywhere else."""

_COUNTS: Final = select(ROWS.c.run, ROWS.c.outcome, func.count().label("rows")).group_by(ROWS.c.run, ROWS.c.outcome)

_UNFINISHED: Final = (
    select(RUNS)
    .where(
        RUNS.c.source_digest == bindparam("the_digest"),
        RUNS.c.state.in_([RunState.READY.value, RunState.SENDING.value, RunState.STOPPED.value]),
        RUNS.c.forgotten.is_(False),
    )
    .order_by(RUNS.c.number.desc())
)


def begin(connection: Connection, new: NewRun, now: float, random: Random) -> str:
    """Begin a run in state `intake` at `now`, in Unix seconds; gives its id."""
    at = datetime.fromtimestamp(now, UTC).strftime("%Y%m%d-%H%M%S")
    while True:
        run = f"{at}-{''.join(random.choices(_LETTERS, k=4))}"
        if connection.scalar(select(RUNS.c.number).where(RUNS.c.run == run)) is None:
            connection.execute(insert(RUNS).values(run_values(run, new, now)))
            return run


def found(connection: Connection, run: str) -> Line[Any]:
    """The line that every call looks up of its run first. Raises JournalError when there is no run of that id."""
    line = one_line(connection, _FOUND, {"the_run": run})
    if line is None:
        raise JournalError("journal_run_unknown", run=run)
    return line


def get(connection: Connection, run: str) -> Run | None:
    """The run, or None when there is none of that id."""
    line = connection.execute(select(RUNS).where(RUNS.c.run == run)).one_or_none()
    return None if line is None else run_of(line, counts(connection, line.number))


def newest_first(connection: Connection) -> Sequence[Run]:
    """All runs."""
    lines = connection.execute(select(RUNS).order_by(RUNS.c.number.desc())).all()
    counted = _counts_by_run(connection)
    return [run_of(line, counted.get(line.number, {})) for line in lines]


def unfinished(connection: Connection, new: NewRun) -> Run | None:
    """The newest run of the same as `new` that may be taken up; None when a later one has overtaken it."""
    for line in connection.execute(_UNFINISHED, {"the_digest": new.source_digest}).all():
        old = decode_new(line.new)
        if (old.sheet, old.target, dict(old.options)) == (new.sheet, new.target, dict(new.options)):
            overtaken = is_overtaken(connection, line)
            return None if overtaken else run_of(line, counts(connection, line.number))
    return None


def set_state(connection: Connection, number: int, state: RunState) -> None:
    """The run is at work again, or ready for it."""
    connection.execute(update(RUNS).where(RUNS.c.number == number).values(state=state.value, finished_at=None))


def counts(connection: Connection, number: int) -> Counts:
    """How many rows of the run have each outcome."""
    return _counts_by_run(connection, _COUNTS.where(ROWS.c.run == number)).get(number, {})


def _counts_by_run(connection: Connection, statement: Select[Any] = _COUNTS) -> Mapping[int, Counts]:
    """The same for every run, by its number."""
    counts: dict[int, dict[Outcome | None, int]] = {}
    for number, outcome, rows in connection.execute(statement):
        counts.setdefault(number, {})[Outcome(outcome) if outcome else None] = rows
    return counts
