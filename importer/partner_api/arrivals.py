"""When a request had reached the server at the latest. Pure; it knows nothing of limits.

A server counts a request when it arrives, and we know only when it went and when its answer came. What lies between is
the way there, the server's work and the way back: a request that was held up on its way there may be counted long
after it went, just before the next one. Its answer proves that it had arrived.
"""

from dataclasses import dataclass, replace
from typing import Final

# Nothing arrives later than this after it was sent, as far as pacing can wait for it.
LATEST_S: Final = 1.0
# Where answers take longer than this, waiting for them would leave the limit unused.
_SLOW_S: Final = 1.2
# The unevenness of the ways that is allowed for then, and the same for connections that are opened anew.
_SLOW_LATE_S: Final = 0.05
_ANEW_LATE_S: Final = 0.2
_KEPT: Final = 32
_ENOUGH: Final = 10  # fewer answers say little of how much they differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What answers told of late. `latest` has numbers of requests and when they had arrived at the latest.

    `took` are the seconds that answers took, `sure_s` how many of these are taken up by ways and work every time,
    `uneven_s` how far they differ, `slow` whether answers take too long to be waited for.
    """

    latest: tuple[tuple[int, float], ...] = ()
    took: tuple[float, ...] = ()
    sure_s: float = 0.0
    uneven_s: float = 0.0
    slow: bool = False

    def unseen(self, sent_at: float, *, anew: bool) -> float:
        """When a request without an answer is taken to have arrived; `anew`: perhaps over a new connection."""
        if self.took and not self.slow:
            return sent_at + LATEST_S
        return sent_at + (_ANEW_LATE_S if anew else _SLOW_LATE_S)

    def last(self, number: int) -> float | None:
        """When the last one of the requests up to `number` that were answered of late had arrived at the latest."""
        return max((at for other, at in self.latest if other <= number), default=None)


def arrived(arrivals: Arrivals, number: int, sent_at: float, received_at: float, *, anew: bool, keep: int) -> Arrivals:
    """Request `number` was answered; the last `keep` requests are remembered."""
    took_s = received_at - sent_at
    took = (*arrivals.took[1 - _KEPT :], took_s)
    ordered = sorted(took)
    quickest, typical = ordered[0], ordered[len(took) // 2]
    # Even the quickest was held up a little: the more, the more most others differ from it.
    sure_s = max(0.0, 2 * quickest - ordered[len(took) * 3 // 4]) if len(took) >= _ENOUGH else 0.0
    arrivals = replace(
        arrivals,
        took=took,
        sure_s=sure_s,
        uneven_s=typical - quickest,
        slow=typical > _SLOW_S,
    )
    late_s = min(took_s, max(took_s - arrivals.sure_s, arrivals.uneven_s))
    at = min(sent_at + late_s, arrivals.unseen(sent_at, anew=anew))
    return replace(arrivals, latest=(*arrivals.latest[1 - max(keep, _KEPT) :], (number, at)))
