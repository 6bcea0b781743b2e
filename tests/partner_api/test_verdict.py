"""Every answer of the vendor's pages, and of what may stand before the API, leads to one verdict."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.partner_api.protocol import Lack, NoReply, Reply
from importer.partner_api.replies import location_of
from importer.partner_api.rows import RowCourse
from importer.partner_api.verdict import Course, Kind, judge
from importer.records import Outcome, Payload
from importer.wording import Lang, say

PAYLOADS = tuple(Payload(row=10 + i, reference=f"R{i}", body=b"{}") for i in range(3))
ONE = PAYLOADS[:1]
HTML = b"<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>"


def reply(status: int, body: object = None, **headers: str) -> Reply:
    """An answer with a JSON body, or with the very bytes given."""
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    return Reply(
        status=status,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        body=content,
        elapsed_s=0.1,
    )


def error(status: int, code: str, **more: object) -> Reply:
    """The API's own refusal."""
    return reply(status, {"error": {"code": code, "message": "No."}, **more})


PUT_CASES: list[tuple[Reply | NoReply, Course, RowCourse, Outcome]] = [
    (error(400, "INVALID_JSON"), Course.SPLIT, RowCourse.FINAL, Outcome.REJECTED),
    (error(400, "INVALID_BODY"), Course.SPLIT, RowCourse.FINAL, Outcome.REJECTED),
    (error(400, "INVALID_REFERENCE"), Course.SPLIT, RowCourse.FINAL, Outcome.REJECTED),
    (error(400, "INVALID_TITLE"), Course.SPLIT, RowCourse.FINAL, Outcome.REJECTED),
    (error(400, "INVALID_PRICE"), Course.SPLIT, RowCourse.FINAL, Outcome.REJECTED),
    (error(400, "INVALID_LOCATION"), Course.SPLIT, RowCourse.FINAL, Outcome.REJECTED),
    (error(400, "INVALID_PROFILE"), Course.SPLIT, RowCourse.FINAL, Outcome.REJECTED),
    (error(400, "MISSING_DEALER"), Course.SPLIT, RowCourse.FINAL, Outcome.REJECTED),
    (error(400, "INVALID_LOCATION_CODE"), Course.SPLIT, RowCourse.FINAL, Outcome.REJECTED),
    (error(403, "PROFILE_FORBIDDEN"), Course.SPLIT, RowCourse.BLOCKED, Outcome.REJECTED),
    (error(403, "FORBIDDEN"), Course.SPLIT, RowCourse.BLOCKED, Outcome.REJECTED),
    (reply(403, HTML), Course.SPLIT, RowCourse.BLOCKED, Outcome.REJECTED),
    (error(404, "NOT_FOUND"), Course.SPLIT, RowCourse.BLOCKED, Outcome.REJECTED),
    (reply(404, HTML), Course.SPLIT, RowCourse.BLOCKED, Outcome.REJECTED),
    (error(404, "LISTING_NOT_FOUND"), Course.SPLIT, RowCourse.FINAL, Outcome.REJECTED),
    (error(404, "LOCATION_NOT_FOUND"), Course.SPLIT, RowCourse.FINAL, Outcome.REJECTED),
    (reply(405), Course.SPLIT, RowCourse.BLOCKED, Outcome.REJECTED),
    (reply(408), Course.AGAIN, RowCourse.FINAL, Outcome.FAILED),
    (error(413, "PAYLOAD_TOO_LARGE"), Course.SPLIT, RowCourse.FINAL, Outcome.FAILED),
    (reply(413, HTML), Course.SPLIT, RowCourse.FINAL, Outcome.FAILED),
    (error(422, "VALIDATION_FAILED"), Course.SPLIT, RowCourse.FINAL, Outcome.REJECTED),
    (reply(400, HTML), Course.AGAIN, RowCourse.FINAL, Outcome.FAILED),
    (error(429, "RATE_LIMITED"), Course.THROTTLED, RowCourse.FINAL, Outcome.NOT_SENT),
    (reply(429, HTML), Course.THROTTLED, RowCourse.FINAL, Outcome.NOT_SENT),
    (error(500, "SERVER_ERROR"), Course.AGAIN, RowCourse.FINAL, Outcome.FAILED),
    (error(500, "FETCH_FAILED"), Course.AGAIN, RowCourse.FINAL, Outcome.FAILED),
    (error(500, "UPSERT_FAILED"), Course.AGAIN, RowCourse.FINAL, Outcome.FAILED),
    (error(500, "FEATURES_FAILED"), Course.AGAIN, RowCourse.FINAL, Outcome.FAILED),
    (error(500, "IMAGES_FAILED"), Course.AGAIN, RowCourse.FINAL, Outcome.FAILED),
    (reply(502, HTML), Course.AGAIN, RowCourse.FINAL, Outcome.UNKNOWN),
    (error(503, "SERVICE_UNAVAILABLE"), Course.AGAIN, RowCourse.FINAL, Outcome.FAILED),
    (reply(504, HTML), Course.AGAIN, RowCourse.FINAL, Outcome.UNKNOWN),
    (reply(200, HTML), Course.AGAIN, RowCourse.FINAL, Outcome.UNKNOWN),
    (reply(200, b'{"data":{"listingId":"x","extern'), Course.AGAIN, RowCourse.FINAL, Outcome.UNKNOWN),
    (reply(200), Course.AGAIN, RowCourse.FINAL, Outcome.UNKNOWN),
    (reply(200, []), Course.AGAIN, RowCourse.FINAL, Outcome.UNKNOWN),
    (reply(200, {"data": None}), Course.AGAIN, RowCourse.FINAL, Outcome.UNKNOWN),
    (reply(200, {"data": {"externalReference": "R9"}}), Course.AGAIN, RowCourse.FINAL, Outcome.UNKNOWN),
    (error(200, "VALIDATION_FAILED"), Course.SPLIT, RowCourse.FINAL, Outcome.REJECTED),
    (error(200, "RATE_LIMITED"), Course.THROTTLED, RowCourse.FINAL, Outcome.NOT_SENT),
    (error(200, "WHO_KNOWS"), Course.AGAIN, RowCourse.FINAL, Outcome.FAILED),
    (
        reply(201, {"data": {"externalReference": "R0", "created": True}}),
        Course.BY_ROW,
        RowCourse.FINAL,
        Outcome.CREATED,
    ),
    (reply(201, {"data": {"externalReference": "R0"}}), Course.BY_ROW, RowCourse.FINAL, Outcome.CREATED),
    (
        reply(200, {"data": {"externalReference": "R0", "created": False}}),
        Course.BY_ROW,
        RowCourse.FINAL,
        Outcome.UPDATED,
    ),
    (reply(200, {"data": {"listingId": "u-1"}}), Course.BY_ROW, RowCourse.FINAL, Outcome.UPDATED),
    (NoReply(lack=Lack.TIMED_OUT, elapsed_s=120.0), Course.AGAIN, RowCourse.FINAL, Outcome.UNKNOWN),
    (NoReply(lack=Lack.CUT_OFF, elapsed_s=0.1), Course.AGAIN, RowCourse.FINAL, Outcome.UNKNOWN),
    (NoReply(lack=Lack.TOO_LARGE, elapsed_s=0.1), Course.AGAIN, RowCourse.FINAL, Outcome.UNKNOWN),
]


