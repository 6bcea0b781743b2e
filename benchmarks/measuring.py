"""Runs a command as a process of its own and says what it cost; runs two in turn so that both meet the same machine.

It does not know what the commands do. This process must stay small: on Linux a child's peak memory is never reported
below that of the process that started it.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PYTHON: Final = sys.executable
_NOT_KEPT: Final = ("OKASIE_", "LC_", "LANG", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A command to measure; it runs in an empty folder.

    With `tells` it measures itself (what it prepares is not counted) and prints a JSON object with `seconds` and
    `cpu_s` as its last line. `rows` is how many rows it works on.
    """

    command: tuple[str, ...]
    rows: int = 0
    environment: Mapping[str, str] = field(default_factory=dict)
    tells: bool = False
    accepted: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run cost: seconds on the wall and of processor, peak memory in MB; `told` is what it said itself."""

    seconds: float
    cpu_s: float
    peak_mb: float
    told: Mapping[str, float] = field(default_factory=dict)


class WorkFailedError(RuntimeError):
    """A measured command did not do its work; its last words are the message."""


def run(work: Work) -> Cost:
    """Run once. Raises WorkFailedError when it ends with an exit code that is not accepted."""
    with TemporaryDirectory(prefix="importer-bench-") as name:
        folder = Path(name)
        output, complaint = folder / ".output", folder / ".complaint"
        with output.open("w") as out, complaint.open("w") as err:
            started = time.perf_counter()
            process = subprocess.Popen(
                work.command, cwd=folder, env={**environment(folder), **work.environment}, stdout=out, stderr=err
            )
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in work.accepted:
            told = complaint.read_text()[-2_000:]
            raise WorkFailedError(f"{' '.join(work.command)}: exit {process.returncode}\n{told}")
        own = json.loads(output.read_text().splitlines()[-1]) if work.tells else {}
    return Cost(
        seconds=own.pop("seconds", seconds),
        cpu_s=own.pop("cpu_s", usage.ru_utime + usage.ru_stime),
        peak_mb=usage.ru_maxrss / 1024,
        told=own,
    )


def in_turn(works: tuple[Work, ...], pairs: int, tell: Callable[[str], None]) -> list[tuple[Cost, ...]]:
    """Run all works in turn, `pairs` times."""
    costs = []
    for number in range(1, pairs + 1):
        costs.append(tuple(run(work) for work in works))
        tell(f"  {number}/{pairs}: " + " · ".join(f"{cost.seconds:.2f} s" for cost in costs[-1]))
    return costs


def environment(folder: Path) -> dict[str, str]:
    """The environment of a user who has set nothing, with `folder` as his home; the checkout's own code is run.

    That code is compiled once, as an installation does it, whatever the shell says of writing bytecode.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_KEPT)}
    own = {"HOME": str(folder), "XDG_DATA_HOME": f"{folder}/.state", "XDG_CONFIG_HOME": f"{folder}/.config"}
    return {**kept, **own, "PYTHONPATH": str(ROOT), "OKASIE_LANG": "en"}
