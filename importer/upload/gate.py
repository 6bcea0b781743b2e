"""How many requests may go now: the pacer's word, how many are under way, the first one alone, an API out of reach.

Counts requests and waits. It does not know what a request carries.
"""

from collections.abc import Callable
from math import ceil, inf
from typing import Final

from importer.partner_api.pacer import Pace, held, lost, never_left, ready_at, replied, sent, throttled
from importer.partner_api.protocol import Answer, Reply
from importer.partner_api.replies import rate_headers
from importer.partner_api.verdict import Course, Verdict
from importer.upload.options import SendOptions
from importer.upload.retries import Random, delay_s
from importer.upload.stopping import SendingStoppedError

_ALONE_S: Final = 1.0  # how long the first request goes alone, to learn whether the key is taken at all
_RATE: Final = 20.0  # requests a second, at most, that slow answers are made up for
_UNLIMITED: Final = 32  # requests at once where there is no limit, so that the journal's commits are shared
_FREELY: Final = 8  # a concurrency below the default is a bound that somebody chose
_FAILING: Final = 5
_MOST_THROTTLES: Final = 20


class Gate:
    """Lets requests through, one caller at a time, and learns from their answers."""

    def __init__(self, options: SendOptions, clock: Callable[[], float], random: Random, *, local: bool) -> None:
        self._options, self._clock, self._random = options, clock, random
        self._pace = Pace(silent_is_unlimited=local)
        self._open: dict[int, float] = {}
        self._answer_s = 0.0
        self._first_at = inf
        self._answered = False
        self._offline_since = inf
        self._offline_tries = 0
        self._failures = 0
        self._failing_since = inf
        self._unavailable = False
        self.one_at_a_time = False  # while nobody knows whether any row is let in
        self._why = "rate_limit"
        self.requests = 0
        self.throttled = 0

    @property
    def why(self) -> str | None:
        """Why the gate is closed, as `Waiting` tells it; None while the first answer is waited for."""
        return self._why if self._answered or self._offline_since < inf else None

    @property
    def failing(self) -> bool:
        """Whether the API has done nothing but fail of late."""
        return self._failures >= _FAILING

    @property
    def _outage(self) -> bool:
        """Whether the API has said of late only that it is out of order; then one request at a time goes."""
        return self.failing and self._unavailable

    def opens_at(self) -> float:
        """When the next request may go, not after now for at once; inf: only after an answer."""
        now = self._clock()
        if len(self._open) < self._most_at_once(now):
            return ready_at(self._pace, now)
        alone_until = self._first_at + _ALONE_S
        return alone_until if not self._answered and now < alone_until else inf

    def room(self, lead_s: float) -> int:
        """How many requests may go within `lead_s` from now, when one may; without a limit, two turns of them."""
        now = self._clock() + lead_s
        most = self._most_at_once(now)
        free = most - len(self._open)
        if self._pace.limit is None:
            return 2 * most if self._answer_s < lead_s else max(1, free)
        pace, count = sent(self._pace, now), 1
        while count < free and ready_at(pace, now) <= now:
            pace, count = sent(pace, now), count + 1
        return count

    def go(self) -> int:
        """A request goes now; gives its number."""
        now = self._clock()
        self._first_at = min(self._first_at, now)
        self._pace = sent(self._pace, now)
        self._open[self._pace.number] = now
        self.requests += 1
        return self._pace.number

    def came_back(self, number: int, answer: Answer, verdict: Verdict) -> SendingStoppedError | None:
        """Request `number` was answered or given up; gives why it is hopeless to go on, when it is."""
        now = self._clock()
        self._open.pop(number, None)
        self._answered = self._answered or verdict.course is not Course.OFFLINE
        if verdict.course is Course.OFFLINE:
            self._pace = never_left(self._pace, number)
            return self._offline(verdict, now)
        self._offline_since, self._offline_tries = inf, 0
        self._answer_s = max(answer.elapsed_s, self._answer_s * 0.8)
        if isinstance(answer, Reply):
            self._learn(number, answer, verdict, now)
        else:
            self._pace = lost(self._pace, number, now)
        return self._hopeless(verdict, now)

    def _hopeless(self, verdict: Verdict, now: float) -> SendingStoppedError | None:
        """How long there was nothing but failures, or nothing but refusals over the limit."""
        failed, throttled_now = verdict.course is Course.AGAIN, verdict.course is Course.THROTTLED
        self._failures = self._failures + 1 if failed else self._failures * throttled_now
        self._failing_since = min(self._failing_since, now) if failed or throttled_now else inf
        self._unavailable = verdict.unavailable
        if self._outage:
            self._why = "backoff"
            self._pace = held(self._pace, now + delay_s(min(self._failures - _FAILING, 4), self._random))
        minutes = int((now - self._failing_since) / 60) if self._failing_since < inf else 0
        if throttled_now and self._pace.throttles >= _MOST_THROTTLES and minutes * 60 >= self._options.offline_s:
            return SendingStoppedError("sending_throttled", minutes=minutes)
        if failed and self.failing and minutes * 60 >= self._options.offline_s:
            return SendingStoppedError("sending_api_down", minutes=minutes)
        return None

    def _learn(self, number: int, reply: Reply, verdict: Verdict, now: float) -> None:
        headers = rate_headers(reply)
        if verdict.course is Course.THROTTLED:
            self.throttled += 1
            self._why = "retry_after"
            self._pace = throttled(self._pace, number, now, headers, verdict.wait_s)
            return
        self._pace = replied(self._pace, number, now, headers)
        if verdict.wait_s:
            self._why = "retry_after"
            self._pace = held(self._pace, now + verdict.wait_s)
        elif now >= self._pace.blocked_until:
            self._why = "rate_limit"

    def _offline(self, verdict: Verdict, now: float) -> SendingStoppedError | None:
        self._offline_since = min(self._offline_since, now)
        if now - self._offline_since >= self._options.offline_s:
            return SendingStoppedError("sending_offline", minutes=ceil(self._options.offline_s / 60))
        last_try_at = inf if self._answered else self._first_at + self._options.first_contact_s
        if now >= last_try_at:
            return SendingStoppedError(verdict.stop or "sending_no_server", **verdict.params)
        self._why = "offline"
        again_at = now + delay_s(min(self._offline_tries, 4), self._random)
        self._pace = held(self._pace, min(again_at, last_try_at))
        self._offline_tries += 1
        return None

    def _most_at_once(self, now: float) -> int:
        if self.one_at_a_time or self._offline_since < inf or self._outage:
            return 1
        if not self._answered and now < self._first_at + _ALONE_S:
            return 1
        if self._options.concurrency < _FREELY:
            return self._options.concurrency
        if self._pace.limit is None:
            return max(self._options.concurrency, _UNLIMITED)
        longest = max(self._answer_s, now - min(self._open.values(), default=now))
        needed = ceil(min(float(self._pace.burst), _RATE) * longest * 1.2)
        return max(self._options.concurrency, min(needed, self._options.most_concurrency))
