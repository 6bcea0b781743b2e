"""What passes between the client and those who use it: a request's answer as a value, and who can ask.

No exception of a library crosses this line. It knows nothing of httpx, of retries or of rows.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Lack(StrEnum):
    """Why there is no answer."""

    NOT_CONNECTED = "not_connected"
    NAME_UNKNOWN = "name_unknown"
    NOT_SECURED = "not_secured"  # there was somebody, but no TLS to speak
    CERTIFICATE = "certificate"
    PROXY_LOST = "proxy_lost"  # the proxy itself could not be reached
    PROXY = "proxy"
    TIMED_OUT = "timed_out"
    CUT_OFF = "cut_off"
    TOO_LARGE = "too_large"

    @property
    def sent(self) -> bool:
        """Whether the request may have reached the API, and so may have been applied."""
        return self in _SENT


_SENT = frozenset({Lack.TIMED_OUT, Lack.CUT_OFF, Lack.TOO_LARGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer over HTTP, from the API or from whatever stands before it. Names of headers are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    elapsed_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NoReply:
    """A request to the API at `address` that was given up after `elapsed_s` seconds."""

    lack: Lack
    elapsed_s: float
    address: str = ""


Answer = Reply | NoReply


class PartnerApi(Protocol):
    """Sends one request and gives its one answer; never asks twice, never raises for what the network does."""

    @property
    def local(self) -> bool:
        """Whether the API is on this machine, where saying nothing of a limit means that there is none."""
        ...

    async def put(self, reference: str, body: bytes, *, request_id: str, timeout_s: float) -> Answer:
        """Create or replace the listing `reference`; `body` is its JSON object."""
        ...

    async def bulk(self, bodies: Sequence[bytes], *, request_id: str, timeout_s: float) -> Answer:
        """Create or replace the listings whose JSON objects are `bodies`, at most 100."""
        ...


class OpenPartnerApi(PartnerApi, AbstractAsyncContextManager["PartnerApi"], Protocol):
    """The same, with connections that are closed at the end."""
