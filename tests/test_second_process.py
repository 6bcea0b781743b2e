"""Pieces of work shared with a second process: the same as one process makes, whatever becomes of the second."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from importer import second_process
from importer.second_process import Ahead, Sharing

Made = TypeVar("Made")
PIECES = 7
HERE = os.getpid()


def _pieces(count: int, first: int) -> Iterator[int]:
    return iter(range(first, first + count))


def _made(piece: int) -> tuple[int, int]:
    return piece * piece, os.getpid()


def _large(_piece: int) -> bytes:
    return bytes(1 << 20)


def _killed_at(piece: int, dies: int) -> int:
    if piece == dies and os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return piece**2


def _killed_while_it_answers(piece: int) -> bytes:
    if os.getpid() != HERE:
        signal.setitimer(signal.ITIMER_REAL, 0.2)  # ends it while the answer waits to be heard
    return bytes([piece]) * (1 << 20)


def _refused_at(piece: int, at: int) -> int:
    if piece == at:
        raise ValueError(piece)
    return piece


def _is_open(_piece: int, number: int) -> bool:
    return Path(f"/proc/self/fd/{number}").exists()


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_process, "_can_be_shared", lambda: True)


def _in_second(pid: int) -> bool:
    return pid != HERE


def _each(make: Callable[[int], Made], count: int = PIECES) -> Iterator[tuple[int, Made]]:
    """`count` pieces from 0 on, shared; the second process ends with the last."""
    with closing(_sharing(count)) as sharing:
        yield from sharing.each(0, make)


def _sharing(count: int = PIECES) -> Sharing[int]:
    return Sharing(partial(_pieces, count), worthwhile=True)


@pytest.mark.parametrize("count", [0, 1, 2, 3, PIECES])
def test_every_piece_is_made_once_and_in_order(count: int) -> None:
    """What comes out is what one process would make, with its piece."""
    made = list(_each(_made, count))
    assert [(piece, square) for piece, (square, _) in made] == [(piece, piece**2) for piece in range(count)]


def test_every_other_piece_is_made_by_the_second_process() -> None:
    """From the second piece on."""
    assert [_in_second(pid) for _, (_, pid) in _each(_made)] == [at % 2 == 1 for at in range(PIECES)]


def test_one_second_process_is_asked_again_and_again() -> None:
    """What it was asked first, and in what pieces, does not matter to what it is asked next."""
    with closing(_sharing()) as sharing:
        first = [pid for _, (_, pid) in sharing.each(0, _made)]
        second = list(sharing.each(10, _made))
    assert [(piece, square) for piece, (square, _) in second] == [(at, at**2) for at in range(10, 10 + PIECES)]
    assert {pid for _, (_, pid) in second} == set(first)
    assert len(set(first)) == 2
    assert multiprocessing.active_children() == []


def test_a_process_may_be_forked_anew() -> None:
    """Whoever goes on after the end gets another second process."""
    with closing(_sharing()) as sharing:
        first = {pid for _, (_, pid) in sharing.each(0, _made)}
        sharing.close()
        second = {pid for _, (_, pid) in sharing.each(0, _made)}
    assert first & second == {HERE}
    assert len(second) == 2


@pytest.mark.parametrize("reason", ["processors", "size"])
def test_one_process_makes_all(monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    """Where there is no second processor, a fork is not safe, or it is not worth it, nothing is shared."""
    if reason == "processors":
        monkeypatch.setattr(second_process, "_can_be_shared", lambda: False)
    sharing = Sharing(partial(_pieces, PIECES), worthwhile=reason != "size")
    assert [_in_second(pid) for _, (_, pid) in sharing.each(0, _made)] == [False] * PIECES


@pytest.mark.parametrize("dies", [1, 3, 5])
def test_a_second_process_that_dies_loses_nothing(dies: int) -> None:
    """What it did not make is made here."""
    assert [square for _, square in _each(partial(_killed_at, dies=dies))] == [piece**2 for piece in range(PIECES)]


def test_a_second_process_that_has_died_is_asked_no_more() -> None:
    """Between two questions it may be killed by the system for its memory."""
    with closing(_sharing()) as sharing:
        list(sharing.each(0, _made))
        for child in multiprocessing.active_children():
            child.kill()
            child.join()
        assert [_in_second(pid) for _, (_, pid) in sharing.each(0, _made)] == [False] * PIECES


def test_a_second_process_that_dies_while_it_answers_loses_nothing() -> None:
    """Half an answer is none."""
    with closing(_sharing()) as sharing:
        each = sharing.each(0, _killed_while_it_answers)
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
    assert [_in_second(pid) for _, (_, pid) in _each(_made)] == [False] * PIECES


@pytest.mark.parametrize("at", [2, 3])
def test_an_error_comes_with_its_piece(at: int) -> None:
    """Whichever process met it, the caller has every piece before it, then the error, and no process is left."""
    done: list[int] = []
    with pytest.raises(ValueError, match=str(at)):
        done.extend(piece for piece, _ in _sharing().each(0, partial(_refused_at, at=at)))
    assert done == list(range(at))
    assert multiprocessing.active_children() == []


def test_whoever_stops_listening_leaves_no_process() -> None:
    """The second process ends with the iterator, even while it waits to be heard."""
    with closing(_sharing().each(0, _large)) as each:
        next(each)
        assert len(multiprocessing.active_children()) == 1
    assert multiprocessing.active_children() == []


def test_a_second_process_ends_with_whoever_could_ask_it() -> None:
    """One that nobody closed would wait for ever; it hears that nobody is left."""
    sharing = _sharing()
    list(sharing.each(0, _made))
    (child,) = multiprocessing.active_children()
    del sharing
    patience = time.monotonic() + 10
    while child.is_alive() and time.monotonic() < patience:
        time.sleep(0.01)
    assert not child.is_alive()


def test_the_second_process_holds_nothing_of_the_first(tmp_path: Path) -> None:
    """A lock or a socket that it kept would outlive the first one when that is killed."""
    with (tmp_path / "lock").open("w") as lock:
        assert [kept for _, kept in _each(partial(_is_open, number=lock.fileno()), 2)] == [True, False]


def _own_process() -> int:
    return os.getpid()


def _dies_elsewhere() -> int:
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def _refused() -> int:
    raise ValueError(HERE)


def test_one_thing_is_made_ahead_by_a_second_process() -> None:
    """And that process is gone when it was asked for."""
    assert Ahead(_own_process).get() != HERE
    assert multiprocessing.active_children() == []


def test_what_could_not_be_made_ahead_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the second process died, or there is none."""
    assert Ahead(_dies_elsewhere).get() == HERE
    monkeypatch.setattr(second_process, "_can_be_shared", lambda: False)
    assert Ahead(_own_process).get() == HERE


def test_an_error_ahead_is_the_caller_s() -> None:
    """It is raised where the thing is asked for."""
    with pytest.raises(ValueError, match=str(HERE)):
        Ahead(_refused).get()
    assert multiprocessing.active_children() == []


def test_nobody_need_ask_for_what_is_made_ahead() -> None:
    """A caller that has no more use for it leaves no process."""
    ahead = Ahead(_own_process)
    ahead.close()
    assert multiprocessing.active_children() == []
