"""What the journal promises, on SQLite and on PostgreSQL alike."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Connection, event

from importer.errors import JournalError
from importer.journal.opening import open_journal
from importer.journal.paging import spans
from importer.journal.protocol import Journal, RunState, Settled, Tally
from importer.journal.sql_journal import SqlJournal
from importer.problems import Code, Problem
from importer.records import Outcome, RowOutcome
from tests.journal.rows import TARGET, answer, new_run, outcomes, ready_run, row, waiting


def test_a_run_begins_in_intake_and_is_ready_when_it_says_so(journal: Journal) -> None:
    """A run that was cut off in its intake cannot be taken for one that may be sent."""
    run = journal.create(new_run())
    journal.add(run, [row(2)])
    begun = journal.get(run)
    journal.ready(run)
    ready = journal.get(run)
    assert begun is not None
    assert ready is not None
    assert (begun.state, begun.rows, ready.state) == (RunState.INTAKE, 1, RunState.READY)
    assert ready.new == new_run()


def test_what_is_said_of_rows_left_out_stands_with_the_run(journal: Journal) -> None:
    """Totals and notes are met while rows are read; the result sheet names them as it names columns left out."""
    run = journal.create(new_run())
    journal.ready(run, [Problem(code=Code.TOTALS_ROW, row=9, sheet="Stock")])
    ready = journal.get(run)
    assert ready is not None
    assert [problem.code for problem in ready.new.problems] == [
        *(problem.code for problem in new_run().problems),
        Code.TOTALS_ROW,
    ]
    assert (ready.state, ready.new.problems[-1].row) == (RunState.READY, 9)


def test_nothing_is_sent_from_an_intake_that_was_cut_off(journal: Journal) -> None:
    """Half a file is not sent."""
    run = journal.create(new_run())
    journal.add(run, [row(2)])
    with pytest.raises(JournalError) as caught:
        journal.sending(run, [2], "q1", 1.0)
    closed = journal.close_run(run, Tally(), 2.0)
    assert caught.value.key == "journal_run_not_ready"
    assert (closed.state, closed.outcomes) == (RunState.INTAKE, {Outcome.NOT_SENT: 1})


def test_ids_are_short_and_sort_by_time(journal: Journal) -> None:
    """A person can type an id, and the newest run stands first."""
    ids = [journal.create(new_run()) for _ in range(3)]
    assert [len(run) for run in ids] == [20, 20, 20]
    assert len({run[:15] for run in ids}) <= 2
    assert [run.run for run in journal.runs()] == ids[::-1]


def test_rows_are_given_to_send_in_order_and_in_pages(journal: Journal) -> None:
    """Pages begin above the last row; rows that intake settled are left out."""
    run = ready_run(journal, row(2), row(3, outcome=Outcome.INVALID), row(5), row(9))
    first = journal.to_send(run, 0, 2)
    assert [(payload.row, payload.reference, payload.body, payload.attempts) for payload in first] == [
        (2, "R2", row(2).body, 0),
        (5, "R5", row(5).body, 0),
    ]
    assert [payload.row for payload in journal.to_send(run, 5, 2)] == [9]


def test_what_was_sent_without_an_answer_is_sent_again(journal: Journal) -> None:
    """After a kill between request and answer the row is still to be sent, and its attempt counts."""
    run = ready_run(journal, row(2), row(3))
    journal.sending(run, [2], "q1", 1.0)
    assert [(payload.row, payload.attempts) for payload in journal.to_send(run, 0, 10)] == [(2, 1), (3, 0)]


def test_closing_says_unknown_only_of_what_was_sent(journal: Journal) -> None:
    """A row without an answer is unknown, a row that never went is not_sent, and the run is stopped."""
    run = ready_run(journal, row(2), row(3), row(4))
    journal.sending(run, [2, 3], "q1", 1.0)
    journal.record(run, [answer(2)])
    closed = journal.close_run(run, Tally(requests=2, throttled=1, retries=3, waited_s=1.5), 9.0)
    again = journal.close_run(run, Tally(requests=1), 10.0)
    assert outcomes(journal, run) == {2: Outcome.CREATED, 3: Outcome.UNKNOWN, 4: Outcome.NOT_SENT}
    assert (closed.state, closed.finished_at, closed.rows) == (RunState.STOPPED, 9.0, 3)
    assert (again.requests, again.throttled, again.retries, again.waited_s) == (3, 1, 3, 1.5)
    sent = {result.row: result.sent for result in journal.results(run)}
    assert (sent[3], sent[4]) == (
        RowOutcome(row=3, outcome=Outcome.UNKNOWN, attempts=1, finished_at=9.0, request_id="q1"),
        None,
    )


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(outcome, RunState.STOPPED if outcome.resend else RunState.DONE) for outcome in Outcome],
    ids=str,
)
def test_a_run_is_done_when_nothing_is_left_to_resend(journal: Journal, outcome: Outcome, state: RunState) -> None:
    """Rows that only a person can mend do not keep a run open."""
    run = ready_run(journal, row(2))
    journal.sending(run, [2], "q1", 1.0)
    journal.record(run, [answer(2, outcome)])
    assert journal.close_run(run, Tally(), 9.0).state == state


def test_every_part_of_an_answer_is_kept(journal: Journal) -> None:
    """The result sheet says what the API said, and the server's request id replaces ours."""
    run = ready_run(journal, row(2))
    said = RowOutcome(
        row=2,
        outcome=Outcome.REJECTED,
        attempts=3,
        finished_at=12.5,
        listing_id="L1",
        status="active",
        http_status=422,
        code="VALIDATION_FAILED",
        message="Prijs: verplicht €",
        field="price",
        warnings=("image skipped: https://example.com/1.jpg (mirror_failed)",),
        request_id="server-1",
    )
    journal.sending(run, [2], "ours-1", 1.0)
    journal.record(run, [said])
    journal.record(run, [said])
    (result,) = journal.results(run)
    assert result.sent == said
    assert (result.cells, result.fingerprint, result.reference) == (("R2", 1), row(2).fingerprint, "R2")


