"""How rows are sent: the choices of a person, the bounds of trying, and what a test replaces. Values only."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from importer.contract import BULK_MAX_ITEMS


class Mode(StrEnum):
    """Which requests send rows: `auto` is bulk, and single PUT where bulk is refused or missing."""

    AUTO = "auto"
    BULK = "bulk"
    SINGLE = "single"


@dataclass(frozen=True, slots=True, kw_only=True)
class SendOptions:
    """How rows are sent.

    `concurrency` is how many requests are under way at once; from 8 on, more are used, up to `most_concurrency`, when
    answers are so slow that the rate budget would go unused; below 8 it is a bound. `attempts` is how often a row alone
    is tried, `row_time_s` how long, waits for the rate limit aside. After `offline_s` of nothing but failed
    connections, or of nothing but errors, the run stops; where none ever stood, after `first_contact_s` already, for
    then the address is more likely wrong than the line down for a moment.
    """

    mode: Mode | str = Mode.AUTO
    concurrency: int = 8
    most_concurrency: int = 64
    batch_size: int = BULK_MAX_ITEMS
    attempts: int = 5
    row_time_s: float = 900.0
    timeout_s: float = 120.0
    offline_s: float = 300.0
    first_contact_s: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What sending takes from the machine: seconds that never go back, Unix seconds, chance in [0, 1), a thread.

    `threaded` False calls the journal on the event loop itself.
    """

    clock: Callable[[], float] = time.monotonic
    wall_clock: Callable[[], float] = time.time
    random: Callable[[], float] = random.random
    threaded: bool = True
