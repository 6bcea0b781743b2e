"""One phase of the importer on its own, measured from within: `python -m benchmarks.phases NAME ARGUMENT …`.

What a phase needs is made beforehand by the phases before it and kept beside the files; each run works on a copy.
"""

import csv
import gc
import json
import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

import orjson

from benchmarks.beside import told_cost
from importer.journal.opening import open_journal
from importer.journal.protocol import Journal, NewRun, Tally
from importer.records import Outcome, Row, RowOutcome
from importer.wording import Lang

BATCH: Final = 100
_CHUNK: Final = 5_000


def take_in_file(source: str, journal_file: str) -> None:
    """The intake of a file into a new journal, ready to be sent."""
    from importer.intake import IntakeOptions, understand  # noqa: PLC0415 — pandas would hide what a journal needs
    from importer.intake.taking_in import new_run, take_in  # noqa: PLC0415 — the same

    options = IntakeOptions(today=date.today(), location="DEX-GENT")  # noqa: DTZ011 — as the command line has it
    known = understand(Path(source), options)
    with _journal(journal_file) as journal:
        take_in(known, options, journal, new_run(known, options, "http://127.0.0.1", Lang.EN))


def settle(taken_in: str, journal_file: str) -> None:
    """A copy of a journal in which every row was sent and created."""
    shutil.copyfile(taken_in, journal_file)
    with _journal(journal_file) as journal:
        _settle(journal, journal.runs()[0].run)


def result(settled: str, sheet: str) -> None:
    """The result sheet of the run in a journal."""
    from importer.reports import report  # noqa: PLC0415 — loaded before the clock starts, unlike in other phases

    shutil.copyfile(settled, "journal.sqlite3")
    with _journal("journal.sqlite3") as journal:
        run = journal.runs()[0]
        with told_cost():
            report(journal, run, Path(sheet), Lang.EN)


def cells_of(sheet: str, cells: str) -> None:
    """The cells of a result sheet as a pickle, to be written by another tool."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 — only here

    rows = CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python()
    Path(cells).write_bytes(pickle.dumps(rows))


def bodies_of(taken_in: str, bodies: str) -> None:
    """The bulk bodies of the run in a journal as a pickle, to be sent by another tool."""
    with _journal(taken_in) as journal:
        run = journal.runs()[0].run
        batches, after = [], 0
        while page := journal.to_send(run, after, BATCH):
            after = page[-1].row
            batches.append(b"[" + b",".join(payload.body for payload in page) + b"]")
    Path(bodies).write_bytes(pickle.dumps(batches))


def send(taken_in: str, address: str, mode: str = "auto") -> None:
    """Send the run in a journal; tells requests, 429s and microseconds of processor for each listing."""
    from importer.partner_api.client import Client  # noqa: PLC0415 — loaded before the clock starts
    from importer.upload import SendOptions, run_sending  # noqa: PLC0415 — the same

    shutil.copyfile(taken_in, "journal.sqlite3")
    with _journal("journal.sqlite3") as journal:
        run = journal.runs()[0].run
        with journal.hold(run), told_cost() as told:
            tally = run_sending(
                journal, run, Client.factory(address, "sk_partner_sandbox", concurrency=8), SendOptions(mode=mode)
            )
            told |= {"requests": tally.requests, "throttled": tally.throttled, "retries": tally.retries}
        outcomes = journal.close_run(run, tally, time.time()).outcomes
    done = outcomes.get(Outcome.CREATED, 0) + outcomes.get(Outcome.UPDATED, 0)
    if done != sum(outcomes.values()):
        raise SystemExit(f"not every row was delivered: {dict(outcomes)}")


def wait_for_sheet(source: str, address: str) -> None:
    """How long the real command takes from the last answer to its end, with the result sheet on the disk."""
    options = ("--location", "DEX-GENT", "--yes", "--api-url", address, "--journal", "sqlite:///journal.sqlite3")
    log = Path("requests.jsonl")
    command = (sys.executable, "-m", "importer", "upload", source, *options, "--log", str(log))
    subprocess.run(command, check=True, env={**os.environ, "OKASIE_API_SECRET": "sk_partner_sandbox"})
    print(json.dumps({"seconds": time.time() - log.stat().st_mtime}))


def keep(source: str, sheet: str) -> None:
    """The journal alone: every line of delimited text in, outcomes written, the result sheet out.

    To read the text counts; to make a listing and its fingerprint out of a line does not, nor to make an answer: that
    is the work of the intake and of sending.
    """
    from importer.reports import report  # noqa: PLC0415 — loaded before the clock starts

    with _journal("journal.sqlite3") as journal, told_cost() as told:
        run = journal.create(_run_of(source))
        with Path(source).open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, delimiter=";")
            headings = next(lines)
            numbered = enumerate(lines, start=2)
            while chunk := list(islice(numbered, _CHUNK)):
                with told.uncounted():
                    rows = [_row(number, headings, cells) for number, cells in chunk]
                journal.add(run, rows)
        journal.ready(run)
        _settle(journal, run, told.uncounted)
        closed = journal.get(run)
        assert closed is not None  # noqa: S101 — narrows the type
        report(journal, closed, Path(sheet), Lang.EN)


def _settle(journal: Journal, run: str, answering: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
    """Write that every row goes out, ten requests in one claim, and that it was created, a request of 100 at a time.

    So it is in an upload without a limit, which claims up to 64 requests at once (upload/gate.py).
    """
    after = 0
    with journal.hold(run):
        while page := journal.to_send(run, after, 10 * BATCH):
            after = page[-1].row
            claimed = [payload.row for payload in page]
            journal.sending(run, claimed, f"{run}-{after}", time.time())
            for start in range(0, len(claimed), BATCH):
                with answering():
                    answers = [_created(row) for row in claimed[start : start + BATCH]]
                journal.record(run, answers)
        journal.close_run(run, Tally(requests=after // BATCH), time.time())


def _created(row: int) -> RowOutcome:
    return RowOutcome(
        row=row,
        outcome=Outcome.CREATED,
        attempts=1,
        finished_at=1_780_000_000.0 + row // BATCH,
        listing_id=f"00000000-0000-4000-8000-{row:012}",
        status="active",
        http_status=200,
        request_id=f"request-{row // BATCH}",
    )


def _row(number: int, headings: list[str], cells: list[str]) -> Row:
    body = orjson.dumps(dict(zip(headings, cells, strict=True)))
    return Row(
        row=number,
        reference=cells[0],
        body=body,
        fingerprint=sha256(body).hexdigest(),
        outcome=None,
        cells=tuple(cells),
    )


def _run_of(source: str) -> NewRun:
    with Path(source).open(encoding="utf-8-sig", newline="") as file:
        headings = next(csv.reader(file, delimiter=";"))
    return NewRun(
        source_path=source,
        source_name=Path(source).name,
        source_digest="0" * 64,
        sheet=None,
        headings=tuple(headings),
        first_column=0,
        target="http://127.0.0.1",
        dealer="DEX-GENT",
        lang="en",
    )


@contextmanager
def _journal(path: str) -> Iterator[Journal]:
    journal = open_journal(f"sqlite:///{path}")
    try:
        yield journal
    finally:
        journal.close()


PHASES: Final[dict[str, Callable[..., None]]] = {
    phase.__name__: phase for phase in (take_in_file, settle, result, cells_of, bodies_of, send, wait_for_sheet, keep)
}

if __name__ == "__main__":
    gc.set_threshold(400_000, 20, 50)  # as the command line does
    PHASES[sys.argv[1]](*sys.argv[2:])
