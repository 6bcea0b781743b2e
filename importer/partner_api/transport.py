"""httpx's seam over aiohttp's connections, which take a quarter of the time of httpx's own, and what its errors mean.

It knows whether a request may have reached the API. It does not know what was asked.
"""

import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial
from typing import Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from importer.partner_api.libraries import aiohttp, httpx
from importer.partner_api.protocol import Lack
from importer.settings import LOOPBACK

# Node and uvicorn close a connection that was idle for 5 s; using one that is about to be closed costs an answer.
_KEEP_ALIVE_S: Final = 4.0
_CHUNK_BYTES: Final = 256 * 1024

# What the network may do. aiohttp's own errors come through as they are.
NETWORK_ERRORS: Final = (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError)


class AiohttpTransport(httpx.AsyncBaseTransport):
    """Sends requests over a session that `open_session` gives, within an event loop.

    Of httpx's extensions it takes `target`, and of `timeout` the seconds for `connect` and `read`: within `read` the
    whole answer must be there, so that one that trickles in ends too. Raises aiohttp's errors and TimeoutError.
    """

    def __init__(self, open_session: Callable[[], aiohttp.ClientSession]) -> None:
        self._open_session = open_session
        self._session: aiohttp.ClientSession | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The head of the answer; its body is read from the connection as it is asked for."""
        if self._session is None:
            self._session = self._open_session()
        timeout = request.extensions["timeout"]
        answer = await self._session.request(
            request.method,
            _address(request),
            headers=[(name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw],
            data=await request.aread(),
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=timeout["read"], connect=timeout["connect"]),
        )
        return httpx.Response(answer.status, headers=answer.raw_headers, stream=_Body(answer))

    async def aclose(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()


class _Body(httpx.AsyncByteStream):
    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self._answer = answer

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._answer.content.iter_chunked(_CHUNK_BYTES))

    async def aclose(self) -> None:
        """Give the connection back when all was read, else close it."""
        self._answer.release()


def _address(request: httpx.Request) -> str:
    url, target = request.url, request.extensions.get("target")
    return str(url) if target is None else f"{url.scheme}://{url.netloc.decode('ascii')}{target.decode('ascii')}"


def aiohttp_transport(base_url: str, connections: int) -> httpx.AsyncBaseTransport:
    """The transport for `base_url` with at most `connections` connections, through the system's proxy if it has one."""
    proxy = _proxy(base_url)
    # Always a context of its own where certificates count: aiohttp's trusts nobody (libraries.py).
    schemes = {urlsplit(address).scheme for address in (base_url, proxy or "")}
    tls = httpx.create_ssl_context() if "https" in schemes else True
    return AiohttpTransport(partial(_session, connections, tls, proxy))


def _session(connections: int, tls: ssl.SSLContext | bool, proxy: str | None) -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(limit=connections, keepalive_timeout=_KEEP_ALIVE_S, ssl=tls)
    session = aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False, proxy=proxy
    )
    # aiohttp sends a PUT once more by itself when a kept connection was closed; each request must be counted.
    session._retry_connection = False  # noqa: SLF001 — aiohttp has no public switch for it
    return session


def _proxy(base_url: str) -> str | None:
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if host in LOOPBACK or proxy_bypass(host):
        return None
    proxies = getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")


def lack_of(error: Exception) -> Lack:
    """Why there is no answer. Only what happened before a connection stood counts as not sent."""
    return next((lack for errors, lack in _LACKS if isinstance(error, errors)), Lack.CUT_OFF)


# The first that fits: some of these are kinds of others.
_LACKS: Final[Sequence[tuple[tuple[type[Exception], ...], Lack]]] = (
    ((aiohttp.ClientConnectorCertificateError,), Lack.CERTIFICATE),
    ((aiohttp.ClientConnectorSSLError,), Lack.NOT_SECURED),
    ((aiohttp.ClientProxyConnectionError,), Lack.PROXY_LOST),
    ((aiohttp.ClientHttpProxyError, httpx.ProxyError), Lack.PROXY),
    ((aiohttp.ClientConnectorDNSError,), Lack.NAME_UNKNOWN),
    ((aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, httpx.UnsupportedProtocol), Lack.NOT_CONNECTED),
    ((httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout), Lack.NOT_CONNECTED),
    ((TimeoutError, httpx.TimeoutException), Lack.TIMED_OUT),
)
