"""A run is one process's at a time, and a process that is killed leaves nothing locked and nothing lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from importer.errors import ExitCode, RunBusyError
from importer.journal.opening import open_journal
from importer.journal.protocol import Journal, RunState, Tally
from importer.records import Outcome
from tests.journal.rows import answer, outcomes, ready_run, row, waiting

ROOT = Path(__file__).resolve().parents[2]

HOLDER = """
import sys, time
from importer.journal.opening import open_journal
url, run = sys.argv[1:]
journal = open_journal(url)
with journal.hold(run):
    {work}
    print("there", flush=True)
    time.sleep(60)
"""


@contextmanager
def process(url: str, run: str, work: str = "pass") -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the run, does some work and then waits; killed at the end."""
    command = [sys.executable, "-c", HOLDER.format(work=work), url, run]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "there\n"
        try:
            yield child
        finally:
            os.kill(child.pid, signal.SIGKILL)


def test_a_second_process_is_told_and_a_killed_one_lets_go(journal_url: str, journal: Journal) -> None:
    """The lock is the system's or the server's: it ends with the process, however that ends."""
    run = ready_run(journal, row(2))
    other = ready_run(journal, row(2))
    with process(journal_url, run):
        with pytest.raises(RunBusyError) as caught, journal.hold(run):
            pass
        with journal.hold(other):
            pass
    assert caught.value.exit_code is ExitCode.JOURNAL
    assert caught.value.params == {"run": run}
    with journal.hold(run):
        pass


def test_a_run_may_be_held_again_after_it_was_let_go(journal_url: str, journal: Journal) -> None:
    """Also when the work in between failed, and by another journal of the same process."""
    run = ready_run(journal, row(2))
    second = open_journal(journal_url)
    with suppress(ZeroDivisionError), journal.hold(run):
        with pytest.raises(RunBusyError), second.hold(run):
            pass
        raise ZeroDivisionError
    with second.hold(run):
        pass
    second.close()


def test_a_kill_between_request_and_answer_loses_nothing(journal_url: str, journal: Journal) -> None:
    """What was answered stays answered, what was under way is sent again, what was not sent still is to be."""
    run = ready_run(journal, *[row(number) for number in range(2, 8)])
    work = (
        "from tests.journal.rows import answer; journal.sending(run, [2, 3], 'q1', 1.0); "
        "journal.record(run, [answer(2), answer(3)]); journal.sending(run, [4, 5], 'q2', 2.0)"
    )
    with process(journal_url, run, work):
        pass
    left = journal.get(run)
    assert left is not None
    assert (left.state, left.rows, left.outcomes) == (RunState.SENDING, 6, {Outcome.CREATED: 2})
    assert [(payload.row, payload.attempts) for payload in journal.to_send(run, 0, 10)] == [
        (4, 1),
        (5, 1),
        (6, 0),
        (7, 0),
    ]
    with journal.hold(run):
        journal.sending(run, waiting(journal, run), "q3", 3.0)
        journal.record(run, [answer(number, attempts=2) for number in (4, 5, 6, 7)])
        closed = journal.close_run(run, Tally(), 4.0)
    assert closed.state is RunState.DONE
    assert outcomes(journal, run) == dict.fromkeys(range(2, 8), Outcome.CREATED)


def test_a_kill_inside_a_transaction_leaves_it_undone(journal_url: str, journal: Journal) -> None:
    """Rows of the intake come whole batches at a time; half a batch is never seen."""
    run = ready_run(journal, row(2))
    work = (
        "from tests.journal.rows import row; writing = journal._writing(); connection = writing.__enter__(); "
        "connection.exec_driver_sql('DELETE FROM contents')"
    )
    with process(journal_url, run, work):
        pass
    assert waiting(journal, run) == [2]
