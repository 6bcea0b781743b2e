"""When the next request may go: the state is a value, the policy is pure functions on it. One for all workers.

    ready_at(pace, now) → when      sent(pace, now) → pace      replied(pace, …) → pace      throttled(pace, …) → pace

It counts requests on our clock, from when they went (`departures`) and had surely arrived (`arrivals`); learns the
limit, the window (`server_window`) and what others use of the same key from the headers of replies, and holds the
server's clock against ours by `Date`. It knows nothing of what a request carries.

The server may count in fixed windows or in sliding ones. What is safe for both is done until a reply proves that the
windows are fixed: more remaining after a reset than a sliding window could have left.
"""

from dataclasses import dataclass, field, replace
from math import inf
from typing import Final

from importer.partner_api.arrivals import LATEST_S, Arrivals, arrived
from importer.partner_api.departures import Departures, departed, departed_alone
from importer.partner_api.server_window import WINDOW_S, RateHeaders, Told, Window, window_heard

DEFAULT_LIMIT: Final = 120
LEAST_BURST: Final = 5
_CLOCKS_S: Final = 0.01  # clocks do not run alike, and both are read in steps
_EARLY_RESET_S: Final = 1.0  # a reset in whole seconds may have been rounded down
_KEPT_LONGER_S: Final = 30.0  # how long after a window its requests are remembered, for answers that are slow
_CLOCK_SET_S: Final = 30.0
_PROOF: Final = 10  # requests more than a sliding window could have left
_PROBE_S: Final = 2.0  # what a request at a reset must gain
_LONGEST_STRETCH: Final = 8.0
_BACKOFF_S: Final = 1.0
_LONGEST_BACKOFF_S: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """All that pacing depends on; times are seconds on our clock unless they are said to be the server's.

    `limit` None is no limit. `departures` tells when requests went, `arrivals` when they had arrived, `open` are those
    without an answer. `fixed` tells fixed windows from sliding ones, None when nobody knows. `others` is what others
    used of a sliding window, believed until `others_until`. `ahead` is the server's clock minus ours, at least.
    `stretch` lengthens the second of a burst after a refusal.
    """

    limit: int | None = DEFAULT_LIMIT
    silent_is_unlimited: bool = False
    departures: Departures = field(default_factory=Departures)
    open: tuple[int, ...] = ()
    arrivals: Arrivals = field(default_factory=Arrivals)
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
    def number(self) -> int:
        """That of the last request, counted from 1."""
        return self.departures.number

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
    if pace.limit is None:
        departures = departed_alone(pace.departures, now)
    else:
        departures = departed(pace.departures, now, keep_s=WINDOW_S + _KEPT_LONGER_S)
    return replace(pace, departures=departures, open=(*pace.open, departures.number))


def replied(pace: Pace, number: int, received_at: float, headers: RateHeaders) -> Pace:
    """Request `number` was answered, and not by a refusal over the limit."""
    pace = _heard(lost(pace, number, received_at), number, received_at, headers)
    return replace(pace, throttles=0, stretch=max(1.0, pace.stretch * 0.99))


def lost(pace: Pace, number: int, at: float) -> Pace:
    """Request `number` will not be answered any more, as is known since `at`; it may have been counted."""
    pace = never_left(pace, number)
    if pace.limit is None:
        return pace
    sent_at, anew = pace.departures.time_of(number), _anew(pace, number)
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
        pace.arrivals.unseen(pace.departures.time_of(number), anew=_anew(pace, number))
        for number in pace.open
        if number <= oldest
    ]
    last = pace.arrivals.last(oldest)
    return max([pace.departures.time_of(oldest) if last is None else last, *without]) + pace.stretch + _CLOCKS_S


def _anew(pace: Pace, number: int) -> bool:
    return number < pace.departures.pause_before + pace.burst


def _window_at(pace: Pace, limit: int, now: float) -> float:
    if pace.fixed and pace.window is not None:
        return _fixed_window_at(pace, pace.window, limit, now)
    others = pace.others if now < pace.others_until else 0
    oldest = pace.number - max(1, limit - others) + 1
    if oldest < 1:
        return -inf
    slides_at = pace.departures.time_of(oldest) + WINDOW_S + LATEST_S
    # When nothing went since a window ended, one request is free in any kind of window; its reply tells which kind.
    nothing_since = pace.fixed is None and pace.window is not None and pace.window.newest == pace.number
    probe = nothing_since and pace.resets_at < slides_at - _PROBE_S
    return pace.resets_at if probe else slides_at


def _fixed_window_at(pace: Pace, window: Window, limit: int, now: float) -> float:
    if now >= pace.resets_at:
        used = pace.number - pace.departures.number_at(pace.resets_at - LATEST_S)
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
    old, at = pace.window, pace.departures.time_of(number)
    told = Told(number=number, sent_at=at, received_at=received_at, remaining=remaining, ends_at=ends_at, date=date)
    window = window_heard(old, told)
    if window is None:
        return pace
    if old is not None and window.ends_at != old.ends_at and pace.fixed is None:
        pace = replace(pace, fixed=_kind(pace, limit, number, remaining))
    own = number - pace.departures.number_at(at - WINDOW_S)
    others = max(0, limit - remaining - own)
    return replace(pace, window=window, others=others, others_until=received_at + WINDOW_S + LATEST_S)


def _kind(pace: Pace, limit: int, number: int, remaining: int) -> bool | None:
    """Whether windows are fixed, by the first request of a new one: more left than a sliding window could have."""
    own = number - pace.departures.number_at(pace.departures.time_of(number) - WINDOW_S + LATEST_S)
    return remaining > limit - own + _PROOF if own > 2 * _PROOF else None
