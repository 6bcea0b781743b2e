"""Fixtures for every area: journals on both databases, each test with one of its own."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import pytest

from importer.journal.opening import open_journal
from importer.journal.protocol import Journal
from tests.servers import postgresql_programs, postgresql_server

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server: `OKASIE_TEST_POSTGRES`, else one that is started for the session."""
    given = os.environ.get("OKASIE_TEST_POSTGRES")
    programs = postgresql_programs()
    if given:
        yield given.rstrip("/")
    elif programs:
        with postgresql_server(programs) as url:
            yield url
    elif os.environ.get("CI"):
        pytest.fail("CI needs a PostgreSQL server: install one or set OKASIE_TEST_POSTGRES")
    else:
        pytest.skip("PostgreSQL is not installed")


@pytest.fixture(scope="session")
def postgresql_database(postgresql: str) -> Iterator[str]:
    """The address of a PostgreSQL database of this session's own."""
    name = f"journal_{uuid4().hex}"
    with psycopg.connect(f"{postgresql}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield f"{postgresql}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def postgresql_url(postgresql_database: str) -> Iterator[str]:
    """The address of an empty PostgreSQL schema: much faster to make than a database."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(postgresql_database, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
        yield f"{postgresql_database}?options=-csearch_path%3D{name}"
        connection.execute(f"DROP SCHEMA {name} CASCADE".encode())


@pytest.fixture
def journal_folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder for a journal; in memory where the system offers that, not to wait for a disk."""
    if not MEMORY.is_dir():
        yield tmp_path
        return
    with TemporaryDirectory(prefix="importer-test-", dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture
def sqlite_url(journal_folder: Path) -> str:
    """The address of a journal file that does not exist yet."""
    return f"sqlite:///{journal_folder / 'journal.sqlite3'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def journal_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty journal, on each database in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def journal(journal_url: str) -> Iterator[Journal]:
    """An empty journal, on each database in turn."""
    opened = open_journal(journal_url)
    yield opened
    opened.close()
