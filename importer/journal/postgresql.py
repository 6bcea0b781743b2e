"""The journal on a PostgreSQL server: how it is connected to, advisory locks, what the server's errors mean.

The password stands in the address alone and never in an error. It knows nothing of tables.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping
from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from importer.errors import JournalError, RunBusyError
from importer.journal.database import WRITES, Durability, explained

LOCKS: Final = 0x4F4B4A31  # the first key of our advisory locks; the second is the run's number
CONNECT_TIMEOUT_S: Final = 10
RELEASE_WAIT_MS: Final = 1_000  # a server takes a moment to notice that the holder was killed

_KEYS: Final = {
    "53100": "journal_full",
    "25006": "journal_read_only",
    "42501": "journal_read_only",
    "55P03": "journal_locked",
    "28000": "journal_refused",
    "28P01": "journal_refused",
    "3D000": "journal_refused",
    "XX001": "journal_damaged",
    "XX002": "journal_damaged",
}
_LOST: Final = ("08", "57")  # connection exceptions, and a server that is shutting down


class PostgresqlDatabase:
    """A journal on the server that `url` names."""

    def __init__(self, url: URL) -> None:
        self._place = f"{url.host or 'localhost'}:{url.port or 5432}/{url.database or ''}"
        self._url = url
        self._engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            hide_parameters=True,
            pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_TIMEOUT_S, "client_encoding": "utf8"},
        )
        event.listen(self._engine, "begin", _on_begin)

    @property
    def place(self) -> str:
        """Server, port and database."""
        return self._place

    @property
    def url(self) -> str:
        """The address as it was given, with the password."""
        return self._url.render_as_string(hide_password=False)

    @property
    def engine(self) -> Engine:
        """Connections from a pool."""
        return self._engine

    @contextmanager
    def keep(self, run: str, number: int) -> Iterator[None]:
        """Take an advisory lock on a connection of its own; the server lets go of it when the connection ends."""
        keys = {"locks": LOCKS, "number": number}
        with explained(self.place, self.fault):
            connection = self._engine.connect()
            connection.detach()  # closing it ends the session, and with that the lock
        with connection:
            with explained(self.place, self._busy(run)):
                connection.execute(text(f"SET lock_timeout = {RELEASE_WAIT_MS}"))
                connection.execute(text("SELECT pg_advisory_lock(:locks, :number)"), keys)
                connection.commit()
            yield

    def _busy(self, run: str) -> Callable[[DBAPIError], JournalError]:
        def fault(error: DBAPIError) -> JournalError:
            ours = self.fault(error)
            return RunBusyError("run_busy", run=run) if ours.key == "journal_locked" else ours

        return fault

    def fault(self, error: DBAPIError) -> JournalError:
        """The server's SQLSTATE as a sentence. The driver gives none when it could not connect at all."""
        state = getattr(error.orig, "sqlstate", None) or ""
        if state:
            key = _KEYS.get(state, "journal_unreachable" if state[:2] in _LOST else "journal_failed")
        else:
            key = "journal_refused" if self._answers() else "journal_unreachable"
        return JournalError(key, place=self.place, code=state)

    def _answers(self) -> bool:
        """Whether the server takes connections; it need not know the user for that."""
        address = make_conninfo(host=self._url.host, port=self._url.port, connect_timeout=CONNECT_TIMEOUT_S)
        return PGconn.ping(address.encode()) == Ping.OK  # the driver gives a bare number

    def lock_schema(self, connection: Connection) -> None:
        """The lock of run number 0, which there never is."""
        connection.execute(text("SELECT pg_advisory_xact_lock(:locks, 0)"), {"locks": LOCKS})

    def discard(self, run: str) -> None:
        """A lock that nobody holds takes no room."""

    def shrink(self) -> None:
        """The server's own vacuum does it."""


def _on_begin(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITES) is Durability.PROCESS:
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