@pytest.mark.parametrize(
    ("answer", "course", "row_course", "outcome"),
    PUT_CASES,
    ids=[f"{i} {case[0].status if isinstance(case[0], Reply) else case[0].lack}" for i, case in enumerate(PUT_CASES)],
)
def test_a_single_put(answer: Reply | NoReply, course: Course, row_course: RowCourse, outcome: Outcome) -> None:
    """Each status and code of a PUT leads to its course, and to the outcome of its row when that is given up."""
    verdict = judge(Kind.PUT, ONE, answer)
    assert verdict.course is course
    assert [(row.row, row.course, row.outcome) for row in verdict.rows] == [(10, row_course, outcome)]


@pytest.mark.parametrize(
    ("answer", "course"),
    [
        (error(400, "INVALID_JSON"), Course.SPLIT),
        (error(400, "TOO_MANY_ITEMS"), Course.SPLIT),
        (error(400, "EMPTY_PAYLOAD"), Course.SINGLE),
        (error(403, "PROFILE_FORBIDDEN"), Course.SPLIT),
        (error(404, "NOT_FOUND"), Course.SINGLE),
        (error(404, "LOCATION_NOT_FOUND"), Course.SPLIT),
        (reply(404, HTML), Course.SINGLE),
        (reply(405), Course.SINGLE),
        (reply(501), Course.SINGLE),
        (reply(413), Course.SPLIT),
        (error(422, "VALIDATION_FAILED"), Course.SPLIT),
        (error(429, "RATE_LIMITED"), Course.THROTTLED),
        (error(500, "SERVER_ERROR"), Course.AGAIN),
        (reply(200, {"data": {}}), Course.AGAIN),
        (reply(200, {"data": [1]}), Course.AGAIN),
        (error(200, "SERVER_ERROR"), Course.AGAIN),
        (NoReply(lack=Lack.NOT_CONNECTED, elapsed_s=0.0), Course.OFFLINE),
    ],
)
def test_a_bulk_request_as_a_whole(answer: Reply | NoReply, course: Course) -> None:
    """A bulk request that is refused as a whole is split, sent one by one or sent again, by what was answered."""
    assert judge(Kind.BULK, PAYLOADS, answer).course is course


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    ("answer", "key"),
    [
        (error(401, "UNAUTHORIZED"), "sending_key_refused"),
        (reply(401, HTML), "sending_key_refused"),
        (error(403, "SCOPE_DENIED"), "sending_scope_denied"),
        (reply(407), "sending_proxy_refused"),
        (reply(301, location="https://elsewhere.example/x?token=1"), "sending_redirected"),
        (reply(308, location="/login"), "sending_redirected"),
        (NoReply(lack=Lack.CERTIFICATE, elapsed_s=0.1), "sending_certificate_refused"),
        (NoReply(lack=Lack.PROXY, elapsed_s=0.1), "sending_proxy_refused"),
    ],
)
def test_what_no_row_can_pass_stops_the_run(kind: Kind, answer: Reply | NoReply, key: str) -> None:
    """A key that is not taken, a redirect and a refusing proxy stop the run, with a sentence that says what to do."""
    verdict = judge(kind, ONE, answer)
    assert (verdict.course, verdict.stop) == (Course.STOP, key)
    assert "token" not in str(verdict.params)


