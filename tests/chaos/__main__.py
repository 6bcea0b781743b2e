"""`python -m tests.chaos --kills 200`: the kill test for as long as wanted. Leaves with 1 when anything was lost."""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.chaos.journals import WatchedJournal, server_journal
from tests.chaos.killing import Moment
from tests.chaos.story import Told, tell
from tests.servers import postgresql_programs, postgresql_server


def main() -> int:
    """Tell stories until enough kills were done, and print what they came to."""
    chosen = _parser().parse_args()
    kills: Counter[Moment] = Counter()
    totals: Counter[str] = Counter()
    seed, started, broken = chosen.seed, time.monotonic(), 0
    while kills.total() < chosen.kills and time.monotonic() - started < chosen.minutes * 60:
        told = _one(chosen, kills, seed)
        kills += told.kills
        totals.update(stories=1, requests=told.requests)
        totals.update({name: getattr(told, name).total() for name in ("in_flight", "untold", "again")})
        broken += bool(told.broken)
        _print(f"seed {seed}: {told.kills.total()} kills, {told.again.total()} rows applied again")
        for sentence in told.broken[:20]:
            _print(f"  BROKEN: {sentence}")
        seed += 1
    _print(f"{kills.total()} kills in {totals['stories']} runs of {chosen.rows} rows, {broken} runs broken")
    for moment in Moment:
        _print(f"  {kills[moment]:>5} {moment}")
    _print(f"  {totals['requests']} requests; {totals['again']} rows applied again")
    _print(f"  allowed, row by row: {totals['in_flight']} in flight at a kill, {totals['untold']} applied and not told")
    return int(broken > 0)


def _one(chosen: argparse.Namespace, kills: Mapping[Moment, int], seed: int) -> Told:
    each = min(chosen.each, chosen.kills - sum(kills.values()))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="importer-chaos-")))
        journal = stack.enter_context(_on_server()) if chosen.postgresql else None
        return tell(
            folder, rows=chosen.rows, kills=each, faults=chosen.faults, seed=seed, before=kills, journal=journal
        )


@contextmanager
def _on_server() -> Iterator[WatchedJournal]:
    programs = postgresql_programs()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed")
    with postgresql_server(programs) as server, server_journal(server) as journal:
        yield journal


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--each", type=int, default=6, help="most kills of one run")
    parser.add_argument("--rows", type=int, default=3_000)
    parser.add_argument("--faults", type=float, default=0.25, help="share of requests that go wrong")
    parser.add_argument("--postgresql", action="store_true", help="with the journal on a PostgreSQL server of its own")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600.0, help="begin no further run after so many minutes")
    return parser


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201 — what the command is for


if __name__ == "__main__":
    sys.exit(main())
