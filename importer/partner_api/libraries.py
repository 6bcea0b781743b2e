"""httpx and aiohttp, imported without what takes as long as all the rest of them and is never used here.

aiohttp reads the system's certificates into a context of its own when it is imported; every connection here that needs
certificates is given a context (transport.py). httpx loads its command line with a library that paints terminals; it
does without where that is missing.
"""

import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

_COMMAND_LINE: Final = "httpx._main"


@contextmanager
def _without_certificates() -> Iterator[None]:
    """A context made meanwhile trusts nobody, so that whoever used it by mistake could not connect."""
    usual = ssl.create_default_context

    def trusting_nobody(*_given: Any, **_named: Any) -> ssl.SSLContext:  # noqa: ANN401 — whatever the usual one takes
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    ssl.create_default_context = trusting_nobody
    try:
        yield
    finally:
        ssl.create_default_context = usual


@contextmanager
def _without_command_line() -> Iterator[None]:
    modules: dict[str, Any] = sys.modules  # None says that there is no such module
    if _COMMAND_LINE in modules:
        yield
        return
    modules[_COMMAND_LINE] = None
    try:
        yield
    finally:
        del modules[_COMMAND_LINE]


with _without_certificates(), _without_command_line():
    import aiohttp
    import httpx

__all__ = ["aiohttp", "httpx"]
