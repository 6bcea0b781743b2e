"""Records → parameters of statements, and lines of answers → records. It knows nothing of connections."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from sqlalchemy import Row as Line

from importer.journal.database import UnreadableError
from importer.journal.encoding import (
    decode_cells,
    decode_new,
    decode_problems,
    decode_texts,
    encode_cells,
    encode_new,
    encode_problems,
    encode_texts,
)
from importer.journal.protocol import NewRun, ResultRow, Run, RunState, Tally
from importer.problems import Problem
from importer.records import Outcome, Payload, Row, RowOutcome

Given = ParamSpec("Given")
Read = TypeVar("Read")
Values = dict[str, Any]
Counts = Mapping[Outcome | None, int]
"""How many rows have each outcome; None: the open ones."""

_OUTCOMES: Final = {outcome.value: outcome for outcome in Outcome}


def storable(text: str | None) -> str | None:
    """The text without what a database refuses: NUL and lone surrogates."""
    if text is None or (text.isascii() and "\0" not in text):
        return text
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def run_values(run: str, new: NewRun, now: float) -> Values:
    """The line of a run that begins."""
    return {
        "run": run,
        "state": RunState.INTAKE.value,
        "created_at": now,
        "source_digest": new.source_digest,
        "target": new.target,
        "dealer": new.dealer or "",
        "new": encode_new(new),
    }


def row_values(number: int, row: Row) -> Values:
    """The part of a row that sending changes."""
    return {
        "run": number,
        "row": row.row,
        "reference": storable(row.reference),
        "fingerprint": row.fingerprint,
        "outcome": row.outcome.value if row.outcome else None,
        "attempts": 0,
    }


def content_values(number: int, row: Row) -> Values:
    """The part of a row that stays."""
    return {
        "run": number,
        "row": row.row,
        "body": row.body,
        "problems": encode_problems(row.problems) if row.problems else None,
        "cells": encode_cells(row.cells),
    }


def outcome_values(number: int, outcome: RowOutcome) -> Values:
    """What sending writes of an answer."""
    return {
        "the_run": number,
        "the_row": outcome.row,
        "the_outcome": outcome.outcome.value,
        "the_attempts": outcome.attempts,
        "the_time": outcome.finished_at,
        "the_request": storable(outcome.request_id),
        "the_listing": storable(outcome.listing_id),
        "the_status": storable(outcome.status),
        "the_http_status": outcome.http_status,
        "the_code": storable(outcome.code),
        "the_message": storable(outcome.message),
        "the_field": storable(outcome.field),
        "the_warnings": encode_texts(outcome.warnings) if outcome.warnings else None,
    }


def closing_values(number: int, state: RunState, tally: Tally, at: float) -> Values:
    """What closing writes of a run."""
    return {
        "the_run": number,
        "the_state": state.value,
        "the_time": at,
        "the_requests": tally.requests,
        "the_throttled": tally.throttled,
        "the_retries": tally.retries,
        "the_wait": tally.waited_s,
    }


def forgotten_new(encoded: bytes) -> bytes:
    """The description of a run without what its problems quote."""
    return encode_new(replace(decode_new(encoded), problems=()))


def with_problems(encoded: bytes, more: Sequence[Problem]) -> bytes:
    """The description of a run with more problems of its file."""
    new = decode_new(encoded)
    return encode_new(replace(new, problems=(*new.problems, *more)))


def _readable(read: Callable[Given, Read]) -> Callable[Given, Read]:
    """A reader that says so when a line was damaged, whatever it stumbled over."""

    @wraps(read)
    def reading(*args: Given.args, **kwargs: Given.kwargs) -> Read:
        try:
            return read(*args, **kwargs)
        except (ValueError, TypeError, LookupError) as error:
            raise UnreadableError from error

    return reading


@_readable
def run_of(line: Line[Any], counts: Counts) -> Run:
    """A line of `runs` with the counts of its rows."""
    return Run(
        run=line.run,
        new=decode_new(line.new),
        state=RunState(line.state),
        created_at=line.created_at,
        finished_at=line.finished_at,
        rows=sum(counts.values()),
        outcomes={outcome: counts[outcome] for outcome in Outcome if outcome in counts},
        requests=line.requests,
        throttled=line.throttled,
        retries=line.retries,
        waited_s=line.waited_s,
        forgotten=bool(line.forgotten),
    )


def payload_of(line: Line[*tuple[Any, ...]]) -> Payload:
    """A line of the rows to send."""
    row, reference, body, attempts = line
    return Payload(row=row, reference=reference, body=bytes(body), attempts=attempts)


@_readable
def result_of(line: Line[*tuple[Any, ...]]) -> ResultRow:
    """A line of the results; taken apart at once, since to ask a line by name costs more than to read it."""
    row, reference, fingerprint, outcome, problems, cells, *answer = line
    return ResultRow(
        row=row,
        reference=reference,
        fingerprint=fingerprint,
        outcome=_OUTCOMES[outcome],
        problems=decode_problems(problems) if problems else (),
        cells=decode_cells(cells) if cells else (),
        sent=_sent(row, _OUTCOMES[outcome], answer),
    )


def _sent(row: int, outcome: Outcome, answer: list[Any]) -> RowOutcome | None:
    attempts, finished_at, request_id, listing_id, status, http_status, code, message, field, warnings = answer
    if finished_at is None:
        return None
    return RowOutcome(
        row=row,
        outcome=outcome,
        attempts=attempts,
        finished_at=finished_at,
        listing_id=listing_id,
        status=status,
        http_status=http_status,
        code=code,
        message=message,
        field=field,
        warnings=decode_texts(warnings) if warnings else (),
        request_id=request_id,
    )