def test_texts_that_databases_refuse_are_kept_readable(journal: Journal) -> None:
    """A NUL or a lone surrogate in an answer does not stop the record."""
    run = ready_run(journal, row(2))
    journal.record(run, [replace(answer(2), message="a\0b\ud800c", request_id=None)])
    (result,) = journal.results(run)
    assert result.sent is not None
    assert result.sent.message == "a\ufffdb?c"


def test_reopened_rows_are_sent_again(journal: Journal) -> None:
    """Only rows with the outcomes that were named are opened, and never what intake found invalid or duplicate."""
    run = ready_run(journal, row(2), row(3), row(4), row(5, outcome=Outcome.INVALID), row(6, outcome=Outcome.DUPLICATE))
    journal.sending(run, [2, 3], "q1", 1.0)
    journal.record(run, [answer(2), answer(3, Outcome.REJECTED)])
    journal.close_run(run, Tally(), 9.0)
    assert journal.reopen(run, [Outcome.FAILED, Outcome.UNKNOWN, Outcome.NOT_SENT]) == 1
    assert waiting(journal, run) == [4]
    assert journal.reopen(run, list(Outcome)) == 2
    assert waiting(journal, run) == [2, 3, 4]


def test_a_reopened_row_that_is_not_sent_keeps_what_it_was(journal: Journal) -> None:
    """A resume that stops at once does not turn failed or unknown rows into something that they are not."""
    run = ready_run(journal, row(2), row(3), row(4))
    journal.sending(run, [2, 3], "q1", 1.0)
    journal.record(run, [replace(answer(2, Outcome.FAILED), message="no")])
    journal.close_run(run, Tally(), 9.0)
    before = list(journal.results(run))
    journal.reopen(run, [Outcome.FAILED, Outcome.UNKNOWN, Outcome.NOT_SENT])
    journal.close_run(run, Tally(), 11.0)
    assert list(journal.results(run)) == before
    assert {result.outcome for result in before} == {Outcome.FAILED, Outcome.UNKNOWN, Outcome.NOT_SENT}


