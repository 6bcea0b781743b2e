"""Uploads whose sheet is followed leave what `importer result` writes, whatever happens to the process."""

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from importer.errors import JournalError
from importer.following import FollowedSheet
from importer.journal.opening import open_journal
from importer.journal.protocol import Tally
from importer.records import Outcome
from importer.reports import report as write_anew
from importer.sandbox.faults import FaultRates
from importer.sandbox.options import SandboxOptions
from importer.sandbox.server import running_sandbox
from importer.settings import SECRET_VARIABLE
from importer.upload import StopSignal
from importer.wording import Lang
from tests.chaos.watched_sandbox import Stage, WatchedSandbox
from tests.cli.conftest import Run
from tests.cli.stock import dutch_rows, write_csv
from tests.following.content import content
from tests.journal.rows import ready_run, row

UPLOAD = ("--location", "DEX-GENT", "--yes", "--json", "--concurrency", "2")
ENDINGS = (".xlsx", ".csv", ".jsonl")
ROWS = 700


@pytest.fixture(autouse=True)
def _followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets are followed however few rows there are."""
    monkeypatch.setattr("importer.following.sheet.FEWEST_ROWS", 1)


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    """Cars, some of which cannot be sent, and the first once more."""
    rows = dutch_rows(ROWS)
    for at in range(40, ROWS, 90):
        rows[at][6] = "benzien"
    return write_csv(tmp_path / "stock.csv", [*rows, rows[1]])


@pytest.fixture
def never_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process must not write the sheet itself."""

    def written_anew(*_args: object, **_options: object) -> None:
        pytest.fail("the sheet was written anew")

    monkeypatch.setattr("importer.reports.report", written_anew)


@contextmanager
def faulty(live: dict[str, str], faults: float) -> Iterator[dict[str, str]]:
    """The environment of somebody who sends to a sandbox where a share of requests goes wrong."""
    options = SandboxOptions(
        rate_limit=None, burst=None, seed=5, slow_s=0.1, latency_s=0.02, faults=FaultRates.parse(f"all={faults}")
    )
    with running_sandbox(options) as running:
        yield {**live, "OKASIE_API_URL": running.api_url}


def written_afterwards(run: Run, ending: str) -> None:
    """What `importer result` makes of the run."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("importer.reports.report", write_anew)
        assert run("result", "-o", f"afterwards{ending}").returncode == 0


def as_written_afterwards(tmp_path: Path, run: Run, ending: str) -> None:
    """`importer result` writes the same, and nothing is left beside the two."""
    written_afterwards(run, ending)
    assert content(tmp_path / f"r{ending}") == content(tmp_path / f"afterwards{ending}")
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("faults", [0.0, 0.5])
@pytest.mark.usefixtures("never_anew")
def test_a_followed_upload_leaves_the_sheet_that_is_written_afterwards(
    tmp_path: Path, run: Run, live: dict[str, str], stock: Path, ending: str, faults: float
) -> None:
    """In every format, with faults and without; what is printed tells the same too."""
    with faulty(live, faults) as environment:
        done = run("upload", str(stock), *UPLOAD, "--result", f"r{ending}", env=environment)
    told = json.loads(done.stdout)
    assert done.returncode == 1, done.stderr
    assert (told["rows"], told["outcomes"]["invalid"], told["outcomes"]["duplicate"]) == (ROWS + 1, 8, 1)
    assert told["problems"] > 0
    assert told["result"] == f"r{ending}"
    as_written_afterwards(tmp_path, run, ending)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.usefixtures("never_anew")
def test_an_interrupted_upload_and_its_resume_leave_true_sheets(
    tmp_path: Path, run: Run, live: dict[str, str], stock: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that were not sent are told as such; the sheet of the resumed run takes the place of the first."""
    stop, left = StopSignal(), 2

    def seen(stage: Stage) -> None:
        nonlocal left
        left -= stage is Stage.APPLIED
        if left == 0 and stage is Stage.APPLIED:
            stop.ask()

    @contextmanager
    def stopping() -> Iterator[StopSignal]:
        yield stop

    with monkeypatch.context() as patched:
        patched.setattr("importer.cli.sending.signals", stopping)
        sandbox = WatchedSandbox(SandboxOptions(rate_limit=None, burst=None, latency_s=0.05), seen)
        with running_sandbox(sandbox) as running:
            environment = {**live, "OKASIE_API_URL": running.api_url}
            done = run("upload", str(stock), *UPLOAD, "--result", f"r{ending}", env=environment)
            first = content(tmp_path / f"r{ending}")
            written_afterwards(run, ending)
            assert first == content(tmp_path / f"afterwards{ending}")
            stop = StopSignal()
            again = run("resume", "--json", "--result", f"r{ending}", env=environment)
    assert done.returncode == 130, done.stderr
    assert json.loads(done.stdout)["outcomes"]["not_sent"] > 0
    assert json.loads(again.stdout)["outcomes"] == {"created": ROWS - 8, "invalid": 8, "duplicate": 1}
    assert first != content(tmp_path / f"r{ending}")
    as_written_afterwards(tmp_path, run, ending)


