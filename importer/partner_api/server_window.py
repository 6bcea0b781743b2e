"""What replies tell of the window in which the server counts requests. Pure; it does not know when one may go.

Resets are on the server's clock, everything else on ours.
"""

from dataclasses import dataclass, replace
from typing import Final

WINDOW_S: Final = 60.0
_SAME_S: Final = 0.5  # resets nearer to each other are the same one


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
class Told:
    """What one reply told: request `number` went at `sent_at`, was answered at `received_at` and left `remaining`."""

    number: int
    sent_at: float
    received_at: float
    remaining: int
    ends_at: float
    date: float | None


def window_heard(old: Window | None, told: Told) -> Window | None:
    """The window after a reply: `old` known better, a new one with another end, None for one from before `old`."""
    if old is not None and told.ends_at < old.ends_at - _SAME_S:
        return None
    sure = told.date is not None and told.ends_at - WINDOW_S >= told.date + 1.0
    if old is not None and told.ends_at <= old.ends_at + _SAME_S:
        return replace(
            old,
            ends_surely=old.ends_surely or sure,
            first=min(old.first, told.number),
            first_at=min(old.first_at, told.sent_at),
            opened_by=min(old.opened_by, told.received_at),
            newest=max(old.newest, told.number),
            fewest=min(old.fewest, told.remaining),
        )
    # What went after the last request known to stand in the old window may stand in the new one.
    first = told.number if old is None else min(told.number, old.newest + 1)
    return Window(
        ends_at=told.ends_at,
        ends_surely=sure,
        first=first,
        first_at=told.sent_at,
        opened_by=told.received_at,
        newest=told.number,
        fewest=told.remaining,
    )
