"""Work on pieces of something, shared with a second process where the machine has a processor for it.

The second process is a fork of this one: it has all that was read and imported, and only what it makes goes from one to
the other. It does not know what the pieces are or what is made of them.
"""

import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Piece = TypeVar("Piece")
Made = TypeVar("Made")

_STANDARD_STREAMS: Final = 3
_OPEN_FILES: Final = Path("/proc/self/fd")


def shared(
    pieces: Callable[[], Iterator[Piece]], make: Callable[[Piece], Made]
) -> Generator[tuple[Piece, Made], None, None]:
    """Each piece with what `make` makes of it, in order; every other one is made by a second process.

    `pieces()` gives the same pieces at each call. A second process that dies costs time and nothing else.
    """
    given = pieces()
    first = list(islice(given, 2))
    if len(first) < 2 or not _can_be_shared():
        for piece in first:
            yield piece, make(piece)
        for piece in given:
            yield piece, make(piece)
        return
    del first, given
    with _second_process(pieces, make) as answers:
        for at, piece in enumerate(pieces()):
            yield piece, (_received(answers, piece, make) if at % 2 else make(piece))


def _can_be_shared() -> bool:
    """Forks are safe on Linux alone; a daemonic process may have no children of its own."""
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return False
    from multiprocessing import current_process  # noqa: PLC0415 — a small file shares nothing

    return not current_process().daemon


@contextmanager
def _second_process(pieces: Callable[[], Iterator[Piece]], make: Callable[[Piece], Made]) -> Iterator["Connection"]:
    """A process that makes every other piece, from the second on; gives what it answers, if there is room for it."""
    from multiprocessing import get_context  # noqa: PLC0415 — the same

    context = get_context("fork")
    answers, sending = context.Pipe(duplex=False)
    process = context.Process(target=_make_every_other, args=(pieces, make, sending), daemon=True)
    with warnings.catch_warnings():
        # Python warns where other threads run: the second process takes none of their locks, and leaves by itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        with suppress(OSError):  # a machine may allow no more processes: nothing comes, as from one that died
            process.start()
    sending.close()
    with closing(answers):
        try:
            yield answers
        finally:
            if process.pid is not None:
                process.kill()
                process.join()


def _make_every_other(
    pieces: Callable[[], Iterator[Piece]], make: Callable[[Piece], Made], sending: "Connection"
) -> None:
    """What the second process does. It ends in silence: the first one makes what does not come."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _close_all_but(sending.fileno())
        for piece in islice(pieces(), 1, None, 2):
            sending.send_bytes(pickle.dumps(make(piece), protocol=pickle.HIGHEST_PROTOCOL))
    finally:
        os._exit(0)  # flushing would wait for a lock that a thread of the first process may have held at the fork


def _close_all_but(kept: int) -> None:
    """Lets go of what belongs to the first process alone: its locks, its sockets, the other end of the pipe.

    Only what is open is closed: a container may allow a thousand million files, and closing each takes minutes.
    """
    for number in [int(path.name) for path in _OPEN_FILES.iterdir()]:
        if number >= _STANDARD_STREAMS and number != kept:
            with suppress(OSError):  # that of the folder itself
                os.close(number)


def _received(answers: "Connection", piece: Piece, make: Callable[[Piece], Made]) -> Made:
    try:
        made: Made = pickle.loads(answers.recv_bytes())  # noqa: S301 — from our own fork
    except (EOFError, OSError):  # it died between two answers, or in the middle of one
        return make(piece)
    return made
