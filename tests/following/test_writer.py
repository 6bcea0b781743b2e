"""What the process writes while a run is sent is what would be written afterwards, cell for cell, or nothing at all."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest

from importer.following.sheet import _CODE
from importer.following.wire import OVER, Order, Reply
from importer.following.writer import LeftError, Word, follow, main
from importer.journal.protocol import Journal, ResultRow, Tally
from importer.problems import Code, Problem, Severity
from importer.records import Outcome, Row, RowOutcome
from importer.reports import ProblemCount, report
from importer.results import RESULT_ENDINGS
from importer.wording import Lang
from tests.following.content import content
from tests.journal.rows import ready_run, row

ROWS = 60
SETTLED_BY_INTAKE = {5: Outcome.INVALID, 17: Outcome.DUPLICATE}


class WatchedJournal:
    """A journal in which something happens each time that the writer looks for rows."""

    def __init__(self, journal: Journal, happens: Iterator[object]) -> None:
        self._journal, self._happens = journal, happens
        self.looked = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)

    def results_so_far(self, run: str, after: int, limit: int) -> Sequence[ResultRow]:
        """What the journal has once the next thing has happened."""
        next(self._happens, None)
        self.looked += 1
        return self._journal.results_so_far(run, after, limit)


def stock(random: Random) -> list[Row]:
    """Rows to send, some of which have problems, and two that intake has settled."""
    doubt = Problem(code=Code.TITLE_MADE, row=3, field="title", params={"title": "Golf"})
    assert doubt.severity is Severity.WARNING
    rows = [row(number, price=random.randrange(9_999)) for number in range(2, 2 + ROWS)]
    return [
        Row(
            row=one.row,
            reference=one.reference,
            body=one.body,
            fingerprint=one.fingerprint,
            outcome=SETTLED_BY_INTAKE.get(one.row),
            problems=(doubt,) if one.row % 7 == 0 else (),
            cells=one.cells,
        )
        for one in rows
    ]


def sent(journal: Journal, run: str, word: Word, random: Random, *, to_the_end: bool) -> Iterator[None]:
    """Requests that are answered in any order, some only when they are sent again; then the run is closed."""
    waiting = [payload.row for payload in journal.to_send(run, 0, ROWS)]
    again: list[int] = []
    while waiting or again:
        going = sorted({*waiting[:9], *again})
        waiting, again = waiting[9:], []
        journal.sending(run, going, f"request-{going[0]}", 10.0 + going[0])
        yield
        random.shuffle(going)
        for number in going:
            if random.random() < 0.3:
                again.append(number)
            else:
                journal.record(run, [answered(number, random)])
                if random.random() < 0.2:
                    yield
        if not to_the_end and random.random() < 0.2:
            break
    journal.close_run(run, Tally(requests=9, throttled=1, retries=4), 99.0)
    word.over = True
    word.said.set()
    yield


def answered(number: int, random: Random) -> RowOutcome:
    """What the API says of a row."""
    refused = random.random() < 0.3
    return RowOutcome(
        row=number,
        outcome=random.choice((Outcome.REJECTED, Outcome.FAILED, Outcome.UNKNOWN) if refused else (Outcome.CREATED,)),
        attempts=random.randrange(1, 4),
        finished_at=1_780_000_000.0 + number,
        listing_id=None if refused else f"id-{number}",
        status=None if refused else "active",
        http_status=422 if refused else 201,
        code="VALIDATION_FAILED" if refused else None,
        message="Too small" if refused else None,
        field="price" if refused else None,
        warnings=("slow",) if number % 5 == 0 else (),
        request_id=f"q{number}",
    )


@pytest.fixture(autouse=True)
def _never_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking again costs no time, and pages are small."""
    monkeypatch.setattr("importer.following.writer._LOOK_S", 0)
    monkeypatch.setattr("importer.following.writer._PAGE_ROWS", 7)


def order_of(journal: Journal, run: str, path: Path) -> Order:
    """An order for the sheet of a run."""
    return Order(journal=journal.url, run=run, path=str(path), lang="nl")


@pytest.mark.parametrize("ending", RESULT_ENDINGS)
@pytest.mark.parametrize("seed", range(6))
def test_a_sheet_that_was_followed_is_the_one_written_afterwards(
    tmp_path: Path, journal: Journal, ending: str, seed: int
) -> None:
    """Over two attempts, of which the first is cut off or not: the same cells, notes, counts and problems."""
    random = Random(seed)
    run = ready_run(journal, *stock(random))
    for to_the_end in (seed % 2 == 0, True):
        journal.reopen(run, [outcome for outcome in Outcome if outcome.resend])
        path, word = tmp_path / f"followed{ending}", Word()
        watched = WatchedJournal(journal, sent(journal, run, word, random, to_the_end=to_the_end))
        reply = follow(cast("Journal", watched), order_of(journal, run, path), word)
        closed, count = journal.get(run), ProblemCount()
        assert closed is not None
        afterwards = report(journal, closed, tmp_path / f"afterwards{ending}", Lang.NL, count)
        assert content(path) == content(afterwards.path)
        assert (reply.rows, reply.notes) == (afterwards.rows, afterwards.notes)
        assert (reply.outcomes, reply.problems) == (afterwards.outcomes, count.problems)
        assert watched.looked > ROWS / 7 + 2


def left_in_the_middle(_journal: Journal, _run: str, word: Word) -> None:
    """The beginner is gone before sending is over."""
    word.left = True


