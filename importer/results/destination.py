"""Where a file is written: beside its target first, then renamed, so that a target is whole or as it was before.

What a file system refuses becomes a sentence with another name to try. It does not know what the file holds.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from importer.errors import SettingsError
from importer.results.part_files import part_of, sweep

_IN_USE = (errno.EACCES, errno.EPERM, errno.ETXTBSY, errno.EBUSY)
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def ensure_writable(path: Path, endings: tuple[str, ...], *, source: Path | None = None) -> None:
    """See that `path` can be written, before any work is done; nothing is left behind.

    Raises SettingsError when the ending is not one of `endings` (`.xlsx` …), when `path` is the `source` file itself
    or a folder, or when its folder is missing or refuses a new file.
    """
    ensure_ending(path, endings)
    if path.is_dir():
        raise SettingsError("result_is_folder", path=path, other=path / f"result{endings[0]}")
    if source is not None and path.exists() and source.exists() and path.samefile(source):
        raise SettingsError("result_over_source", path=path, other=_other(path))
    with _explained(path):
        sweep(path)
        beside = part_of(path)
        beside.open("xb").close()
        beside.unlink()
        if path.exists():
            path.open("ab").close()


def ensure_ending(path: Path, endings: tuple[str, ...]) -> str:
    """The ending of `path` in lower case. Raises SettingsError when it is not one of `endings`."""
    ending = path.suffix.lower()
    if ending not in endings:
        raise SettingsError("result_ending", path=path, found=ending or path.name, accepted=", ".join(endings))
    return ending


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to; it takes the place of `path` when the block ends well.

    The bytes are on the disk before the rename. What a killed process left beside `path` is removed. Raises
    SettingsError when the file system refuses; then, and when the block raises, `path` is what it was.
    """
    with _explained(path):
        sweep(path)
        beside = part_of(path)
        try:
            yield beside
            _flush(beside)
            beside.replace(path.resolve())
        finally:
            beside.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _other(path: Path) -> Path:
    return path.with_name(f"{path.stem}-2{path.suffix}")


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SettingsError(
            _reason(error, path), path=path, folder=path.resolve().parent, other=_other(path)
        ) from error


def _reason(error: OSError, path: Path) -> str:
    if not path.resolve().parent.is_dir():
        return "result_no_folder"
    if error.errno in FULL:
        return "result_disk_full"
    if error.errno in _IN_USE:
        return "result_refused"
    return "result_not_written"
