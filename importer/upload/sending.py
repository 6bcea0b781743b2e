"""Sends a run: takes batches as the gate allows, asks, and does with each answer what its verdict says.

`sending` is committed before a request goes and the outcome after its answer. What an answer means is the verdict's
to say, when a request may go the gate's, what goes next the batches', how a wait is told the waits'.
"""

import asyncio
import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from importer.errors import ImporterError, JournalError
from importer.events import Emit, RequestDone, ignore
from importer.journal.protocol import Journal, Tally
from importer.partner_api.protocol import Answer, OpenPartnerApi, PartnerApi, Reply
from importer.partner_api.verdict import Kind
from importer.upload.access import Access
from importer.upload.answers import Answers, Judged
from importer.upload.asking import ask
from importer.upload.batches import Batch, Batches
from importer.upload.gate import Gate
from importer.upload.ledger import Ledger
from importer.upload.options import Mode, SendOptions, Surroundings
from importer.upload.stopping import SendingStoppedError, StopSignal
from importer.upload.waits import Waits

_PAGE: Final = 1000
_MOST_ASIDE: Final = 5000
_LEAD_S: Final = 0.5  # the journal writes what goes next while the limit still holds it back


async def send(
    journal: Journal,
    run: str,
    client: PartnerApi,
    options: SendOptions,
    *,
    emit: Emit = ignore,
    stop: StopSignal | None = None,
    surroundings: Surroundings | None = None,
) -> Tally:
    """Send every row of `run` that has no outcome; each one that was answered or given up has an outcome afterwards.

    Raises SendingStoppedError when no row can succeed, JournalError when the journal cannot record.
    """
    around = surroundings or Surroundings()
    ledger = Ledger(journal, run, emit, threaded=around.threaded)
    sending = _Sending(ledger, client, options, emit, stop or StopSignal(), around)
    try:
        await sending.run()
    except SendingStoppedError as error:
        error.tally = sending.tally
        raise
    finally:
        ledger.close()
    return sending.tally


def run_sending(
    journal: Journal,
    run: str,
    client: Callable[[], OpenPartnerApi],
    options: SendOptions,
    *,
    emit: Emit = ignore,
    stop: StopSignal | None = None,
) -> Tally:
    """`send` for callers without an event loop; `client` makes the client, which is closed afterwards."""

    async def body() -> Tally:
        async with client() as api:
            return await send(journal, run, api, options, emit=emit, stop=stop)

    return asyncio.run(body())


