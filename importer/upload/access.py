"""Whether the API lets any row in at all, or refuses the key, the address or a dealer's profile for every row.

A refusal that may hold for every row is believed of one row only after another row was let in; until then rows of a
refused profile are held back, so that a row of another one gets its turn. It does not know requests or batches.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import orjson

from importer.partner_api.rows import RowCourse, RowVerdict
from importer.records import Outcome, Payload, RowOutcome
from importer.upload.stopping import SendingStoppedError

PROFILE_REFUSALS: Final = frozenset({"PROFILE_FORBIDDEN", "FORBIDDEN"})  # as the API's English and Dutch pages have it
_MOST_ROWS: Final = 3  # refused alone for another reason than their profile, and none let in
_MOST_PROFILES: Final = 5
_FORBIDDEN_STATUSES: Final = frozenset({402, 403})


class Access:
    """What is known of the key and the address so far."""

    def __init__(self) -> None:
        self._proven = False
        self._refused: list[RowOutcome] = []
        self._unknown: set[int] = set()
        self._profiles: set[str] = set()
        self._suspected = False

    @property
    def doubtful(self) -> bool:
        """Whether rows were refused and none was let in."""
        return not self._proven and (self._suspected or bool(self._refused))

    def holds_back(self, payload: Payload) -> bool:
        """Whether a row must wait until a row of another profile was let in."""
        return not self._proven and bool(self._profiles) and profile_of(payload) in self._profiles

    def suspect(self) -> bool:
        """A batch was refused as a whole for a reason that may hold for every row; gives whether that is in doubt."""
        self._suspected = True
        return not self._proven

    def heard(self, rows: Sequence[RowVerdict]) -> None:
        """A request was answered with `rows`."""
        self._proven = self._proven or any(row.course is RowCourse.FINAL for row in rows)

    def refused(self, payloads: Sequence[Payload], outcomes: Sequence[RowOutcome], *, unknown: bool) -> None:
        """Rows were refused for a reason that may hold for every row. Raises SendingStoppedError when it seems to.

        `unknown`: they may have been applied before.
        """
        self._refused += outcomes
        if unknown:
            self._unknown.update(outcome.row for outcome in outcomes)
        by_profile = [payload for payload, outcome in zip(payloads, outcomes, strict=True) if _names_profile(outcome)]
        self._profiles.update(map(profile_of, by_profile))
        others = sum(not _names_profile(outcome) for outcome in self._refused)
        if others >= _MOST_ROWS or len(self._profiles) >= _MOST_PROFILES:
            self.close()

    def believed(self) -> Sequence[RowOutcome]:
        """The refusals that are known to be of their rows alone, each given once."""
        if not self._proven:
            return ()
        believed, self._refused = self._refused, []
        return believed

    def close(self) -> None:
        """No more will be heard. Raises SendingStoppedError when rows were refused and none was let in."""
        if self._refused and not self._proven:
            forbidden = any(outcome.http_status in _FORBIDDEN_STATUSES for outcome in self._refused)
            raise SendingStoppedError("sending_forbidden" if forbidden else "sending_address_wrong")

    def left_over(self) -> Sequence[RowOutcome]:
        """The refusals that say nothing of a row, when sending ends: the row goes again on resume."""
        return [
            replace(outcome, outcome=Outcome.UNKNOWN if outcome.row in self._unknown else Outcome.NOT_SENT)
            for outcome in self._refused
        ]


def profile_of(payload: Payload) -> str:
    """The dealer's profile or location that a row goes to; empty when it names none."""
    listing = orjson.loads(payload.body)
    return str(listing.get("dealerProfileId") or listing.get("dealerLocationCode") or "")


def _names_profile(outcome: RowOutcome) -> bool:
    return outcome.code in PROFILE_REFUSALS