@pytest.mark.parametrize("lack", [lack for lack in Lack if not lack.sent and lack is not Lack.PROXY])
@pytest.mark.parametrize("lang", Lang)
def test_what_never_left_names_the_address(lack: Lack, lang: Lang) -> None:
    """Whoever cannot be reached is named, in every language, with what to do when the address is wrong."""
    verdict = judge(Kind.BULK, PAYLOADS, NoReply(lack=lack, elapsed_s=0.1, address="https://api.exampel.be/v1"))
    sentence = say(verdict.stop or "", lang, **verdict.params)
    assert "https://api.exampel.be/v1" in sentence
    assert "--api-url" in sentence or lack is Lack.PROXY_LOST


def result(index: object, reference: str | None = None, **more: object) -> dict[str, object]:
    """One entry of a bulk answer."""
    named = {} if reference is None else {"externalReference": reference}
    return {"index": index, **named, "listingId": f"id-{index}", "status": "active", "created": True, **more}


def refusal(index: object, code: str, status: int | None = None, **more: object) -> dict[str, object]:
    """One error of a bulk answer."""
    return {"index": index, "code": code, "message": "No.", **({"status": status} if status else {}), **more}


def bulk(results: Sequence[object], errors: Sequence[object] = ()) -> Reply:
    """A bulk answer."""
    return reply(200, {"data": {"results": list(results), "errors": list(errors)}})


