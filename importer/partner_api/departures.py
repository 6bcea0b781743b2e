"""When requests went: numbered from 1, those that went together remembered as one, old ones forgotten. Pure.

It knows nothing of limits, nor of when a request arrived (`arrivals`).
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from math import inf
from typing import Final

_PAUSE_S: Final = 3.0  # connections are closed by then, and opened anew
_GROUP_S: Final = 0.02  # requests this near to each other are remembered as one, at the last one's time


@dataclass(frozen=True, slots=True, kw_only=True)
class Departures:
    """`number` is the last request's; `times[i]` is when request `numbers[i]` went, in seconds on our clock.

    Requests between two numbers share the later one's time. The first ones from `pause_before` on, went after a pause.
    """

    number: int = 0
    times: tuple[float, ...] = ()
    numbers: tuple[int, ...] = ()
    pause_before: int = 0

    def time_of(self, number: int) -> float:
        """When request `number` went; for one that is forgotten, the oldest time that is remembered."""
        if number < 1 or not self.numbers:
            return -inf
        return self.times[min(bisect_left(self.numbers, number), len(self.times) - 1)]

    def number_at(self, time: float) -> int:
        """The number of the last request that went no later than `time`."""
        place = bisect_right(self.times, time)
        if place:
            return self.numbers[place - 1]
        return self.numbers[0] - 1 if self.numbers else 0


def departed(departures: Departures, now: float, *, keep_s: float) -> Departures:
    """One more went now; what went in the last `keep_s` seconds is remembered, and what went just before that."""
    number, times, numbers = departures.number + 1, departures.times, departures.numbers
    paused = not times or now - times[-1] > _PAUSE_S
    if len(times) > 1 and now - times[-1] < _GROUP_S and now - times[-2] < 2 * _GROUP_S:
        times, numbers = times[:-1], numbers[:-1]
    old = max(0, bisect_right(times, now - keep_s) - 1)
    return Departures(
        number=number,
        times=(*times[old:], now),
        numbers=(*numbers[old:], number),
        pause_before=number if paused else departures.pause_before,
    )


def departed_alone(departures: Departures, now: float) -> Departures:
    """One more went now, and nothing is asked of those before it."""
    number = departures.number + 1
    return Departures(number=number, times=(now,), numbers=(number,), pause_before=departures.pause_before)
