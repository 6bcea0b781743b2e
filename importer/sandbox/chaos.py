"""Acts out the faults: what a request meets before it reaches the API, and what happens to the answer on its way back.

It does not draw the fault and does not know what a listing is, beyond the shape of a bulk answer.
"""

import dataclasses
from collections.abc import Callable
from random import Random
from typing import Final, cast

from importer.sandbox.exchange import Cut, Json, RefusalError, Reply, SandboxAnswer
from importer.sandbox.faults import STORM_S, Fault

_SERVER_CODES: Final = ("SERVER_ERROR", "FETCH_FAILED", "UPSERT_FAILED", "FEATURES_FAILED", "IMAGES_FAILED")
_PAGE: Final = b"<!DOCTYPE html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>"


class Chaos:
    """Acts out faults; keeps until when a storm of 429s lasts."""

    def __init__(self, random: Random, slow_s: float) -> None:
        self._random = random
        self._slow_s = slow_s
        self._storm_until = 0.0

    def before(self, fault: Fault | None, now: float) -> SandboxAnswer | None:
        """What keeps a request from the API: another answer, or a refusal that is raised. None lets it through."""
        if fault is Fault.STORM:
            self._storm_until = now + STORM_S
        if now < self._storm_until:
            raise RefusalError(429, "RATE_LIMITED", "Too many requests.")
        match fault:
            case Fault.SERVER_ERROR:
                raise RefusalError(500, self._random.choice(_SERVER_CODES), "Something went wrong.")
            case Fault.UNAVAILABLE:
                raise RefusalError(503, "SERVICE_UNAVAILABLE", "The service is temporarily unavailable.")
            case Fault.HTML:
                status = self._random.choice((200, 502))
                return SandboxAnswer(status=status, headers={"content-type": "text/html"}, body=_PAGE)
            case Fault.DROP_BEFORE:
                return SandboxAnswer(status=503, headers={}, body=b"", cut=Cut.RESET)
            case _:
                return None

    def storm_left_s(self, now: float) -> float:
        """Seconds until the storm of 429s is over."""
        return max(0.0, self._storm_until - now)

    def reply(self, fault: Fault | None, reply: Reply) -> Reply:
        """The endpoint's reply as the fault leaves it; the listings were applied whatever it says."""
        if fault is Fault.ERROR_AFTER:
            raise RefusalError(500, "SERVER_ERROR", "Something went wrong.")
        if fault is Fault.SHUFFLED:
            _of_bulk(reply, self._random.shuffle)
        if fault is Fault.MISSING:
            _of_bulk(reply, self._lose)
        return reply

    def answer(self, fault: Fault | None, answer: SandboxAnswer) -> SandboxAnswer:
        """The answer as the fault lets it arrive."""
        match fault:
            case Fault.DROP_AFTER:
                return dataclasses.replace(answer, cut=Cut.RESET)
            case Fault.TRUNCATED:
                return dataclasses.replace(answer, cut=Cut.TRUNCATED)
            case Fault.SLOW:
                return dataclasses.replace(answer, delay_s=answer.delay_s + self._slow_s)
            case _:
                return answer

    def _lose(self, results: list[Json]) -> None:
        kept = [result for result in results if self._random.random() < 0.5]
        results[:] = kept


def _of_bulk(reply: Reply, change: Callable[[list[Json]], None]) -> None:
    data = reply.body.get("data") if isinstance(reply.body, dict) else None
    if isinstance(data, dict) and isinstance(data.get("results"), list):
        change(cast("list[Json]", data["results"]))
        if isinstance(data.get("errors"), list):
            change(cast("list[Json]", data["errors"]))
