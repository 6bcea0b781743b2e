"""The sandbox as an httpx transport: a client's requests go to the pure handler, with no socket between.

A cut connection becomes the error that httpx raises for it; an answer's delay is passed to `sleep`.
"""

from collections.abc import Callable

import httpx

from importer.sandbox.api import Sandbox
from importer.sandbox.exchange import Cut, SandboxRequest


def sandbox_transport(sandbox: Sandbox, sleep: Callable[[float], None] = lambda _seconds: None) -> httpx.MockTransport:
    """A transport for httpx clients, blocking or not."""

    def answer(request: httpx.Request) -> httpx.Response:
        target = request.url.raw_path.decode("ascii")
        given = sandbox.answer(SandboxRequest.of(request.method, target, request.headers.items(), body=request.read()))
        if given.delay_s:
            sleep(given.delay_s)
        if given.cut is Cut.RESET:
            raise httpx.ReadError("connection reset", request=request)
        if given.cut is Cut.TRUNCATED:
            raise httpx.RemoteProtocolError("peer closed connection without sending complete body", request=request)
        return httpx.Response(given.status, headers=dict(given.headers), content=given.body)

    return httpx.MockTransport(answer)
