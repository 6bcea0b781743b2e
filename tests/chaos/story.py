"""One run from its file to its result sheet, killed on the way again and again, and what must hold in the end."""

import csv
import json
import shutil
import sqlite3
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from python_calamine import CalamineWorkbook

from importer.sandbox.faults import FaultRates
from importer.sandbox.options import SandboxOptions
from importer.sandbox.server import running_sandbox
from tests.chaos.killing import Ended, Killer, Moment
from tests.chaos.stock import FIRST_ROW, Stock, write_stock
from tests.chaos.watched_sandbox import WatchedSandbox

MOST_RESUMES = 12
# What is near to the requests comes more often; when all is delivered, a resume only writes the result sheet.
_REQUESTS = (Moment.BEFORE, Moment.BETWEEN, Moment.RECORDING)
_FIRST = (Moment.INTAKE, Moment.INTAKE, Moment.INTAKE, Moment.ANY, *_REQUESTS)
_LATER = (Moment.ANY, *_REQUESTS, *_REQUESTS, *_REQUESTS, Moment.RESULT)
_FINISHED = ("created", "updated", "duplicate", "invalid")


@dataclass(slots=True, kw_only=True)
class Told:
    """What a story came to, by reference.

    `again` counts applications after the first, `in_flight` the kills that found the row sent and not answered,
    `untold` the applications that the API did not tell of.
    """

    kills: Counter[Moment] = field(default_factory=Counter)
    in_flight: Counter[str] = field(default_factory=Counter)
    untold: Counter[str] = field(default_factory=Counter)
    again: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    broken: list[str] = field(default_factory=list)


def tell(folder: Path, *, rows: int, kills: int, faults: float, seed: int) -> Told:
    """A run of `rows` rows with at most `kills` kills, at `faults` (a share of requests), in an empty folder."""
    random = Random(seed)
    stock = write_stock(folder / "stock.csv", rows, random)
    options = SandboxOptions(
        rate_limit=None, burst=None, slow_s=0.5, latency_s=0.02, seed=seed, faults=FaultRates.parse(f"all={faults}")
    )
    told = Told()
    with running_sandbox(WatchedSandbox(options)) as running:
        sandbox = running.sandbox
        assert isinstance(sandbox, WatchedSandbox)
        killer = Killer(folder, running.api_url, sandbox, random)
        _kill_again_and_again(killer, kills, random, told)
        ended = _to_the_end(killer)
        told.untold, told.requests = sandbox.untold, sandbox.counts.requests
        told.again = sandbox.applied - Counter(sandbox.applied.keys())
        told.broken += _broken(killer, stock, sandbox, ended, told, folder)
    return told


def _kill_again_and_again(killer: Killer, kills: int, random: Random, told: Told) -> None:
    """Kill `kills` times; a process that ends by itself before its moment is not counted."""
    for _ in range(2 * kills):
        states = _run_states(killer)
        done = states[-1:] == ["done"]
        # Uploading again takes up a run that is not done; it is what a person may do instead of resuming.
        arguments = _RESUME if done or (states and random.random() < 0.7) else _UPLOAD
        moment = Moment.RESULT if done else random.choice(_FIRST if states[-1:] in ([], ["intake"]) else _LATER)
        started = time.time()
        if killer.run(arguments, moment).killed:
            told.kills[moment] += 1
            told.in_flight += _in_flight(killer, started)
        if told.kills.total() == kills:
            return


_UPLOAD = ("upload", "stock.csv", "--yes", "--json", "--result", "stock.result.xlsx")
_RESUME = ("resume", "--json", "--result", "stock.result.xlsx")


def _to_the_end(killer: Killer) -> Ended:
    """Resume until nothing is left that could be sent again, as the command tells a user to."""
    for _ in range(MOST_RESUMES):
        ended = killer.run(_RESUME if _run_states(killer) else _UPLOAD)
        if ended.output and all(outcome in _FINISHED for outcome in json.loads(ended.output).get("outcomes", ("?",))):
            break
    return ended


def _broken(killer: Killer, stock: Stock, sandbox: WatchedSandbox, ended: Ended, told: Told, folder: Path) -> list[str]:
    """Every promise that was not kept, in words."""
    if ended.code != 1 or not ended.output:  # 1: the invalid rows need work
        return [f"ended with {ended.code}: {ended.complaint[-1500:]}"]
    summary = json.loads(ended.output)
    killer.run(("result", summary["run"], "-o", "stock.result.csv"))
    lines = _csv_lines(folder / "stock.result.csv")
    return [
        *_accounts(summary, stock),
        *_live(stock, sandbox, lines),
        *_once(stock, lines, _xlsx_rows(folder / "stock.result.xlsx")),
        *_applications(sandbox, lines, told),
        *_journal(killer),
    ]


