"""The bytes of a delimited text → its characters, whichever of the usual encodings each line is in.

It does not know what the characters mean.
"""

import codecs
import io
from typing import BinaryIO, Final

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def encoding_of(sample: bytes) -> tuple[str, int]:
    """The encoding of the text that begins with `sample` and how many bytes its byte order mark takes."""
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name, len(mark)
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    if odd > 0.4 * half > 5 * even:
        return "utf-16-le", 0
    if even > 0.4 * half > 5 * odd:
        return "utf-16-be", 0
    return "utf-8", 0


def open_text(file: BinaryIO) -> io.TextIOWrapper:
    """A text stream over the bytes of `file`; what is not UTF-8 in it is read as Windows-1252."""
    name, skip = encoding_of(file.read(8192))
    file.seek(skip)
    errors = "replace" if name.startswith("utf-16") else "windows-1252"
    return io.TextIOWrapper(file, encoding=name, errors=errors, newline="")


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(_WINDOWS_1252[byte] for byte in wrong), error.end


_WINDOWS_1252: Final = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]
codecs.register_error("windows-1252", _as_windows_1252)
