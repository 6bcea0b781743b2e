"""How rows are sent: the choices of a person and the bounds of trying. Values only."""

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

    `concurrency` is how many requests may be under way at once; more are used, up to `most_concurrency`, when answers
    are so slow that the rate budget would go unused. `attempts` is how often a row alone is tried, `row_time_s` how
    long, waits for the rate limit aside. After `offline_s` of nothing but failed connections the run stops.
    """

    mode: Mode | str = Mode.AUTO
    concurrency: int = 8
    most_concurrency: int = 64
    batch_size: int = BULK_MAX_ITEMS
    attempts: int = 5
    row_time_s: float = 900.0
    timeout_s: float = 120.0
    offline_s: float = 300.0
