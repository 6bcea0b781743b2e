"""Work that a second process does where the machine has a processor for it: every other piece, or one thing ahead.

The second process is a fork of this one: it has all that was read and imported by then, and only what is to be done and
what came of it go from one to the other. It does not know what the pieces are or what is made of them.
"""

import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Piece = TypeVar("Piece")
Made = TypeVar("Made")

_STANDARD_STREAMS: Final = 3
_OPEN_FILES: Final = Path("/proc/self/fd")


class Sharing(Generic[Piece]):
    """Pieces of which a second process makes every other one; `pieces(size)` gives the same at each call.

    When `worthwhile`, it is forked by the first `each`, before a piece is looked at, and serves until `close`. One that
    dies costs time and nothing else.
    """

    def __init__(self, pieces: Callable[[int], Iterator[Piece]], *, worthwhile: bool) -> None:
        self._pieces = pieces
        self._worthwhile = worthwhile
        self._process: ForkProcess | None = None
        self._other: Connection | None = None

    def each(self, size: int, make: Callable[[Piece], Made]) -> Generator[tuple[Piece, Made], None, None]:
        """Each piece of `pieces(size)` with what `make` makes of it, in order. `make` and what it makes are pickled.

        The second process waits for more to do afterwards; it ends with an iterator that is left early.
        """
        self._ask(size, make)
        is_done = False
        try:
            for at, piece in enumerate(self._pieces(size)):
                yield piece, (self._received(piece, make) if at % 2 else make(piece))
            is_done = True
        finally:
            if not is_done:
                self.close()

    def close(self) -> None:
        """End the second process; a later `each` would fork a new one."""
        _end(self._process, self._other)
        self._process = self._other = None

    def _ask(self, size: int, make: Callable[[Piece], Made]) -> None:
        if self._process is None and self._worthwhile and _can_be_shared():
            self._process, self._other = _forked(partial(_serve, self._pieces))
        if self._other is not None:
            asked = pickle.dumps((size, make), protocol=pickle.HIGHEST_PROTOCOL)
            try:
                self._other.send_bytes(asked)
            except OSError:  # it has died since it answered last
                self._lose()

    def _received(self, piece: Piece, make: Callable[[Piece], Made]) -> Made:
        if self._other is None:
            return make(piece)
        try:
            made: Made = pickle.loads(self._other.recv_bytes())  # noqa: S301 — from our own fork
        except (EOFError, OSError):  # it died between two answers, or in the middle of one
            self._lose()
            return make(piece)
        return made

    def _lose(self) -> None:
        if self._other is not None:
            self._other.close()
        self._other = None


class Ahead(Generic[Made]):
    """One thing that is made while the caller does something else; `make` and what it makes are pickled.

    Where there is no second process, or it died, the caller's own makes it when it asks.
    """

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._process: ForkProcess | None = None
        self._other: Connection | None = None
        if _can_be_shared():
            self._process, self._other = _forked(partial(_send, make))

    def get(self) -> Made:
        """What was made. Raises what `make` raises."""
        try:
            return self._make() if self._other is None else self._received(self._other)
        finally:
            self.close()

    def _received(self, other: "Connection") -> Made:
        try:
            made: Made = pickle.loads(other.recv_bytes())  # noqa: S301 — from our own fork
        except (EOFError, OSError):
            return self._make()
        return made

    def close(self) -> None:
        """End the second process, whether it is done or not."""
        _end(self._process, self._other)
        self._process = self._other = None


def _forked(work: "Callable[[Connection], None]") -> "tuple[ForkProcess, Connection]":
    """A second process that does `work` with its end of a pipe, and this one's end."""
    from multiprocessing import get_context  # noqa: PLC0415 — a small file shares nothing

    context = get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_alone, args=(work, theirs), daemon=True)
    with warnings.catch_warnings():
        # Python warns where other threads run: the second process takes none of their locks, and leaves by itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        with suppress(OSError):  # a machine may allow no more processes: nothing comes, as from one that died
            process.start()
    theirs.close()
    return process, ours


def _end(process: "ForkProcess | None", other: "Connection | None") -> None:
    if other is not None:
        other.close()
    if process is not None and process.pid is not None:
        process.kill()
        process.join()


def _can_be_shared() -> bool:
    """Forks are safe on Linux alone; a daemonic process may have no children of its own."""
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return False
    from multiprocessing import current_process  # noqa: PLC0415 — a small file shares nothing

    return not current_process().daemon


def _alone(work: "Callable[[Connection], None]", first: "Connection") -> None:
    """What the second process does. It ends in silence, at the latest when the first one does.

    That makes what does not come.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _close_all_but(first.fileno())
        work(first)
    finally:
        os._exit(0)  # flushing would wait for a lock that a thread of the first process may have held at the fork


def _serve(pieces: Callable[[int], Iterator[Piece]], first: "Connection") -> None:
    """Make every other piece, from the second on, each time that one is asked."""
    while True:
        size, make = pickle.loads(first.recv_bytes())  # noqa: S301 — from our own process
        for piece in islice(pieces(size), 1, None, 2):
            first.send_bytes(pickle.dumps(make(piece), protocol=pickle.HIGHEST_PROTOCOL))


def _send(make: Callable[[], Made], first: "Connection") -> None:
    first.send_bytes(pickle.dumps(make(), protocol=pickle.HIGHEST_PROTOCOL))


def _close_all_but(kept: int) -> None:
    """Lets go of what belongs to the first process alone: its locks, its sockets, the other end of the pipe.

    Only what is open is closed: a container may allow a thousand million files, and closing each takes minutes.
    """
    for number in [int(path.name) for path in _OPEN_FILES.iterdir()]:
        if number >= _STANDARD_STREAMS and number != kept:
            with suppress(OSError):  # that of the folder itself
                os.close(number)
