"""The rate limit of one key: a fixed window of 60 s and a burst per second, counted on the server's clock.

It knows nothing of requests; it is asked whether one more may pass. A request that is refused costs nothing.
"""

from dataclasses import dataclass
from math import ceil, floor
from typing import Final

WINDOW_S: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """Whether a request may pass, and what the headers say: `reset_at` is Unix time, `retry_after_s` whole seconds."""

    passed: bool
    limit: int | None
    remaining: int
    reset_at: int
    retry_after_s: int = 0


class RateLimiter:
    """Counts the requests of one key. A window opens with the first request after the last one closed."""

    def __init__(self, limit: int | None, burst: int | None) -> None:
        self._limit = limit
        self._burst = burst
        self._opened_at = float("-inf")
        self._in_window = 0
        self._second = 0
        self._in_second = 0
        self.most_in_window = 0
        self.most_in_second = 0

    def ask(self, now: float) -> Allowance:
        """Whether a request at Unix time `now` may pass; counts it when it may."""
        self._turn(now)
        ends = self._opened_at + WINDOW_S
        if self._limit is not None and self._in_window >= self._limit:
            return self._allowance(passed=False, ends=ends, wait=ends - now)
        if self._burst is not None and self._in_second >= self._burst:
            return self._allowance(passed=False, ends=ends, wait=self._second + 1 - now)
        self._in_window += 1
        self._in_second += 1
        self.most_in_window = max(self.most_in_window, self._in_window)
        self.most_in_second = max(self.most_in_second, self._in_second)
        return self._allowance(passed=True, ends=ends, wait=0)

    def _turn(self, now: float) -> None:
        if now >= self._opened_at + WINDOW_S:
            self._opened_at, self._in_window = now, 0
        if floor(now) != self._second:
            self._second, self._in_second = floor(now), 0

    def _allowance(self, *, passed: bool, ends: float, wait: float) -> Allowance:
        remaining = 0 if self._limit is None else self._limit - self._in_window
        return Allowance(
            passed=passed,
            limit=self._limit,
            remaining=remaining,
            reset_at=ceil(ends),
            retry_after_s=0 if passed else max(1, ceil(wait)),
        )
