"""What a person says about a file beyond the file itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from importer.records import CHUNK_ROWS, EarlierReading

if TYPE_CHECKING:
    from importer.journal.protocol import Settled

OF_ONE_CALL: Final = {"dealerLocationCode": "location", "dealerProfileId": "dealer_profile", "status": "status"}
"""Fields with the option that says, at each call anew, what they are in rows where the cell is blank."""
_KEPT: Final = ("sheet", "profile", "profiles", "location", "dealer_profile", "status", "reference")


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeOptions:
    """What a person says about a file beyond the file itself.

    `location`, `dealer_profile` and `status` hold for rows whose own cell is blank. `reference` is `auto`, a column's
    heading or several joined by "+". `overrides` are headings with the field that they mean. `all_sheets` says that all
    sheets of the same shape are taken, each as a run of its own, and `across` what their rows are to each other, once
    that is known (sheet_repeats.py). `earlier` finds how the table was read that rows to mend were taken from, by their
    headings.
    """

    today: date
    sheet: str | None = None
    profile: Path | None = None
    profiles: Path | None = None
    location: str | None = None
    dealer_profile: str | None = None
    status: str | None = None
    reference: str | None = None
    overrides: Mapping[str, str] = field(default_factory=dict)
    all_sheets: bool = False
    across: "Mapping[str, Sequence[Settled]] | None" = field(default=None, compare=False, repr=False)
    earlier: Callable[[Sequence[str]], EarlierReading | None] | None = field(default=None, compare=False, repr=False)
    chunk_rows: int = CHUNK_ROWS

    def as_text(self) -> dict[str, str]:
        """All that changes what is sent, as text, so that a journal can keep it and tell runs apart."""
        named = {name: getattr(self, name) for name in _KEPT}
        kept = {name: str(value) for name, value in named.items() if value is not None}
        kept |= {"all_sheets": "yes"} if self.all_sheets else {}
        return {**kept, **{f"map:{heading}": name for heading, name in self.overrides.items()}}

    @classmethod
    def from_text(cls, options: Mapping[str, str], today: date) -> Self:
        """The options that `as_text` kept."""
        profile, profiles = options.get("profile"), options.get("profiles")
        return cls(
            today=today,
            sheet=options.get("sheet"),
            profile=Path(profile) if profile else None,
            profiles=Path(profiles) if profiles else None,
            location=options.get("location"),
            dealer_profile=options.get("dealer_profile"),
            status=options.get("status"),
            reference=options.get("reference"),
            all_sheets="all_sheets" in options,
            overrides={key.removeprefix("map:"): value for key, value in options.items() if key.startswith("map:")},
        )
