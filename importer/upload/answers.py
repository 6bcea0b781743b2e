"""What becomes of the rows of a request when its verdict is known: outcomes for the journal, or another turn.

It knows the batches and the bounds of trying. It does not know the journal, the client or the pacer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Final

from importer.partner_api.protocol import Answer, Lack, NoReply, Reply
from importer.partner_api.replies import request_id_of
from importer.partner_api.rows import RowCourse, RowVerdict
from importer.partner_api.verdict import Course, Kind, Verdict
from importer.records import Outcome, RowOutcome
from importer.upload.access import PROFILE_REFUSALS, Access, profile_of
from importer.upload.batches import Batch, Batches
from importer.upload.options import Mode, SendOptions
from importer.upload.retries import Random, delay_s, given_up, to_be_halved
from importer.upload.stopping import SendingStoppedError

_ENOUGH_ALONE: Final = 3
_OUTAGE_S: Final = 75.0  # longer after the last answer a row alone is given up like any other


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A request that is over: what it held, what came of it, and when (`now` on the clock, `at` in Unix seconds)."""

    batch: Batch
    answer: Answer
    verdict: Verdict
    request_id: str
    now: float
    at: float


class Answers:
    """Takes verdicts, gives outcomes, and puts back into the batches what goes again."""

    def __init__(self, batches: Batches, access: Access, options: SendOptions, random: Random) -> None:
        self._batches, self._options, self._random = batches, options, random
        self._access = access
        self._answered = 0
        self._answered_at = inf
        self._bulk_works = False
        self._put_alone = 0
        self.retries = 0

    def take(self, judged: Judged) -> Sequence[RowOutcome]:
        """The outcomes of rows that are settled; the others wait in the batches. Raises SendingStoppedError."""
        batch, verdict = judged.batch, judged.verdict
        if verdict.course is Course.STOP:
            self._batches.again(batch)
            raise SendingStoppedError(verdict.stop or "", **verdict.params)
        if verdict.course in (Course.OFFLINE, Course.THROTTLED):
            self._again(batch, judged.now)
            return ()
        if verdict.course is Course.SINGLE:
            return self._single(judged)
        if verdict.course is Course.AGAIN:
            return self._failed(judged)
        if verdict.course is Course.SPLIT and not batch.alone:
            return self._split(judged)
        return self._by_row(judged)

    def left_over(self, at: float) -> Sequence[RowOutcome]:
        """Outcomes of the rows that were sent before and wait for another turn when sending ends."""
        waiting = [
            RowOutcome(
                row=payload.row,
                outcome=Outcome.UNKNOWN if batch.unknown else Outcome.NOT_SENT,
                attempts=payload.attempts + batch.sends,
                finished_at=at,
            )
            for batch in self._batches.waiting()
            for payload in batch.payloads
        ]
        return [*waiting, *self._access.left_over()]

    def _again(self, batch: Batch, at: float) -> None:
        self.retries += 1
        self._batches.again(batch, at)

    def _single(self, judged: Judged) -> Sequence[RowOutcome]:
        batch = judged.batch
        if batch.alone and not self._batches.bulk:
            return _outcomes(judged, [_unaddressable(batch.payloads[0].row)])
        self._batches.again(batch)
        if self._options.mode == Mode.BULK:
            raise SendingStoppedError("sending_bulk_not_offered")
        self._batches.single_only()
        return ()

    def _split(self, judged: Judged) -> Sequence[RowOutcome]:
        batch, why = judged.batch, judged.verdict.rows[0]
        if why.http_status == 413:
            self._batches.too_large(batch)
        parts = batch.halves(put_alone=self._options.mode == Mode.AUTO)
        if why.code in PROFILE_REFUSALS:
            parts = batch.parts(profile_of)
            if len(parts) == 1:
                return self._by_row(judged)
        elif why.course is RowCourse.BLOCKED and self._access.suspect():
            parts = batch.samples()
        for part in parts:
            self._again(part, judged.now)
        return ()

    def _failed(self, judged: Judged) -> Sequence[RowOutcome]:
        answer, verdict = judged.answer, judged.verdict
        unknown = judged.batch.unknown or verdict.rows[0].outcome is Outcome.UNKNOWN
        batch = replace(judged.batch, tries=judged.batch.tries + 1, unknown=unknown)
        others_fare_better = self._answered > batch.answered_before
        if isinstance(answer, NoReply) and answer.lack is Lack.TIMED_OUT:
            answered_meanwhile = self._answered > 0 and self._answered_at > judged.now - answer.elapsed_s
            self._batches.too_slow(batch, others_fare_better=answered_meanwhile)
        outage = verdict.unavailable and not others_fare_better and judged.now - self._answered_at <= _OUTAGE_S
        if batch.alone and not outage and given_up(batch, self._options, judged.now):
            return _outcomes(judged, verdict.rows[:1])
        halve = to_be_halved(batch, others_fare_better=others_fare_better, outage=outage)
        wait_s = delay_s(batch.tries, self._random, verdict.wait_s)
        for part in batch.halves(put_alone=self._options.mode == Mode.AUTO) if halve else (batch,):
            self._again(replace(part, answered_before=self._answered), judged.now + wait_s)
        return ()

    def _by_row(self, judged: Judged) -> Sequence[RowOutcome]:
        self._answered += 1
        self._answered_at = judged.now
        self._compare(judged.batch)
        rows = judged.verdict.rows
        settled = _outcomes(judged, [row for row in rows if row.course is RowCourse.FINAL])
        for outcome in (Outcome.FAILED, Outcome.UNKNOWN):
            again = [row for row in rows if row.course is RowCourse.AGAIN and row.outcome is outcome]
            settled += self._rows_again(judged, again)
        self._access.heard(rows)
        blocked = [row for row in rows if row.course is RowCourse.BLOCKED]
        if blocked:
            payloads = judged.batch.only(row.row for row in blocked).payloads
            self._access.refused(payloads, _outcomes(judged, blocked), unknown=judged.batch.unknown)
        else:
            self._batches.went_well(judged.batch)
        return [*settled, *self._access.believed()]

    def _compare(self, batch: Batch) -> None:
        """Where rows go through alone and bulk never did, bulk is given up."""
        if batch.kind is Kind.BULK:
            self._bulk_works = True
        elif batch.suspect:
            self._put_alone += 1
        if self._put_alone >= _ENOUGH_ALONE and not self._bulk_works and self._batches.bulk:
            self._batches.single_only()

    def _rows_again(self, judged: Judged, rows: Sequence[RowVerdict]) -> Sequence[RowOutcome]:
        if not rows:
            return ()
        batch = judged.batch.only(row.row for row in rows)
        unknown = batch.unknown or rows[0].outcome is Outcome.UNKNOWN
        batch = replace(batch, tries=batch.tries + 1, unknown=unknown, suspect=False)
        if given_up(batch, self._options, judged.now):
            return _outcomes(judged, rows)
        self._again(batch, judged.now + delay_s(batch.tries, self._random))
        return ()


def _outcomes(judged: Judged, rows: Sequence[RowVerdict]) -> list[RowOutcome]:
    attempts = {payload.row: payload.attempts + judged.batch.sends for payload in judged.batch.payloads}
    asked_by = (request_id_of(judged.answer) if isinstance(judged.answer, Reply) else None) or judged.request_id
    return [_outcome(judged, row, attempts[row.row], asked_by) for row in rows]


def _outcome(judged: Judged, row: RowVerdict, attempts: int, request_id: str) -> RowOutcome:
    was_unknown = row.outcome is Outcome.FAILED and judged.batch.unknown
    return RowOutcome(
        row=row.row,
        outcome=Outcome.UNKNOWN if was_unknown else row.outcome,
        attempts=attempts,
        finished_at=judged.at,
        listing_id=row.listing_id,
        status=row.status,
        http_status=row.http_status,
        code=row.code,
        message=row.message,
        field=row.field,
        warnings=row.warnings,
        request_id=request_id,
    )


def _unaddressable(row: int) -> RowVerdict:
    return RowVerdict(
        row=row,
        course=RowCourse.FINAL,
        outcome=Outcome.REJECTED,
        code="reference_not_addressable",
        field="externalReference",
    )
