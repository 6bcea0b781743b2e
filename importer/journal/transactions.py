"""How a transaction is had on a database: who may write now, how lasting it is, and what its errors mean.

It knows nothing of tables, save that they are brought up to date once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from sqlalchemy import Connection

from importer.journal import schema
from importer.journal.database import WRITES, Database, Durability, explained


class Transactions:
    """Transactions on `database`, for several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = RLock()  # writers of this process take turns here, not by polling the database
        self._writers = {one: database.engine.execution_options(**{WRITES: one}) for one in Durability}

    def migrate(self) -> None:
        """Make the tables, or bring them up to date. Raises JournalError."""
        with self.writing() as connection:
            self._database.lock_schema(connection)
            schema.migrate(connection, self._database.place)

    @contextmanager
    def writing(self, durability: Durability = Durability.POWER) -> Iterator[Connection]:
        """A transaction that writes, committed at the end of the block and as lasting as asked. Raises JournalError."""
        writer = self._writers[durability]
        with self._turn, explained(self._database.place, self._database.fault), writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that reads one state of the journal. Raises JournalError."""
        with explained(self._database.place, self._database.fault), self._database.engine.connect() as connection:
            yield connection