def test_sending_again_drops_the_old_answer(journal: Journal) -> None:
    """An unknown row does not carry the message of an earlier attempt."""
    run = ready_run(journal, row(2))
    journal.record(run, [replace(answer(2, Outcome.FAILED), message="old", http_status=500)])
    journal.reopen(run, [Outcome.FAILED])
    journal.sending(run, [2], "q2", 5.0)
    journal.close_run(run, Tally(), 9.0)
    (result,) = journal.results(run)
    assert result.sent is not None
    assert (result.outcome, result.sent.message, result.sent.http_status) == (Outcome.UNKNOWN, None, None)
    assert result.sent.request_id == "q2"


def test_settling_gives_outcomes_and_adds_problems(journal: Journal) -> None:
    """What only the whole file tells is added to what a row already has, once."""
    first = Problem(code=Code.TITLE_MADE, row=2)
    second = Problem(code=Code.REPEATED_REFERENCE, row=2, params={"rows": "3"})
    run = journal.create(new_run())
    journal.add(run, [replace(row(2), problems=(first,)), row(3), row(4)])
    settled = [
        Settled(row=2, outcome=Outcome.INVALID, problem=second),
        Settled(row=3, outcome=Outcome.DUPLICATE),
        Settled(row=4, outcome=Outcome.INVALID, problem=second),
    ]
    journal.settle(run, settled)
    journal.settle(run, settled)
    assert [(result.outcome, result.problems) for result in journal.results(run)] == [
        (Outcome.INVALID, (first, second)),
        (Outcome.DUPLICATE, ()),
        (Outcome.INVALID, (second,)),
    ]


def test_repeated_references_name_their_rows(journal: Journal) -> None:
    """Rows to be sent and invalid rows count; duplicates, and rows without a reference, do not."""
    run = journal.create(new_run())
    rows = [row(2, reference="A"), row(3), row(4, reference="A", outcome=Outcome.INVALID), row(5, reference="B")]
    rows += [row(6, reference="B", outcome=Outcome.DUPLICATE)]
    rows += [replace(row(number, outcome=Outcome.INVALID), reference=None) for number in (7, 8)]
    journal.add(run, rows)
    assert [(found.reference, found.rows) for found in journal.repeated(run)] == [
        ("A", ((2, rows[0].fingerprint), (4, rows[2].fingerprint)))
    ]


def test_counts_are_of_rows_with_an_outcome(journal: Journal) -> None:
    """Open rows count as rows, not as outcomes; a run without rows has none."""
    empty = journal.create(new_run("empty"))
    run = ready_run(journal, row(2), row(3, outcome=Outcome.INVALID), row(4))
    journal.record(run, [answer(2)])
    listed = {found.run: (found.rows, found.outcomes) for found in journal.runs()}
    assert listed == {run: (3, {Outcome.CREATED: 1, Outcome.INVALID: 1}), empty: (0, {})}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, True),
        ({"source_path": "/elsewhere/copy.csv", "source_name": "copy.csv", "lang": "fr"}, True),
        ({"source_digest": "d2"}, False),
        ({"sheet": "Blad 2"}, False),
        ({"target": "https://other.example.com"}, False),
        ({"options": {"status": "active"}}, False),
    ],
    ids=["same", "moved", "bytes", "sheet", "target", "options"],
)
def test_the_same_file_takes_up_its_unfinished_run(journal: Journal, change: dict[str, object], found: bool) -> None:
    """The bytes, the sheet, the target and the options tell whether it is the same run; names do not."""
    run = ready_run(journal, row(2))
    unfinished = journal.unfinished(replace(new_run(), **change))  # type: ignore[arg-type]
    assert (unfinished is not None and unfinished.run == run) is found


