"""The journal seen from the event loop: every call waits in a thread of its own, outcomes are written many at a time.

A JournalError comes out of the call that waits for it. It does not know why something is recorded.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from importer.events import Emit, RowDone
from importer.journal.protocol import Journal
from importer.records import Outcome, Payload, RowOutcome

_TOGETHER: Final = 100  # fewer outcomes than this wait a moment for others, for a commit costs as much as many rows
_MOMENT_S: Final = 0.05

_T = TypeVar("_T")
Call = Callable[[Callable[[], _T]], Awaitable[_T]]


class Ledger:
    """One run of a journal. `RowDone` is emitted once an outcome of a row that was sent is durable."""

    def __init__(self, journal: Journal, run: str, emit: Emit, *, threaded: bool = True) -> None:
        self._journal = journal
        self._run = run
        self._emit = emit
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal") if threaded else None
        self._pending: list[RowOutcome] = []
        self._writing = asyncio.Lock()

    async def to_send(self, after: int, limit: int) -> Sequence[Payload]:
        """The next rows to send with a number above `after`."""
        return await self._call(lambda: self._journal.to_send(self._run, after, limit))

    async def sending(self, rows: Sequence[int], request_id: str, at: float) -> None:
        """Durable before it returns: these rows may be applied from now on."""
        await self._call(lambda: self._journal.sending(self._run, rows, request_id, at))

    async def record(self, outcomes: Sequence[RowOutcome]) -> None:
        """Durable before it returns; outcomes that come at about the same time are written together."""
        self._pending.extend(outcomes)
        async with self._writing:
            if self._thread is not None and 0 < len(self._pending) < _TOGETHER:
                await asyncio.sleep(_MOMENT_S)
            written, self._pending = self._pending, []
            if not written:
                return
            await self._call(lambda: self._journal.record(self._run, written))
        for outcome in written:
            if outcome.outcome is not Outcome.NOT_SENT:  # the row waits for a resume, as if it had had no turn
                self._emit(RowDone(row=outcome.row, outcome=outcome.outcome))

    def close(self) -> None:
        """Let the thread go, once its last call is done."""
        if self._thread is not None:
            self._thread.shutdown()

    async def _call(self, work: Callable[[], _T]) -> _T:
        if self._thread is None:
            return work()
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
