"""httpx over aiohttp's connections, which take a quarter of the time of httpx's own, and what its exceptions mean.

It knows whether a request may have reached the API. It does not know what was asked.
"""

import ssl
from functools import partial
from typing import Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

from importer.partner_api.protocol import Lack
from importer.settings import LOOPBACK

# Node and uvicorn close a connection that was idle for 5 s; using one that is about to be closed costs an answer.
_KEEP_ALIVE_S: Final = 4.0

# What the network may do. aiohttp's own errors come through where httpx_aiohttp has no word for them.
NETWORK_ERRORS: Final = (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError)


def aiohttp_transport(base_url: str, connections: int) -> httpx.AsyncBaseTransport:
    """The transport for `base_url` with at most `connections` connections, through the system's proxy if it has one."""
    secure = urlsplit(base_url).scheme == "https"
    tls = httpx.create_ssl_context() if secure else None
    proxy = _proxy(base_url)
    return AiohttpTransport(
        verify=tls or False,
        proxy=httpx.Proxy(proxy) if proxy else None,
        client=partial(_session, tls, connections),
    )


def _session(tls: ssl.SSLContext | None, connections: int) -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(limit=connections, keepalive_timeout=_KEEP_ALIVE_S, ssl=tls or True)
    session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
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
    cause = error if isinstance(error, aiohttp.ClientError) else error.__cause__
    if isinstance(cause, aiohttp.ClientConnectorCertificateError | aiohttp.ClientConnectorSSLError):
        return Lack.CERTIFICATE
    if isinstance(cause, aiohttp.ClientProxyConnectionError | aiohttp.ClientHttpProxyError):
        return Lack.PROXY
    if isinstance(cause, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return Lack.NOT_CONNECTED
    if isinstance(cause, aiohttp.ClientError):
        return Lack.TIMED_OUT if isinstance(cause, aiohttp.ServerTimeoutError) else Lack.CUT_OFF
    return _lack_by_httpx(error)


def _lack_by_httpx(error: Exception) -> Lack:
    if isinstance(error, httpx.ProxyError):
        return Lack.PROXY
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.UnsupportedProtocol):
        return Lack.NOT_CONNECTED
    return Lack.TIMED_OUT if isinstance(error, httpx.TimeoutException) else Lack.CUT_OFF
