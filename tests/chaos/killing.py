"""Starts the real command as a process of its own and kills it (SIGKILL) at a chosen moment of its life.

It does not know what the command must have done.
"""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from random import Random

from importer.sandbox.options import DEFAULT_SECRET
from tests.chaos.journals import WatchedJournal
from tests.chaos.watched_sandbox import Stage, WatchedSandbox, nobody

LONGEST_S = 120.0
PART_FILES = ".*.part.*"


class Moment(StrEnum):
    """When a process is killed."""

    ANY = "any time"
    INTAKE = "while the file is taken in"
    BEFORE = "request sent, nothing applied"
    BETWEEN = "applied, not answered"
    RECORDING = "answered, while the journal is written"
    FOLLOWING = "while rows are sent and the result sheet follows"
    RESULT = "all is answered, while the rest of the result sheet is written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a process ended: killed, or by itself with an exit code and what it printed."""

    killed: bool
    code: int
    output: str
    complaint: str


class Killer:
    """Runs `importer …` in `folder` with `journal`; watches both and the sandbox to find the moment."""

    def __init__(
        self, folder: Path, api_url: str, sandbox: WatchedSandbox, random: Random, journal: WatchedJournal
    ) -> None:
        self.journal = journal
        self._folder, self._sandbox, self._random = folder, sandbox, random
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("OKASIE_", "LC_", "LANG"))}
        self._environment = {
            **kept,
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "OKASIE_JOURNAL": journal.url,
            "OKASIE_LANG": "en",
            "OKASIE_API_URL": api_url,
            "OKASIE_API_SECRET": DEFAULT_SECRET,
        }

    def run(self, arguments: Sequence[str], moment: Moment | None = None) -> Ended:
        """Run the command to its end, or to `moment`."""
        output, complaint = self._folder / "output", self._folder / "complaint"
        with output.open("w") as out, complaint.open("w") as err:
            command = [sys.executable, "-m", "importer", *arguments]
            process = subprocess.Popen(command, cwd=self._folder, env=self._environment, stdout=out, stderr=err)
            try:
                if moment is not None:
                    self._kill(process, moment)
                code = process.wait(LONGEST_S)
            finally:
                self._sandbox.seen = nobody
                process.kill()
                process.wait()
        return Ended(
            killed=code == -signal.SIGKILL, code=code, output=output.read_text(), complaint=complaint.read_text()
        )

    def _kill(self, process: "subprocess.Popen[bytes]", moment: Moment) -> None:
        match moment:
            case Moment.ANY:
                self._later(process, 4.0)
            case Moment.INTAKE:
                self._once(process, partial(self.journal.intake_has_begun, time.time()), 0.8)
            case Moment.FOLLOWING:
                self._once(process, self._is_written, 1.5)
            case Moment.RESULT:
                self._once(process, lambda: self._is_written() and self._is_closed(), 0.3)
            case Moment.BEFORE:
                self._at_request(process, Stage.ARRIVED)
            case Moment.BETWEEN:
                self._at_request(process, Stage.APPLIED)
            case Moment.RECORDING:
                if self._requests(process, Stage.APPLIED).wait(LONGEST_S):
                    self._later(process, 0.05)

    def _once(self, process: "subprocess.Popen[bytes]", condition: Callable[[], bool], most_s: float) -> None:
        while process.poll() is None:
            if condition():
                self._later(process, most_s)
                return
            time.sleep(0.002)

    def _is_written(self) -> bool:
        return any(self._folder.glob(PART_FILES))

    def _is_closed(self) -> bool:
        return next(reversed(self.journal.states()), None) in ("done", "stopped")

    def _later(self, process: "subprocess.Popen[bytes]", most_s: float) -> None:
        """Kill the process, and half of the time what writes its sheet at the very same moment."""
        time.sleep(self._random.uniform(0, most_s))
        writers = self._writers() if self._random.random() < 0.5 else []
        process.kill()
        for writer in writers:
            with suppress(ProcessLookupError):
                os.kill(writer, signal.SIGKILL)

    def _writers(self) -> list[int]:
        """The processes that write part files, by the names of those."""
        found = [re.search(r"-(\d+)\.part\.", part.name) for part in self._folder.glob(PART_FILES)]
        return [int(name[1]) for name in found if name]

    def _at_request(self, process: "subprocess.Popen[bytes]", stage: Stage) -> None:
        """Kill in the very call of the sandbox, so that no answer can be faster."""
        self._requests(process, stage, kill=True)

    def _requests(self, process: "subprocess.Popen[bytes]", stage: Stage, *, kill: bool = False) -> threading.Event:
        left = self._random.randrange(1, 7)
        come = threading.Event()

        def seen(at: Stage) -> None:
            nonlocal left
            left -= at is stage
            if left == 0 and not come.is_set():
                if kill:
                    process.kill()
                come.set()

        def ended() -> None:
            process.wait()
            come.set()

        self._sandbox.seen = seen
        threading.Thread(target=ended, daemon=True).start()
        return come
