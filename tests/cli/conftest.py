"""A command line that sees only what a test gives it, and a sandbox to send to."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from importer.cli.group import run_command
from importer.sandbox.options import DEFAULT_SECRET, SandboxOptions
from importer.sandbox.server import RunningSandbox, running_sandbox
from tests.cli.stock import dutch_rows, write_csv

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment with a journal and folders of this test alone; English, and no secret."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OKASIE_", "LC_", "LANG"))}
    return {
        **kept,
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "OKASIE_JOURNAL": f"sqlite:///{tmp_path / 'journal.sqlite3'}",
        "OKASIE_LANG": "en",
    }


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    """A sandbox without a rate limit, so that tests do not wait."""
    with running_sandbox(SandboxOptions(rate_limit=None, burst=None)) as running:
        yield running


@pytest.fixture
def live(environment: dict[str, str], sandbox: RunningSandbox) -> dict[str, str]:
    """The environment of somebody who sends to that sandbox."""
    return {**environment, "OKASIE_API_URL": sandbox.api_url, "OKASIE_API_SECRET": DEFAULT_SECRET}


@pytest.fixture
def run(
    tmp_path: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Run:
    """Runs `importer …` in the test's folder and environment, with no terminal, in this process."""

    def run_importer(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        with monkeypatch.context() as patched, Path(os.devnull).open(encoding="utf-8") as nothing:
            for name in os.environ.keys() - (env or environment).keys():
                patched.delenv(name)
            for name, value in (env or environment).items():
                patched.setenv(name, value)
            patched.chdir(tmp_path)
            patched.setattr(sys, "stdin", nothing)
            capfd.readouterr()
            code = run_command([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return subprocess.CompletedProcess(args=arguments, returncode=code, stdout=out, stderr=err)

    return run_importer


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    """A Dutch dealer's stock of 250 cars as delimited text."""
    return write_csv(tmp_path / "voorraad.csv", dutch_rows(250))
