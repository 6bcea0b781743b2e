"""When the next request may go: the state is a value, the policy is pure functions on it. One for all workers.

    ready_at(pace, now) → when      sent(pace, now) → pace      replied(pace, …) → pace      throttled(pace, …) → pace

It counts requests on our clock, from when they had surely arrived (`arrivals`); learns the limit, the window and what
others use of the same key from the headers of replies, and holds the server's clock against ours by `Date`. It knows
nothing of what a request carries.

The server may count in fixed windows or in sliding ones. What is safe for both is done until a reply proves that the
windows are fixed: more remaining after a reset than a sliding window could have left.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from math import inf
from typing import Final

from importer.partner_api.arrivals import LATEST_S, Arrivals, arrived

WINDOW_S: Final = 60.0
DEFAULT_LIMIT: Final = 120
LEAST_BURST: Final = 5
_CLOCKS_S: Final = 0.01  # clocks do not run alike, and both are read in steps
_PAUSE_S: Final = 3.0  # connections are closed by then, and opened anew
_GROUP_S: Final = 0.02  # requests this near to each other are remembered as one, at the last one's time
_EARLY_RESET_S: Final = 1.0  # a reset in whole seconds may have been rounded down
_SAME_S: Final = 0.5  # resets nearer to each other are the same one
_KEPT_LONGER_S: Final = 30.0  # how long after a window its requests are remembered, for answers that are slow
_CLOCK_SET_S: Final = 30.0
_PROOF: Final = 10  # requests more than a sliding window could have left
_PROBE_S: Final = 2.0  # what a request at a reset must gain
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
class Window:
    """What replies told of the server's present window.

    `ends_at` is on the server's clock. `first` is the number of the first request that may stand in it, `first_at` when
    the first one went that surely does. `newest` is the highest number and `fewest` the lowest remaining that were
    answered in it. `opened_by` is when an answer proved that it was open.
    """

    ends_at: float
    ends_surely: bool
    first: int
    first_at: float
    opened_by: float
    newest: int
    fewest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """All that pacing depends on; times are seconds on our clock unless they are said to be the server's.

    `limit` None is no limit. `times[i]` is when request `numbers[i]` went (counted from 1; near ones share the last
    one's time), `open` are the requests without an answer. `fixed` tells fixed windows from sliding ones, None when
    nobody knows. `others` is what others used of a sliding window, believed until `others_until`. `ahead` is the
    server's clock minus ours, at least. `stretch` lengthens the second of a burst after a refusal. The first requests
    from `pause_before` on open connections anew. `arrivals` tells when requests had arrived.
    """

    limit: int | None = DEFAULT_LIMIT
    silent_is_unlimited: bool = False
    number: int = 0
    times: tuple[float, ...] = ()
    numbers: tuple[int, ...] = ()
    open: tuple[int, ...] = ()
    arrivals: Arrivals = field(default_factory=Arrivals)
    pause_before: int = 0
    ahead: float | None = None
    window: Window | None = None
    fixed: bool | None = None
    others: int = 0
    others_until: float = -inf
    blocked_until: float = -inf
    blocked_number: int = 0
    throttles: int = 0
    stretch: float = 1.0

    @property
    def burst(self) -> int:
        """Requests a second: 5 at the documented limit, more with a higher one."""
        return LEAST_BURST if self.limit is None else max(LEAST_BURST, self.limit // 24)

    @property
    def resets_at(self) -> float:
        """When the window ends, on our clock and no earlier than it truly does; inf when nobody knows."""
        if self.window is None:
            return inf
        latest = self.window.opened_by + WINDOW_S if self.fixed else inf
        if self.ahead is None:
            return latest + _CLOCKS_S
        # A whole minute is exact, unless the window may have been opened by a request just after one.
        since_s = self.window.first_at + self.ahead - (self.window.ends_at - WINDOW_S)
        sure = self.window.ends_surely or (self.window.ends_at % WINDOW_S == 0 and since_s > _EARLY_RESET_S)
        told = self.window.ends_at - self.ahead + (0.0 if sure else _EARLY_RESET_S)
        return min(latest, told) + _CLOCKS_S


def ready_at(pace: Pace, now: float) -> float:
    """When the next request may go; not after `now` means at once."""
    if pace.limit is None:
        return pace.blocked_until
    return max(pace.blocked_until, _burst_at(pace), _window_at(pace, pace.limit, now))


def sent(pace: Pace, now: float) -> Pace:
    """A request, number `pace.number + 1`, goes now."""
    number = pace.number + 1
    if pace.limit is None:
        return replace(pace, number=number, times=(now,), numbers=(number,), open=(*pace.open, number))
    times, numbers = pace.times, pace.numbers
    paused = not times or now - times[-1] > _PAUSE_S
    if len(times) > 1 and now - times[-1] < _GROUP_S and now - times[-2] < 2 * _GROUP_S:
        times, numbers = times[:-1], numbers[:-1]
    old = max(0, bisect_right(times, now - WINDOW_S - _KEPT_LONGER_S) - 1)
    return replace(
        pace,
        number=number,
        times=(*times[old:], now),
        numbers=(*numbers[old:], number),
        open=(*pace.open, number),
        pause_before=number if paused else pace.pause_before,
    )


def replied(pace: Pace, number: int, received_at: float, headers: RateHeaders) -> Pace:
    """Request `number` was answered, and not by a refusal over the limit."""
    pace = _heard(lost(pace, number, received_at), number, received_at, headers)
    return replace(pace, throttles=0, stretch=max(1.0, pace.stretch * 0.99))


def lost(pace: Pace, number: int, at: float) -> Pace:
    """Request `number` will not be answered any more, as is known since `at`; it may have been counted."""
    pace = never_left(pace, number)
    if pace.limit is None:
        return pace
    sent_at, anew = _time_of(pace, number), _anew(pace, number)
    return replace(pace, arrivals=arrived(pace.arrivals, number, sent_at, at, anew=anew, keep=2 * pace.burst))


def never_left(pace: Pace, number: int) -> Pace:
    """Request `number` never reached the server."""
    return replace(pace, open=tuple(other for other in pace.open if other != number))


def throttled(pace: Pace, number: int, received_at: float, headers: RateHeaders, wait_s: float | None) -> Pace:
    """Request `number` was refused over the limit: everybody waits `wait_s`, or longer each time when it is not said.

    Refusals of requests that were under way already when the first was refused count as the same one.
    """
    pace = _heard(lost(pace, number, received_at), number, received_at, headers)
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
    if pace.window is not None and pace.window.fewest == 0 and now < pace.resets_at <= now + WINDOW_S + 2.0:
        return pace.resets_at - now
    return min(_LONGEST_BACKOFF_S, _BACKOFF_S * 2.0 ** min(throttles - 1, 10))


def _burst_at(pace: Pace) -> float:
    oldest = pace.number - pace.burst + 1
    if oldest < 1:
        return -inf
    without = [
        pace.arrivals.unseen(_time_of(pace, number), anew=_anew(pace, number))
        for number in pace.open
        if number <= oldest
    ]
    last = pace.arrivals.last(oldest)
    return max([_time_of(pace, oldest) if last is None else last, *without]) + pace.stretch + _CLOCKS_S


def _anew(pace: Pace, number: int) -> bool:
    return number < pace.pause_before + pace.burst


def _window_at(pace: Pace, limit: int, now: float) -> float:
    if pace.fixed and pace.window is not None:
        return _fixed_window_at(pace, pace.window, limit, now)
    others = pace.others if now < pace.others_until else 0
    oldest = pace.number - max(1, limit - others) + 1
    if oldest < 1:
        return -inf
    slides_at = _time_of(pace, oldest) + WINDOW_S + LATEST_S
    # When nothing went since a window ended, one request is free in any kind of window; its reply tells which kind.
    nothing_since = pace.fixed is None and pace.window is not None and pace.window.newest == pace.number
    probe = nothing_since and pace.resets_at < slides_at - _PROBE_S
    return pace.resets_at if probe else slides_at


def _fixed_window_at(pace: Pace, window: Window, limit: int, now: float) -> float:
    if now >= pace.resets_at:
        used = pace.number - _number_at(pace, pace.resets_at - LATEST_S)
        return -inf if used < limit else pace.resets_at + WINDOW_S
    used = pace.number - window.first + 1
    unanswered = sum(number >= window.first for number in pace.open)
    return -inf if used < limit and unanswered < window.fewest else pace.resets_at


def _heard(pace: Pace, number: int, received_at: float, headers: RateHeaders) -> Pace:
    if headers.limit is None:
        unlimited = pace.silent_is_unlimited and headers.remaining is None and pace.limit is not None
        return replace(pace, limit=None) if unlimited else pace
    pace = replace(pace, limit=max(1, headers.limit), silent_is_unlimited=False)
    if headers.date is not None:
        pace = replace(pace, ahead=_ahead(pace.ahead, headers.date - received_at))
    if headers.remaining is None or headers.reset_at is None:
        return pace
    return _window_heard(pace, number, received_at, headers.remaining, headers.reset_at, headers.date)


def _ahead(known: float | None, at_least: float) -> float:
    """A clock that was set back shows as a lead far too large."""
    return at_least if known is None or known > at_least + _CLOCK_SET_S else max(known, at_least)


def _window_heard(
    pace: Pace, number: int, received_at: float, remaining: int, ends_at: float, date: float | None
) -> Pace:
    limit = pace.limit or DEFAULT_LIMIT
    old, at = pace.window, _time_of(pace, number)
    if old is not None and ends_at < old.ends_at - _SAME_S:
        return pace  # an answer from the window before
    sure = date is not None and ends_at - WINDOW_S >= date + 1.0
    if old is not None and ends_at <= old.ends_at + _SAME_S:
        window = replace(
            old,
            ends_surely=old.ends_surely or sure,
            first=min(old.first, number),
            first_at=min(old.first_at, at),
            opened_by=min(old.opened_by, received_at),
            newest=max(old.newest, number),
            fewest=min(old.fewest, remaining),
        )
    else:
        # What went after the last request known to stand in the old window may stand in the new one.
        first = number if old is None else min(number, old.newest + 1)
        window = Window(
            ends_at=ends_at,
            ends_surely=sure,
            first=first,
            first_at=at,
            opened_by=received_at,
            newest=number,
            fewest=remaining,
        )
        if old is not None and pace.fixed is None:
            pace = replace(pace, fixed=_kind(pace, limit, number, remaining))
    own = number - _number_at(pace, at - WINDOW_S)
    others = max(0, limit - remaining - own)
    return replace(pace, window=window, others=others, others_until=received_at + WINDOW_S + LATEST_S)


def _kind(pace: Pace, limit: int, number: int, remaining: int) -> bool | None:
    """Whether windows are fixed, by the first request of a new one: more left than a sliding window could have."""
    own = number - _number_at(pace, _time_of(pace, number) - WINDOW_S + LATEST_S)
    return remaining > limit - own + _PROOF if own > 2 * _PROOF else None


def _time_of(pace: Pace, number: int) -> float:
    """When request `number` went; for one that is forgotten, the oldest time that is remembered."""
    if number < 1 or not pace.numbers:
        return -inf
    return pace.times[min(bisect_left(pace.numbers, number), len(pace.times) - 1)]


def _number_at(pace: Pace, time: float) -> int:
    """The number of the last request that went no later than `time`."""
    place = bisect_right(pace.times, time)
    if place:
        return pace.numbers[place - 1]
    return pace.numbers[0] - 1 if pace.numbers else 0