GOOD = [result(0, "R0"), result(1, "R1"), result(2, "R2")]
C, R, F, U = Outcome.CREATED, Outcome.REJECTED, Outcome.FAILED, Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("answer", "outcomes"),
    [
        (bulk([*GOOD]), [C, C, C]),
        (bulk([GOOD[2], GOOD[0], GOOD[1]]), [C, C, C]),
        (bulk([result(0), result(1), result(2)]), [C, C, C]),
        (bulk([result(None, "R2"), result(None, "R0"), result(None, "R1")]), [C, C, C]),
        (bulk(GOOD[:2]), [C, C, U]),
        (bulk([*GOOD, GOOD[1]]), [C, U, C]),
        (bulk([GOOD[0], result(1, "R2"), GOOD[2]]), [C, U, U]),
        (bulk([GOOD[0], result(1, "other"), GOOD[2]]), [C, U, C]),
        (bulk([*GOOD, result(7, "R7"), result(-1), "junk"]), [C, C, C]),
        (bulk([GOOD[0], result(True, "R1"), result("2", "R2")]), [C, U, U]),
        (bulk(GOOD[:2], [refusal(2, "VALIDATION_FAILED", 422)]), [C, C, R]),
        (bulk(GOOD[:2], [refusal(2, "INVALID_PRICE")]), [C, C, R]),
        (bulk(GOOD[:2], [refusal(2, "PROFILE_FORBIDDEN", 403)]), [C, C, R]),
        (bulk(GOOD[:2], [refusal(2, "UPSERT_FAILED", 500)]), [C, C, F]),
        (bulk(GOOD[:2], [refusal(2, "UPSERT_FAILED")]), [C, C, F]),
        (bulk(GOOD[:2], [refusal(2, "RATE_LIMITED", 429)]), [C, C, F]),
        (bulk(GOOD[:2], [refusal(2, "SOMETHING_NEW", 418)]), [C, C, R]),
        (bulk(GOOD[:2], [refusal(2, "SOMETHING_NEW")]), [C, C, F]),
        (bulk(GOOD, [refusal(2, "VALIDATION_FAILED", 422)]), [C, C, U]),
        (bulk([], []), [U, U, U]),
        (reply(200, {"results": GOOD, "errors": []}), [C, C, C]),
        (reply(207, {"data": {"results": GOOD}}), [C, C, C]),
    ],
)
def test_the_rows_of_a_bulk_answer(answer: Reply, outcomes: list[Outcome]) -> None:
    """A row is believed when index and reference agree and stand once; every other row is unknown."""
    verdict = judge(Kind.BULK, PAYLOADS, answer)
    assert verdict.course is Course.BY_ROW
    assert [row.row for row in verdict.rows] == [10, 11, 12]
    assert [row.outcome for row in verdict.rows] == outcomes
    for row in verdict.rows:
        again = row.outcome in (U, F)
        assert (row.course is RowCourse.AGAIN) == again


@pytest.mark.parametrize(
    ("data", "warnings"),
    [
        (
            {"warnings": {"skippedImages": [{"source": "https://a/1.jpg", "reason": "mirror_failed"}]}},
            ("image skipped: https://a/1.jpg (mirror_failed)",),
        ),
        (
            {
                "imagesProcessed": 1,
                "imagesFailed": 1,
                "failedImages": [{"url": "https://a/2.jpg", "error": "IMAGE_TOO_SMALL"}],
            },
            ("image skipped: https://a/2.jpg (IMAGE_TOO_SMALL)",),
        ),
        ({"warnings": ["something"]}, ("something",)),
        ({"warnings": None, "failedImages": {}}, ()),
    ],
    ids=["English page", "Dutch page", "plain", "odd types"],
)
def test_images_that_were_left_out(data: dict[str, object], warnings: tuple[str, ...]) -> None:
    """Both of the vendor's ways to name images that were left out become warnings of the row."""
    answer = reply(200, {"data": {"externalReference": "R0", "listingId": "u", "status": "active", **data}})
    row = judge(Kind.PUT, ONE, answer).rows[0]
    assert (row.warnings, row.listing_id, row.status) == (warnings, "u", "active")


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("price", "price"),
        ("items.3.price", "price"),
        ("items[3].location.city", "city"),
        (["location", "postalCode"], "postalCode"),
        ("external_reference", "externalReference"),
        (["items", 0, "features", 2, "name"], "features"),
        ("somethingNew", "somethingNew"),
        ("", None),
        (None, None),
        (7, None),
    ],
)
def test_the_path_of_an_issue_names_the_field(path: object, field: str | None) -> None:
    """An issue's path is brought back to a field of the contract, and its words stand in the message."""
    answer = error(422, "VALIDATION_FAILED", issues=[{"path": path, "message": "Required", "code": "invalid_type"}])
    row = judge(Kind.PUT, ONE, answer).rows[0]
    assert row.field == field
    assert row.message is not None
    assert "Required" in row.message


