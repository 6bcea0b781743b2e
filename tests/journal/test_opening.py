"""A journal that cannot record is said before anything is sent: one sentence each, and no secret in it."""

import os
import sqlite3
import stat
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from importer.errors import ExitCode, JournalError, SettingsError
from importer.journal import schema
from importer.journal.opening import default_url, open_journal
from importer.journal.sql_journal import SqlJournal
from importer.journal.sqlite import SqliteDatabase
from importer.wording import Lang
from tests.journal.rows import new_run, ready_run, row, waiting
from tests.servers import PASSWORD, free_port


def key_of(url: str, *, create: bool = True) -> str:
    """The key of the error that opening gives; its sentence can be said in every language."""
    with pytest.raises((JournalError, SettingsError)) as caught:
        open_journal(url, create=create)
    assert all(caught.value.sentence(lang) for lang in Lang)
    return caught.value.key


def test_a_new_file_is_for_its_owner_alone(sqlite_url: str, journal_folder: Path) -> None:
    """Customers' data stand in it, also in the files that SQLite puts beside it."""
    journal = open_journal(sqlite_url)
    run = ready_run(journal, row(2))
    with journal.hold(run):
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in journal_folder.rglob("*") if path.is_file()}
        folders = [stat.S_IMODE(path.stat().st_mode) for path in journal_folder.iterdir() if path.is_dir()]
    journal.close()
    assert len(modes) == 4
    assert set(modes.values()) == {0o600}
    assert folders == [0o700]


def test_sqlite_writes_ahead_and_keeps_to_its_rules(sqlite_url: str, journal_folder: Path) -> None:
    """A commit is synced unless asked otherwise, what is removed is overwritten, and the file says whose it is."""
    journal = open_journal(sqlite_url)
    assert isinstance(journal, SqlJournal)
    with journal._reading() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        ]
    journal.close()
    assert found == ["wal", 2, 1, 1]
    with sqlite3.connect(journal_folder / "journal.sqlite3") as raw:
        assert raw.execute("PRAGMA application_id").fetchone() == (0x4F4B4A31,)
    raw.close()


def test_the_default_file_is_made_with_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first user needs no preparation."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("HOME", str(tmp_path))
    open_journal(None).close()
    path = Path(default_url().removeprefix("sqlite:///"))
    assert path.is_file()
    assert tmp_path in path.parents


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("journal.db", "journal_address_wrong"),
        ("mysql://user:hunter2@host/db", "journal_address_wrong"),
        ("sqlite://", "journal_address_wrong"),
        ("sqlite:///", "journal_address_wrong"),
        ("sqlite:///:memory:", "journal_address_wrong"),
        ("postgresql://user:hunter2@host:port/db", "journal_address_wrong"),
    ],
    ids=str,
)
def test_an_address_that_is_none_is_a_setting_to_correct(url: str, key: str) -> None:
    """The sentence tells the two forms, and not what stood in the address."""
    with pytest.raises(SettingsError) as caught:
        open_journal(url)
    assert caught.value.key == key
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """A folder that was named is not made: it may be a disk that is not there."""
    assert key_of(f"sqlite:///{tmp_path}/missing/journal.sqlite3") == "journal_folder"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    """The same for a path through a file."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert key_of(f"sqlite:///{tmp_path}/file/journal.sqlite3") == "journal_folder"


def test_a_folder_in_place_of_the_file_is_said(tmp_path: Path) -> None:
    """A folder cannot be a journal."""
    assert key_of(f"sqlite:///{tmp_path}") == "journal_cannot_open"


def test_a_journal_that_must_be_there_is_not_made(tmp_path: Path) -> None:
    """Reading does not leave files behind."""
    assert key_of(f"sqlite:///{tmp_path}/journal.sqlite3", create=False) == "journal_missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["stock.csv", "other.sqlite3", "marked.sqlite3"])
def test_another_programs_file_is_left_alone(tmp_path: Path, name: str) -> None:
    """A spreadsheet or another database is not written to, not by one byte."""
    path = tmp_path / name
    if name == "stock.csv":
        path.write_text("ref;price\n" * 400, encoding="utf-8")
    else:
        with sqlite3.connect(path) as raw:
            raw.execute("PRAGMA application_id = 7" if name == "marked.sqlite3" else "CREATE TABLE cars (id)")
            raw.execute("CREATE TABLE IF NOT EXISTS vans (id)")
        raw.close()
    before = path.read_bytes()
    assert key_of(f"sqlite:///{path}") == "journal_not_ours"
    assert path.read_bytes() == before


def test_a_read_only_journal_is_said() -> None:
    """Nothing can be recorded there, so opening it already fails."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite3"
        open_journal(f"sqlite:///{path}").close()
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        with not_root():
            assert key_of(f"sqlite:///{path}") == "journal_read_only"
            assert key_of(f"sqlite:///{folder}/other.sqlite3") == "journal_folder"


