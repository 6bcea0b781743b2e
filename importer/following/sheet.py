"""The result sheet of a run that is being sent: begins the process that writes it, and ends it.

Whatever goes wrong there, the sheet is written anew from the closed run: a person is told of it then, if it lasts. It
does not know how a sheet is followed.
"""

import logging
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from importer.following.wire import OVER, Order, Reply
from importer.journal.protocol import Journal, Run
from importer.records import Outcome
from importer.settings import without_secret
from importer.wording import Lang

if TYPE_CHECKING:
    from importer.results import Written

# Measured: the process takes a third of a second of a processor to begin, a thousand rows take as long to write. For
# fewer rows nobody would wait less.
FEWEST_ROWS: Final = 2_000
_PACKAGE: Final = Path(__file__).resolve().parents[1]
# Modules are looked for where this process finds them, never in the folder that the person happens to work in. Where
# that leads to another importer, such as one that is installed beside this one, the sheet is not its affair.
_CODE: Final = (
    f"import os, sys; sys.path.append({str(_PACKAGE.parent)!r}); import importer; "
    f"os.path.realpath(importer.__path__[0]) == {str(_PACKAGE)!r} or sys.exit(1); "
    "from importer.following.writer import main; main()"
)
_LEAVING_S: Final = 10.0
_LOG: Final = logging.getLogger(__name__)


class FollowedSheet:
    """The result sheet of one run at `path`. As a context it ends whatever was begun and not asked for."""

    def __init__(self, journal: Journal, path: Path, lang: Lang) -> None:
        self._journal, self._path, self._lang = journal, path, lang
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Nothing is begun yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave no process and no part file."""
        process, self._process = self._process, None
        if process is None:
            return
        with process:
            try:
                process.communicate(timeout=_LEAVING_S)  # the end of its input is the sign to leave
            except subprocess.TimeoutExpired:
                process.kill()

    def follow(self, run: str) -> None:
        """Begin, when it is worth it; the caller holds the run and opens none of its rows again until it is closed."""
        known = self._journal.get(run)
        if known is None or known.rows < FEWEST_ROWS or known.rows == sum(known.outcomes.values()):
            return
        order = Order(journal=self._journal.url, run=run, path=str(self._path.absolute()), lang=self._lang)
        with suppress(OSError):  # a machine may allow no more processes
            self._process = subprocess.Popen(  # noqa: S603 — nothing in it comes from outside
                [sys.executable, "-P", "-c", _CODE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=without_secret(),
                start_new_session=True,  # a Ctrl-C is for this process, which then says what is to be done
            )
            self._say(order.line())

    def written(self, closed: Run) -> "tuple[Written, int]":
        """The sheet of the closed run and how many problems it tells. Raises as `report` does."""
        from importer.reports import ProblemCount, report  # noqa: PLC0415 — the process may have written it already

        reply = self._reply()
        if reply is not None:
            return self._told(reply), reply.problems
        count = ProblemCount()
        return report(self._journal, closed, self._path, self._lang, count), count.problems

    def _reply(self) -> Reply | None:
        """What the process wrote, if that is whole and true; it writes its last rows now."""
        if self._process is None:
            return None
        self._say(OVER)
        line = self._process.stdout.read() if self._process.stdout else b""
        if line.endswith(b"\n"):  # a process that is killed may have said a part of it
            return Reply.of(line)
        _LOG.debug("the result sheet was not followed to its end")
        return None

    def _told(self, reply: Reply) -> "Written":
        from importer.results import Written  # noqa: PLC0415 — see above

        outcomes = {Outcome(name): rows for name, rows in reply.outcomes.items()}
        return Written(path=self._path, rows=reply.rows, outcomes=outcomes, notes=reply.notes)

    def _say(self, line: bytes) -> None:
        if self._process and self._process.stdin:
            with suppress(OSError):  # it has ended by itself
                self._process.stdin.write(line)
                self._process.stdin.flush()
