"""The journal in one SQLite file: how it is made and opened, the lock files beside it, what SQLite's errors mean.

The file holds customers' data, so only its owner may read it. It knows nothing of tables.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from importer.errors import JournalError, RunBusyError
from importer.journal.database import WRITES, Durability, explained

APPLICATION_ID: Final = 0x4F4B4A31  # "OKJ1", in the file's header
BUSY_TIMEOUT_S: Final = 10.0
PAGE_BYTES: Final = 32_768  # a dozen rows of two or three kilobytes: little room is left over, and few pages are split
_SYNCHRONOUS: Final = {Durability.PROCESS: "NORMAL", Durability.POWER: "FULL"}

_KEYS: Final = {
    sqlite3.SQLITE_FULL: "journal_full",
    sqlite3.SQLITE_READONLY: "journal_read_only",
    sqlite3.SQLITE_PERM: "journal_read_only",
    sqlite3.SQLITE_BUSY: "journal_locked",
    sqlite3.SQLITE_LOCKED: "journal_locked",
    sqlite3.SQLITE_CORRUPT: "journal_damaged",
    sqlite3.SQLITE_NOTADB: "journal_not_ours",
    sqlite3.SQLITE_CANTOPEN: "journal_cannot_open",
    sqlite3.SQLITE_IOERR: "journal_disk_fails",
}


class SqliteDatabase:
    """A journal file at `path`. Raises JournalError when it cannot be made, opened or written."""

    def __init__(self, path: Path, *, create: bool = True, busy_timeout_s: float = BUSY_TIMEOUT_S) -> None:
        self._path = path
        self._locks = path.with_name(f"{path.name}.locks")
        _make_file(path, create=create)
        self._engine = _engine(path, busy_timeout_s)

    @property
    def place(self) -> str:
        """The path of the file."""
        return str(self._path)

    @property
    def url(self) -> str:
        """The address of the file, from wherever it is opened."""
        return f"sqlite:///{self._path.absolute()}"

    @property
    def engine(self) -> Engine:
        """Connections that enforce foreign keys and sync commits as they are asked to."""
        return self._engine

    @contextmanager
    def keep(self, run: str, number: int) -> Iterator[None]:  # noqa: ARG002 — PostgreSQL's locks go by number
        """Lock a side file of the run; the system lets go of it when the process ends, however it ends."""
        from filelock import FileLock, Timeout  # noqa: PLC0415 — 50 ms that listing runs need not pay

        lock = FileLock(self._locks / f"{run}.lock", timeout=0, mode=0o600, fallback_to_soft=False)
        try:
            self._locks.mkdir(mode=0o700, exist_ok=True)
            lock.acquire()
        except Timeout:
            raise RunBusyError("run_busy", run=run) from None
        except (OSError, NotImplementedError) as error:
            raise JournalError("journal_folder", place=self.place, folder=self._locks) from error
        try:
            yield
        finally:
            lock.release()

    def fault(self, error: DBAPIError) -> JournalError:
        """SQLite's result code as a sentence."""
        code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)  # none: a text is not UTF-8
        key = _KEYS.get(code & 0xFF, "journal_failed")
        return JournalError(key, place=self.place, folder=self._path.parent, code=code)

    def lock_schema(self, connection: Connection) -> None:
        """A transaction that writes is alone already."""

    def discard(self, run: str) -> None:
        """Remove the run's lock file."""
        with suppress(OSError):
            (self._locks / f"{run}.lock").unlink()

    def shrink(self) -> None:
        """Free pages go back to the file system, and the write-ahead log is emptied."""
        with explained(self.place, self.fault), self._engine.connect() as connection:
            raw = cast("sqlite3.Connection", connection.connection.driver_connection)
            raw.execute("PRAGMA incremental_vacuum").fetchall()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _make_file(path: Path, *, create: bool) -> None:
    """Make an empty file that only its owner reads, unless there is a file already."""
    if not path.parent.is_dir():
        raise JournalError("journal_folder", place=path, folder=path.parent)
    if not create and not path.is_file():
        raise JournalError("journal_missing", place=path)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except IsADirectoryError:
        raise JournalError("journal_cannot_open", place=path) from None
    except OSError as error:
        key = "journal_read_only" if path.exists() else "journal_folder"
        raise JournalError(key, place=path, folder=path.parent) from error


def _engine(path: Path, busy_timeout_s: float) -> Engine:
    url = URL.create("sqlite+pysqlite", database=str(path))
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": busy_timeout_s})

    def on_connect(raw: sqlite3.Connection, _record: object) -> None:
        try:
            _prepare(raw, str(path))
        except (sqlite3.Error, JournalError):
            raw.close()
            raise

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _prepare(raw: sqlite3.Connection, place: str) -> None:
    raw.isolation_level = None  # transactions are begun by _on_begin, not by the driver's guess
    (tables,) = raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    (application,) = raw.execute("PRAGMA application_id").fetchone()  # after the tables: another process marks it first
    if application != APPLICATION_ID:
        _claim(raw, application, tables, place)
    _write_ahead(raw)
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten


def _write_ahead(raw: sqlite3.Connection) -> None:
    """Switch the log on. SQLite does not wait for another process that switches it on in the same new file."""
    for wait_s in (0.01, 0.05, 0.25, 1.0):
        try:
            raw.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(wait_s)
        else:
            return
    raw.execute("PRAGMA journal_mode = WAL").fetchone()


def _claim(raw: sqlite3.Connection, application: int, tables: int, place: str) -> None:
    """Mark an empty file as ours; another program's file is left alone."""
    if application or tables:
        raise JournalError("journal_not_ours", place=place)
    raw.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    raw.execute("PRAGMA auto_vacuum = INCREMENTAL")
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _on_begin(connection: Connection) -> None:
    raw = cast("sqlite3.Connection", connection.connection.driver_connection)
    durability = connection.get_execution_options().get(WRITES)
    if durability is None:
        raw.execute("BEGIN")
        return
    raw.execute(f"PRAGMA synchronous = {_SYNCHRONOUS[durability]}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
