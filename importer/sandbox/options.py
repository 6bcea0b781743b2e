"""Every setting of the sandbox and its defaults: keys, dealer locations, limits, faults.

Values only. It does not know how a setting is given on a command line.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from importer.sandbox.exchange import Dialect
from importer.sandbox.faults import FaultRates

API_PREFIX: Final = "/api/external/v1"
READ_SCOPES: Final = frozenset({"read:listings", "read:locations"})
WRITE_SCOPE: Final = "write:listings"
DEFAULT_SECRET: Final = "sk_partner_sandbox"  # noqa: S105 — the public key of a server that runs on this machine alone
DEFAULT_RATE_LIMIT: Final = 120
DEFAULT_BURST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A secret and what it may do. `locations` None is a global key; else those codes and what stands below them."""

    secret: str
    partner: str = "sandbox"
    scopes: frozenset[str] = READ_SCOPES | {WRITE_SCOPE}
    locations: tuple[str, ...] | None = None


DEFAULT_KEYS: Final = (
    ApiKey(secret=DEFAULT_SECRET),
    ApiKey(secret="sk_partner_readonly", scopes=READ_SCOPES),  # noqa: S106 — the same
    ApiKey(secret="sk_partner_restricted", locations=("DEX-GENT",)),  # noqa: S106 — the same
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxOptions:
    """How the sandbox behaves.

    `rate_limit` is requests per window of 60 s and `burst` per second, a key; None is no limit. `latency_s` is added to
    each answer and `slow_s` to a slow one. With `strict_locations` only the known dealers and `locations` are taken;
    else any code is. `poisoned` references make a whole request that holds one fail with 500. `bulk` False is an API
    without bulk-upsert. `max_body_bytes` is where 413 begins. `dialect` is the vendor's page that answers follow.
    """

    keys: tuple[ApiKey, ...] = DEFAULT_KEYS
    rate_limit: int | None = DEFAULT_RATE_LIMIT
    burst: int | None = DEFAULT_BURST
    latency_s: float = 0.0
    slow_s: float = 5.0
    faults: FaultRates = field(default_factory=FaultRates)
    seed: int | None = None
    store: Path | None = None
    locations: tuple[str, ...] = ()
    strict_locations: bool = False
    bulk: bool = True
    poisoned: frozenset[str] = frozenset()
    max_body_bytes: int | None = None
    dialect: Dialect = Dialect.EN
