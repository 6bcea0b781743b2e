"""Standard streams whose reader may leave: `importer upload … 2>&1 | head` goes on to its end and its true exit code.

What nobody reads any more goes nowhere. It does not know what is written.
"""

import io
import os
import sys
from typing import Any, Final, TextIO

_BROKEN: Final = (BrokenPipeError,)


class _Lasting(io.FileIO):
    """A file descriptor that takes everything, to nowhere once its reader has left."""

    def __init__(self, descriptor: int, lost: tuple[type[OSError], ...]) -> None:
        super().__init__(descriptor, "w", closefd=False)
        self._lost = lost

    def write(self, data: Any, /) -> int:  # noqa: ANN401 — as the class above has it
        """Write as much as goes; all of it goes nowhere when writing fails as it does when nobody reads."""
        try:
            return super().write(data) or 0
        except self._lost:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            return memoryview(data).nbytes


def outlast_their_readers() -> None:
    """Make standard output and standard error of this process such streams.

    Standard error is for people alone, so that nothing that happens to it ends a command; a full disk below standard
    output does, for what was asked for is then not there.
    """
    sys.stdout = _lasting(sys.stdout, _BROKEN)
    sys.stderr = _lasting(sys.stderr, (OSError,))


def _lasting(stream: TextIO, lost: tuple[type[OSError], ...]) -> TextIO:
    """The stream as one that lasts; as it is when it was closed by whoever started this process, or is no file."""
    try:
        descriptor = stream.fileno()
    except (AttributeError, OSError, ValueError):
        return stream
    return io.TextIOWrapper(
        io.BufferedWriter(_Lasting(descriptor, lost)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.isatty() or stream is sys.stderr,
    )
