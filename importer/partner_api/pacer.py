"""When the next request may go: the state is a value, the policy is pure functions on it. One for all workers.

    ready_at(pace, now) → when      sent(pace, now) → pace      replied(pace, …) → pace      throttled(pace, …) → pace

It counts requests on our clock, learns the limit, the window and what others use of the same key from the headers of
replies, and holds the server's clock against ours by `Date`. It knows nothing of what a request carries.

The server may count in fixed windows or in sliding ones. What is safe for both is done until a reply proves that the
windows are fixed: more remaining after a reset than a sliding window could have left.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from math import inf
from typing import Final

WINDOW_S: Final = 60.0
DEFAULT_LIMIT: Final = 120
LEAST_BURST: Final = 5
# Requests reach the server with differing delays; a window is held this much longer on our clock.
_SLACK_S: Final = 0.045
# After a pause, connections are opened anew, some faster than others.
_FIRST_SLACK_S: Final = 0.25
_PAUSE_S: Final = 3.0
_GROUP_S: Final = 0.02  # requests this near to each other are remembered as one, at the last one's time
_EARLY_RESET_S: Final = 1.0  # a reset in whole seconds may have been rounded down
_PROOF: Final = 10  # requests more than a sliding window could have left
_LONGEST_STRETCH: Final = 8.0
_BACKOFF_S: Final = 1.0
_LONGEST_BACKOFF_S: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RateHeaders:
    """What a reply says of the limit: `reset_at` and `date` are Unix seconds on the server's clock."""

    limit: int | None = None
    remaining: int | None = None
    reset_at: float | None = None
    date: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """All that pacing depends on; times are seconds on our clock unless they are said to be the server's.

    `limit` None is no limit. `times[i]` is when request number `numbers[i]` (counted from 1, the last one of its group)
    went. `others` is what others used of the window, believed until `others_until`. `ahead` is the server's clock
    minus ours, at least. `newest` and `fewest` are the highest request number and the lowest remaining seen in the
    window that ends at `reset_at`, on the server's clock. `stretch` lengthens the second of a burst after a 429.
    """

    limit: int | None = DEFAULT_LIMIT
    silent_is_unlimited: bool = False
    number: int = 0
    times: tuple[float, ...] = ()
    numbers: tuple[int, ...] = ()
    ahead: float | None = None
    reset_at: float | None = None
    reset_sure: bool = False
    fixed: bool = False
    newest: int = 0
    fewest: int = 0
    others: int = 0
    others_until: float = -inf
    blocked_until: float = -inf
    blocked_number: int = 0
    throttles: int = 0
    stretch: float = 1.0
    first_after_pause: int = 0

    @property
    def burst(self) -> int:
        """Requests a second: 5 at the documented limit, more with a higher one."""
        return LEAST_BURST if self.limit is None else max(LEAST_BURST, self.limit // 24)

    @property
    def resets(self) -> float | None:
        """When the window ends, on our clock, no earlier than it truly does; None when nobody knows."""
        if self.reset_at is None or self.ahead is None:
            return None
        early = 0.0 if self.reset_sure or self.reset_at % WINDOW_S == 0 else _EARLY_RESET_S
        return self.reset_at - self.ahead + early + _SLACK_S


def ready_at(pace: Pace, now: float) -> float:
    """When the next request may go; not after `now` means at once."""
    if pace.limit is None:
        return pace.blocked_until
    return max(pace.blocked_until, _burst_at(pace), _window_at(pace, pace.limit, now))


def sent(pace: Pace, now: float) -> Pace:
    """A request, number `pace.number + 1`, goes now."""
    number = pace.number + 1
    times, numbers = pace.times, pace.numbers
    paused = not times or now - times[-1] > _PAUSE_S
    if len(times) > 1 and now - times[-1] < _GROUP_S and now - times[-2] < 2 * _GROUP_S:
        times, numbers = times[:-1], numbers[:-1]
    old = bisect_right(times, now - WINDOW_S - 1.0) - 1
    kept = max(0, old)
    return replace(
        pace,
        number=number,
        times=(*times[kept:], now),
        numbers=(*numbers[kept:], number),
        first_after_pause=number if paused else pace.first_after_pause,
    )


def replied(pace: Pace, number: int, received_at: float, headers: RateHeaders) -> Pace:
    """Request `number` was answered, and not by a refusal over the limit."""
    pace = replace(_heard(pace, number, received_at, headers), throttles=0)
    return replace(pace, stretch=max(1.0, pace.stretch * 0.99))


def throttled(pace: Pace, number: int, received_at: float, headers: RateHeaders, wait_s: float | None) -> Pace:
    """Request `number` was refused over the limit: everybody waits `wait_s`, or longer each time when it is not said.

    Refusals of requests that were under way already when the first was refused count as the same one.
    """
    pace = _heard(pace, number, received_at, headers)
    if pace.limit is None:
        pace = replace(pace, limit=DEFAULT_LIMIT, silent_is_unlimited=False)
    same = number <= pace.blocked_number
    throttles = pace.throttles if same else pace.throttles + 1
    if wait_s is None:
        wait_s = _unsaid_wait(pace, received_at, throttles)
    return replace(
        pace,
        throttles=throttles,
        blocked_number=pace.blocked_number if same else pace.number,
        blocked_until=max(pace.blocked_until, received_at + wait_s),
        stretch=pace.stretch if same else min(_LONGEST_STRETCH, pace.stretch * 1.25),
    )


def held(pace: Pace, until: float) -> Pace:
    """No request goes before `until`, for a reason other than the limit."""
    return replace(pace, blocked_until=max(pace.blocked_until, until))


def _unsaid_wait(pace: Pace, now: float, throttles: int) -> float:
    resets = pace.resets
    if resets is not None and now < resets <= now + WINDOW_S + 2.0 and pace.fewest == 0:
        return resets - now
    return min(_LONGEST_BACKOFF_S, _BACKOFF_S * 2.0 ** min(throttles - 1, 10))


def _burst_at(pace: Pace) -> float:
    ago = pace.number - pace.burst
    if ago < 0:
        return -inf
    fresh = ago < pace.first_after_pause + pace.burst
    return _time_of(pace, ago + 1) + 1.0 * pace.stretch + (_FIRST_SLACK_S if fresh else _SLACK_S)


def _window_at(pace: Pace, limit: int, now: float) -> float:
    resets = pace.resets
    others = pace.others if now < pace.others_until else 0
    allowed = max(1, limit - others)
    if pace.fixed and resets is not None:
        return _fixed_window_at(pace, limit, allowed, resets, now)
    ago = pace.number - allowed
    if ago < 0:
        return -inf
    sliding = _time_of(pace, ago + 1) + WINDOW_S + _SLACK_S
    if resets is not None and pace.times[-1] < resets:
        return min(sliding, resets)  # at a reset, one request at least is free in any kind of window
    return sliding


def _fixed_window_at(pace: Pace, limit: int, allowed: int, resets: float, now: float) -> float:
    if now >= resets:
        since = pace.number - _number_at(pace, resets - _SLACK_S)
        return -inf if since < limit else resets + WINDOW_S
    used = pace.number - _number_at(pace, resets - WINDOW_S - 2 * _SLACK_S - _EARLY_RESET_S)
    return -inf if used < allowed else resets


def _heard(pace: Pace, number: int, received_at: float, headers: RateHeaders) -> Pace:
    if headers.limit is None:
        return replace(pace, limit=None) if pace.silent_is_unlimited and headers.remaining is None else pace
    pace = replace(pace, limit=max(1, headers.limit), silent_is_unlimited=False)
    if headers.date is not None:
        at_least = headers.date - received_at
        # A clock that was set back shows as a lead far too large.
        known = pace.ahead if pace.ahead is not None and pace.ahead < at_least + 30.0 else at_least
        pace = replace(pace, ahead=max(known, at_least))
    if headers.remaining is None:
        return pace
    return _window_heard(pace, number, received_at, headers.remaining, headers)


def _window_heard(pace: Pace, number: int, received_at: float, remaining: int, headers: RateHeaders) -> Pace:
    limit = pace.limit or DEFAULT_LIMIT
    reset_at, old = headers.reset_at, pace.reset_at
    if reset_at is not None and old is not None and reset_at < old - 0.5:
        return pace  # an answer from the window before
    same = reset_at is None or (old is not None and abs(reset_at - old) <= 0.5)
    fixed = pace.fixed or (not same and _refilled(pace, limit, number, remaining))
    newest = max(pace.newest, number) if same and pace.newest else number
    fewest = min(pace.fewest, remaining) if same and pace.newest else remaining
    not_early = reset_at is not None and headers.date is not None and reset_at - WINDOW_S >= headers.date + 1.0
    pace = replace(
        pace,
        fixed=fixed,
        reset_at=reset_at if reset_at is not None else old,
        reset_sure=not_early or (same and pace.reset_sure),
        newest=newest,
        fewest=fewest,
    )
    return replace(
        pace,
        others=max(0, limit - fewest - _own(pace, newest)),
        others_until=_others_until(pace, received_at),
    )


def _others_until(pace: Pace, received_at: float) -> float:
    resets = pace.resets
    return resets if pace.fixed and resets is not None else received_at + WINDOW_S + _SLACK_S


def _refilled(pace: Pace, limit: int, number: int, remaining: int) -> bool:
    """Whether request `number` found more remaining than a sliding window could have left."""
    at = _time_of(pace, number)
    in_last_window = number - _number_at(pace, at - WINDOW_S + _SLACK_S)
    return remaining > limit - in_last_window + _PROOF


def _own(pace: Pace, number: int) -> int:
    """How many of our requests up to `number` stand in the window that the server counted it in."""
    resets = pace.resets
    start = _time_of(pace, number) - WINDOW_S
    if pace.fixed and resets is not None:
        start = max(start, resets - WINDOW_S - 2 * _SLACK_S - _EARLY_RESET_S)
    return max(1, number - _number_at(pace, start))


def _time_of(pace: Pace, number: int) -> float:
    """When request `number` went; for one that is forgotten, the oldest time that is remembered."""
    if number <= 0 or not pace.numbers:
        return -inf
    return pace.times[min(bisect_left(pace.numbers, number), len(pace.times) - 1)]


def _number_at(pace: Pace, time: float) -> int:
    """The number of the last request that went no later than `time`."""
    place = bisect_right(pace.times, time)
    if place:
        return pace.numbers[place - 1]
    return max(0, pace.numbers[0] - 1) if pace.numbers else 0