def left_at_the_end(journal: Journal, run: str, word: Word) -> None:
    """The beginner is gone just after it said that sending is over."""
    closed_early(journal, run, word)
    word.left = True


def forgotten(journal: Journal, run: str, word: Word) -> None:
    """Somebody had the personal data removed meanwhile."""
    closed_early(journal, run, word)
    journal.forget(run)


def opened_again(journal: Journal, run: str, word: Word) -> None:
    """Another process has taken up the run as soon as it was closed."""
    closed_early(journal, run, word)
    journal.reopen(run, [Outcome.NOT_SENT])


def other_counts(journal: Journal, run: str, word: Word) -> None:
    """A row that was written came to another outcome."""
    journal.sending(run, [2], "again", 50.0)
    journal.record(run, [RowOutcome(row=2, outcome=Outcome.REJECTED, attempts=2, finished_at=51.0)])
    closed_early(journal, run, word)


def closed_early(journal: Journal, run: str, word: Word) -> None:
    """Sending is over, most rows were not sent."""
    journal.close_run(run, Tally(), 99.0)
    word.over = True


def no_room(_journal: Journal, _run: str, _word: Word) -> None:
    """The disk is nearly full, and the journal needs what is left."""


@pytest.mark.parametrize("ending", RESULT_ENDINGS)
@pytest.mark.parametrize(
    "trouble", [left_in_the_middle, left_at_the_end, forgotten, opened_again, other_counts, no_room]
)
def test_a_sheet_that_would_not_be_true_or_wanted_is_not_written(
    tmp_path: Path, sqlite_url: str, ending: str, trouble: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The earlier result stays as it is, and nothing is left beside it."""
    from importer.journal.opening import open_journal  # noqa: PLC0415 — of this test alone

    journal = open_journal(sqlite_url)
    run = ready_run(journal, *stock(Random(1)))
    journal.sending(run, [2, 3], "first", 10.0)
    journal.record(
        run, [RowOutcome(row=number, outcome=Outcome.CREATED, attempts=1, finished_at=11.0) for number in (2, 3)]
    )
    target, word = tmp_path / f"r{ending}", Word()
    target.write_text("earlier", encoding="utf-8")
    if trouble is no_room:
        monkeypatch.setattr("importer.following.writer._ROOM_BYTES", 1 << 60)

    def happens() -> Iterator[None]:
        yield
        trouble(journal, run, word)
        yield

    with pytest.raises(LeftError):
        follow(cast("Journal", WatchedJournal(journal, happens())), order_of(journal, run, target), word)
    assert target.read_text(encoding="utf-8") == "earlier"
    assert list(tmp_path.iterdir()) == [target]
    journal.close()


def test_a_run_that_is_not_there_is_left(tmp_path: Path, journal: Journal) -> None:
    """Nothing is written of a run that nobody knows."""
    with pytest.raises(LeftError):
        follow(journal, order_of(journal, "none", tmp_path / "r.csv"), Word())
    assert list(tmp_path.iterdir()) == []


def test_the_process_writes_what_it_was_ordered_to(tmp_path: Path, journal: Journal) -> None:
    """The order comes by its input, with whatever stands in a path; the reply goes to its output."""
    run = ready_run(journal, *stock(Random(3)))
    path = tmp_path / "ré sultaat “1”.jsonl"
    with started() as process:
        assert process.stdin
        process.stdin.write(order_of(journal, run, path).line())
        process.stdin.flush()
        closed = journal.close_run(run, Tally(), 99.0)
        process.stdin.write(OVER)
        process.stdin.flush()
        assert process.stdout
        reply = Reply.of(process.stdout.read())
    assert process.returncode == 0
    assert reply.outcomes == dict(closed.outcomes)
    assert [json.loads(line)["row"] for line in path.read_bytes().splitlines()] == list(range(2, 2 + ROWS))


@pytest.mark.parametrize("ordered", [True, False], ids=["at work", "no order yet"])
def test_the_process_leaves_when_its_beginner_is_gone(tmp_path: Path, journal: Journal, ordered: bool) -> None:
    """A beginner that was killed says nothing: its pipe ends, and no process and no part file stay behind."""
    run = ready_run(journal, *stock(Random(3)))
    with started() as process:
        assert process.stdin
        if ordered:
            process.stdin.write(order_of(journal, run, tmp_path / "r.csv").line())
        process.stdin.close()
        assert process.wait(30) == 1
    assert list(tmp_path.iterdir()) == []


def started() -> "subprocess.Popen[bytes]":
    """The process as it is begun."""
    return subprocess.Popen([sys.executable, "-P", "-c", _CODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


@pytest.mark.parametrize("wanted", [True, False], ids=["to the end", "journal gone"])
def test_what_the_process_does_from_order_to_reply(
    tmp_path: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any, wanted: bool
) -> None:
    """It says what it wrote, or ends with 1 without a word."""
    run = ready_run(journal, *stock(Random(3)))
    journal.close_run(run, Tally(), 99.0)
    order = order_of(journal, run if wanted else "none", tmp_path / "r.csv")
    reading, writing = os.pipe()
    os.write(writing, order.line() + OVER)
    monkeypatch.setattr(os, "nice", lambda _by: 0)
    with open(reading, closefd=False) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        if wanted:
            main()
        else:
            with pytest.raises(SystemExit):
                main()
        os.close(writing)
    said = capfdbinary.readouterr().out
    assert (Reply.of(said).rows == ROWS) if wanted else (said == b"")