@pytest.mark.usefixtures("never_anew")
def test_a_refused_key_leaves_a_true_sheet(tmp_path: Path, run: Run, live: dict[str, str], stock: Path) -> None:
    """Where no row could succeed, the sheet says of each that it was not sent."""
    wrong = {**live, "OKASIE_API_SECRET": "sk_partner_wrong"}
    done = run("upload", str(stock), *UPLOAD, "--result", "r.csv", env=wrong)
    assert done.returncode == 5
    assert json.loads(done.stdout)["outcomes"] == {"not_sent": ROWS - 8, "invalid": 8, "duplicate": 1}
    as_written_afterwards(tmp_path, run, ".csv")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("_CODE", "raise SystemExit(3)"),
        ("_CODE", "import sys; sys.stdin.readline(); raise SystemExit(3)"),
        ("_CODE", "import os; os.kill(os.getpid(), 9)"),
        ("_CODE", "import sys; sys.stdout.write('{\"rows\": 7'); sys.stdout.flush(); raise SystemExit(3)"),
        ("sys.executable", "/nowhere/python"),
    ],
    ids=["ends at once", "ends after the order", "killed", "killed while it answers", "cannot be begun"],
)
def test_without_the_process_the_sheet_is_written_anew(
    tmp_path: Path, run: Run, live: dict[str, str], stock: Path, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever becomes of the process, the upload is what it would have been without it."""
    with monkeypatch.context() as patched:
        patched.setattr(f"importer.following.sheet.{name}", value)
        done = run("upload", str(stock), *UPLOAD, "--result", "r.jsonl", env=live)
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["outcomes"] == {"created": ROWS - 8, "invalid": 8, "duplicate": 1}
    as_written_afterwards(tmp_path, run, ".jsonl")


def test_another_importer_on_the_machine_does_not_write_the_sheet(
    tmp_path: Path, run: Run, live: dict[str, str], stock: Path
) -> None:
    """The process may find one first that is older; what that says of the rows is not believed."""
    other = tmp_path / "elsewhere" / "importer" / "following"
    other.mkdir(parents=True)
    for folder in (other.parent, other):
        (folder / "__init__.py").touch()
    reply = {"rows": 1, "outcomes": {"created": 1}, "problems": 0, "notes": []}
    (other / "writer.py").write_text(f"import json\ndef main():\n    print(json.dumps({reply!r}))\n", encoding="utf-8")
    environment = {**live, "PYTHONPATH": str(other.parents[1])}
    done = run("upload", str(stock), *UPLOAD, "--result", "r.jsonl", env=environment)
    assert json.loads(done.stdout)["outcomes"] == {"created": ROWS - 8, "invalid": 8, "duplicate": 1}
    assert (tmp_path / "r.jsonl").is_file()
    as_written_afterwards(tmp_path, run, ".jsonl")


def test_a_journal_that_fails_leaves_no_process_and_no_sheet(tmp_path: Path, sqlite_url: str) -> None:
    """What ends the main path by an error ends the process too, and nothing of it stays."""
    journal = open_journal(sqlite_url)
    name = ready_run(journal, *(row(number) for number in range(2, 40)))
    with pytest.raises(JournalError), FollowedSheet(journal, tmp_path / "r.csv", Lang.EN) as sheet:  # noqa: PT012
        sheet.follow(name)
        process = sheet._process
        raise JournalError("journal_full", place="", folder="")
    assert process is not None
    assert process.returncode == 1
    assert list(tmp_path.iterdir()) == []
    journal.close()


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="shows what a process was given on Linux alone")
def test_the_process_is_not_given_the_secret(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It sends nothing, so that it holds no key that others could find there; the rest it has."""
    monkeypatch.setenv(SECRET_VARIABLE, "sk_partner_of_nobody_else")
    monkeypatch.setenv("OKASIE_LANG", "fr")
    journal = open_journal(sqlite_url)
    name = ready_run(journal, *(row(number) for number in range(2, 40)))
    with FollowedSheet(journal, tmp_path / "r.csv", Lang.EN) as sheet:
        sheet.follow(name)
        assert sheet._process is not None
        given = Path(f"/proc/{sheet._process.pid}/environ").read_bytes()
    assert b"OKASIE_LANG=fr" in given
    assert b"sk_partner" not in given
    assert SECRET_VARIABLE.encode() not in given
    journal.close()


def test_a_process_that_does_not_leave_is_ended(
    tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for ever."""
    monkeypatch.setattr("importer.following.sheet._CODE", "import time; time.sleep(60)")
    monkeypatch.setattr("importer.following.sheet._LEAVING_S", 0.1)
    journal = open_journal(sqlite_url)
    name = ready_run(journal, *(row(number) for number in range(2, 40)))
    with FollowedSheet(journal, tmp_path / "r.csv", Lang.EN) as sheet:
        sheet.follow(name)
        process = sheet._process
    assert process is not None
    assert process.returncode == -signal.SIGKILL
    journal.close()


@pytest.mark.parametrize("fewest", [40, 1], ids=["few rows", "nothing to send"])
def test_what_is_not_worth_it_is_not_followed(
    tmp_path: Path, sqlite_url: str, fewest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small sheet, and one of which every row is known already, is written at once in the end."""
    monkeypatch.setattr("importer.following.sheet.FEWEST_ROWS", fewest)
    journal = open_journal(sqlite_url)
    settled = None if fewest > 1 else Outcome.INVALID
    name = ready_run(journal, *(row(number, outcome=settled) for number in range(2, 40)))
    with FollowedSheet(journal, tmp_path / "r.csv", Lang.EN) as sheet:
        sheet.follow(name)
        assert sheet._process is None
        written, problems = sheet.written(journal.close_run(name, Tally(), 9.0))
    assert (written.rows, problems) == (38, 0)
    journal.close()
