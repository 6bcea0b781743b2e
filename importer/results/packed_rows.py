"""The rows of a sheet, compressed while they are written, so that a workbook is packed a moment after the last one.

xlsxwriter gives a sheet's rows to a file of its own and copies that between the head and the tail of the sheet in the
end. Here it copies a mark; where that stands, the compressed rows are set into the package as they are. Source of the
form: RFC 1951 (a deflate stream is made of blocks that may come from several compressors) and PKWARE's APPNOTE.
"""

import io
import re
import zlib
from collections.abc import Iterator, Sequence
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_BUFFER_BYTES: Final = 1 << 16
_RAW: Final = -zlib.MAX_WBITS
_MARK: Final = re.compile(rb"<!-- rows (\d+) -->")
_SMALL: Final = 0x7FFF_FFFF  # bytes of a part that zipfile takes without ZIP64
_POLYNOMIAL: Final = 0xEDB8_8320  # that of CRC-32; the highest bit of a number is its x⁰
_ONE: Final = 1 << 31


class PackedRows(io.RawIOBase):
    """Takes bytes and keeps them compressed in a temporary file; `size` and `crc` are of what came."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._compressor = zlib.compressobj(wbits=_RAW)
        self.file: IO[bytes] = TemporaryFile(dir=folder)  # noqa: SIM115 — closed with this
        self.size = 0
        self.crc = 0

    def writable(self) -> bool:
        """It is there to be written."""
        return True

    def write(self, content: "ReadableBuffer", /) -> int:
        """Compress all of `content`. Raises OSError when the disk refuses."""
        size = memoryview(content).nbytes
        self.size += size
        self.crc = zlib.crc32(content, self.crc)
        self.file.write(self._compressor.compress(content))
        return size

    def end(self) -> None:
        """End at a whole byte, so that other blocks may follow."""
        self.file.write(self._compressor.flush(zlib.Z_FULL_FLUSH))

    def close(self) -> None:
        """Let the file go."""
        self.file.close()
        super().close()


class RowText(io.TextIOWrapper):
    """What xlsxwriter takes for the file with the rows of sheet `number`: gives the mark back instead of the rows."""

    def __init__(self, rows: PackedRows, number: int) -> None:
        super().__init__(io.BufferedWriter(rows, _BUFFER_BYTES), encoding="utf-8", newline="\n")
        self._rows = rows
        self._mark = f"<!-- rows {number} -->"

    def seek(self, _place: int, _whence: int = 0, /) -> int:
        """All rows are there."""
        self.flush()
        self._rows.end()
        return 0

    def read(self, _size: int | None = None, /) -> str:
        """The mark, once."""
        mark, self._mark = self._mark, ""
        return mark

    def close(self) -> None:
        """Nothing: the rows are needed when xlsxwriter is done with them."""


def pack(made: IO[bytes], rows: Sequence[PackedRows], target: IO[bytes]) -> None:
    """Copy the package `made`, setting the rows in where their marks stand. Raises OSError when the disk refuses."""
    with ZipFile(made) as parts, ZipFile(target, "w", ZIP_DEFLATED) as package:
        for part in parts.infolist():
            content = parts.read(part)
            info = ZipInfo(part.filename, part.date_time)
            info.compress_type, info.external_attr = ZIP_DEFLATED, part.external_attr
            mark = _MARK.search(content)
            if mark is None:
                package.writestr(info, content)
            else:
                before, after = content[: mark.start()], content[mark.end() :]
                _set_in(package, target, info, before, rows[int(mark[1])], after)


def _set_in(package: ZipFile, target: IO[bytes], info: ZipInfo, before: bytes, rows: PackedRows, after: bytes) -> None:
    """Write a part of which the middle is compressed already: as if it were stored, then its header as it truly is."""
    size = len(before) + rows.size + len(after)
    large = size > _SMALL
    info.compress_type = ZIP_STORED
    with package.open(info, "w", force_zip64=large) as part:
        for block in _deflated(before, zlib.Z_FULL_FLUSH):
            part.write(block)
        rows.file.seek(0)
        copyfileobj(rows.file, part, _BUFFER_BYTES)
        for block in _deflated(after, zlib.Z_FINISH):
            part.write(block)
    info.compress_type, info.file_size = ZIP_DEFLATED, size
    info.CRC = joined_crc(joined_crc(zlib.crc32(before), rows.crc, rows.size), zlib.crc32(after), len(after))
    target.seek(info.header_offset)
    target.write(info.FileHeader(large))


def _deflated(content: bytes, ending: int) -> Iterator[bytes]:
    compressor = zlib.compressobj(wbits=_RAW)
    yield compressor.compress(content)
    yield compressor.flush(ending)


def joined_crc(first: int, second: int, second_size: int) -> int:
    """The CRC-32 of two texts in one, from that of each: the first is moved on by as many bits as the second has."""
    return _product(_power_of_x(8 * second_size), first) ^ second


def _product(one: int, other: int) -> int:
    """The product of two polynomials of bits, modulo that of CRC-32."""
    product = 0
    while one:
        if one & _ONE:
            product ^= other
        one = (one << 1) & 0xFFFF_FFFF
        other = other >> 1 ^ (_POLYNOMIAL if other & 1 else 0)
    return product


def _power_of_x(exponent: int) -> int:
    power, square = _ONE, _ONE >> 1
    while exponent:
        if exponent & 1:
            power = _product(power, square)
        square = _product(square, square)
        exponent >>= 1
    return power