class _Sending:
    """One session of sending one run."""

    def __init__(
        self,
        ledger: Ledger,
        client: PartnerApi,
        options: SendOptions,
        emit: Emit,
        stop: StopSignal,
        around: Surroundings,
    ) -> None:
        self._ledger, self._client, self._options, self._emit, self._stop = ledger, client, options, emit, stop
        self._clock, self._wall_clock = around.clock, around.wall_clock
        self._access = Access()
        self._gate = Gate(options, around.clock, around.random, local=client.local)
        self._waits = Waits(self._gate, around.clock, emit)
        kind = Kind.PUT if options.mode == Mode.SINGLE else Kind.BULK
        self._batches = Batches(kind=kind, largest=options.batch_size, holds_back=self._access.holds_back)
        self._answers = Answers(self._batches, self._access, options, around.random)
        self._under_way: set[asyncio.Task[None]] = set()
        self._error: ImporterError | None = None
        self._after = 0
        self._all_read = False

    @property
    def tally(self) -> Tally:
        """What sending has cost so far."""
        return Tally(
            requests=self._gate.requests,
            throttled=self._gate.throttled,
            retries=self._answers.retries,
            waited_s=round(self._waits.waited_s, 3),
        )

    async def run(self) -> None:
        """Until every row has an outcome, or something stops it."""
        self._stop.listen(partial(_wake, asyncio.get_running_loop(), self._waits.changed))
        try:
            await self._send_all()
        except ImporterError as error:
            self._error = self._error or error
        finally:
            self._stop.listen(None)
            await self._finish()
        if self._error is not None:
            raise self._error

    @property
    def _ending(self) -> bool:
        return self._error is not None or self._stop.asked

    async def _send_all(self) -> None:
        while not self._ending:
            self._waits.changed.clear()
            await self._read_ahead()
            if self._batches.empty and not self._under_way and not self._more_rows():
                return
            if self._ending or await self._waits.until_due(self._batches.due_at(), lead_s=_LEAD_S):
                continue
            batches = self._take(self._gate.room(_LEAD_S))
            if batches:
                await self._start(batches)
            elif self._under_way:
                await self._waits.for_change()

    def _take(self, most: int) -> Sequence[Batch]:
        """At most `most` batches that are due now; fewer when references are held by requests under way."""
        taken: list[Batch] = []
        while len(taken) < most and self._batches.due_at() <= self._clock():
            batch = self._batches.take(self._clock())
            if batch is None:
                break
            taken.append(batch)
        return taken

    def _more_rows(self) -> bool:
        """Whether rows were put aside that may go now. Raises SendingStoppedError when no row was let in."""
        self._access.close()
        self._batches.bring_back()
        return self._batches.fresh > 0

    async def _read_ahead(self) -> None:
        if self._all_read or self._batches.fresh >= _PAGE:
            return
        if self._batches.aside > _MOST_ASIDE:
            self._access.close()
        page = await self._ledger.to_send(self._after, _PAGE)
        self._all_read = not page
        if page:
            self._after = page[-1].row
            self._batches.add(page)

    async def _start(self, batches: Sequence[Batch]) -> None:
        """Send `batches`, each as a request; they are written as one claim, whose id their request ids begin with."""
        claim = uuid.uuid4().hex
        rows = [payload.row for batch in batches for payload in batch.payloads]
        await self._ledger.sending(rows, claim, self._wall_clock())
        for place, batch in enumerate(batches):
            while not self._ending and await self._waits.until_due():  # an answer may have closed the gate meanwhile
                self._waits.changed.clear()
            if self._ending:
                self._batches.again(batch)
                continue
            task = asyncio.create_task(self._deliver(batch, f"{claim}-{place}", self._gate.go()))
            self._under_way.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._waits.changed.set()

    async def _deliver(self, batch: Batch, request_id: str, number: int) -> None:
        try:
            answer, verdict = await ask(self._client, batch, request_id, self._options.timeout_s)
            self._batches.release(batch)
            judged = Judged(
                batch=batch,
                answer=answer,
                verdict=verdict,
                request_id=request_id,
                now=self._clock(),
                at=self._wall_clock(),
            )
            hopeless = self._gate.came_back(number, answer, verdict)
            self._waits.changed.set()
            outcomes = self._answers.take(judged)
            self._gate.one_at_a_time = self._access.doubtful
            self._batches.only_again = self._gate.failing or self._access.doubtful
            self._told(batch, answer, request_id, len(outcomes))
            self._error = self._error or hopeless
            await self._ledger.record(outcomes)
        except ImporterError as error:
            self._error = self._error or error

    def _told(self, batch: Batch, answer: Answer, request_id: str, settled: int) -> None:
        self._emit(
            RequestDone(
                request_id=request_id,
                rows=len(batch.payloads),
                status=answer.status if isinstance(answer, Reply) else None,
                elapsed_s=answer.elapsed_s,
                retry=settled < len(batch.payloads),
            )
        )

    async def _finish(self) -> None:
        """Wait for the answers under way, unless the wish is to stop at once or nothing more can be recorded."""
        while self._under_way and not self._stop.at_once and not isinstance(self._error, JournalError):
            self._waits.changed.clear()
            await self._waits.for_change()
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        if not isinstance(self._error, JournalError):
            await self._ledger.record(self._answers.left_over(self._wall_clock()))


def _wake(loop: asyncio.AbstractEventLoop, changed: asyncio.Event) -> None:
    loop.call_soon_threadsafe(changed.set)