def test_a_finished_or_half_read_run_is_not_taken_up(journal: Journal) -> None:
    """Only ready, sending and stopped runs have something left that can be sent."""
    done = ready_run(journal, row(2))
    journal.record(done, [answer(2)])
    journal.close_run(done, Tally(), 9.0)
    journal.create(new_run())
    assert journal.unfinished(new_run()) is None


def test_the_newest_unfinished_run_is_taken_up(journal: Journal) -> None:
    """Of several the last one is meant."""
    ready_run(journal, row(2))
    newest = ready_run(journal, row(2))
    found = journal.unfinished(new_run())
    assert found is not None
    assert found.run == newest


def test_a_run_that_was_overtaken_is_not_taken_up(journal: Journal) -> None:
    """When a later run changed a row that this one had sent, the file must be sent anew to be what is live."""
    old = ready_run(journal, row(2), row(3))
    journal.sending(old, [2], "q1", 1.0)
    journal.record(old, [answer(2)])
    journal.close_run(old, Tally(), 2.0)
    assert journal.unfinished(new_run()) is not None
    later = ready_run(journal, row(2, price=7), digest="d2")
    journal.sending(later, [2], "q2", 3.0)
    assert journal.unfinished(new_run()) is None


def test_accepted_is_what_was_accepted_last(journal: Journal) -> None:
    """Each target and dealer has its own; a rejected payload is none; asking for an unknown reference gives nothing."""
    run = ready_run(journal, row(2), row(3))
    journal.sending(run, [2, 3], "q1", 1.0)
    journal.record(run, [answer(2, Outcome.UPDATED), answer(3, Outcome.REJECTED)])
    assert journal.accepted(TARGET, "DEX-GENT", ["R2", "R3", "R4", "R2"]) == {"R2": row(2).fingerprint}
    assert journal.accepted(TARGET, None, ["R2"]) == {}
    assert journal.accepted("https://other.example.com", "DEX-GENT", ["R2"]) == {}


@pytest.mark.parametrize(
    ("dealer", "kept"),
    [("DEX-GENT", False), (None, False), ("DEX-BRUGGE", True)],
    ids=["same dealer", "dealers in rows", "another dealer"],
)
def test_what_was_accepted_is_doubted_once_another_goes(journal: Journal, dealer: str | None, kept: bool) -> None:
    """A payload that was sent without an answer may be live, so the earlier one is no longer sure to be."""
    first = ready_run(journal, row(2))
    journal.sending(first, [2], "q1", 1.0)
    journal.record(first, [answer(2)])
    second = ready_run(journal, row(2, price=7), dealer=dealer)
    journal.sending(second, [2], "q2", 2.0)
    assert journal.accepted(TARGET, "DEX-GENT", ["R2"]) == ({"R2": row(2).fingerprint} if kept else {})


def test_the_same_payload_again_stays_accepted(journal: Journal) -> None:
    """What is sent again unchanged leaves no doubt about what is live."""
    run = ready_run(journal, row(2))
    journal.record(run, [answer(2)])
    again = ready_run(journal, row(2))
    journal.sending(again, [2], "q2", 2.0)
    assert journal.accepted(TARGET, "DEX-GENT", ["R2"]) == {"R2": row(2).fingerprint}


def test_pruning_removes_ended_runs_and_keeps_what_was_accepted(journal: Journal) -> None:
    """Runs that ended before the time go, with their rows; later ones and unfinished ones stay."""
    old = ready_run(journal, row(2))
    journal.record(old, [answer(2)])
    journal.close_run(old, Tally(), 100.0)
    late = ready_run(journal, row(2))
    journal.close_run(late, Tally(), 300.0)
    at_work = ready_run(journal, row(2))
    assert journal.prune(200.0) == 1
    assert [run.run for run in journal.runs()] == [at_work, late]
    assert journal.get(old) is None
    assert journal.accepted(TARGET, "DEX-GENT", ["R2"]) == {"R2": row(2).fingerprint}


