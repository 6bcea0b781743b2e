"""The end of a session of sending in SQL: every row gets an outcome; rows may be opened again for the next session."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, case, null, select, update
from sqlalchemy import Row as Line

from importer.journal.protocol import Run, RunState, Tally
from importer.journal.row_terms import CLOSED_OUTCOME, OPEN, THE_RUN
from importer.journal.runs import counts, set_state
from importer.journal.schema import ROWS, RUNS
from importer.journal.translation import Counts, closing_values, run_of
from importer.records import Outcome

_RESENT: Final = tuple(outcome for outcome in Outcome if outcome.resend)

_NEVER_SENT_AGAIN: Final = tuple(outcome.value for outcome in (Outcome.INVALID, Outcome.DUPLICATE))
"""Outcomes that intake gave because nothing true could be sent."""

_REOPEN: Final = (
    update(ROWS)
    .where(
        ROWS.c.run == THE_RUN,
        ROWS.c.reference.is_not(None),
        ROWS.c.outcome.in_(bindparam("the_outcomes", expanding=True)),
        ROWS.c.outcome.not_in(_NEVER_SENT_AGAIN),
    )
    .values(previous=ROWS.c.outcome, outcome=null())
)

_CLOSE_ROWS: Final = (
    update(ROWS)
    .where(ROWS.c.run == THE_RUN, OPEN)
    .values(
        outcome=CLOSED_OUTCOME,
        finished_at=case(
            (and_(ROWS.c.previous.is_(None), ROWS.c.attempts > 0), bindparam("the_time")), else_=ROWS.c.finished_at
        ),
        previous=null(),
    )
)

_CLOSE_RUN: Final = (
    update(RUNS)
    .where(RUNS.c.number == THE_RUN)
    .values(
        state=bindparam("the_state"),
        finished_at=bindparam("the_time"),
        requests=RUNS.c.requests + bindparam("the_requests"),
        throttled=RUNS.c.throttled + bindparam("the_throttled"),
        retries=RUNS.c.retries + bindparam("the_retries"),
        waited_s=RUNS.c.waited_s + bindparam("the_wait"),
    )
)


def reopen(connection: Connection, found: Line[Any], outcomes: Sequence[Outcome]) -> int:
    """Rows with one of `outcomes` are to be sent again; gives how many."""
    if found.forgotten or found.state == RunState.INTAKE:
        return 0
    values = {"the_run": found.number, "the_outcomes": [outcome.value for outcome in outcomes]}
    opened = connection.execute(_REOPEN, values).rowcount
    if opened:
        set_state(connection, found.number, RunState.READY)
    return opened


def close_rows(connection: Connection, number: int, at: float) -> None:
    """Rows never sent become not_sent, rows with no answer unknown, at the Unix time `at`."""
    connection.execute(_CLOSE_ROWS, {"the_run": number, "the_time": at})


def close(connection: Connection, found: Line[Any], tally: Tally, at: float) -> Run:
    """Close the rows and the run, and add to it what sending cost."""
    close_rows(connection, found.number, at)
    state = _closed_state(found, counts(connection, found.number))
    connection.execute(_CLOSE_RUN, closing_values(found.number, state, tally, at))
    line = connection.execute(select(RUNS).where(RUNS.c.number == found.number)).one()
    return run_of(line, counts(connection, found.number))


def _closed_state(found: Line[Any], counts: Counts) -> RunState:
    """Where a run stands whose rows all have an outcome."""
    if found.state == RunState.INTAKE:
        return RunState.INTAKE
    return RunState.STOPPED if any(outcome in counts for outcome in _RESENT) else RunState.DONE
