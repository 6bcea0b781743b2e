"""Rows of a run whose references a newer run has sent: what is live stays, on SQLite and on PostgreSQL alike."""

import pytest

from importer.journal.protocol import Journal, RunState, Tally
from importer.records import Outcome
from tests.journal.rows import answer, new_run, ready_run, row, waiting

OPEN = tuple(outcome for outcome in Outcome if outcome.resend)


def older_and_newer(
    journal: Journal, outcome: Outcome, *, dealers: tuple[str | None, str | None] = ("DEX-GENT", "DEX-GENT")
) -> tuple[str, str]:
    """An older run of rows 2 and 3 that was stopped at once, and a newer one of row 2 that ended with `outcome`."""
    older = ready_run(journal, row(2), row(3), dealer=dealers[0])
    journal.close_run(older, Tally(), 1.0)
    newer = ready_run(journal, row(2, price=7), digest="d2", dealer=dealers[1])
    if outcome is Outcome.UNKNOWN:
        journal.sending(newer, [2], "q", 2.0)
    elif outcome is not Outcome.NOT_SENT:
        journal.sending(newer, [2], "q", 2.0)
        journal.record(newer, [answer(2, outcome)])
    journal.close_run(newer, Tally(), 3.0)
    journal.reopen(older, OPEN)
    return older, newer


@pytest.mark.parametrize(
    ("outcome", "is_left"),
    [
        (Outcome.CREATED, True),
        (Outcome.UPDATED, True),
        (Outcome.UNCHANGED, True),
        (Outcome.UNKNOWN, True),
        (Outcome.REJECTED, False),
        (Outcome.FAILED, False),
        (Outcome.NOT_SENT, False),
    ],
)
def test_an_older_row_gives_way_to_what_may_be_live_of_a_newer_run(
    journal: Journal, outcome: Outcome, is_left: bool
) -> None:
    """What the newer run got accepted, or may have; what it did not send or the API refused is in nobody's way."""
    older, newer = older_and_newer(journal, outcome)
    assert journal.leave_overtaken(older, older, 9.0) == ({newer: 1} if is_left else {})
    assert waiting(journal, older) == ([3] if is_left else [2, 3])


def test_an_overtaken_row_ends_as_that_with_the_name_of_the_newer_run(journal: Journal) -> None:
    """It is done, is never opened again, and says nothing of an earlier answer."""
    older, newer = older_and_newer(journal, Outcome.CREATED)
    journal.leave_overtaken(older, older, 9.0)
    closed = journal.close_run(older, Tally(), 10.0)
    assert (closed.outcomes, closed.state) == ({Outcome.OVERTAKEN: 1, Outcome.NOT_SENT: 1}, RunState.STOPPED)
    sent = next(journal.results(older)).sent
    assert sent is not None
    assert (sent.code, sent.message, sent.finished_at, sent.attempts) == ("overtaken", newer, 9.0, 0)
    assert journal.reopen(older, OPEN) == 1
    journal.forget(older)
    assert next(journal.results(older)).sent == sent


def test_a_newer_run_is_not_overtaken_by_an_older_one_that_was_resumed_later(journal: Journal) -> None:
    """Runs are older and newer by their beginning: the newer file is what the dealer wants."""
    older = ready_run(journal, row(2))
    newer = ready_run(journal, row(2, price=7), digest="d2")
    journal.sending(older, [2], "q", 5.0)
    journal.record(older, [answer(2)])
    assert journal.leave_overtaken(newer, newer, 9.0) == {}
    assert waiting(journal, newer) == [2]


@pytest.mark.parametrize(
    ("dealers", "is_left"),
    [
        (("DEX-GENT", "DEX-BRUGGE"), False),
        (("DEX-GENT", None), True),
        ((None, "DEX-GENT"), True),
        ((None, None), True),
    ],
    ids=["another location", "rows of the newer name theirs", "rows of the older name theirs", "both"],
)
def test_a_run_for_another_location_overtakes_nothing(
    journal: Journal, dealers: tuple[str | None, str | None], is_left: bool
) -> None:
    """The same reference there is another listing; where rows name their own location it may be the same."""
    older, _ = older_and_newer(journal, Outcome.CREATED, dealers=dealers)
    assert bool(journal.leave_overtaken(older, older, 9.0)) is is_left


def test_of_several_newer_runs_the_newest_is_named(journal: Journal) -> None:
    """It is the one whose row is live."""
    older, _ = older_and_newer(journal, Outcome.CREATED)
    newest = ready_run(journal, row(2, price=8), digest="d3")
    journal.sending(newest, [2], "q", 4.0)
    assert journal.leave_overtaken(older, older, 9.0) == {newest: 1}


def test_a_file_that_is_read_again_stays_as_old_as_its_first_run(journal: Journal) -> None:
    """An intake that was cut off is taken in anew by a resume, which makes its rows no newer."""
    cut_off = journal.create(new_run())
    newer = ready_run(journal, row(2, price=7), digest="d2")
    journal.sending(newer, [2], "q", 4.0)
    again = ready_run(journal, row(2), row(3))
    assert journal.leave_overtaken(again, again, 9.0) == {}
    assert journal.leave_overtaken(again, cut_off, 9.0) == {newer: 1}
    assert waiting(journal, again) == [3]


@pytest.mark.parametrize(("outcome", "is_taken_up"), [(Outcome.CREATED, False), (Outcome.REJECTED, True)])
def test_a_run_with_a_row_to_send_that_was_overtaken_is_not_taken_up(
    journal: Journal, outcome: Outcome, is_taken_up: bool
) -> None:
    """Who uploads the older file again wants all of it live: that is a run of its own, and the newest."""
    older_and_newer(journal, outcome)
    assert (journal.unfinished(new_run()) is not None) is is_taken_up