@pytest.mark.parametrize(
    ("headers", "body", "wait_s"),
    [
        ({"retry_after": "7"}, {}, 7.0),
        ({"retry_after": "1.5"}, {}, 1.5),
        ({"retry_after": "3600"}, {}, 3600.0),
        ({"retry_after": "Wed, 21 Oct 2026 07:28:30 GMT", "date": "Wed, 21 Oct 2026 07:28:00 GMT"}, {}, 30.0),
        ({"retry_after": "Wed, 21 Oct 2026 07:27:00 GMT", "date": "Wed, 21 Oct 2026 07:28:00 GMT"}, {}, 0.0),
        ({"date": "Wed, 21 Oct 2026 07:28:00 GMT"}, {"retryAt": "2026-10-21T07:28:12.000Z"}, 12.0),
        ({"retry_after": "soon"}, {}, None),
        ({"retry_after": "-5"}, {}, None),
        ({}, {"retryAt": "tomorrow"}, None),
        ({}, {}, None),
    ],
)
def test_how_long_the_api_asks_to_wait(headers: dict[str, str], body: dict[str, str], wait_s: float | None) -> None:
    """Retry-After in seconds or as a date, else retryAt, measured on the server's own clock."""
    answer = reply(429, {"error": {"code": "RATE_LIMITED", "message": "Slow down.", **body}}, **headers)
    assert judge(Kind.PUT, ONE, answer).wait_s == wait_s


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 600)
    | st.text(max_size=5)
    | st.sampled_from(["R0", "R1", "UPSERT_FAILED"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "data",
                    "results",
                    "errors",
                    "error",
                    "index",
                    "externalReference",
                    "created",
                    "code",
                    "status",
                    "issues",
                    "path",
                    "message",
                    "warnings",
                    "skippedImages",
                    "failedImages",
                    "retryAt",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(status=st.integers(200, 599), body=JSON, kind=st.sampled_from(Kind), retry_after=st.text(max_size=6))
def test_any_answer_has_a_verdict(status: int, body: object, kind: Kind, retry_after: str) -> None:
    """No answer, however odd, raises; a verdict by row has one for each row, in order."""
    payloads = ONE if kind is Kind.PUT else PAYLOADS
    verdict = judge(kind, payloads, reply(status, body, retry_after=retry_after))
    assert verdict.rows == () or [row.row for row in verdict.rows] == [payload.row for payload in payloads]
    assert (verdict.stop is not None) == (verdict.course is Course.STOP)
    if verdict.course in {Course.BY_ROW, Course.SPLIT, Course.AGAIN}:
        assert len(verdict.rows) == len(payloads)


@pytest.mark.parametrize(
    ("header", "location"),
    [("https://elsewhere.example/a?key=1#b", "https://elsewhere.example/a"), ("http://[elsewhere", ""), (None, "")],
)
def test_where_a_redirect_points(header: str | None, location: str) -> None:
    """Without a query, which may hold a secret; a header that is no address points nowhere."""
    headers = {"location": header} if header else {}
    assert location_of(Reply(status=302, headers=headers, body=b"", elapsed_s=0.1)) == location