def test_pruning_leaves_a_run_alone_that_somebody_holds(journal_url: str, journal: Journal) -> None:
    """A run that is being reported is not taken away."""
    run = ready_run(journal, row(2))
    journal.close_run(run, Tally(), 100.0)
    other = open_journal(journal_url)
    with journal.hold(run):
        assert other.prune(200.0) == 0
    assert other.prune(200.0) == 1
    other.close()


def test_forgetting_removes_personal_data_and_keeps_the_outcomes(journal: Journal) -> None:
    """Bodies, cells, messages and problems go; what became of every row stays, and nothing can be sent any more."""
    run = journal.create(replace(new_run(), problems=(Problem(code=Code.EXTRA_CELLS, found="Jan Peeters"),)))
    journal.add(run, [replace(row(2), problems=(Problem(code=Code.TOO_LONG, found="Jan"),)), row(3)])
    journal.ready(run)
    journal.record(run, [replace(answer(2, Outcome.FAILED), message="Jan", warnings=("Jan",))])
    journal.forget(run)
    results = list(journal.results(run))
    assert [(result.outcome, result.cells, result.problems) for result in results] == [
        (Outcome.FAILED, (), ()),
        (Outcome.NOT_SENT, (), ()),
    ]
    assert results[0].sent == answer(2, Outcome.FAILED)
    assert journal.reopen(run, [Outcome.FAILED]) == 0
    assert waiting(journal, run) == []
    assert journal.unfinished(new_run()) is None
    forgotten = journal.get(run)
    assert forgotten is not None
    assert (forgotten.state, forgotten.new.problems, forgotten.rows) == (RunState.DONE, (), 2)


@pytest.mark.parametrize(
    "ask",
    [
        lambda journal: journal.ready("no-such-run"),
        lambda journal: journal.add("no-such-run", [row(2)]),
        lambda journal: journal.to_send("no-such-run", 0, 1),
        lambda journal: journal.record("no-such-run", [answer(2)]),
        lambda journal: list(journal.results("no-such-run")),
        lambda journal: journal.hold("../no-such-run"),
        lambda journal: journal.forget("no-such-run"),
    ],
    ids=["ready", "add", "to_send", "record", "results", "hold", "forget"],
)
def test_an_unknown_run_is_said(journal: Journal, ask: object) -> None:
    """Writing to a run that is not there is an error, not a silence."""
    with pytest.raises(JournalError) as caught:
        ask(journal)  # type: ignore[operator]
    assert caught.value.key == "journal_run_unknown"
    assert journal.get("no-such-run") is None


def test_several_threads_may_use_it_at_once(journal: Journal) -> None:
    """One thread records while others read; nothing is lost or refused."""
    run = ready_run(journal, *[row(number) for number in range(2, 202)])

    def write(start: int) -> None:
        for number in range(start, 202, 4):
            journal.sending(run, [number], f"q{number}", 1.0)
            journal.record(run, [answer(number)])

    threads = [Thread(target=write, args=(start,)) for start in range(2, 6)]
    for thread in threads:
        thread.start()
    seen = [len(list(journal.results(run))) for _ in range(5)]
    for thread in threads:
        thread.join()
    assert seen == [200] * 5
    assert outcomes(journal, run) == dict.fromkeys(range(2, 202), Outcome.CREATED)


def test_everything_is_there_when_it_is_opened_again(journal_url: str) -> None:
    """A journal is a file or a database, not a process."""
    first = open_journal(journal_url)
    run = ready_run(first, *[row(number) for number in range(2, 2_502)])
    first.close()
    second = open_journal(journal_url, create=False)
    assert [result.row for result in second.results(run)] == list(range(2, 2_502))
    second.close()


