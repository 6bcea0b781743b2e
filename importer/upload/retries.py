"""When something is sent again, and when it is given up. Pure; randomness is passed in."""

from collections.abc import Callable
from typing import Final

from importer.upload.batches import Batch
from importer.upload.options import SendOptions

_BASE_S: Final = 0.5
_LONGEST_S: Final = 30.0

Random = Callable[[], float]


def delay_s(tries: int, random: Random, asked_s: float | None = None) -> float:
    """Full jitter: anything between nothing and a bound that doubles with each try; never less than the API asks."""
    bound = min(_LONGEST_S, _BASE_S * 2.0 ** min(tries, 16))
    return max(random() * bound, asked_s or 0.0)


def given_up(batch: Batch, options: SendOptions, now: float) -> bool:
    """Whether a row that was tried (`batch.tries` counts this one) is not tried again."""
    return batch.tries >= options.attempts or now - batch.since > options.row_time_s


def to_be_halved(batch: Batch, *, others_fare_better: bool, outage: bool) -> bool:
    """Whether a batch that failed as a whole is to blame itself, rather than the API's state.

    Twice, when other requests were answered meanwhile; four times, when nothing else tells; at once, when it is a
    half of such a batch, unless the API says that it is out of order and nothing tells otherwise.
    """
    if batch.alone:
        return False
    return (batch.suspect and not outage) or batch.tries >= (2 if others_fare_better else 4)
