"""The listings that the sandbox holds: in memory, and in a file of JSON lines when one is given.

Each line is one listing as it then was; the last line of a reference counts, and a last line that a kill broke off is
passed over. It does not know what a listing may hold.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, TypedDict

import orjson

from importer.errors import SettingsError
from importer.sandbox.exchange import Json


class Stored(TypedDict):
    """A listing with what the API knows beside it. `fields` holds what was sent; times are ISO 8601 in UTC."""

    id: str
    partner: str
    reference: str
    dealer: str
    fields: dict[str, Json]
    createdAt: str
    updatedAt: str
    soldAt: str | None


class ListingStore:
    """Listings by partner and reference, in the order in which they were created.

    Raises SettingsError when the file cannot be written, or holds something else: then nothing is written to it.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._listings: dict[tuple[str, str], Stored] = {}
        self._file: IO[bytes] | None = None
        if path is not None:
            self._file = self._open(path)

    def get(self, partner: str, reference: str) -> Stored | None:
        """The listing, or None when there is none."""
        return self._listings.get((partner, reference))

    def by_id(self, listing_id: str) -> Stored | None:
        """The listing of an id, of whatever partner; None when there is none."""
        return next((stored for stored in self.of() if stored["id"] == listing_id), None)

    def put(self, listing: Stored) -> None:
        """Keep this listing in the place of any earlier one of its reference."""
        self._listings[listing["partner"], listing["reference"]] = listing
        if self._file is not None:
            self._file.write(orjson.dumps(listing) + b"\n")
            self._file.flush()

    def of(self, partner: str | None = None) -> Iterator[Stored]:
        """The listings of a partner, or of all."""
        return (stored for stored in tuple(self._listings.values()) if partner in (None, stored["partner"]))

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()

    def _open(self, path: Path) -> IO[bytes]:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            kept = path.open("a+b")
        except OSError as error:
            raise SettingsError("sandbox_store_closed", path=path) from error
        kept.seek(0)
        lines = kept.read().splitlines(keepends=True)
        for line in lines:
            self._take(line)
        if lines and not self._listings:
            kept.close()
            raise SettingsError("sandbox_store_foreign", path=path)
        if lines and not lines[-1].endswith(b"\n"):
            kept.write(b"\n")
        return kept

    def _take(self, line: bytes) -> None:
        try:
            listing: Stored = orjson.loads(line)
            self._listings[listing["partner"], listing["reference"]] = listing
        except (orjson.JSONDecodeError, TypeError, KeyError):
            return
