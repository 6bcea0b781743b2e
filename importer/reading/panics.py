"""Calls into calamine: whatever it raises becomes a sentence, its panics too, and it prints nothing.

A panic is no Exception, and the Rust runtime writes its trace straight to the process's standard error; so that is
turned away while calamine works, one call at a time.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final, TypeVar

import python_calamine

from importer.errors import SourceFileError

_Read = TypeVar("_Read")
_ONE_AT_A_TIME: Final = Lock()
_STANDARD_ERROR: Final = 2


def read_by_calamine(read: Callable[[], _Read], *, name: str) -> _Read:
    """What `read` returns. Raises SourceFileError for the file `name` when calamine cannot read it."""
    try:
        with _ONE_AT_A_TIME, _without_standard_error():
            return read()
    except python_calamine.PasswordError:
        raise SourceFileError("file_protected", name=name) from None
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError):
        raise SourceFileError("file_damaged", name=name) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise SourceFileError("file_damaged", name=name) from None


@contextmanager
def _without_standard_error() -> Iterator[None]:
    try:
        kept = os.dup(_STANDARD_ERROR)
    except OSError:  # a service may have closed it
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _STANDARD_ERROR)
        yield
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)
        os.close(nowhere)