def test_only_what_a_request_rests_on_waits_for_the_disk(journal: Journal) -> None:
    """A power cut never undoes that rows may have been sent; an answer that it undoes is asked for again."""
    synced: list[bool] = []
    assert isinstance(journal, SqlJournal)
    event.listen(journal._database.engine, "commit", lambda connection: synced.append(_waits_for_the_disk(connection)))

    def syncs(act: Callable[[], object]) -> bool:
        synced.clear()
        act()
        return synced[-1]

    run = journal.create(new_run())
    assert [
        syncs(lambda: journal.add(run, [row(2), row(3)])),
        syncs(lambda: journal.ready(run)),
        syncs(lambda: journal.sending(run, [2, 3], "q1", 1.0)),
        syncs(lambda: journal.record(run, [answer(2)])),
        syncs(lambda: journal.close_run(run, Tally(), 9.0)),
    ] == [False, True, True, False, True]


def _waits_for_the_disk(connection: Connection) -> bool:
    sqlite = connection.dialect.name == "sqlite"
    level = connection.exec_driver_sql("PRAGMA synchronous" if sqlite else "SHOW synchronous_commit").scalar()
    return level == (2 if sqlite else "on")


def test_rows_are_followed_up_to_the_first_that_is_open(journal: Journal) -> None:
    """What is given while others are sent is what stands there in the end; a row that is opened again is waited for."""
    run = ready_run(journal, row(2, outcome=Outcome.INVALID), *map(row, range(3, 9)))
    journal.sending(run, [3, 4, 5, 6], "q1", 1.0)
    journal.record(run, [answer(3), answer(4, Outcome.REJECTED), answer(6)])
    before = journal.results_so_far(run, -1, 9)
    assert [result.row for result in before] == [2, 3, 4]
    assert [result.row for result in journal.results_so_far(run, 2, 1)] == [3]
    assert journal.results_so_far(run, 4, 9) == []
    journal.close_run(run, Tally(), 2.0)
    results = list(journal.results(run))
    assert results[:3] == before
    assert journal.results_so_far(run, 4, 9) == results[3:]
    journal.reopen(run, [Outcome.REJECTED])
    assert [result.row for result in journal.results_so_far(run, -1, 9)] == [2, 3]


def test_its_address_opens_it_elsewhere(journal: Journal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Another process, in another folder, finds the same runs."""
    run = ready_run(journal, row(2))
    monkeypatch.chdir(tmp_path)
    other = open_journal(journal.url, create=False)
    assert other.get(run) == journal.get(run)
    other.close()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], []),
        ([5], [(5, 5)]),
        ([2, 3, 4], [(2, 4)]),
        ([9, 2, 3, 7, 8], [(2, 3), (7, 9)]),
        ([4, 4, 5], [(4, 5)]),
    ],
    ids=["none", "one", "span", "unordered with a gap", "twice"],
)
def test_spans_are_of_rows_that_follow_one_another(rows: list[int], expected: list[tuple[int, int]]) -> None:
    """A span holds no row that was not named."""
    assert list(spans(rows)) == expected


def test_rows_between_those_of_a_request_are_left_alone(journal: Journal) -> None:
    """A request with gaps in its row numbers says nothing of the rows between."""
    run = ready_run(journal, *[row(number) for number in (2, 3, 4, 6, 7, 9)])
    journal.sending(run, [9, 2, 4, 6], "q1", 1.0)
    journal.record(run, [answer(number) for number in (9, 2, 6)])
    assert {payload.row: payload.attempts for payload in journal.to_send(run, 0, 10)} == {3: 0, 4: 1, 7: 0}
    accepted = journal.accepted(TARGET, "DEX-GENT", [f"R{number}" for number in range(2, 10)])
    assert set(accepted) == {"R2", "R6", "R9"}
