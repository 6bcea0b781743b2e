"""A session of sending in virtual time, and what came of it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from importer.events import Event
from importer.journal.protocol import Tally
from importer.records import Outcome, Payload
from importer.upload import SendingStoppedError, SendOptions, StopSignal, Surroundings, send
from tests.upload.fake_api import FakeApi
from tests.upload.memory_journal import MemoryJournal
from tests.upload.virtual_time import run_virtually


@dataclass
class Sent:
    """What came of a session of sending."""

    journal: MemoryJournal
    tally: Tally
    events: list[Event]
    took_s: float
    stopped: str | None = None

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many rows came to each outcome."""
        return self.journal.counts


def sent(
    api: FakeApi,
    rows: Sequence[Payload] | MemoryJournal,
    *,
    stop: StopSignal | None = None,
    **options: object,
) -> Sent:
    """Send `rows` to `api` in virtual time."""
    journal = rows if isinstance(rows, MemoryJournal) else MemoryJournal(rows)
    events: list[Event] = []

    async def body() -> Sent:
        loop = asyncio.get_running_loop()
        around = Surroundings(clock=loop.time, wall_clock=loop.time, random=lambda: 0.5, threaded=False)
        chosen = SendOptions(**options)  # type: ignore[arg-type]  # options by name
        stopped = None
        try:
            tally = await send(journal.journal, "run", api, chosen, emit=events.append, stop=stop, surroundings=around)
        except SendingStoppedError as error:
            tally, stopped = error.tally, error.key
        return Sent(journal, tally, events, loop.time(), stopped)

    return run_virtually(body())
