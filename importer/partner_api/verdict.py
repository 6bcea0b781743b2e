"""What an answer means: (kind of request, its rows, answer) → what to do with the request and with each row. Pure.

It decides by HTTP status and by what the API says; `replies` reads the words, `bulk` the rows of a bulk answer. It does
not know how often something was tried, when to try again, or what was answered before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from importer.partner_api.protocol import Answer, Lack, NoReply, Reply
from importer.partner_api.replies import Said, document, location_of, retry_after_s, said
from importer.partner_api.rows import RowCourse, RowVerdict, bulk_rows, put_row
from importer.records import Outcome, Payload


class Kind(StrEnum):
    """The two requests that send listings."""

    PUT = "put"
    BULK = "bulk"


class Course(StrEnum):
    """What to do with a request as a whole."""

    BY_ROW = "by_row"  # each row by its own verdict
    AGAIN = "again"  # it failed as a whole and may be sent again; `rows` say what they are when it is given up
    SPLIT = "split"  # it is refused as a whole: halve it to find the row to blame; one row alone goes by its verdict
    SINGLE = "single"  # bulk is not offered: send the rows one by one
    THROTTLED = "throttled"  # over the rate limit: the same again after `wait_s`
    OFFLINE = "offline"  # it never left: `stop` is the key of the sentence, should none ever get through
    STOP = "stop"  # no row can succeed: `stop` is the key of the sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What to do. `rows` has a verdict for each row of the request, in its order, save for SINGLE, OFFLINE and STOP.

    `wait_s` is what the API asks to wait, in seconds from the answer; None when it does not say. `unavailable`: it
    failed for a reason that is more likely the API's state than the rows.
    """

    course: Course
    rows: tuple[RowVerdict, ...] = ()
    wait_s: float | None = None
    unavailable: bool = False
    stop: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)


_NOT_OFFERED: Final = frozenset({404, 405, 501})
_NOT_READABLE_AS_BULK: Final = frozenset({"EMPTY_PAYLOAD"})
_NAMES_A_ROW: Final = frozenset({"LISTING_NOT_FOUND", "LOCATION_NOT_FOUND"})
_MAY_HOLD_FOR_ALL: Final = frozenset({402, 403, 404, 405, 501})
_MAY_BE_APPLIED: Final = frozenset({502, 504, 520, 521, 522, 523, 524})
_UNAVAILABLE: Final = _MAY_BE_APPLIED | {503}
_AGAIN_THOUGH_4XX: Final = frozenset({408, 425})
_STOPPED_BY_LACK: Final[Mapping[Lack, str]] = {
    Lack.CERTIFICATE: "sending_certificate_refused",
    Lack.PROXY: "sending_proxy_refused",
}
_UNREACHABLE_BY_LACK: Final[Mapping[Lack, str]] = {
    Lack.NOT_CONNECTED: "sending_no_server",
    Lack.NAME_UNKNOWN: "sending_name_unknown",
    Lack.NOT_SECURED: "sending_not_secured",
    Lack.PROXY_LOST: "sending_proxy_lost",
}


def judge(kind: Kind, payloads: Sequence[Payload], answer: Answer) -> Verdict:
    """What `answer` means for a request of `kind` that held `payloads` (at least one, exactly one for PUT)."""
    if isinstance(answer, NoReply):
        return _without_reply(payloads, answer)
    words = said(answer)
    status = words.status_meant
    if status < 300:
        return _accepted(kind, payloads, answer)
    if status < 400:
        return Verdict(course=Course.STOP, stop="sending_redirected", params={"address": location_of(answer)})
    if stop := _stopping(status, words):
        return Verdict(course=Course.STOP, stop=stop)
    if status == 429:
        return _whole(Course.THROTTLED, payloads, words, Outcome.NOT_SENT, wait_s=retry_after_s(answer))
    return _refused(kind, payloads, answer, words)


def _without_reply(payloads: Sequence[Payload], answer: NoReply) -> Verdict:
    if answer.lack in _STOPPED_BY_LACK:
        return Verdict(course=Course.STOP, stop=_STOPPED_BY_LACK[answer.lack], params={"address": answer.address})
    if not answer.lack.sent:
        stop = _UNREACHABLE_BY_LACK[answer.lack]
        return Verdict(course=Course.OFFLINE, stop=stop, params={"address": answer.address})
    words = Said(status=0, code=f"no_answer_{answer.lack.value}")
    return _whole(Course.AGAIN, payloads, words, Outcome.UNKNOWN)


def _accepted(kind: Kind, payloads: Sequence[Payload], reply: Reply) -> Verdict:
    body = document(reply)
    if kind is Kind.BULK:
        rows = bulk_rows(payloads, body, reply.status)
    else:
        row = put_row(payloads[0], body, reply.status)
        rows = None if row is None else (row,)
    if rows is None:
        words = Said(status=reply.status, code="answer_not_understood")
        return _whole(Course.AGAIN, payloads, words, Outcome.UNKNOWN)
    return Verdict(course=Course.BY_ROW, rows=rows)


def _stopping(status: int, words: Said) -> str | None:
    if status == 401:
        return "sending_key_refused"
    if words.code == "SCOPE_DENIED":
        return "sending_scope_denied"
    return "sending_proxy_refused" if status == 407 else None


def _refused(kind: Kind, payloads: Sequence[Payload], reply: Reply, words: Said) -> Verdict:
    status = words.status_meant
    if status == 413:
        return _whole(Course.SPLIT, payloads, words, Outcome.FAILED)
    not_offered = status in _NOT_OFFERED or words.code in _NOT_READABLE_AS_BULK
    if kind is Kind.BULK and not_offered and words.code not in _NAMES_A_ROW:
        return Verdict(course=Course.SINGLE)
    if status in _MAY_HOLD_FOR_ALL and words.code not in _NAMES_A_ROW:
        return _whole(Course.SPLIT, payloads, words, Outcome.REJECTED, RowCourse.BLOCKED)
    if status >= 500 or status in _AGAIN_THOUGH_4XX or not words.from_api:
        outcome = Outcome.UNKNOWN if status in _MAY_BE_APPLIED else Outcome.FAILED
        again = _whole(Course.AGAIN, payloads, words, outcome, wait_s=retry_after_s(reply))
        return replace(again, unavailable=status in _UNAVAILABLE)
    return _whole(Course.SPLIT, payloads, words, Outcome.REJECTED)


def _whole(
    course: Course,
    payloads: Sequence[Payload],
    words: Said,
    outcome: Outcome,
    row_course: RowCourse = RowCourse.FINAL,
    *,
    wait_s: float | None = None,
) -> Verdict:
    rows = tuple(
        RowVerdict(
            row=payload.row,
            course=row_course,
            outcome=outcome,
            http_status=words.status or None,
            code=words.code or ("answer_not_understood" if outcome is not Outcome.NOT_SENT else None),
            message=words.message,
            field=words.field,
        )
        for payload in payloads
    )
    return Verdict(course=course, rows=rows, wait_s=wait_s)
