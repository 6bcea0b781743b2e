"""The process that follows a run: writes each row once it has an outcome, and leaves when its beginner is gone.

It changes nothing in the journal. The sheet takes its place only when it holds what the closed run does.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from tempfile import gettempdir
from threading import Event, Thread
from typing import Final

from importer.errors import ImporterError
from importer.following.wire import OVER, Order, Reply
from importer.journal.opening import open_journal
from importer.journal.protocol import Journal, ResultRow, Run, RunState
from importer.reports import ProblemCount, report
from importer.results.summary import Counting
from importer.wording import Lang

_PAGE_ROWS: Final = 500
_LOOK_S: Final = 0.2
_ROOM_BYTES: Final = 256 * 1024**2
_GIVING_WAY: Final = 5
_CLOSED: Final = (RunState.DONE, RunState.STOPPED)


class LeftError(Exception):
    """The sheet is not written to its end: nobody wants it, or it would not be true."""


class Word:
    """What the beginner has said: that sending is `over`, or nothing any more (`left`). `said` is set by either."""

    def __init__(self) -> None:
        self.said = Event()
        self.over = False
        self.left = False

    def hear(self, source: int) -> None:
        """Read from a file descriptor until it ends."""
        while line := os.read(source, len(OVER)):
            self.over = self.over or line == OVER
            self.said.set()
        self.left = True
        self.said.set()


def main() -> None:
    """Take the order from standard input, write the sheet and tell of it; 1 as exit code says that there is none."""
    order = Order.of(_first_line(sys.stdin.fileno()))
    word = Word()
    Thread(target=word.hear, args=(sys.stdin.fileno(),), daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_GIVING_WAY)  # sending goes first where both want the processor
    try:
        with closing(open_journal(order.journal, create=False)) as journal:
            reply = follow(journal, order, word)
    except (LeftError, ImporterError):
        sys.exit(1)
    sys.stdout.buffer.write(reply.line())


def follow(journal: Journal, order: Order, word: Word) -> Reply:
    """Write the sheet until the run is closed. Raises LeftError, and as `report` does."""
    run = journal.get(order.run)
    if run is None:
        raise LeftError
    path, count = Path(order.path), ProblemCount()

    def closed(counting: Counting) -> Run:
        return _true(journal.get(order.run), counting, word)

    rows = _rows(journal, order.run, path, word)
    written = report(journal, run, path, Lang(order.lang), count, rows=rows, closing=closed)
    return Reply(
        rows=written.rows,
        outcomes={outcome.value: rows for outcome, rows in written.outcomes.items()},
        problems=count.problems,
        notes=written.notes,
    )


def _rows(journal: Journal, run: str, path: Path, word: Word) -> Iterator[ResultRow]:
    """The rows as they come to an outcome, until sending is over and the last one is given."""
    after = -1
    while True:
        over = word.over  # asked first: what is read after that is all
        if word.left:
            raise LeftError
        if not over:
            _leave_room(path)
        page = journal.results_so_far(run, after, _PAGE_ROWS)
        if page:
            after = page[-1].row
            yield from page
        elif over:
            return
        if len(page) < _PAGE_ROWS:
            word.said.wait(_LOOK_S)


def _leave_room(path: Path) -> None:
    """A journal that finds no room stops the sending, so the sheet gives way to it while rows are sent."""
    for folder in (path.resolve().parent, Path(gettempdir())):
        with suppress(OSError):
            if shutil.disk_usage(folder).free < _ROOM_BYTES:
                raise LeftError


def _true(closed: Run | None, counting: Counting, word: Word) -> Run:
    """The closed run, when the sheet has what it has and is wanted."""
    if word.left or closed is None or closed.forgotten or closed.state not in _CLOSED:
        raise LeftError
    if dict(counting.outcomes) != dict(closed.outcomes):
        raise LeftError
    return closed


def _first_line(source: int) -> bytes:
    """Up to the end of the line and no further: what follows is heard by itself."""
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(source, 1)
        if not byte:
            sys.exit(1)
        line += byte
    return line
