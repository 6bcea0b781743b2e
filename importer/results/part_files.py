"""The part file that a result is written to before it takes its target's place, and what killed processes left of them.

Its name tells who writes it, so that a later run can take away what nobody will finish. It does not know what is in it.
"""

import os
import platform
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

_OVER: Final = (b"Z", b"X")  # of proc(5): a zombie, and dead
_STEM: Final = 50  # characters; with four bytes each, the whole name stays below the 255 bytes that file systems allow


def part_of(path: Path) -> Path:
    """Where this process writes what will be `path`: beside it, hidden, with the same ending."""
    before, after = _around(path)
    return path.resolve().with_name(f"{before}{os.getpid()}{after}")


def sweep(path: Path) -> None:
    """Remove the part files of `path` that nobody writes any more. A folder that cannot be read is left alone."""
    with suppress(OSError):
        for part in _parts(path):
            with suppress(OSError):  # in use after all, as Windows says, or not ours
                part.unlink()


def _parts(path: Path) -> Iterator[Path]:
    """Part files of `path` by processes of this machine that live no more, and those of this process."""
    before, after = _around(path)
    with os.scandir(path.resolve().parent) as entries:
        for entry in entries:
            writer = entry.name.removeprefix(before).removesuffix(after)
            if entry.name == f"{before}{writer}{after}" and writer.isdecimal() and not _at_work(int(writer)):
                yield Path(entry.path)


def _around(path: Path) -> tuple[str, str]:
    """What stands before and after the number of the process; a folder may be shared with other machines."""
    target = path.resolve()
    machine = sha256(platform.node().encode()).hexdigest()[:8]
    return f".{target.stem[:_STEM]}.{machine}-", f".part{target.suffix}"


def _at_work(process: int) -> bool:
    if process == os.getpid() or os.name == "nt":  # Windows keeps a file that is open; to ask by signal would end it
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return not _has_ended(process)


def _has_ended(process: int) -> bool:
    """Whether a process that is still listed is over: in many a container nobody takes it off the list."""
    try:
        status = Path(f"/proc/{process}/stat").read_bytes()
    except OSError:  # not Linux, or gone this very moment: then the next one finds it so
        return False
    return status.rpartition(b")")[2].split()[0] in _OVER
