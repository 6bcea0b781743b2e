"""Whoever reads what a command says may leave; the command goes on, and its exit code is the true one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from importer.sandbox.server import RunningSandbox
from tests.cli.stock import dutch_rows, write_csv

UPLOAD = ("--location", "DEX-GENT", "--yes")


def with_a_wrong_row(path: Path) -> Path:
    """Twenty cars of which one cannot be sent."""
    rows = dutch_rows(20)
    rows[3][6] = "benzien"
    return write_csv(path, rows)


@pytest.mark.parametrize("leaving", ["stdout", "stderr", "both"])
def test_an_upload_goes_on_when_nobody_reads_any_more(
    tmp_path: Path, live: dict[str, str], sandbox: RunningSandbox, leaving: str
) -> None:
    """`importer upload … 2>&1 | head` sends every row and says with its exit code that one needs work."""
    path = with_a_wrong_row(tmp_path / "stock.csv")
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "importer", "upload", str(path), *UPLOAD, "--json", "--verbose"]
    done = subprocess.run(
        command,
        env=live,
        cwd=tmp_path,
        stdout=subprocess.PIPE if leaving == "stderr" else writing,
        stderr=subprocess.PIPE if leaving == "stdout" else writing,
        check=False,
    )
    os.close(writing)
    assert done.returncode == 1
    assert len(sandbox.sandbox.applied) == 19
    assert (tmp_path / "stock.result.xlsx").exists()
    if leaving == "stderr":
        assert json.loads(done.stdout)["outcomes"] == {"created": 19, "invalid": 1}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_an_upload_goes_on_when_what_it_says_has_no_room(
    tmp_path: Path, live: dict[str, str], sandbox: RunningSandbox
) -> None:
    """A log on a full disk keeps no row from being sent."""
    path = with_a_wrong_row(tmp_path / "stock.csv")
    command = [sys.executable, "-m", "importer", "upload", str(path), *UPLOAD]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, env=live, cwd=tmp_path, stderr=full, stdout=subprocess.PIPE, check=False)
    assert (done.returncode, len(sandbox.sandbox.applied)) == (1, 19)


def test_a_map_that_is_read_in_part_is_done(tmp_path: Path, live: dict[str, str]) -> None:
    """Who has seen enough has seen no error."""
    path = with_a_wrong_row(tmp_path / "stock.csv")
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "importer", "map", str(path), "--json"]
    done = subprocess.run(command, env=live, cwd=tmp_path, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
