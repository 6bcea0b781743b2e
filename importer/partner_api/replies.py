"""What stands in a reply: its JSON, the API's error words, the headers that matter. Pure.

Takes both of the vendor's pages and whatever a proxy sends instead. It does not know what is to be done about it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from math import isfinite
from typing import Final
from urllib.parse import urlsplit

import orjson

from importer.contract import FIELDS
from importer.partner_api.protocol import Reply
from importer.partner_api.server_window import RateHeaders

_STATUS_OF_CODE: Final[Mapping[str, int]] = {
    **dict.fromkeys(
        (
            "INVALID_JSON",
            "INVALID_BODY",
            "INVALID_REFERENCE",
            "INVALID_TITLE",
            "INVALID_PRICE",
            "INVALID_LOCATION",
            "INVALID_PROFILE",
            "INVALID_LOCATION_CODE",
            "MISSING_DEALER",
            "EMPTY_PAYLOAD",
            "TOO_MANY_ITEMS",
        ),
        400,
    ),
    "UNAUTHORIZED": 401,
    **dict.fromkeys(("PROFILE_FORBIDDEN", "FORBIDDEN", "SCOPE_DENIED"), 403),
    **dict.fromkeys(("NOT_FOUND", "LISTING_NOT_FOUND", "LOCATION_NOT_FOUND"), 404),
    "VALIDATION_FAILED": 422,
    "RATE_LIMITED": 429,
    **dict.fromkeys(("SERVER_ERROR", "FETCH_FAILED", "UPSERT_FAILED", "FEATURES_FAILED", "IMAGES_FAILED"), 500),
    "SERVICE_UNAVAILABLE": 503,
}
_API_NAMES: Final = {name: field.name for field in FIELDS for name in (field.name, *field.aliases)}
_LONGEST_WORDS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words of a refusal. `status` is that of HTTP; `from_api` tells the API's own JSON from a proxy's page."""

    status: int
    code: str | None = None
    message: str | None = None
    field: str | None = None
    from_api: bool = False

    @property
    def status_meant(self) -> int:
        """The status of HTTP, or of the error's code when an error came as a success."""
        if 200 <= self.status < 300 and self.from_api:
            return status_of(self.code, None)
        return self.status


def said(reply: Reply) -> Said:
    """The error that a reply tells; `from_api` is False when it tells none."""
    body = document(reply)
    if body is None:
        return Said(status=reply.status, from_api=reply.status >= 400 and not reply.body.strip())
    error = body.get("error")
    if isinstance(error, dict):
        return words_of({"issues": body.get("issues"), **error}, reply.status)
    if isinstance(error, str):
        return words_of({"message": error, **body}, reply.status)
    if reply.status >= 400:
        return words_of(body, reply.status)
    return Said(status=reply.status)


def words_of(error: Mapping[str, object], status: int) -> Said:
    """The words of one error object, of a whole request or of one row."""
    issues = [issue for issue in as_list(error.get("issues")) if isinstance(issue, dict)]
    fields = [field_of(issue.get("path")) for issue in issues]
    details = [
        ": ".join(filter(None, (name, text(issue.get("message"))))) for name, issue in zip(fields, issues, strict=True)
    ]
    message = "; ".join(filter(None, (text(error.get("message")), *details)))
    return Said(
        status=status,
        code=text(error.get("code")),
        message=_cut(message) or None,
        field=next(filter(None, fields), None),
        from_api=True,
    )


def status_of(code: str | None, given: object) -> int:
    """The status of a row's error: by its code when the vendor documents it, else as given, else 500."""
    known = _STATUS_OF_CODE.get(code or "")
    if known is not None:
        return known
    if isinstance(given, int) and 400 <= given < 600:
        return given
    return 500


def document(reply: Reply) -> dict[str, object] | None:
    """The JSON object that a reply holds, or None: HTML, cut-off JSON, another type."""
    try:
        value = orjson.loads(reply.body.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None


def field_of(path: object) -> str | None:
    """The contract's field in an issue's path: `price`, `items[3].price`, `["location", "city"]`."""
    parts = [str(part) for part in path] if isinstance(path, list) else re.split(r"[.\[\]]+", text(path) or "")
    for part in parts:
        if part in _API_NAMES:
            return _API_NAMES[part]
    named = [part for part in parts if part and not part.isdigit() and part != "items"]
    return named[-1] if named else None


def text(value: object) -> str | None:
    """A text that is not blank, else None."""
    return value if isinstance(value, str) and value.strip() else None


def as_list(value: object) -> list[object]:
    """A JSON array, else an empty one."""
    return value if isinstance(value, list) else []


def location_of(reply: Reply) -> str:
    """Where a redirect points, without its query; empty when that is no address."""
    try:
        parts = urlsplit(reply.headers.get("location", ""))
    except ValueError:  # a bracket that is not closed
        return ""
    return parts._replace(query="", fragment="").geturl()


def request_id_of(reply: Reply) -> str | None:
    """The server's id of the request, which support asks for."""
    return text(reply.headers.get("x-request-id"))


def retry_after_s(reply: Reply) -> float | None:
    """How long the API asks to wait, in seconds from the reply; None when it does not say.

    Takes `Retry-After` in seconds or as a date, then the body's `retryAt`; dates are held against the reply's own
    `Date`, so that a clock that is wrong here does not matter.
    """
    given = reply.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", given):
        return float(given)
    at = http_date(given) or _retry_at(reply)
    now = http_date(reply.headers.get("date", ""))
    if at is None or now is None:
        return None
    return max(0.0, at - now)


def _retry_at(reply: Reply) -> float | None:
    error = (document(reply) or {}).get("error")
    given = text(error.get("retryAt")) if isinstance(error, dict) else None
    if given is None:
        return None
    try:
        at = datetime.fromisoformat(given)
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


@lru_cache(maxsize=64)  # most answers of a second have the same
def http_date(given: str) -> float | None:
    """A date of HTTP as Unix time, None when it is none."""
    try:
        return parsedate_to_datetime(given).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None


def _cut(message: str) -> str:
    return message if len(message) <= _LONGEST_WORDS else message[: _LONGEST_WORDS - 1] + "…"


def rate_headers(reply: Reply) -> RateHeaders:
    """What a reply says of the rate limit."""
    headers = reply.headers
    return RateHeaders(
        limit=_whole(headers.get("x-ratelimit-limit")),
        remaining=_whole(headers.get("x-ratelimit-remaining")),
        reset_at=_number(headers.get("x-ratelimit-reset")),
        date=http_date(headers.get("date", "")),
    )


def _number(given: str | None) -> float | None:
    try:
        value = float(given or "")
    except ValueError:
        return None
    return value if isfinite(value) and value >= 0 else None


def _whole(given: str | None) -> int | None:
    value = _number(given)
    return None if value is None else int(value)
