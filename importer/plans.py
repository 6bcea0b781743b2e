"""What goes into the main path and what comes out of it: where to, what was planned, found and finished.

Values only; they know nothing of how a run is done.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from importer.errors import StoppedError
from importer.intake import Understood
from importer.intake.counting import Count
from importer.journal.protocol import Run

if TYPE_CHECKING:  # so that values may be made without the libraries that send and write
    from importer.partner_api.client import Client
    from importer.results import Written
    from importer.upload import StopSignal


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where rows go: the API's address as the journal names it, and what makes a client for it."""

    name: str
    client: Callable[[], "Client"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an upload is about to do, for a person to agree with."""

    known: Understood
    count: Count
    target: str
    taken_up: Run | None = None
    all_or_nothing: bool = False

    @property
    def barred(self) -> bool:
        """Whether invalid rows keep all others back."""
        return self.all_or_nothing and self.count.invalid > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found. `notes` are sentences on how the workbook was given back."""

    known: Understood
    count: Count
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What became of a run. `error` is what stopped it; `refused`: nobody agreed to send; `interrupted`: a signal."""

    run: Run
    result: "Written | None" = None
    problems: int = 0
    notes: tuple[str, ...] = ()
    error: StoppedError | None = None
    refused: bool = False
    interrupted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """The files that a run leaves: the result sheet, the dealer's own workbook annotated, the payload lines."""

    result: Path
    workbook: Path | None = None
    payloads: Path | None = None


Stopping = Callable[[], AbstractContextManager["StopSignal"]]
