"""What goes in and out of the sandbox: a request, its answer, and a refusal as the vendor words it.

Plain values with no network in them, so that a socket server and a test's transport can carry them alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Final, TypeAlias
from urllib.parse import parse_qsl

import orjson

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
JSON_TYPE: Final = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxRequest:
    """A request as it stood on the wire: `path` still percent-encoded, `query` without `?`, header names lower-case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @classmethod
    def of(
        cls, method: str, target: str, headers: Iterable[tuple[str, str]] = (), body: bytes = b""
    ) -> "SandboxRequest":
        """A request from its request line's target (`/path?query`) and headers in any case."""
        path, _, query = target.partition("?")
        lowered = {name.lower(): value for name, value in headers}
        return cls(method=method.upper(), path=path, query=query, headers=lowered, body=body)

    def parameters(self) -> dict[str, str]:
        """The query's parameters; the last of a repeated name counts."""
        return dict(parse_qsl(self.query, keep_blank_values=True))


class Cut(Enum):
    """How the connection ends."""

    NO = "no"
    RESET = "reset"  # the client gets no byte of an answer
    TRUNCATED = "truncated"  # the client gets the headers and half of the body


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxAnswer:
    """An answer; `delay_s` is how long the client waits for it, and `cut` whether it arrives at all."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    delay_s: float = 0.0
    cut: Cut = Cut.NO


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One thing that validation found: where, in words, and the validator's code."""

    path: str
    message: str
    code: str

    def as_json(self) -> dict[str, Json]:
        """As it stands in an answer."""
        return {"path": self.path, "message": self.message, "code": self.code}


class Dialect(StrEnum):
    """Which of the vendor's pages the answers follow where these disagree: its English or its Dutch one."""

    EN = "en"
    NL = "nl"


_ENGLISH_CODES: Final = {
    "FORBIDDEN": "PROFILE_FORBIDDEN",
    "INVALID_LOCATION_CODE": "INVALID_LOCATION",
    "LISTING_NOT_FOUND": "NOT_FOUND",
    "LOCATION_NOT_FOUND": "NOT_FOUND",
    "MISSING_DEALER": "INVALID_PROFILE",
}


class RefusalError(Exception):
    """The API says no: a status, a code as the Dutch page has it, a message, and the issues of a validation."""

    def __init__(self, status: int, code: str, message: str, issues: tuple[Issue, ...] = ()) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.issues = issues

    def as_json(self, dialect: Dialect) -> dict[str, Json]:
        """The inside of `error`."""
        code = _ENGLISH_CODES.get(self.code, self.code) if dialect is Dialect.EN else self.code
        body: dict[str, Json] = {"code": code, "message": self.message}
        if self.issues:
            body["issues"] = [issue.as_json() for issue in self.issues]
        return body


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What an endpoint gives before headers are put to it."""

    status: int
    body: Json


def encode(body: Json) -> bytes:
    """The body as it goes over the wire."""
    return orjson.dumps(body)
