"""The journal's tables, their version, and the steps from older versions to this one.

What is rewritten at every request (`rows`) stands apart from what is written once (`contents`), so that an outcome
costs the writing of a hundred bytes and not of the whole listing. It knows nothing of what the rows mean.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    inspect,
    select,
    text,
)

from importer.errors import JournalError

VERSION: Final = 1

STEPS: Final[Mapping[int, Sequence[str]]] = {}
"""Version → the statements that make it out of the version before."""

METADATA: Final = MetaData()

SCHEMA_VERSION: Final = Table("schema_version", METADATA, Column("version", Integer, nullable=False))

RUNS: Final = Table(
    "runs",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("run", Text, nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("finished_at", Double),
    Column("source_digest", Text, nullable=False, index=True),
    Column("target", Text, nullable=False),
    Column("dealer", Text, nullable=False),  # "" when the rows name their own
    Column("new", LargeBinary, nullable=False),  # NewRun as JSON
    Column("forgotten", Boolean, nullable=False, default=False),
    Column("requests", Integer, nullable=False, default=0),
    Column("throttled", Integer, nullable=False, default=0),
    Column("retries", Integer, nullable=False, default=0),
    Column("waited_s", Double, nullable=False, default=0.0),
)

ROWS: Final = Table(
    "rows",
    METADATA,
    Column("run", Integer, ForeignKey(RUNS.c.number), primary_key=True),
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("reference", Text),
    Column("fingerprint", Text, nullable=False),
    Column("outcome", Text),  # NULL: to be sent, or sent and not yet answered (attempts > 0)
    Column("previous", Text),  # the outcome before the row was opened again, until it is sent
    Column("attempts", Integer, nullable=False),
    Column("sent_at", Double),
    Column("finished_at", Double),
    Column("request_id", Text),
    Column("listing_id", Text),
    Column("status", Text),
    Column("http_status", Integer),
    Column("code", Text),
    Column("message", Text),
    Column("field", Text),
    Column("warnings", LargeBinary),  # JSON, NULL for none
    sqlite_with_rowid=False,  # one tree, in the order of the key, instead of two
)

CONTENTS: Final = Table(
    "contents",
    METADATA,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
    Column("problems", LargeBinary),  # JSON, NULL for none
    Column("cells", LargeBinary, nullable=False),  # JSON
    ForeignKeyConstraint(["run", "row"], [ROWS.c.run, ROWS.c.row]),
    sqlite_with_rowid=False,
)

ACCEPTED: Final = Table(
    "accepted",
    METADATA,
    Column("target", Text, primary_key=True),
    Column("reference", Text, primary_key=True),
    Column("dealer", Text, primary_key=True),
    Column("fingerprint", Text, nullable=False),
    Column("listing_id", Text),
    Column("at", Double, nullable=False),
    sqlite_with_rowid=False,
)


def migrate(
    connection: Connection, place: str, *, version: int = VERSION, steps: Mapping[int, Sequence[str]] = STEPS
) -> None:
    """Make the tables, or bring older ones up to `version`. Raises JournalError for newer ones and for another's."""
    found = _version_of(connection, place)
    if found is None:
        METADATA.create_all(connection)
        connection.execute(SCHEMA_VERSION.insert().values(version=version))
    elif found > version:
        raise JournalError("journal_newer", place=place)
    elif found < version:
        for step in range(found + 1, version + 1):
            for statement in steps[step]:
                connection.execute(text(statement))
        connection.execute(SCHEMA_VERSION.update().values(version=version))


def _version_of(connection: Connection, place: str) -> int | None:
    """The version of the tables that are there; None when there are none."""
    names = set(inspect(connection).get_table_names())
    if SCHEMA_VERSION.name in names:
        version: int | None = connection.scalar(select(SCHEMA_VERSION.c.version))
        if version is not None:
            return version
    if names & set(METADATA.tables):
        raise JournalError("journal_not_ours", place=place)
    return None
