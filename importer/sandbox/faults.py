"""What can go wrong between a client and an API, how often, and which of it befalls the next request.

Rates are parsed from text such as `drop_after=0.05,500=0.1`. It does not know how a fault is acted out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Final

from importer.errors import SettingsError

STORM_S: Final = 2.0


class Fault(StrEnum):
    """One way in which a request goes wrong."""

    STORM = "429"  # every request of the next two seconds is refused, whatever the budget
    SERVER_ERROR = "500"  # not applied
    ERROR_AFTER = "500_after"  # applied, yet the answer says 500
    UNAVAILABLE = "503"
    DROP_BEFORE = "drop_before"  # the connection breaks and nothing was applied
    DROP_AFTER = "drop_after"  # the connection breaks and all was applied
    SLOW = "slow"
    TRUNCATED = "truncated"  # applied; the answer's body breaks off
    HTML = "html"  # a proxy's page instead of the API's answer; nothing was applied
    SHUFFLED = "shuffled"  # bulk results in another order
    MISSING = "missing"  # applied, but some bulk results are left out


EVERY: Final = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRates:
    """The share of requests, 0 … 1, that each fault befalls; together at most 1."""

    rates: Mapping[Fault, float] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> "FaultRates":
        """Rates from `name=share,…`; `all=0.25` spreads the share evenly. Raises SettingsError for what is not one."""
        rates: dict[Fault, float] = {}
        for part in filter(None, (part.strip() for part in text.split(","))):
            name, _, share_text = (side.strip() for side in part.partition("="))
            share = _share(share_text, part)
            chosen = tuple(Fault) if name == EVERY else (_named(name),)
            for fault in chosen:
                rates[fault] = rates.get(fault, 0.0) + share / len(chosen)
        if sum(rates.values()) > 1 + 1e-9:
            raise SettingsError("sandbox_faults_too_many", found=text)
        return cls(rates=rates)

    def draw(self, random: Random) -> Fault | None:
        """The fault that befalls one request, or None."""
        if not self.rates:
            return None
        point = random.random()
        for fault, rate in self.rates.items():
            point -= rate
            if point < 0:
                return fault
        return None


def _named(name: str) -> Fault:
    if name not in tuple(Fault):
        raise SettingsError("sandbox_fault_unknown", found=name, accepted=", ".join((*Fault, EVERY)))
    return Fault(name)


def _share(text: str, part: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise SettingsError("sandbox_fault_share", found=part)
    return share
