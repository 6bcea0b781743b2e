"""Opens the journal that an address names. Light to import: the database libraries come with the first opening.

It knows nothing of what is written into a journal.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from importer.errors import JournalError, SettingsError

if TYPE_CHECKING:
    from importer.journal.database import Database
    from importer.journal.protocol import Journal

SQLITE: Final = "sqlite:///"
POSTGRESQL: Final = ("postgresql://", "postgres://", "postgresql+psycopg://")


def default_url() -> str:
    """The journal file under the platform's data folder."""
    from platformdirs import user_data_path  # noqa: PLC0415 — not needed for --help

    return f"{SQLITE}{user_data_path('importer', appauthor=False) / 'journal.sqlite3'}"


def open_journal(url: str | None, *, create: bool = True) -> "Journal":
    """The journal at `sqlite:///PATH` or `postgresql://…`; None is the default file, whose folder is made.

    `create` False wants a journal that is there already. Raises SettingsError for an address that is none of these or
    a missing driver, JournalError when the journal cannot be opened, written or understood.
    """
    from importer.journal.sql_journal import SqlJournal  # noqa: PLC0415 — the database is imported when it is needed

    if url is None:
        url = default_url()
        _make_folder(Path(url.removeprefix(SQLITE)).parent)
    return SqlJournal(_database(url, create=create))


def _database(url: str, *, create: bool) -> "Database":
    scheme = url.partition(":")[0]
    if url.startswith(POSTGRESQL):
        return _postgresql(url)
    path = url.removeprefix(SQLITE)
    if path == url or not path or path.startswith(":memory:"):
        raise SettingsError("journal_address_wrong", scheme=scheme[:20])
    from importer.journal.sqlite import SqliteDatabase  # noqa: PLC0415 — the same

    return SqliteDatabase(Path(path).expanduser(), create=create)


def _postgresql(url: str) -> "Database":
    from sqlalchemy import make_url  # noqa: PLC0415 — the same
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415 — the same

    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise SettingsError("journal_address_wrong", scheme="postgresql") from None
    try:
        from importer.journal.postgresql import PostgresqlDatabase  # noqa: PLC0415 — the driver is an extra
    except ImportError:
        raise SettingsError("journal_driver_missing") from None
    return PostgresqlDatabase(address)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise JournalError("journal_folder", place=folder, folder=folder) from error
