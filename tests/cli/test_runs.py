"""Which run a command means, and that none is taken from under a process that is at work on it."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from importer.errors import ExitCode
from importer.journal.opening import open_journal
from importer.wording import Lang, say
from tests.cli.conftest import Run
from tests.cli.stock import dutch_rows, write_csv

UPLOAD = ("--location", "DEX-GENT", "--yes", "--json")


def upload(run: Run, path: Path, env: Mapping[str, str], *more: str) -> str:
    """Upload a file; gives the run."""
    told: dict[str, str] = json.loads(run("upload", str(path), *UPLOAD, *more, env=env).stdout)
    return told["run"]


def unsent(env: Mapping[str, str]) -> dict[str, str]:
    """The environment of somebody whose key is refused."""
    return {**env, "OKASIE_API_SECRET": "sk_partner_wrong"}


def test_a_run_at_work_is_not_forgotten(run: Run, live: dict[str, str], stock: Path) -> None:
    """Who sends or resumes a run holds it; forgetting it then is refused with a sentence, and nothing of it is lost."""
    name = upload(run, stock, unsent(live))
    journal = open_journal(live["OKASIE_JOURNAL"])
    with journal.hold(name):
        refused = run("runs", "--forget", name, env=live)
    assert (refused.returncode, say("run_busy", Lang.EN, run=name)) == (ExitCode.JOURNAL, refused.stderr.strip())
    record = journal.get(name)
    assert record is not None
    assert not record.forgotten
    assert run("resume", name, "--json", env=live).returncode == 0
    assert say("forgotten", Lang.EN, run=name) in run("runs", "--forget", name, env=live).stderr
    journal.close()


def test_the_run_of_a_file_is_found_by_the_file(tmp_path: Path, run: Run, live: dict[str, str], stock: Path) -> None:
    """A file means its newest run, whatever was uploaded after it."""
    wanted = upload(run, stock, unsent(live))
    upload(run, write_csv(tmp_path / "other.csv", dutch_rows(3)), live)
    done = run("resume", "voorraad.csv", "--json", env=live)
    told = json.loads(done.stdout)
    assert (told["run"], told["rows"]) == (wanted, 250)


def test_a_file_without_a_run_is_told_as_such(tmp_path: Path, run: Run, live: dict[str, str], stock: Path) -> None:
    """No run of another file is taken for it."""
    upload(run, stock, live)
    write_csv(tmp_path / "other.csv", dutch_rows(3))
    told = run("resume", "other.csv", env=live)
    assert (told.returncode, told.stderr.strip()) == (2, say("file_without_run", Lang.EN, found="other.csv"))


def test_the_run_that_resume_takes_when_none_is_named_is_said(run: Run, live: dict[str, str], stock: Path) -> None:
    """It may be of another file than the one that somebody thinks of."""
    name = upload(run, stock, unsent(live))
    assert say("last_run", Lang.EN, run=name, file="voorraad.csv") in run("resume", env=live).stderr


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_interruption_names_the_run_that_it_leaves(
    run: Run, live: dict[str, str], stock: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """Before there is a run, none is offered to be resumed: the newest of the journal would be another one."""
    before = upload(run, stock, live)

    def interrupted(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(
            {"before": "importer.run.new_run", "after": "importer.cli.summaries.plan.print_plan"}[when], interrupted
        )
        stopped = run("upload", str(stock), *UPLOAD, env=live)
    journal = open_journal(live["OKASIE_JOURNAL"])
    newest = journal.runs()[0].run
    journal.close()
    assert stopped.returncode == ExitCode.INTERRUPTED
    assert (newest == before) == (when == "before")
    expected = "interrupted" if when == "before" else "interrupted_run"
    assert stopped.stderr.splitlines()[-1] == say(expected, Lang.EN, run=newest)
