"""Waits of a sending: until a request may go and something is due, or for an answer; long ones are told.

It does not know what goes or what came back.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from math import inf
from typing import Final

from importer.events import Emit, Waiting
from importer.upload.gate import Gate

_TOLD_FROM_S: Final = 0.5  # shorter waits are not told
_SILENT_S: Final = 5.0  # after as long without any answer it is told that one is waited for


class Waits:
    """The waits of one session; whoever changes something sets `changed`, which ends any of them."""

    def __init__(self, gate: Gate, clock: Callable[[], float], emit: Emit) -> None:
        self._gate, self._clock, self._emit = gate, clock, emit
        self._told_until = -inf
        self.changed = asyncio.Event()
        self.waited_s = 0.0

    async def until_due(self, due_at: float = -inf, *, lead_s: float = 0.0) -> bool:
        """Wait until `lead_s` before a request may go and something is due, or something changes; whether it had to."""
        now, opens_at = self._clock(), self._gate.opens_at()
        wait_s = max(opens_at - lead_s, due_at) - now
        if wait_s <= 0:
            return False
        if wait_s == inf:
            await self.for_change()
            return True
        why = self._gate.why if opens_at >= due_at else "backoff"
        if why and wait_s >= _TOLD_FROM_S and now + wait_s > self._told_until + _TOLD_FROM_S:
            self._told_until = now + wait_s
            self._emit(Waiting(seconds=wait_s, why=why))
        with suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                await self.changed.wait()
        self.waited_s += self._clock() - now if why else 0.0
        return True

    async def for_change(self) -> None:
        """Wait until something changes; an answer that is long in coming is told, for the line may have dropped."""
        begun = self._clock()
        while not self.changed.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(_SILENT_S):
                    await self.changed.wait()
                    return
            self._emit(Waiting(seconds=self._clock() - begun, why="answer"))