def _accounts(summary: dict[str, Any], stock: Stock) -> list[str]:
    outcomes = Counter(summary["outcomes"])
    expected = Counter(stock.outcomes.values())
    found = [f"{outcomes.total()} outcomes of {stock.rows} rows"] if outcomes.total() != stock.rows else []
    sent = outcomes["created"] + outcomes["updated"]
    if sent != len(stock.live) or any(outcomes[name] != expected[name] for name in expected):
        found.append(f"outcomes {dict(outcomes)}, expected {len(stock.live)} sent and {dict(expected)}")
    return found


def _live(stock: Stock, sandbox: WatchedSandbox, lines: dict[int, dict[str, str]]) -> list[str]:
    live = {stored["reference"]: stored for stored in sandbox.store.of()}
    found = [f"not live: {reference}" for reference in stock.live.keys() - live.keys()]
    found += [f"live and not in the file: {reference}" for reference in live.keys() - stock.live.keys()]
    ids = {line["externalReference"]: line["listingId"] for line in lines.values() if line["listingId"]}
    for reference in stock.live.keys() & live.keys():
        stored, expected = live[reference], stock.live[reference]
        shown = {name: stored["fields"].get(name) for name in expected}
        shown["images"] = [image["url"] for image in stored["fields"].get("images") or []]  # type: ignore[index,union-attr,call-overload]
        if shown != expected:
            found.append(f"{reference} is {shown}, not {expected}")
        if ids.get(reference) != stored["id"]:
            found.append(f"{reference} has the id {stored['id']}, the result sheet says {ids.get(reference)}")
    return found


def _once(stock: Stock, lines: dict[int, dict[str, str]], xlsx_rows: list[int]) -> list[str]:
    expected = list(range(FIRST_ROW, FIRST_ROW + stock.rows))
    found = [] if sorted(xlsx_rows) == expected else ["the workbook has not every row exactly once"]
    if sorted(lines) != expected:
        found.append("the csv has not every row exactly once")
    for row, line in lines.items():
        allowed = (stock.outcomes[row],) if row in stock.outcomes else ("created", "updated")
        if line["outcome"] not in allowed:
            found.append(f"row {row} is {line['outcome']}, not {' or '.join(allowed)}")
    return found


def _applications(sandbox: WatchedSandbox, lines: dict[int, dict[str, str]], told: Told) -> list[str]:
    attempts = Counter[str]()
    for line in lines.values():
        attempts[line["externalReference"]] += int(line["attempts"] or 0)
    found = [
        f"{reference} was applied {count} times; the journal knows of {attempts[reference]} attempts"
        for reference, count in sandbox.applied.items()
        if count > attempts[reference]
    ]
    found += [
        f"{reference}: {count} times applied again, {told.in_flight[reference]} times in flight at a kill, "
        f"{told.untold[reference]} times untold"
        for reference, count in (told.again - told.in_flight - told.untold).items()
    ]
    return found


def _journal(killer: Killer) -> list[str]:
    with closing(sqlite3.connect(killer.journal)) as journal:
        (verdict,) = journal.execute("PRAGMA integrity_check").fetchone()
    return [] if verdict == "ok" else [f"the journal is damaged: {verdict}"]


def _run_states(killer: Killer) -> list[str]:
    return [state for (state,) in _asked(killer, "SELECT state FROM runs ORDER BY number")]


def _in_flight(killer: Killer, since: float) -> Counter[str]:
    """References of rows that were sent since then and have no outcome, in the journal as the kill left it."""
    question = "SELECT reference FROM rows WHERE attempts > 0 AND outcome IS NULL AND sent_at >= ?"
    return Counter(reference for (reference,) in _asked(killer, question, since))


def _asked(killer: Killer, question: str, *parameters: float) -> list[tuple[Any, ...]]:
    """The answer of a copy of the journal: the next process must find the journal as the kill left it."""
    if not killer.journal.exists():
        return []
    copy = killer.journal.with_name("copy")
    copy.mkdir(exist_ok=True)
    for ending in ("", "-wal"):
        file = killer.journal.with_name(killer.journal.name + ending)
        if file.exists():
            shutil.copyfile(file, copy / file.name)
    try:
        with closing(sqlite3.connect(copy / killer.journal.name)) as journal:
            return journal.execute(question, parameters).fetchall()
    except sqlite3.OperationalError:  # killed before the tables were there
        return []
    finally:
        shutil.rmtree(copy)


def _csv_lines(path: Path) -> dict[int, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    numbered = {int(line["row"]): line for line in lines}
    return numbered if len(numbered) == len(lines) else {}


def _xlsx_rows(path: Path) -> list[int]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [int(row[0]) for row in rows[1:]]  # type: ignore[arg-type]
