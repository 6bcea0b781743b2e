"""An event loop whose time jumps to the next timer, so that minutes of waiting take no time."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

_AFTER_S = 1e-6  # a jump ends just after its timer, so that rounding never leaves it in the future


class VirtualLoop(asyncio.SelectorEventLoop):
    """Time stands still while something is ready, then jumps. No threads may be waited for."""

    _scheduled: list[asyncio.TimerHandle]  # asyncio's own list of timers, and of what is ready
    _ready: list[asyncio.Handle]

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0

    def time(self) -> float:
        """Seconds since the loop began, in its own time."""
        return self._now

    def _run_once(self) -> None:
        waiting = [timer.when() for timer in self._scheduled if not timer.cancelled()]
        if not self._ready and waiting:
            self._now = max(self._now, min(waiting) + _AFTER_S)
        super()._run_once()  # type: ignore[misc]  # asyncio's own step


def run_virtually(work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`, run in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work)
