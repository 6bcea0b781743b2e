"""A rate limit on a clock that is not ours, and a client that sends as the pacer says, both in simulated time."""

import heapq
import random
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum
from math import ceil, floor, inf

from importer.partner_api.pacer import Pace, ready_at, replied, sent, throttled
from importer.partner_api.server_window import RateHeaders

WINDOW_S = 60.0


class Windows(Enum):
    """How a server counts its windows."""

    ALIGNED = "aligned"  # every 60 s of its clock
    OPENED = "opened"  # from the first request after the last window closed
    SLIDING = "sliding"  # the last 60 s at any time


@dataclass
class Server:
    """A limit of requests a window and a second, on a clock `ahead` of the true time."""

    windows: Windows
    limit: int = 120
    burst: int = 5
    ahead: float = 0.0
    rounding: Callable[[float], float] = ceil
    sliding_second: bool = False
    silent: bool = False
    passed: list[float] = field(default_factory=list)
    opened_at: float = -inf
    refused: int = 0

    def ask(self, true_time: float) -> tuple[float | None, RateHeaders]:
        """(seconds to wait, or None when the request passes; headers)."""
        now = true_time + self.ahead
        start = self._start(now)
        in_window = len(self.passed) - bisect_right(self.passed, start)
        second = now - 1.0 if self.sliding_second else floor(now) - 1e-9
        in_second = len(self.passed) - bisect_right(self.passed, second)
        ends = self.passed[-in_window] + WINDOW_S if self.windows is Windows.SLIDING and in_window else start + WINDOW_S
        if in_window >= self.limit or in_second >= self.burst:
            self.refused += 1
            wait = ends - now if in_window >= self.limit else 1.0
            return max(1.0, ceil(wait)), self._headers(self.limit - in_window, max(ends, now), now)
        self.passed.append(now)
        if self.windows is Windows.SLIDING:
            ends = self.passed[-in_window - 1] + WINDOW_S
        return None, self._headers(self.limit - in_window - 1, ends, now)

    def _start(self, now: float) -> float:
        """Just before the first instant that counts in the window of `now`."""
        if self.windows is Windows.SLIDING:
            return now - WINDOW_S
        if self.windows is Windows.ALIGNED:
            return floor(now / WINDOW_S) * WINDOW_S - 1e-9
        if now >= self.opened_at + WINDOW_S:
            self.opened_at = now
        return self.opened_at - 1e-9

    def _headers(self, remaining: int, ends: float, now: float) -> RateHeaders:
        if self.silent:
            return RateHeaders(date=floor(now))
        return RateHeaders(limit=self.limit, remaining=remaining, reset_at=self.rounding(ends), date=floor(now))


@dataclass
class Driver:
    """Sends `requests` requests as the pacer allows; answers take `answer_s`, each way takes `way_s`."""

    server: Server
    requests: int
    start: float = 1000.0
    way_s: tuple[float, float] = (0.001, 0.02)
    answer_s: float = 0.05
    most_at_once: int = 64
    seed: int = 0
    date_at_answer: bool = True
    pace: Pace = field(default_factory=Pace)
    others: list[float] = field(default_factory=list)
    refused_others: int = 0

    def run(self) -> float:
        """Seconds from the first request to the last answer."""
        dice = random.Random(self.seed)
        now, left, open_requests = self.start, self.requests, 0
        order = 0
        events: list[tuple[float, int, str, tuple[int, float | None, RateHeaders | None]]] = []
        for at in self.others:
            heapq.heappush(events, (self.start + at, -1, "other", (0, None, None)))
        last = now
        alone = True
        while left or open_requests:
            go_at = (
                ready_at(self.pace, now)
                if left and open_requests < (1 if alone and now < self.start + 1.0 else self.most_at_once)
                else inf
            )
            if alone and left and open_requests == 1 and now < self.start + 1.0:
                go_at = self.start + 1.0
            if events and events[0][0] <= max(go_at, now):
                now, _, what, (number, wait, headers) = heapq.heappop(events)
                if what == "arrives":
                    wait, headers = self.server.ask(now)
                    order += 1
                    heapq.heappush(
                        events,
                        (now + self.answer_s + dice.uniform(*self.way_s), order, "answer", (number, wait, headers)),
                    )
                elif what == "other":
                    self.refused_others += self.server.ask(now)[0] is not None
                else:
                    assert headers is not None
                    if self.date_at_answer:
                        headers = replace(headers, date=floor(now - self.way_s[0] + self.server.ahead))
                    open_requests -= 1
                    alone = False
                    last = now
                    if wait is None:
                        self.pace = replied(self.pace, number, now, headers)
                    else:
                        left += 1
                        self.pace = throttled(self.pace, number, now, headers, wait)
                continue
            assert go_at < inf, "idle for ever with requests left"
            if go_at > now:
                now = go_at
                continue
            self.pace = sent(self.pace, now)
            left -= 1
            open_requests += 1
            order += 1
            heapq.heappush(events, (now + dice.uniform(*self.way_s), order, "arrives", (self.pace.number, None, None)))
        return last - self.start
