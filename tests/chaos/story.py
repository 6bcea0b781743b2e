"""One run from its file to its result sheet, killed on the way again and again, and what must hold in the end."""

import csv
import json
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from python_calamine import CalamineWorkbook

from importer.sandbox.faults import FaultRates
from importer.sandbox.options import SandboxOptions
from importer.sandbox.server import running_sandbox
from tests.chaos.journals import FileJournal, WatchedJournal
from tests.chaos.killing import PART_FILES, Ended, Killer, Moment
from tests.chaos.stock import FIRST_ROW, Stock, write_stock
from tests.chaos.watched_sandbox import WatchedSandbox
from tests.following.content import content

MOST_RESUMES = 12
# A run passes through these in order. Once it is taken in, only the later ones are left to kill it at; once all is
# delivered, a resume only writes the result sheet.
_WHILE_SENT = (Moment.ANY, Moment.BEFORE, Moment.BETWEEN, Moment.RECORDING, Moment.FOLLOWING)
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


def tell(
    folder: Path,
    *,
    rows: int,
    kills: int,
    faults: float,
    seed: int,
    before: Mapping[Moment, int] | None = None,
    journal: WatchedJournal | None = None,
) -> Told:
    """A run of `rows` rows with at most `kills` kills, at `faults` (a share of requests), in an empty folder.

    `before` are the kills of earlier stories: the moments that had the fewest come first, so that all have as many, and
    a story whose run is done ends when the result sheet had its share.
    """
    random = Random(seed)
    stock = write_stock(folder / "stock.csv", rows, random)
    options = SandboxOptions(
        rate_limit=None, burst=None, slow_s=0.5, latency_s=0.02, seed=seed, faults=FaultRates.parse(f"all={faults}")
    )
    told = Told()
    with running_sandbox(WatchedSandbox(options)) as running:
        sandbox = running.sandbox
        assert isinstance(sandbox, WatchedSandbox)
        killer = Killer(folder, running.api_url, sandbox, random, journal or FileJournal(folder))
        _kill_again_and_again(killer, kills, random, told, before or {})
        ended = _to_the_end(killer)
        told.untold, told.requests = sandbox.untold, sandbox.counts.requests
        told.again = sandbox.applied - Counter(sandbox.applied.keys())
        told.broken += _broken(killer, stock, sandbox, ended, told, folder)
    return told


def _kill_again_and_again(killer: Killer, kills: int, random: Random, told: Told, before: Mapping[Moment, int]) -> None:
    """Kill `kills` times. A process that ends by itself before its moment is not counted: on a busy machine many do."""
    for _ in range(12 * kills):
        state = next(reversed(killer.journal.states()), None)
        moment = _moment(state, told.kills + Counter(before), random)
        if moment is None and before:
            return
        moment = moment or Moment.RESULT
        # Uploading again takes up a run that is not done; it is what a person may do instead of resuming.
        resumed = state == "done" or (state is not None and random.random() < 0.7)
        started = time.time()
        if killer.run(_RESUME if resumed else _UPLOAD, moment).killed:
            told.kills[moment] += 1
            told.in_flight += killer.journal.in_flight(started)
        if told.kills.total() == kills:
            return


def _moment(state: str | None, kills: Mapping[Moment, int], random: Random) -> Moment | None:
    """The moment with the fewest kills that a run in `state` has before it; None when its last had more than others."""
    fewest = min(kills.get(moment, 0) for moment in Moment)
    if state == "done":
        return Moment.RESULT if kills.get(Moment.RESULT, 0) <= fewest else None
    if state in (None, "intake") and kills.get(Moment.INTAKE, 0) <= fewest:
        return Moment.INTAKE
    if all(kills.get(moment, 0) > kills.get(Moment.RESULT, 0) for moment in _WHILE_SENT):
        return Moment.RESULT
    least = min(kills.get(moment, 0) for moment in _WHILE_SENT)
    return random.choice([moment for moment in _WHILE_SENT if kills.get(moment, 0) == least])


_UPLOAD = ("upload", "stock.csv", "--yes", "--json", "--result", "stock.result.xlsx")
_RESUME = ("resume", "--json", "--result", "stock.result.xlsx")


def _to_the_end(killer: Killer) -> Ended:
    """Resume until nothing is left that could be sent again, as the command tells a user to."""
    for _ in range(MOST_RESUMES):
        ended = killer.run(_RESUME if killer.journal.states() else _UPLOAD)
        if ended.output and all(outcome in _FINISHED for outcome in json.loads(ended.output).get("outcomes", ("?",))):
            break
    return ended


def _broken(killer: Killer, stock: Stock, sandbox: WatchedSandbox, ended: Ended, told: Told, folder: Path) -> list[str]:
    """Every promise that was not kept, in words."""
    if ended.code != 1 or not ended.output:  # 1: the invalid rows need work
        return [f"ended with {ended.code}: {ended.complaint[-1500:]}"]
    summary = json.loads(ended.output)
    for ending in (".csv", ".xlsx"):
        killer.run(("result", summary["run"], "-o", f"afterwards{ending}"))
    lines = _csv_lines(folder / "afterwards.csv")
    return [
        *_sheet(folder),
        *_accounts(summary, stock),
        *_live(stock, sandbox, lines),
        *_once(stock, lines, _xlsx_rows(folder / "stock.result.xlsx")),
        *_applications(sandbox, lines, told),
        *killer.journal.damage(),
    ]


def _sheet(folder: Path) -> list[str]:
    """The sheet that was written on the way, to the last byte; what killed processes left is gone."""
    same = content(folder / "stock.result.xlsx") == content(folder / "afterwards.xlsx")
    found = [] if same else ["the result sheet is not what it is when it is written afterwards"]
    return found + [f"left behind: {part.name}" for part in folder.glob(PART_FILES)]


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


def _csv_lines(path: Path) -> dict[int, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    numbered = {int(line["row"]): line for line in lines}
    return numbered if len(numbered) == len(lines) else {}


def _xlsx_rows(path: Path) -> list[int]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [int(row[0]) for row in rows[1:]]  # type: ignore[arg-type]
