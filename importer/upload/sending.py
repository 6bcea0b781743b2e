"""Sends a run: takes batches as the gate allows, asks, and does with each answer what its verdict says.

`sending` is committed before a request goes and the outcome after its answer. What an answer means is the verdict's
to say, when a request may go the gate's, what goes next the batches'.
"""

import asyncio
import logging
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from math import inf
from typing import Final

from importer.errors import ImporterError, JournalError
from importer.events import Emit, RequestDone, Waiting, ignore
from importer.journal.protocol import Journal, Tally
from importer.partner_api.protocol import Answer, Lack, NoReply, OpenPartnerApi, PartnerApi, Reply
from importer.partner_api.verdict import Kind, Verdict, judge
from importer.upload.access import Access
from importer.upload.answers import Answers, Judged
from importer.upload.batches import Batch, Batches
from importer.upload.gate import Gate
from importer.upload.ledger import Ledger
from importer.upload.options import Mode, SendOptions, Surroundings
from importer.upload.stopping import SendingStoppedError, StopSignal

_PAGE: Final = 1000
_MOST_ASIDE: Final = 5000
_LEAD_S: Final = 0.5  # the journal writes what goes next while the limit still holds it back
_LOG: Final = logging.getLogger(__name__)
_TOLD_FROM_S: Final = 0.5  # shorter waits are not told
_SILENT_S: Final = 5.0  # after as long without any answer it is told that one is waited for


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
        kind = Kind.PUT if options.mode == Mode.SINGLE else Kind.BULK
        self._batches = Batches(kind=kind, largest=options.batch_size, holds_back=self._access.holds_back)
        self._answers = Answers(self._batches, self._access, options, around.random)
        self._under_way: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()
        self._error: ImporterError | None = None
        self._after = 0
        self._all_read = False
        self._told_until = -inf
        self._waited_s = 0.0

    @property
    def tally(self) -> Tally:
        """What sending has cost so far."""
        return Tally(
            requests=self._gate.requests,
            throttled=self._gate.throttled,
            retries=self._answers.retries,
            waited_s=round(self._waited_s, 3),
        )

    async def run(self) -> None:
        """Until every row has an outcome, or something stops it."""
        self._stop.listen(partial(_wake, asyncio.get_running_loop(), self._changed))
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
            self._changed.clear()
            await self._read_ahead()
            if self._batches.empty and not self._under_way and not self._more_rows():
                return
            if await self._wait(self._batches.due_at(), lead_s=_LEAD_S):
                continue
            batches = self._take(self._gate.room(_LEAD_S))
            if batches:
                await self._start(batches)
            elif self._under_way:
                await self._change()

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

    async def _wait(self, due_at: float = -inf, *, lead_s: float = 0.0) -> bool:
        """Wait until `lead_s` before a request may go and something is due, or something changes; whether it had to."""
        if self._ending:
            return True
        now, opens_at = self._clock(), self._gate.opens_at()
        wait_s = max(opens_at - lead_s, due_at) - now
        if wait_s <= 0:
            return False
        if wait_s == inf:
            await self._change()
            return True
        why = self._gate.why if opens_at >= due_at else "backoff"
        if why and wait_s >= _TOLD_FROM_S and now + wait_s > self._told_until + _TOLD_FROM_S:
            self._told_until = now + wait_s
            self._emit(Waiting(seconds=wait_s, why=why))
        with suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                await self._changed.wait()
        self._waited_s += self._clock() - now if why else 0.0
        return True

    async def _change(self) -> None:
        """Wait until something changes; an answer that is long in coming is told, for the line may have dropped."""
        begun = self._clock()
        while not self._changed.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(_SILENT_S):
                    await self._changed.wait()
                    return
            self._emit(Waiting(seconds=self._clock() - begun, why="answer"))

    async def _start(self, batches: Sequence[Batch]) -> None:
        """Send `batches`, each as a request; they are written as one claim, whose id their request ids begin with."""
        claim = uuid.uuid4().hex
        rows = [payload.row for batch in batches for payload in batch.payloads]
        await self._ledger.sending(rows, claim, self._wall_clock())
        for place, batch in enumerate(batches):
            while not self._ending and await self._wait():  # an answer may have closed the gate meanwhile
                self._changed.clear()
            if self._ending:
                self._batches.again(batch)
                continue
            task = asyncio.create_task(self._deliver(batch, f"{claim}-{place}", self._gate.go()))
            self._under_way.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._changed.set()

    async def _deliver(self, batch: Batch, request_id: str, number: int) -> None:
        try:
            answer, verdict = await self._answer(batch, request_id)
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
            self._changed.set()
            outcomes = self._answers.take(judged)
            self._gate.one_at_a_time = self._access.doubtful
            self._batches.only_again = self._gate.failing or self._access.doubtful
            self._told(batch, answer, request_id, len(outcomes))
            self._error = self._error or hopeless
            await self._ledger.record(outcomes)
        except ImporterError as error:
            self._error = self._error or error

    async def _answer(self, batch: Batch, request_id: str) -> tuple[Answer, Verdict]:
        try:
            answer = await self._ask(batch, request_id)
            return answer, judge(batch.kind, batch.payloads, answer)
        except Exception:  # noqa: BLE001 — the worker's edge: a fault with one answer must not stop the other rows
            _LOG.debug("request %s", request_id, exc_info=True)
            answer = NoReply(lack=Lack.CUT_OFF, elapsed_s=0.0)
            return answer, judge(batch.kind, batch.payloads, answer)

    async def _ask(self, batch: Batch, request_id: str) -> Answer:
        timeout_s = self._options.timeout_s
        if batch.kind is Kind.BULK:
            bodies = [payload.body for payload in batch.payloads]
            return await self._client.bulk(bodies, request_id=request_id, timeout_s=timeout_s)
        payload = batch.payloads[0]
        return await self._client.put(payload.reference, payload.body, request_id=request_id, timeout_s=timeout_s)

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
            self._changed.clear()
            await self._change()
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        if not isinstance(self._error, JournalError):
            await self._ledger.record(self._answers.left_over(self._wall_clock()))


def _wake(loop: asyncio.AbstractEventLoop, changed: asyncio.Event) -> None:
    loop.call_soon_threadsafe(changed.set)
