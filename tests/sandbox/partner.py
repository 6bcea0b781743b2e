"""A partner for tests: a listing that is accepted, a clock to turn by hand, and calls to a sandbox in one line."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from importer.sandbox.api import Sandbox
from importer.sandbox.exchange import SandboxAnswer, SandboxRequest
from importer.sandbox.options import API_PREFIX, DEFAULT_SECRET, SandboxOptions

SECRET = {"authorization": f"Bearer {DEFAULT_SECRET}"}


def car(**fields: Any) -> dict[str, Any]:
    """A listing that the API accepts, with `fields` instead; a field that is `...` is left out."""
    accepted = {
        "title": "Volkswagen Golf 1.5 TSI",
        "dealerLocationCode": "DEX-GENT",
        "status": "active",
        "price": 18950,
        "postalCode": "9000",
        "city": "Gent",
        "province": "Oost-Vlaanderen",
    }
    return {name: value for name, value in (accepted | fields).items() if value is not ...}


def unlimited(**options: Any) -> SandboxOptions:
    """Options without a rate limit."""
    return SandboxOptions(**{"rate_limit": None, "burst": None, "seed": 1, **options})


@dataclass(slots=True)
class Clock:
    """A clock that moves when it is told to."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        """Unix time in seconds."""
        return self.now

    def tick(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


@dataclass(slots=True)
class Partner:
    """Calls a sandbox with a key."""

    sandbox: Sandbox
    headers: Mapping[str, str] = field(default_factory=lambda: SECRET)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> SandboxAnswer:
        """Send a request under the API's prefix; `body` is JSON, or bytes as they are."""
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        given = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return self.sandbox.answer(SandboxRequest.of(method, API_PREFIX + path, given.items(), content))

    def put(self, reference: str, **fields: Any) -> SandboxAnswer:
        """Put one car."""
        return self.ask("PUT", f"/listings/{reference}", car(**fields))

    def bulk(self, *items: Any) -> Any:
        """Upsert in bulk and give `data` of the answer."""
        return content(self.ask("POST", "/listings/bulk-upsert", items))["data"]


def partner(**options: Any) -> Partner:
    """A partner of a fresh sandbox without a rate limit."""
    return Partner(Sandbox(unlimited(**options), Clock()))


def content(answer: SandboxAnswer) -> Any:
    """The JSON of an answer."""
    return json.loads(answer.body)


def refusal(answer: SandboxAnswer) -> tuple[int, str]:
    """Status and error code of an answer."""
    return answer.status, content(answer)["error"]["code"]
