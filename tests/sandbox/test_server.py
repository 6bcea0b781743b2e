"""The sandbox on a real socket: answers, cut connections, latency, pages, and the transport for tests."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest

from importer.sandbox.api import Sandbox
from importer.sandbox.faults import FaultRates
from importer.sandbox.options import API_PREFIX, DEFAULT_SECRET
from importer.sandbox.server import RunningSandbox, embedded_sandbox, listen, running_sandbox
from tests.sandbox.partner import SECRET, car, unlimited
from tests.sandbox.transport import sandbox_transport


@pytest.fixture(scope="module")
def served() -> Iterator[RunningSandbox]:
    """One sandbox for the tests that do not disturb each other."""
    with running_sandbox(unlimited()) as running:
        yield running


def test_put_over_a_socket(served: RunningSandbox) -> None:
    """A listing is put, with an encoded slash in its reference, and read back."""
    with httpx.Client(base_url=served.api_url, headers=SECRET) as client:
        assert client.put("/listings/S%2F1", json=car()).status_code == 201
        answer = client.get("/listings/S%2F1/status")
    assert answer.json()["data"]["externalReference"] == "S/1"
    assert answer.headers["x-request-id"]


def test_a_large_body_arrives_whole(served: RunningSandbox) -> None:
    """100 listings with long descriptions come through in one request."""
    items = [car(externalReference=f"L{n}", description="é" * 15_000) for n in range(100)]
    answer = httpx.post(f"{served.api_url}/listings/bulk-upsert", json=items, headers=SECRET)
    assert answer.json()["data"]["successCount"] == 100


def test_requests_are_quick(served: RunningSandbox) -> None:
    """No answer waits for the network's delayed acknowledgement (40 ms each)."""
    with httpx.Client(base_url=served.api_url, headers=SECRET) as client:
        client.get("/locations")
        started = time.perf_counter()
        for _ in range(20):
            client.get("/listings/none/status")
        assert time.perf_counter() - started < 20 * 0.035


@pytest.mark.parametrize(
    ("fault", "error", "applied"),
    [
        ("drop_before", httpx.ReadError, 0),
        ("drop_after", httpx.ReadError, 1),
        ("truncated", httpx.RemoteProtocolError, 1),
    ],
)
def test_connections_are_really_cut(fault: str, error: type[Exception], applied: int) -> None:
    """The client sees a reset or a body that breaks off, and the listing was applied or not as the fault says."""
    with running_sandbox(unlimited(faults=FaultRates.parse(f"{fault}=1"))) as running:
        with httpx.Client(base_url=running.api_url, headers=SECRET) as client, pytest.raises(error):
            client.put("/listings/A1", json=car())
        assert running.sandbox.applied["A1"] == applied


def test_a_cut_does_not_touch_other_connections() -> None:
    """While connections break, others are answered."""
    with (
        running_sandbox(unlimited(faults=FaultRates.parse("drop_after=0.5"), seed=4)) as running,
        httpx.Client(base_url=running.api_url, headers=SECRET) as client,
    ):
        ended = [_put(client, f"A{n}") for n in range(30)]
        assert set(ended) == {"cut", "201"}
        assert len(running.sandbox.applied) == 30


def _put(client: httpx.Client, reference: str) -> str:
    try:
        return str(client.put(f"/listings/{reference}", json=car()).status_code)
    except httpx.ReadError:
        return "cut"


def test_latency_lets_requests_run_side_by_side() -> None:
    """Ten requests at once with 0.2 s each take little more than one."""

    async def ten(url: str) -> float:
        async with httpx.AsyncClient(base_url=url, headers=SECRET) as client:
            started = time.perf_counter()
            await asyncio.gather(*(client.get("/locations") for _ in range(10)))
            return time.perf_counter() - started

    with running_sandbox(unlimited(latency_s=0.2)) as running:
        assert 0.2 <= asyncio.run(ten(running.api_url)) < 1.0


def test_a_client_that_leaves_has_been_heard() -> None:
    """A request is applied before its answer is due, so a client that gives up early left its mark."""
    with running_sandbox(unlimited(latency_s=0.4)) as running:
        with pytest.raises(httpx.ReadTimeout):
            httpx.put(f"{running.api_url}/listings/A1", json=car(), headers=SECRET, timeout=0.2)
        assert running.sandbox.applied == {"A1": 1}


def test_half_a_request_is_no_request() -> None:
    """A client that breaks off while it sends has sent nothing, though what came would have been a listing."""
    body = json.dumps(car()).encode()
    head = f"PUT {API_PREFIX}/listings/A1 HTTP/1.1\r\nHost: x\r\nAuthorization: {SECRET['authorization']}\r\n"
    with running_sandbox(unlimited()) as running:
        port = httpx.URL(running.api_url).port
        with socket.create_connection(("127.0.0.1", port)) as plug:
            plug.sendall(f"{head}Content-Length: {len(body) + 1}\r\n\r\n".encode() + body)
            time.sleep(0.1)
        assert httpx.get(f"{running.api_url}/listings", headers=SECRET).json()["data"] == []
        assert not running.sandbox.applied


def test_embedded_sandbox() -> None:
    """For practice: an address, a key that may write, and no limit."""
    with embedded_sandbox() as (address, secret):
        answer = httpx.put(f"{address}/listings/A1", json=car(), headers={"x-api-key": secret})
    assert (answer.status_code, secret) == (201, DEFAULT_SECRET)
    assert "x-ratelimit-limit" not in answer.headers


def test_serving_until_told_to_stop() -> None:
    """A sandbox of its own process answers until SIGINT, and ends by that signal."""
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background ignores it\n"
        "from importer.sandbox.api import Sandbox; from importer.sandbox.server import listen, serve\n"
        "plug = listen(); print(plug.getsockname()[1], flush=True); serve(Sandbox(), plug)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as served:
        assert served.stdout is not None
        address = f"http://127.0.0.1:{int(served.stdout.readline())}{API_PREFIX}/locations"
        assert httpx.get(address, headers=SECRET, timeout=10).status_code == 200
        served.send_signal(signal.SIGINT)
        assert served.wait(timeout=10) in {1, 130, -signal.SIGINT}


def test_a_port_in_use_is_an_error() -> None:
    """Two sandboxes cannot have one port."""
    with listen() as plug, pytest.raises(OSError, match="in use"):
        listen(port=plug.getsockname()[1])


def test_it_listens_on_loopback() -> None:
    """Nothing but this machine reaches it unless told otherwise."""
    with listen() as plug:
        assert plug.getsockname()[0] == "127.0.0.1"


def test_the_transport_behaves_like_the_socket() -> None:
    """The same requests through the test transport give the same answers and errors."""
    with httpx.Client(
        transport=sandbox_transport(Sandbox(unlimited())), base_url="http://api/api/external/v1", headers=SECRET
    ) as client:
        assert client.put("/listings/S%2F1", json=car()).json()["data"]["externalReference"] == "S/1"
    cut = sandbox_transport(Sandbox(unlimited(faults=FaultRates.parse("drop_before=1"))))
    with (
        httpx.Client(transport=cut, base_url="http://api/api/external/v1", headers=SECRET) as client,
        pytest.raises(httpx.ReadError),
    ):
        client.put("/listings/A1", json=car())
