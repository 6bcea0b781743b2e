"""A partner API that costs next to nothing: takes bulk-upserts and says that all was created, on loopback.

The sandbox checks every listing and takes a hundred times as long, which would hide what a client costs. It knows no
limit, checks nothing and keeps nothing. `python -m benchmarks.quick_server PORT`.
"""

import asyncio
import re
import sys
from typing import Final

_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_REFERENCE: Final = re.compile(rb'"externalReference":("[^"]*")')
_ID: Final = b'"00000000-0000-4000-8000-000000000000"'


class QuickServer(asyncio.Protocol):
    """One connection: requests one after the other, each with a Content-Length."""

    def __init__(self) -> None:
        self._received = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection to answer on."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 — narrows the type; TCP is a stream
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete."""
        self._received += data
        while (body := self._next_body()) is not None and self._transport:
            self._transport.write(_answer(body))

    def _next_body(self) -> bytes | None:
        head = self._received.find(b"\r\n\r\n")
        if head < 0:
            return None
        length = _LENGTH.search(self._received, 0, head)
        end = head + 4 + (int(length.group(1)) if length else 0)
        if len(self._received) < end:
            return None
        body = bytes(self._received[head + 4 : end])
        del self._received[:end]
        return body


def _answer(body: bytes) -> bytes:
    references = _REFERENCE.findall(body)
    results = b",".join(
        b'{"index":%d,"externalReference":%b,"listingId":%b,"status":"active","created":true}' % (at, reference, _ID)
        for at, reference in enumerate(references)
    )
    told = b'{"data":{"successCount":%d,"errorCount":0,"results":[%b],"errors":[]}}' % (len(references), results)
    return b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%b" % (len(told), told)


async def _serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(QuickServer, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
