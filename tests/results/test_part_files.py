"""What killed processes left beside a result is cleaned up, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from importer.records import Outcome
from importer.results import RESULT_ENDINGS, ensure_writable, write_result
from importer.results.part_files import part_of, sweep
from importer.wording import Lang
from tests.results.rows import result_row


def named_after(path: Path, process: int) -> Path:
    """The part file of another process."""
    return path.with_name(part_of(path).name.replace(f"-{os.getpid()}.", f"-{process}."))


@pytest.fixture
def ended() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


@pytest.mark.parametrize("ending", RESULT_ENDINGS)
def test_what_a_killed_process_left_is_gone_after_the_next_result(tmp_path: Path, ended: int, ending: str) -> None:
    """Also when the next process has its very number, as it mostly has in a container."""
    path = tmp_path / f"stock.result{ending}"
    for process in (ended, os.getpid()):
        named_after(path, process).write_text("half", encoding="utf-8")
    write_result(path, ["a"], [result_row(2, Outcome.CREATED)], lang=Lang.EN)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells it so")
def test_a_process_that_is_over_and_still_listed_writes_no_more(tmp_path: Path) -> None:
    """In a container nobody may ask how it ended; its number stays taken."""
    path = tmp_path / "stock.csv"
    with subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.read()  # ended, and not asked for
        state = Path(f"/proc/{process.pid}/stat")
        while b") Z" not in state.read_bytes():
            os.sched_yield()
        named_after(path, process.pid).touch()
        sweep(path)
        assert list(tmp_path.iterdir()) == []


def test_what_others_write_or_keep_is_left_alone(tmp_path: Path, ended: int) -> None:
    """A living process, another machine, another result and files that only look like it."""
    path = tmp_path / "stock.xlsx"
    machine = part_of(path).name.split(".")[2].partition("-")[0]
    kept = [
        named_after(path, 1),
        named_after(path, os.getppid()),
        named_after(tmp_path / "stock.csv", ended),
        named_after(tmp_path / "other.xlsx", ended),
        tmp_path / f".stock.00000000-{ended}.part.xlsx",
        tmp_path / f".stock.{machine}-.part.xlsx",
        tmp_path / f".stock.{machine}-{ended}x.part.xlsx",
        tmp_path / f".stock.{machine}-{ended}",
    ]
    for file in kept:
        file.touch()
    left = named_after(path, 10**30)
    left.touch()
    ensure_writable(path, RESULT_ENDINGS)
    assert sorted(tmp_path.iterdir()) == sorted(kept)


def test_a_missing_folder_has_nothing_to_sweep(tmp_path: Path) -> None:
    """Whoever writes there says what is wrong."""
    sweep(tmp_path / "none" / "r.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_long_name_has_a_part_file_that_file_systems_take(tmp_path: Path) -> None:
    """The name of a part file is short, whatever the letters."""
    path = tmp_path / f"{'車' * 80}.xlsx"
    write_result(path, ["a"], [result_row(2, Outcome.CREATED)], lang=Lang.EN)
    assert list(tmp_path.iterdir()) == [path]