@contextmanager
def not_root() -> Iterator[None]:
    """Modes of files mean nothing to root."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.parametrize("missing", ["psycopg", "psycopg.pq"], ids=str)
def test_a_missing_driver_is_said(missing: str) -> None:
    """PostgreSQL is an extra; the sentence says how to install it."""
    program = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from importer.journal.opening import open_journal\nfrom importer.errors import SettingsError\n"
        "try:\n    open_journal('postgresql://u:p@127.0.0.1/x')\nexcept SettingsError as error:\n    print(error.key)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout == "journal_driver_missing\n"


def test_a_damaged_journal_is_said(sqlite_url: str, journal_folder: Path) -> None:
    """Overwritten pages are noticed as damage when they are read."""
    journal = open_journal(sqlite_url)
    run = ready_run(journal, *[row(number) for number in range(2, 400)])
    journal.close()
    path = journal_folder / "journal.sqlite3"
    whole = path.read_bytes()
    path.write_bytes(whole[:8_192] + b"\xa5" * (len(whole) - 8_192))
    with pytest.raises(JournalError) as caught:
        list(open_journal(sqlite_url).results(run))
    assert caught.value.key == "journal_damaged"
    assert caught.value.exit_code is ExitCode.JOURNAL


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'["R2",', b'["R2ZZ'), (row(2).fingerprint.encode(), b"\xff" * 64)],
    ids=["json", "utf-8"],
)
def test_damage_inside_a_row_is_said(sqlite_url: str, journal_folder: Path, old: bytes, new: bytes) -> None:
    """Bytes that SQLite itself does not miss are noticed when the row is read."""
    journal = open_journal(sqlite_url)
    run = ready_run(journal, row(2))
    journal.close()
    path = journal_folder / "journal.sqlite3"
    whole = path.read_bytes()
    assert old in whole
    path.write_bytes(whole.replace(old, new))
    opened = open_journal(sqlite_url)
    with pytest.raises(JournalError) as caught:
        list(opened.results(run))
    opened.close()
    assert caught.value.key == "journal_damaged"


def test_a_full_disk_is_said_and_nothing_is_half_written(sqlite_url: str) -> None:
    """Rows that found no room are not there; those before them are."""
    journal = open_journal(sqlite_url)
    assert isinstance(journal, SqlJournal)
    run = journal.create(new_run())
    journal.add(run, [row(2)])
    with journal._reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(JournalError) as caught:
        journal.add(run, [row(number) for number in range(3, 2_000)])
    assert caught.value.key == "journal_full"
    assert waiting(journal, run) == [2]
    journal.close()


def test_a_full_file_system_is_said(tmp_path: Path) -> None:
    """The same when it is the system that refuses to let the file grow."""
    program = (
        "import resource, signal, sys; from importer.errors import JournalError; "
        "from importer.journal.opening import open_journal; from tests.journal.rows import *\n"
        "journal = open_journal(sys.argv[1]); run = journal.create(new_run())\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "try:\n    journal.add(run, [row(number) for number in range(2, 9_000)])\n"
        "except JournalError as error:\n    print(error.key, waiting(journal, run))"
    )
    command = [sys.executable, "-c", program, f"sqlite:///{tmp_path}/journal.sqlite3"]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert said.stdout.split(maxsplit=1)[0] in {"journal_full", "journal_disk_fails"}
    assert said.stdout.endswith("[]\n")


def test_a_locked_journal_is_said(sqlite_url: str, journal_folder: Path) -> None:
    """After the busy time-out, not for ever."""
    path = journal_folder / "journal.sqlite3"
    open_journal(sqlite_url).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(JournalError) as caught:
        SqlJournal(SqliteDatabase(path, busy_timeout_s=0.05))
    other.close()
    assert caught.value.key == "journal_locked"


def test_two_processes_may_make_the_journal_at_once(journal_url: str) -> None:
    """Whoever comes second finds the tables there."""
    with ThreadPoolExecutor(8) as threads:
        journals = list(threads.map(open_journal, [journal_url] * 8))
    runs = [journal.create(new_run()) for journal in journals]
    assert {run.run for run in journals[0].runs()} == set(runs)
    for journal in journals:
        journal.close()


def test_a_newer_journal_asks_for_a_newer_importer(journal_url: str) -> None:
    """What a later version wrote is not guessed at."""
    journal = open_journal(journal_url)
    assert isinstance(journal, SqlJournal)
    with journal._writing() as connection:
        connection.execute(schema.SCHEMA_VERSION.update().values(version=schema.VERSION + 1))
    journal.close()
    assert key_of(journal_url) == "journal_newer"


def test_an_older_journal_is_brought_up_to_date(journal_url: str) -> None:
    """Each version's statements run once, in order, and the rows stay."""
    journal = open_journal(journal_url)
    assert isinstance(journal, SqlJournal)
    run = ready_run(journal, row(2))
    steps = {
        schema.VERSION + 1: ["ALTER TABLE runs ADD COLUMN note TEXT"],
        schema.VERSION + 2: ["UPDATE runs SET note = 'seen'"],
    }
    for _ in range(2):
        with journal._writing() as connection:
            schema.migrate(connection, "here", version=schema.VERSION + 2, steps=steps)
    with journal._reading() as connection:
        assert connection.exec_driver_sql("SELECT note FROM runs").scalars().all() == ["seen"]
    assert waiting(journal, run) == [2]
    journal.close()


