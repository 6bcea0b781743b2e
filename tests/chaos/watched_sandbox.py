"""A sandbox that can tell of each request whether its client was told the truth, and that calls when one comes.

It does not know who listens or what a kill is.
"""

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
    """`untold` counts rows that were applied by a request whose answer did not say so, or did not arrive."""

    def __init__(self, options: SandboxOptions, seen: Callable[[Stage], None] = nobody) -> None:
        super().__init__(options)
        self.untold = 0
        self.seen = seen

    def answer(self, request: SandboxRequest) -> SandboxAnswer:
        """The answer of the sandbox, which is called at both stages."""
        self.seen(Stage.ARRIVED)
        before = self.applied.total()
        answer = super().answer(request)
        self.untold += max(0, self.applied.total() - before - _told(answer))
        self.seen(Stage.APPLIED)
        return answer


def _told(answer: SandboxAnswer) -> int:
    """How many rows the client hears of as applied."""
    if answer.cut is not Cut.NO or answer.status not in (200, 201) or not answer.body.startswith(b"{"):
        return 0
    told = orjson.loads(answer.body)["data"]
    return len(told["results"]) if "results" in told else 1
