"""The client asks once and gives one answer as a value: over httpx's seam, and over real sockets that misbehave."""

import asyncio
import gzip
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

import aiohttp
import httpx
import pytest
from aiohttp.client_reqrep import ConnectionKey

from importer.errors import SettingsError
from importer.partner_api.client import LARGEST_ANSWER, Client, Secret
from importer.partner_api.protocol import Answer, Lack, NoReply, Reply
from importer.partner_api.transport import lack_of

SECRET = "sk_partner_very_secret"
BASE = "https://api.example/api/external/v1"


def client_of(handler: Callable[[httpx.Request], httpx.Response], **options: object) -> Client:
    """A client whose requests go to `handler`."""
    return Client(BASE, SECRET, transport=httpx.MockTransport(handler), **options)  # type: ignore[arg-type]  # by name


def ask(client: Client, *, reference: str = "R1", timeout_s: float = 5.0) -> Answer:
    """The answer to one PUT."""

    async def body() -> Answer:
        async with client:
            return await client.put(reference, b'{"a":1}', request_id="id-1", timeout_s=timeout_s)

    return asyncio.run(body())


@pytest.mark.parametrize(
    ("reference", "path"),
    [
        ("STOCK-42", "STOCK-42"),
        ("a/b", "a%2Fb"),
        ("a?b#c", "a%3Fb%23c"),
        ("100%", "100%25"),
        ("a b+c", "a%20b%2Bc"),
        ("été", "%C3%A9t%C3%A9"),
        (".", "%2E"),
        ("..", "%2E%2E"),
        ("a.b", "a.b"),
        ("../x", "..%2Fx"),
    ],
)
def test_a_reference_is_one_segment_of_the_path(reference: str, path: str) -> None:
    """Whatever a reference holds, it stays one segment below /listings."""
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(201, json={})

    ask(client_of(handler), reference=reference)
    assert seen[0].extensions["target"].decode() == f"/api/external/v1/listings/{path}"
    assert (seen[0].method, seen[0].content) == ("PUT", b'{"a":1}')
    assert seen[0].headers["authorization"] == f"Bearer {SECRET}"
    assert seen[0].headers["x-request-id"] == "id-1"
    assert seen[0].headers["content-type"] == "application/json"


def test_bulk_joins_the_bodies_as_they_are() -> None:
    """The very bytes of the rows are sent, in their order."""
    seen: list[bytes] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.content)
        return httpx.Response(200, json={"data": {}}, headers={"X-Request-Id": "server"})

    async def body() -> Answer:
        async with client_of(handler) as client:
            return await client.bulk([b'{"z": 1}', b'{"a":"\xc3\xa9"}'], request_id="x", timeout_s=1.0)

    answer = asyncio.run(body())
    assert seen == [b'{"items":[{"z": 1},{"a":"\xc3\xa9"}]}']
    assert isinstance(answer, Reply)
    assert answer.headers["x-request-id"] == "server"


def test_redirects_are_an_answer() -> None:
    """A redirect is not followed, so that the secret goes to no other address."""
    calls: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        calls.append(str(request.url))
        return httpx.Response(307, headers={"location": "https://elsewhere.example/"})

    answer = ask(client_of(handler))
    assert isinstance(answer, Reply)
    assert (answer.status, len(calls)) == (307, 1)


def test_an_answer_without_end_is_given_up() -> None:
    """More than the API could ever say is no answer, and does not fill the memory."""
    answer = ask(client_of(lambda _request: httpx.Response(200, content=b"x" * (LARGEST_ANSWER + 1))))
    assert isinstance(answer, NoReply)
    assert answer.lack is Lack.TOO_LARGE


