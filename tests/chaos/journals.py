"""A journal seen from outside while a process uses it, and after it was killed: in a file or on a server.

It asks with SQL of its own, and does not know when anything is killed.
"""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, LiteralString, Protocol
from uuid import uuid4

import psycopg

_STATES = "SELECT state FROM runs ORDER BY number"
_IN_FLIGHT = "SELECT reference FROM rows WHERE attempts > 0 AND outcome IS NULL AND sent_at >= "
_BEGUN = "SELECT 1 FROM runs WHERE created_at >= "


class WatchedJournal(Protocol):
    """What a story asks of a journal; `url` is its address for the command."""

    url: str

    def intake_has_begun(self, since: float) -> bool:
        """Whether a process has begun to write a new run since Unix time `since`."""
        ...

    def states(self) -> Sequence[str]:
        """The state of every run, the oldest first."""
        ...

    def in_flight(self, since: float) -> Counter[str]:
        """References of rows that were sent since then and have no outcome, as the kill left it."""
        ...

    def damage(self) -> Sequence[str]:
        """What the database itself finds wrong, in words."""
        ...


class FileJournal:
    """SQLite. A copy is asked, for the next process must find the file as the kill left it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "journal.sqlite3"
        self.url = f"sqlite:///{self._file}"

    def intake_has_begun(self, since: float) -> bool:
        """By the time of the write-ahead log, which is cheaper to look at than a copy of the file."""
        with suppress(FileNotFoundError):
            return Path(f"{self._file}-wal").stat().st_mtime > since
        return False

    def states(self) -> Sequence[str]:
        """As the protocol says."""
        return [state for (state,) in self._asked(_STATES)]

    def in_flight(self, since: float) -> Counter[str]:
        """As the protocol says."""
        return Counter(reference for (reference,) in self._asked(f"{_IN_FLIGHT}?", since))

    def damage(self) -> Sequence[str]:
        """What SQLite's own check says of the file."""
        with closing(sqlite3.connect(self._file)) as journal:
            (verdict,) = journal.execute("PRAGMA integrity_check").fetchone()
        return [] if verdict == "ok" else [f"the journal is damaged: {verdict}"]

    def _asked(self, question: str, *parameters: float) -> list[tuple[Any, ...]]:
        if not self._file.exists():
            return []
        copy = self._file.with_name("copy")
        copy.mkdir(exist_ok=True)
        for ending in ("", "-wal"):
            file = self._file.with_name(self._file.name + ending)
            if file.exists():
                shutil.copyfile(file, copy / file.name)
        try:
            with closing(sqlite3.connect(copy / self._file.name)) as journal:
                return journal.execute(question, parameters).fetchall()
        except sqlite3.OperationalError:  # killed before the tables were there
            return []
        finally:
            shutil.rmtree(copy)


class ServerJournal:
    """A schema of its own on a PostgreSQL server, which rolls back what a killed process had not committed."""

    def __init__(self, database: str, schema: str) -> None:
        self.url = f"{database}?options=-csearch_path%3D{schema}"
        self._connection = psycopg.connect(self.url, autocommit=True)

    def intake_has_begun(self, since: float) -> bool:
        """As the protocol says."""
        return bool(self._asked(f"{_BEGUN}%s", since))

    def states(self) -> Sequence[str]:
        """As the protocol says."""
        return [state for (state,) in self._asked(_STATES)]

    def in_flight(self, since: float) -> Counter[str]:
        """As the protocol says."""
        return Counter(reference for (reference,) in self._asked(f"{_IN_FLIGHT}%s", since))

    def damage(self) -> Sequence[str]:
        """Nothing: a killed client cannot damage a server's files."""
        return []

    def close(self) -> None:
        """Let the connection go."""
        self._connection.close()

    def _asked(self, question: LiteralString, *parameters: float) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(question, parameters).fetchall()
        except psycopg.errors.UndefinedTable:  # killed before the tables were there
            return []


@contextmanager
def server_journal(server: str) -> Iterator[ServerJournal]:
    """An empty schema in the database `postgres` of the server at `server`, gone afterwards."""
    database, schema = f"{server}/postgres", f"chaos_{uuid4().hex}"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
        journal = ServerJournal(database, schema)
        try:
            yield journal
        finally:
            journal.close()
            connection.execute(f"DROP SCHEMA {schema} CASCADE".encode())
