"""The bytes of a delimited text → its characters, in whichever encoding the program that wrote it used.

What is valid UTF-8 is UTF-8, line by line; the other bytes are read in the single-byte encoding that makes the most
letters of them. It does not know what the characters mean.
"""

import codecs
import io
import re
from dataclasses import dataclass
from typing import BinaryIO, Final

SAMPLE_BYTES: Final = 1 << 20
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HANDLER: Final = "importer-"
# Windows; the Macintosh ("CSV (Macintosh)"); MS-DOS ("CSV (MS-DOS)"), which is also what old systems write.
_SINGLE_BYTE: Final = ("cp1252", "mac_roman", "cp850")
# What makes sense in a text of Western Europe: a small accented letter beside a small letter, a capital one where a
# word begins or among capitals, a currency sign beside a number, some signs.
_SENSE: Final = re.compile(
    r"(?<=[a-z])[àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿß]|[àâäáãåæçèéêëìíîïñòóôöõøœùúûü](?=[a-z])"
    r"|(?<![a-z])[ÀÂÄÁÇÈÉÊËÎÏÔÖÙÛÜ](?=[A-Za-z])|(?<=[A-Z])[ÀÂÄÁÇÈÉÊËÎÏÔÖÙÛÜ]"
    r"|[€£](?=\s?\d)|(?<=\d)\s?[€£]|(?<=\d)[°²³½]|(?<=[a-zA-Z])[’²³]"
)
# The word with an accent that stands most often in a list of cars: it decides where two encodings make letters of it.
_USUAL: Final = "Citroën"


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How bytes become characters: `skip` bytes of a byte order mark come first, `fallback` reads what is invalid."""

    name: str
    skip: int
    fallback: str

    def open(self, file: BinaryIO) -> io.TextIOWrapper:
        """A text stream over a file that is at its first byte; ends of lines stay as they are."""
        file.read(self.skip)
        return io.TextIOWrapper(file, encoding=self.name, errors=self.fallback, newline="")


def detect(sample: bytes) -> Encoding:
    """The encoding of a text that begins with `sample`."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            fallback = _fallback(sample) if name == "utf-8" else "replace"
            return Encoding(name=name, skip=len(mark), fallback=fallback)
    return Encoding(name=_without_mark(sample), skip=0, fallback=_fallback(sample))


def codec_for_writing(encoding: Encoding, sample: bytes) -> str:
    """The codec that writes a text as the program did that wrote `sample`; one that has a mark writes it."""
    if encoding.name != "utf-8":
        return encoding.name.rpartition("-")[0]  # UTF-16 and UTF-32 without the order of bytes write a mark
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return encoding.fallback.removeprefix(_HANDLER)
    return "utf-8-sig"


def _without_mark(sample: bytes) -> str:
    """UTF-16 is told by the zero bytes of its Western letters; everything else counts as UTF-8."""
    half = max(len(sample) // 2, 1)
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if second > 0.4 * half and first < 0.1 * half:
        return "utf-16-le"
    if first > 0.4 * half and second < 0.1 * half:
        return "utf-16-be"
    return "utf-8"


def _fallback(sample: bytes) -> str:
    """The name of the error handler for the single-byte encoding that makes most sense of the invalid bytes."""
    return max((f"{_HANDLER}{name}" for name in _SINGLE_BYTE), key=lambda handler: _sense(sample, handler))


def _sense(sample: bytes, handler: str) -> int:
    text = sample.decode("utf-8", handler)
    return len(_SENSE.findall(text)) + text.count(_USUAL) + text.count(_USUAL.upper())


def _characters(name: str) -> list[str]:
    """Each byte's character; one that Windows-1252 leaves open is the control character of Latin-1.

    Byte A4 is the euro sign of ISO-8859-15: nobody prices in the currency sign that stands there in the others.
    """
    table = [bytes([byte]).decode(name, "ignore") or chr(byte) for byte in range(256)]
    if name == "cp1252":
        table[0xA4] = "€"
    return table


def _register(name: str) -> None:
    characters = _characters(name)

    def read(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        return "".join(characters[byte] for byte in error.object[error.start : error.end]), error.end

    codecs.register_error(f"{_HANDLER}{name}", read)


for _name in _SINGLE_BYTE:
    _register(_name)