@pytest.mark.parametrize(
    ("error", "lack"),
    [
        (httpx.ConnectError("no"), Lack.NOT_CONNECTED),
        (httpx.ConnectTimeout("no"), Lack.NOT_CONNECTED),
        (httpx.PoolTimeout("no"), Lack.NOT_CONNECTED),
        (httpx.ReadTimeout("no"), Lack.TIMED_OUT),
        (httpx.WriteTimeout("no"), Lack.TIMED_OUT),
        (httpx.ReadError("no"), Lack.CUT_OFF),
        (httpx.WriteError("no"), Lack.CUT_OFF),
        (httpx.RemoteProtocolError("no"), Lack.CUT_OFF),
        (httpx.DecodingError("no"), Lack.CUT_OFF),
        (httpx.ProxyError("no"), Lack.PROXY),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_what_the_network_does_is_a_value(error: Exception, lack: Lack) -> None:
    """Only what happened before a connection stood counts as not sent."""

    def handler(_request: httpx.Request) -> httpx.Response:
        raise error

    answer = ask(client_of(handler))
    assert isinstance(answer, NoReply)
    assert answer.lack is lack
    assert answer.lack.sent == (lack in {Lack.TIMED_OUT, Lack.CUT_OFF})


@pytest.mark.parametrize(
    "address", ["http://api.example/v1", "ftp://localhost/", "api.example", "https://u:p@api.example"]
)
def test_an_address_must_be_https_save_loopback(address: str) -> None:
    """The secret never goes over plain HTTP to another machine."""
    with pytest.raises(SettingsError):
        Client(address, SECRET)
    with pytest.raises(SettingsError):
        Client.factory(address, SECRET)


@pytest.mark.parametrize("secret", ["", " ", "two words", "sk_\n_x", "sleutel–é"])
def test_a_secret_that_no_header_can_hold_is_said(secret: str) -> None:
    """A secret with a blank or an odd character was copied wrongly."""
    with pytest.raises(SettingsError) as caught:
        Client.factory(BASE, secret)
    assert caught.value.key == "secret_malformed"


def test_the_secret_never_shows() -> None:
    """Neither the client nor the secret shows it in a repr."""
    assert SECRET not in repr(Secret(SECRET))
    assert SECRET not in f"{client_of(lambda _request: httpx.Response(200))!r}"


def test_the_log_has_a_line_for_each_request_and_no_secret(tmp_path: Path) -> None:
    """`--log` writes what was asked and answered as JSON lines, without secret or bodies."""
    log = tmp_path / "log.jsonl"

    def handler(_request: httpx.Request) -> httpx.Response:
        body = {"error": {"code": "INVALID_TITLE", "message": "Title is missing."}}
        return httpx.Response(400, json=body, headers={"X-Request-Id": "srv-9", "X-RateLimit-Remaining": "7"})

    ask(client_of(handler, log=log))
    (line,) = [json.loads(text) for text in log.read_text().splitlines()]
    assert line["path"] == "/listings/R1"
    assert (line["status"], line["code"], line["request_id"]) == (400, "INVALID_TITLE", "id-1")
    assert (line["server_request_id"], line["x-ratelimit-remaining"]) == ("srv-9", "7")
    assert SECRET not in log.read_text()
    with pytest.raises(SettingsError):
        client_of(handler, log=tmp_path / "missing" / "log.jsonl")


# ── over real sockets ────────────────────────────────────────────────────────────────────────────────────────────

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def server_of(talk: Talk) -> AsyncIterator[int]:
    """The port of a server that talks as `talk` does; all its connections are closed when the block ends."""
    talks: list[asyncio.Future[None]] = []

    async def to_the_end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        talks.append(over)
        with suppress(asyncio.IncompleteReadError, OSError):
            await talk(reader, writer)
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
        over.set_result(None)

    server = await asyncio.start_server(to_the_end, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
        await asyncio.gather(*talks)


def ask_server(talk: Talk, *, times: int = 1, timeout_s: float = 5.0, scheme: str = "http") -> list[Answer]:
    """The answers of a server that talks as `talk` does, asked `times` times by one client."""

    async def body() -> list[Answer]:
        async with server_of(talk) as port, Client(f"{scheme}://127.0.0.1:{port}", SECRET) as client:
            return [await client.put("R", b"{}", request_id="x", timeout_s=timeout_s) for _ in range(times)]

    return asyncio.run(body())


async def read_request(reader: asyncio.StreamReader) -> None:
    """Take in one request with the body `{}`."""
    await reader.readuntil(b"\r\n\r\n")
    await reader.readexactly(2)


def test_a_connection_that_breaks_after_the_request_is_unknown() -> None:
    """The server took the request and hung up: it may have been applied."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.close()

    (answer,) = ask_server(talk)
    assert isinstance(answer, NoReply)
    assert answer.lack is Lack.CUT_OFF


def test_a_kept_connection_that_was_closed_is_not_asked_again_by_itself() -> None:
    """A PUT is never sent twice behind our back: each request is counted."""
    requests = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal requests
        await read_request(reader)
        requests += 1
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        await read_request(reader)
        requests += 1
        writer.close()

    first, second = ask_server(talk, times=2)
    assert isinstance(first, Reply)
    assert isinstance(second, NoReply)
    assert (second.lack, requests) == (Lack.CUT_OFF, 2)


def test_an_answer_that_breaks_off_is_unknown() -> None:
    """Fewer bytes than promised are no answer."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"data"')
        writer.close()

    (answer,) = ask_server(talk)
    assert isinstance(answer, NoReply)
    assert answer.lack is Lack.CUT_OFF


def test_an_answer_that_does_not_come_in_time_is_unknown() -> None:
    """A server that takes the request and says nothing may have applied it."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        await reader.read()
        writer.close()

    (answer,) = ask_server(talk, timeout_s=0.2)
    assert isinstance(answer, NoReply)
    assert answer.lack is Lack.TIMED_OUT


def test_an_answer_that_trickles_in_is_given_up() -> None:
    """The whole answer must be there in time, however lively the connection is."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")
        for _ in range(100):
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.02)

    (answer,) = ask_server(talk, timeout_s=0.2)
    assert isinstance(answer, NoReply)
    assert (answer.lack, answer.elapsed_s < 1.5) == (Lack.TIMED_OUT, True)


def test_what_goes_over_the_wire() -> None:
    """The path below the API's own, each header once, the very bytes of the body; an answer in gzip is unpacked."""
    heads: list[bytes] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        assert await reader.readexactly(2) == b"{}"
        packed = gzip.compress(b'{"data":1}')
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed)

    async def body() -> Answer:
        async with server_of(talk) as port, Client(f"http://127.0.0.1:{port}/api/v1/", SECRET) as client:
            return await client.put("a/b%é", b"{}", request_id="id-7", timeout_s=5.0)

    answer = asyncio.run(body())
    assert isinstance(answer, Reply)
    assert answer.body == b'{"data":1}'
    start, *lines = heads[0].decode("ascii").rstrip().split("\r\n")
    assert start == "PUT /api/v1/listings/a%2Fb%25%C3%A9 HTTP/1.1"
    headers = dict(line.lower().split(": ", 1) for line in lines)
    assert len(headers) == len(lines)
    assert (headers["x-request-id"], headers["content-length"]) == ("id-7", "2")
    assert headers["authorization"] == f"bearer {SECRET}"


