"""The columns that a result sheet has before the dealer's own, and what stands in them for one row.

It does not know formats: each writer takes these values and gives them its own form.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum
from functools import lru_cache

from importer.journal.protocol import ResultRow
from importer.problems import Problem, Severity, column_letters, describe, sentence
from importer.records import Outcome, RowOutcome
from importer.results.replies import message_of, warning_of
from importer.vocabulary.own_columns import CHECK_COLUMNS, RESULT_COLUMNS, result_headings
from importer.wording import Lang, say

Value = str | int | None
_NOTHING_FOUND = (None,) * 4


class Purpose(StrEnum):
    """What the rows went through: an upload, or a check in which nothing is sent."""

    UPLOAD = "upload"
    CHECK = "check"


_CHECK_WORDS = {Outcome.NOT_SENT: "check_ok", Outcome.INVALID: "check_needs_work"}
_WITHOUT_REPLY = frozenset({Outcome.FAILED, Outcome.UNKNOWN, Outcome.NOT_SENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing said of a row: what is wrong or doubtful, in words, and where."""

    code: str | None
    message: str
    field: str | None = None
    cell: str | None = None
    column: int | None = None
    problem: Problem | None = None

    def in_row(self, lang: Lang) -> str:
        """The message for a cell in the very row and sheet that it is about."""
        if self.problem is None:
            return self.message
        return describe(dataclasses.replace(self.problem, sheet=None, row=None), lang)

    def note(self, lang: Lang) -> str:
        """The message for a comment at the cell itself."""
        return self.message if self.problem is None else sentence(self.problem, lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultColumns:
    """The columns in one language.

    `fields` tells where on the sheet (0-based column) a field was read, so that what the API refuses can be shown at
    its cell; `zone` is that of `finishedAt`, None for the machine's own.
    """

    lang: Lang
    purpose: Purpose = Purpose.UPLOAD
    fields: Mapping[str, int] = field(default_factory=dict)
    zone: tzinfo | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' keys, in order: always English."""
        return RESULT_COLUMNS if self.purpose is Purpose.UPLOAD else CHECK_COLUMNS

    @property
    def headings(self) -> tuple[str, ...]:
        """The columns' headings for a person, in order."""
        return result_headings(self.names, self.lang)

    def outcome(self, outcome: Outcome) -> str:
        """The word for an outcome, for a person."""
        key = _CHECK_WORDS.get(outcome) if self.purpose is Purpose.CHECK else None
        return say(key or f"outcome_{outcome}", self.lang)

    def outcome_key(self, outcome: Outcome) -> str:
        """The word for an outcome, for a script: English, and `ok` for a row that a check lets through."""
        return "ok" if self.purpose is Purpose.CHECK and outcome is Outcome.NOT_SENT else outcome.value

    def values(self, row: ResultRow, outcome: str, errors: Sequence[Finding]) -> list[Value]:
        """What stands in the columns for `row`: `outcome` is its outcome in words, `errors` what `errors` gives."""
        findings = (
            *(_in_columns(errors) if errors else _NOTHING_FOUND),
            "\n".join([doubt.message for doubt in self.doubts(row)]) or None,
        )
        if self.purpose is Purpose.CHECK:
            return [row.row, row.reference, outcome, *findings]
        sent = row.sent
        if sent is None:
            return [row.row, row.reference, outcome, None, None, None, *findings, None, None, None]
        return [
            row.row,
            row.reference,
            outcome,
            sent.listing_id,
            sent.status,
            sent.http_status,
            *findings,
            sent.attempts,
            sent.request_id,
            _local_time(sent.finished_at, self.zone),
        ]

    def errors(self, row: ResultRow) -> list[Finding]:
        """What keeps the row from being live, the first error first."""
        found = [self._finding(problem) for problem in row.problems if problem.severity is Severity.ERROR]
        if row.sent is not None and (row.sent.code or row.sent.message):
            found.append(self._reply(row, row.sent))
        elif not found and self.purpose is Purpose.UPLOAD and row.outcome in _WITHOUT_REPLY:
            found.append(Finding(code=None, message=say(f"result_{row.outcome}", self.lang)))
        return found

    def doubts(self, row: ResultRow) -> list[Finding]:
        """What is doubtful about the row: our warnings first, then those of the API."""
        found = [self._finding(problem) for problem in row.problems if problem.severity is Severity.WARNING]
        return found + [
            Finding(code=None, message=warning_of(text, self.lang)) for text in (row.sent.warnings if row.sent else ())
        ]

    def _finding(self, problem: Problem) -> Finding:
        return Finding(
            code=problem.code.value,
            message=describe(problem, self.lang),
            field=problem.field,
            cell=problem.cell,
            column=problem.column,
            problem=problem,
        )

    def _reply(self, row: ResultRow, sent: RowOutcome) -> Finding:
        column = self.fields.get(sent.field) if sent.field else None
        return Finding(
            code=sent.code,
            message=message_of(sent, row.outcome, self.lang),
            field=sent.field,
            cell=None if column is None else f"{column_letters(column)}{row.row}",
            column=column,
        )


def _in_columns(errors: Sequence[Finding]) -> tuple[str | None, ...]:
    """Code, message, field and cell of all errors."""
    return (
        _joined("; ", [error.code for error in errors]),
        "\n".join([error.message for error in errors]) or None,
        _joined("; ", [error.field for error in errors]),
        _joined("; ", [error.cell for error in errors]),
    )


def _joined(separator: str, parts: Sequence[str | None]) -> str | None:
    """The parts in one text, each at its place, or None when there are none at all."""
    return separator.join(part or "" for part in parts) if any(parts) else None


@lru_cache(maxsize=4096)
def _local_time(at: float, zone: tzinfo | None) -> str:
    """Unix seconds as ISO 8601 with the offset of `zone` (None: the machine's own)."""
    moment = datetime.fromtimestamp(at, zone)
    return (moment if zone else moment.astimezone()).isoformat(timespec="seconds")
