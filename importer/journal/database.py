"""What a kind of database must do for the journal beyond SQL: connect, keep a run to one process, explain its errors.

SQLite and PostgreSQL each do it in a module of their own. It knows nothing of tables.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from importer.errors import JournalError

WRITES = "importer_writes"
"""The execution option of a connection that is going to write; its value is a `Durability`."""


class Durability(StrEnum):
    """What a commit outlives when it returns: `process` the end of the process, `power` a power cut as well.

    Commits are kept in order: with one that outlives a power cut, all those before it do.
    """

    PROCESS = "process"
    POWER = "power"


class Database(Protocol):
    """A kind of database. `place` names it for a person, without a password."""

    @property
    def place(self) -> str:
        """The file's path, or server and database."""
        ...

    @property
    def url(self) -> str:
        """The address that opens it, with the password."""
        ...

    @property
    def engine(self) -> Engine:
        """Where connections come from."""
        ...

    def keep(self, run: str, number: int) -> AbstractContextManager[None]:
        """Keep a run for this process until the end of the block or of the process. Raises RunBusyError."""
        ...

    def fault(self, error: DBAPIError) -> JournalError:
        """The driver's error as ours."""
        ...

    def lock_schema(self, connection: Connection) -> None:
        """Until the end of the transaction no other process makes or changes the tables."""
        ...

    def discard(self, run: str) -> None:
        """Leave nothing of the lock of a run that was removed."""
        ...

    def shrink(self) -> None:
        """Give the room of removed rows back, and leave nothing readable of them."""
        ...


class UnreadableError(Exception):
    """What stands in a column is not what the journal writes there."""


@contextmanager
def explained(place: str, fault: Callable[[DBAPIError], JournalError]) -> Iterator[None]:
    """The one seam where the errors of SQLAlchemy and of drivers become ours."""
    try:
        yield
    except DBAPIError as error:
        raise fault(error) from error
    except UnreadableError as error:
        raise JournalError("journal_damaged", place=place) from error
    except SQLAlchemyError as error:
        raise JournalError("journal_failed", place=place, code=error.code or type(error).__name__) from error