def test_what_is_not_http_is_unknown() -> None:
    """Something else listens on that port."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")
        writer.close()

    (answer,) = ask_server(talk)
    assert isinstance(answer, NoReply)
    assert answer.lack is Lack.CUT_OFF


def test_a_port_where_nobody_listens_is_not_connected() -> None:
    """A refused connection means that nothing was sent."""
    with closing(socket.create_server(("127.0.0.1", 0))) as plug:
        port = plug.getsockname()[1]
    answer = ask(Client(f"http://127.0.0.1:{port}", SECRET))
    assert isinstance(answer, NoReply)
    assert answer.lack is Lack.NOT_CONNECTED


def test_a_host_that_speaks_no_tls_is_told_as_such() -> None:
    """An https address that answers without TLS is not a matter of trust, and nothing was sent."""

    async def talk(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    (answer,) = ask_server(talk, scheme="https")
    assert isinstance(answer, NoReply)
    assert (answer.lack, answer.lack.sent) == (Lack.NOT_SECURED, False)
    assert answer.address.startswith("https://127.0.0.1:")


def test_a_name_that_nobody_knows_and_a_proxy_that_is_gone_are_told_as_such() -> None:
    """Both are kinds of a failed connection in the library, and differ in what a person does next."""
    key = ConnectionKey("nowhere.invalid", 443, True, True, None, None, None)
    assert lack_of(aiohttp.ClientConnectorDNSError(key, OSError())) is Lack.NAME_UNKNOWN
    assert lack_of(aiohttp.ClientProxyConnectionError(key, OSError())) is Lack.PROXY_LOST
    assert lack_of(aiohttp.ClientConnectorError(key, OSError())) is Lack.NOT_CONNECTED


def test_a_server_that_takes_the_connection_and_says_nothing_is_not_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    """A TLS handshake that nobody answers ends with the time for connecting, not with that for the answer."""
    monkeypatch.setattr("importer.partner_api.client.CONNECT_TIMEOUT_S", 0.3)
    with closing(socket.create_server(("127.0.0.1", 0))) as mute:
        answer = ask(Client(f"https://127.0.0.1:{mute.getsockname()[1]}", SECRET))
    assert isinstance(answer, NoReply)
    assert answer.lack is Lack.NOT_CONNECTED
