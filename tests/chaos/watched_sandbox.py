"""A sandbox that can tell of each request whether its client was told the truth, and that calls when one comes.

It does not know who listens or what a kill is.
"""

from collections import Counter
from collections.abc import Callable
from enum import StrEnum

import orjson

from importer.sandbox.api import Sandbox
from importer.sandbox.exchange import Cut, SandboxAnswer, SandboxRequest
from importer.sandbox.options import SandboxOptions


class Stage(StrEnum):
    """How far a request has come."""

    ARRIVED = "arrived"  # nothing is applied yet
    APPLIED = "applied"  # the client has no answer yet


def nobody(_stage: Stage) -> None:
    """Nobody listens."""


class WatchedSandbox(Sandbox):
    """`untold` counts by reference how often it was applied and the answer did not say so, or did not come."""

    def __init__(self, options: SandboxOptions, seen: Callable[[Stage], None] = nobody) -> None:
        super().__init__(options)
        self.untold: Counter[str] = Counter()
        self.seen = seen

    def answer(self, request: SandboxRequest) -> SandboxAnswer:
        """The answer of the sandbox, which is called at both stages."""
        self.seen(Stage.ARRIVED)
        before = self.applied.copy()
        answer = super().answer(request)
        self.untold += self.applied - before - _told(answer)
        self.seen(Stage.APPLIED)
        return answer


def _told(answer: SandboxAnswer) -> Counter[str]:
    """The references that the client hears of as applied."""
    if answer.cut is not Cut.NO or answer.status not in (200, 201) or not answer.body.startswith(b"{"):
        return Counter()
    told = orjson.loads(answer.body)["data"]
    return Counter(result["externalReference"] for result in told.get("results", [told]))
