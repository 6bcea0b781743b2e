"""The sandbox on a socket: Starlette on uvicorn, loopback unless told otherwise.

Carries requests to `Sandbox.answer` and acts out what an answer cannot say of itself: its delay, and a connection that
is cut. It does not know what an endpoint does.
"""

import asyncio
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final, cast

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from importer.sandbox.api import Sandbox
from importer.sandbox.exchange import Cut, SandboxAnswer, SandboxRequest
from importer.sandbox.options import API_PREFIX, DEFAULT_SECRET, SandboxOptions
from importer.sandbox.site import site_routes

LOOPBACK: Final = "127.0.0.1"
_TRANSPORT: Final = "sandbox.transport"
_START_TIMEOUT_S: Final = 10.0


def create_app(sandbox: Sandbox) -> Starlette:
    """The API under its prefix and the pages of what is live at `/`."""
    return Starlette(routes=[*site_routes(sandbox), Mount("/", app=partial(_serve_api, sandbox))])


async def _serve_api(sandbox: Sandbox, scope: Scope, receive: Receive, send: Send) -> None:
    body = await _body(receive)
    if body is None:
        return
    request = SandboxRequest(
        method=scope["method"],
        path=scope["raw_path"].decode("latin-1"),
        query=scope["query_string"].decode("latin-1"),
        headers={name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]},
        body=body,
    )
    answer = sandbox.answer(request)
    if answer.delay_s:
        await asyncio.sleep(answer.delay_s)
    if answer.cut is Cut.RESET:
        await _reset(scope)
    else:
        await _send(answer, scope, send)


async def _body(receive: Receive) -> bytes | None:
    """The whole body, or None when the client left before it was all there."""
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


async def _send(answer: SandboxAnswer, scope: Scope, send: Send) -> None:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers.items()]
    headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    if answer.cut is Cut.TRUNCATED:
        await send({"type": "http.response.body", "body": answer.body[: len(answer.body) // 2], "more_body": True})
        await _close(scope)
    else:
        await send({"type": "http.response.body", "body": answer.body})


async def _reset(scope: Scope) -> None:
    """Break the connection so that the client sees a reset, not an orderly end."""
    transport = _transport(scope)
    if transport.is_closing():  # the client has gone already
        return
    plug = cast("socket.socket", transport.get_extra_info("socket"))
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    await asyncio.sleep(0)  # the protocol learns of it on the loop's next turn, before the app returns


async def _close(scope: Scope) -> None:
    """End the connection after what was written has gone out."""
    _transport(scope).close()
    await asyncio.sleep(0)


def _transport(scope: Scope) -> asyncio.Transport:
    return cast("asyncio.Transport", scope["extensions"][_TRANSPORT])


class _CuttableProtocol(H11Protocol):
    """uvicorn's own protocol, which lets the app reach the connection: ASGI has no word for breaking it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own does
        super().connection_made(transport)
        self.app = partial(_with_transport, self.app, transport)


async def _with_transport(
    app: ASGIApp, transport: asyncio.Transport, scope: Scope, receive: Receive, send: Send
) -> None:
    scope.setdefault("extensions", {})[_TRANSPORT] = transport
    await app(scope, receive, send)


def _config(sandbox: Sandbox) -> uvicorn.Config:
    return uvicorn.Config(
        create_app(sandbox),
        http=_CuttableProtocol,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=60,
    )


def listen(host: str = LOOPBACK, port: int = 0) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises OSError when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    plug = socket.create_server((host, port), family=family, backlog=512)
    # Connections inherit it. asyncio sets it only on sockets that name their protocol, and without it every answer
    # waits 40 ms for the acknowledgement of its headers.
    plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return plug


def serve(sandbox: Sandbox, plug: socket.socket) -> None:
    """Serve on the listening socket `plug` until SIGINT or SIGTERM."""
    uvicorn.Server(_config(sandbox)).run(sockets=[plug])


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningSandbox:
    """A sandbox that listens: the API's base address, the address of its page, and the sandbox itself to look into."""

    api_url: str
    page_url: str
    sandbox: Sandbox


@contextmanager
def running_sandbox(options: SandboxOptions | Sandbox | None = None, port: int = 0) -> Iterator[RunningSandbox]:
    """A sandbox in a thread of this process, on loopback; gone when the block ends."""
    sandbox = options if isinstance(options, Sandbox) else Sandbox(options)
    server = uvicorn.Server(_config(sandbox))
    with listen(port=port) as plug:
        thread = threading.Thread(target=server.run, args=([plug],), daemon=True)
        thread.start()
        try:
            _wait_until_up(server, thread)
            port = plug.getsockname()[1]
            yield RunningSandbox(
                api_url=f"http://{LOOPBACK}:{port}{API_PREFIX}", page_url=f"http://localhost:{port}", sandbox=sandbox
            )
        finally:
            server.should_exit = True
            thread.join()
            sandbox.close()


@contextmanager
def embedded_sandbox() -> Iterator[tuple[str, str]]:
    """The base address and secret of a sandbox for practice: all in memory, and no limit that would only cost time."""
    with running_sandbox(SandboxOptions(rate_limit=None, burst=None)) as running:
        yield running.api_url, DEFAULT_SECRET


def _wait_until_up(server: uvicorn.Server, thread: threading.Thread) -> None:
    deadline = time.monotonic() + _START_TIMEOUT_S
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise RuntimeError("the sandbox did not start")
        time.sleep(0.005)
