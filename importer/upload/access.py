"""Whether the API lets any row in at all: a refusal that may hold for every row is believed of one row only after
another row was let in.

It does not know requests or batches.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from importer.partner_api.rows import RowCourse, RowVerdict
from importer.records import Outcome, RowOutcome
from importer.upload.stopping import SendingStoppedError

_ENOUGH: Final = 3  # rows refused alone, and none let in


class Access:
    """What is known of the key and the address so far."""

    def __init__(self) -> None:
        self._proven = False
        self._refused: list[RowOutcome] = []
        self.doubtful = False

    def heard(self, rows: Sequence[RowVerdict], refused: Sequence[RowOutcome]) -> Sequence[RowOutcome]:
        """A request was answered with `rows`, of which `refused` alone; gives the refusals that are believed now.

        Raises SendingStoppedError when enough rows were refused and none was let in.
        """
        self._proven = self._proven or any(row.course is RowCourse.FINAL for row in rows)
        self.doubtful = not self._proven and any(row.course is RowCourse.BLOCKED for row in rows)
        self._refused += refused
        if self._proven:
            believed, self._refused = self._refused, []
            return believed
        if len(self._refused) >= _ENOUGH:
            self.close()
        return ()

    def close(self) -> None:
        """No more will be heard. Raises SendingStoppedError when rows were refused and none was let in."""
        if self._refused and not self._proven:
            forbidden = any(outcome.http_status == 403 for outcome in self._refused)
            raise SendingStoppedError("sending_forbidden" if forbidden else "sending_address_wrong")

    def not_sent(self) -> Sequence[RowOutcome]:
        """The refusals that say nothing of a row, when sending ends: it was not sent, and goes again on resume."""
        return [replace(outcome, outcome=Outcome.NOT_SENT) for outcome in self._refused]
