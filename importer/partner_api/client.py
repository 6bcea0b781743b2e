"""The partner API over HTTP: one request, one answer, no loop.

It does not know what an answer means, when a request may go or what a row is.
"""

import time
from collections.abc import AsyncIterable, Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import quote, urlsplit

from importer import __version__
from importer.errors import SettingsError
from importer.partner_api.libraries import httpx
from importer.partner_api.protocol import Answer, Lack, NoReply, Reply
from importer.partner_api.request_log import RequestLog
from importer.partner_api.transport import NETWORK_ERRORS, aiohttp_transport, lack_of
from importer.settings import LOOPBACK, checked_address

CONNECT_TIMEOUT_S: Final = 10.0
READ_TIMEOUT_S: Final = 120.0
LARGEST_ANSWER: Final = 16 * 1024 * 1024
MOST_CONNECTIONS: Final = 64


class Secret:
    """An API secret that never shows itself in a repr, a log or a traceback."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The secret itself, for the header of a request."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"


class Client:
    """Asks the partner API at `base_url`. Raises SettingsError for an address without HTTPS that is not loopback.

    `transport` is httpx's seam: a MockTransport in tests, aiohttp's by default. Redirects are not followed, so that
    the secret goes nowhere else.
    """

    def __init__(
        self,
        base_url: str,
        secret: Secret | str,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        connections: int = MOST_CONNECTIONS,
        log: Path | None = None,
    ) -> None:
        self._base_url = checked_address(base_url)
        self._secret = _checked_secret(secret)
        # The transport is asked directly: httpx.AsyncClient adds redirects, cookies and authentication flows, which are
        # unwanted here, and as much time again.
        self._transport = transport or aiohttp_transport(self._base_url, connections)
        self._url = httpx.URL(self._base_url)
        self._path = self._url.raw_path.rstrip(b"/")
        self._headers = httpx.Headers(
            {
                "Host": urlsplit(self._base_url).netloc,
                "Authorization": f"Bearer {self._secret.reveal()}",
                "Accept": "application/json",
                "Accept-Encoding": "gzip, deflate",
                "User-Agent": f"importer/{__version__}",
                "Content-Type": "application/json",
            }
        )
        self._log = RequestLog(log) if log else None

    @classmethod
    def factory(
        cls, base_url: str, secret: Secret | str, *, concurrency: int = MOST_CONNECTIONS, log: Path | None = None
    ) -> Callable[[], Self]:
        """What makes the client later, inside an event loop. Address and secret are checked now: SettingsError."""
        checked_address(base_url)
        return partial(cls, base_url, _checked_secret(secret), connections=max(MOST_CONNECTIONS, concurrency), log=log)

    def __repr__(self) -> str:
        return f"Client({self._base_url!r})"

    @property
    def local(self) -> bool:
        """Whether the API is on this machine."""
        return urlsplit(self._base_url).hostname in LOOPBACK

    async def put(self, reference: str, body: bytes, *, request_id: str, timeout_s: float = READ_TIMEOUT_S) -> Answer:
        """`PUT /listings/{reference}` with the listing's JSON object as `body`."""
        return await self._ask("PUT", f"/listings/{path_segment(reference)}", body, request_id, timeout_s)

    async def bulk(self, bodies: Sequence[bytes], *, request_id: str, timeout_s: float = READ_TIMEOUT_S) -> Answer:
        """`POST /listings/bulk-upsert` with the listings' JSON objects, joined as they are."""
        joined = b'{"items":[' + b",".join(bodies) + b"]}"
        return await self._ask("POST", "/listings/bulk-upsert", joined, request_id, timeout_s)

    async def _ask(self, method: str, path: str, body: bytes, request_id: str, timeout_s: float) -> Answer:
        answer = await self._answer_or_none(method, path, body, request_id, timeout_s)
        if self._log is not None:
            self._log.write(method, path, request_id, len(body), answer)
        return answer

    async def _answer_or_none(self, method: str, path: str, body: bytes, request_id: str, timeout_s: float) -> Answer:
        started = time.monotonic()
        try:
            return await self._answer(method, path, body, request_id, timeout_s, started)
        except NETWORK_ERRORS as error:
            return NoReply(lack=lack_of(error), elapsed_s=time.monotonic() - started, address=self._base_url)

    async def _answer(
        self, method: str, path: str, body: bytes, request_id: str, timeout_s: float, started: float
    ) -> Answer:
        request = self._request(method, path, body, request_id, timeout_s)
        response = await self._transport.handle_async_request(request)
        try:
            content = await _bounded(response)
        finally:
            await response.aclose()
        elapsed_s = time.monotonic() - started
        if content is None:
            return NoReply(lack=Lack.TOO_LARGE, elapsed_s=elapsed_s, address=self._base_url)
        return Reply(status=response.status_code, headers=_lower(response), body=content, elapsed_s=elapsed_s)

    def _request(self, method: str, path: str, body: bytes, request_id: str, timeout_s: float) -> httpx.Request:
        """The request, of parts that are made once: an httpx.URL for each listing takes as long as sending it."""
        headers = self._headers.copy()
        headers["X-Request-Id"] = request_id
        headers["Content-Length"] = str(len(body))
        return httpx.Request(
            method,
            self._url,
            headers=headers,
            stream=httpx.ByteStream(body),
            extensions={
                "target": self._path + path.encode("ascii"),
                "timeout": {"connect": CONNECT_TIMEOUT_S, "read": timeout_s, "write": timeout_s, "pool": None},
            },
        )

    async def aclose(self) -> None:
        """Close the connections and the log."""
        await self._transport.aclose()
        if self._log is not None:
            self._log.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()


def _checked_secret(secret: Secret | str) -> Secret:
    value = (secret.reveal() if isinstance(secret, Secret) else secret).strip()
    if not value or not value.isascii() or not value.isprintable() or " " in value:
        raise SettingsError("secret_malformed")
    return Secret(value)


def path_segment(reference: str) -> str:
    """A reference as one segment of a path. `.` and `..` are encoded too, for they would climb the path."""
    encoded = quote(reference, safe="")
    return encoded.replace(".", "%2E") if encoded in {".", ".."} else encoded


async def _bounded(response: httpx.Response) -> bytes | None:
    content = bytearray()
    async for chunk in _chunks(response):
        content += chunk
        if len(content) > LARGEST_ANSWER:
            return None
    return bytes(content)


def _chunks(response: httpx.Response) -> AsyncIterable[bytes]:
    """What is not packed comes from the stream itself; httpx's layers over it cost as much as parsing the answer."""
    stream = response.stream
    if "content-encoding" not in response.headers and isinstance(stream, httpx.AsyncByteStream):
        return stream
    return response.aiter_bytes()


def _lower(response: httpx.Response) -> Mapping[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}