@pytest.mark.postgresql
def test_another_programs_tables_are_left_alone(postgresql_url: str) -> None:
    """A database in which our names are taken is not ours."""
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE runs (id int)")
    assert key_of(postgresql_url) == "journal_not_ours"


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda url: url.replace(PASSWORD, "hunter2"), "journal_refused"),
        (lambda url: f"{url.partition('?')[0]}-none", "journal_refused"),
        (lambda _url: f"postgresql://u:hunter2@127.0.0.1:{free_port()}/x", "journal_unreachable"),
        (lambda url: f"{url}%20-cdefault_transaction_read_only%3Don", "journal_read_only"),
    ],
    ids=["password", "database", "no server", "read-only"],
)
def test_a_server_that_does_not_let_us_is_said(postgresql_url: str, change: Callable[[str], str], key: str) -> None:
    """The sentence and the traceback name the server and never the password."""
    with pytest.raises(JournalError) as caught:
        open_journal(change(postgresql_url))
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value.params) + str(caught.value)
    assert caught.value.key == key
    assert "hunter2" not in shown
    assert PASSWORD not in shown


def test_opening_is_light_to_import() -> None:
    """`importer --help` must not wait for a database library."""
    program = "import sys, importer.journal.opening; print({'sqlalchemy', 'psycopg', 'filelock'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout == "set()\n"
