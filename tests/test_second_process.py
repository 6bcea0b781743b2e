"""Pieces of work shared with a second process: the same as one process makes, whatever becomes of the second."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from importer import second_process
from importer.second_process import shared

PIECES = 7
HERE = os.getpid()


def _pieces(count: int = PIECES) -> Iterator[int]:
    return iter(range(count))


def _made(piece: int) -> tuple[int, int]:
    return piece * piece, os.getpid()


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_process, "_can_be_shared", lambda: True)


def _in_second(pid: int) -> bool:
    return pid != HERE


@pytest.mark.parametrize("count", [0, 1, 2, 3, PIECES])
def test_every_piece_is_made_once_and_in_order(count: int) -> None:
    """What comes out is what one process would make, with its piece."""
    made = list(shared(partial(_pieces, count), _made))
    assert [(piece, square) for piece, (square, _) in made] == [(piece, piece**2) for piece in range(count)]


def test_every_other_piece_is_made_by_the_second_process() -> None:
    """From the second piece on; a single piece needs no second process."""
    assert [_in_second(pid) for _, (_, pid) in shared(_pieces, _made)] == [at % 2 == 1 for at in range(PIECES)]
    assert [_in_second(pid) for _, (_, pid) in shared(partial(_pieces, 1), _made)] == [False]


def test_one_processor_makes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no second processor, or a fork is not safe, nothing is shared."""
    monkeypatch.setattr(second_process, "_can_be_shared", lambda: False)
    assert [_in_second(pid) for _, (_, pid) in shared(_pieces, _made)] == [False] * PIECES


@pytest.mark.parametrize("dies", [1, 3, 5])
def test_a_second_process_that_dies_loses_nothing(dies: int) -> None:
    """What it did not make is made here."""

    def made(piece: int) -> int:
        if piece == dies and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return piece**2

    assert [square for _, square in shared(_pieces, made)] == [piece**2 for piece in range(PIECES)]


def test_a_second_process_that_dies_while_it_answers_loses_nothing() -> None:
    """Half an answer is none."""

    def made(piece: int) -> bytes:
        if os.getpid() != HERE:
            signal.setitimer(signal.ITIMER_REAL, 0.2)  # ends it while the answer waits to be heard
        return bytes([piece]) * (1 << 20)

    with closing(shared(_pieces, made)) as each:
        found = [next(each)]
        for child in multiprocessing.active_children():
            os.waitid(os.P_PID, child.pid or 0, os.WEXITED | os.WNOWAIT)
        found.extend(each)
    assert [(piece, answer[0], len(answer)) for piece, answer in found] == [(at, at, 1 << 20) for at in range(PIECES)]


def test_no_room_for_a_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system allows no more processes, the first one makes all."""

    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    assert [_in_second(pid) for _, (_, pid) in shared(_pieces, _made)] == [False] * PIECES


@pytest.mark.parametrize("at", [2, 3])
def test_an_error_comes_with_its_piece(at: int) -> None:
    """Whichever process met it, the caller has every piece before it, then the error, and no process is left."""

    def made(piece: int) -> int:
        if piece == at:
            raise ValueError(piece)
        return piece

    done: list[int] = []
    with pytest.raises(ValueError, match=str(at)):
        done.extend(piece for piece, _ in shared(_pieces, made))
    assert done == list(range(at))
    assert multiprocessing.active_children() == []


def test_whoever_stops_listening_leaves_no_process() -> None:
    """The second process ends with the iterator, even while it waits to be heard."""
    with closing(shared(_pieces, lambda _piece: bytes(1 << 20))) as each:
        next(each)
        assert len(multiprocessing.active_children()) == 1
    assert multiprocessing.active_children() == []


def test_the_second_process_holds_nothing_of_the_first(tmp_path: Path) -> None:
    """A lock or a socket that it kept would outlive the first one when that is killed."""
    with (tmp_path / "lock").open("w") as lock:

        def made(_piece: int) -> bool:
            return Path(f"/proc/self/fd/{lock.fileno()}").exists()

        assert [kept for _, kept in shared(partial(_pieces, 2), made)] == [True, False]
