"""The streams of an OLE compound file, in which .xls workbooks and encrypted workbooks are kept.

It follows the sector chains (MS-CFB) and knows nothing of what the streams hold.
"""

import struct
from collections.abc import Iterator, Sequence
from typing import Final

_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR: Final = 0xFFFFFFFA  # from here on a number is a mark (end of chain, free, …), not a sector
_STREAM: Final = 2
_ROOT: Final = 5
_ENTRY_BYTES: Final = 128


class CompoundFileError(ValueError):
    """The chains of the file do not hold together."""


class CompoundFile:
    """A compound file read from its bytes. Raises CompoundFileError when it is damaged."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 512 or not content.startswith(_SIGNATURE):
            raise CompoundFileError
        self._content = content
        sector_shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if sector_shift not in (9, 12) or mini_shift != 6:
            raise CompoundFileError
        self._sector = 1 << sector_shift
        directory, self._mini_cutoff, mini_table = struct.unpack_from("<I4xII", content, 48)
        self._table = self._allocation_table()
        entries = list(self._entries(self._joined(directory)))
        roots = [(start, size) for name, kind, start, size in entries if kind == _ROOT]
        self._streams = {name: (start, size) for name, kind, start, size in entries if kind == _STREAM}
        self._mini_table = _integers(self._joined(mini_table)) if mini_table < _LAST_SECTOR else ()
        self._mini_content = self._joined(roots[0][0]) if roots and roots[0][0] < _LAST_SECTOR else b""

    @property
    def names(self) -> frozenset[str]:
        """The names of the streams, wherever they stand in the tree of storages."""
        return frozenset(self._streams)

    def read(self, name: str) -> bytes:
        """A whole stream. Raises KeyError when there is none of that name."""
        start, size = self._streams[name]
        if size >= self._mini_cutoff:
            return self._joined(start)[:size]
        chain = _chain(self._mini_table, start)
        return b"".join(self._mini_content[sector * 64 : sector * 64 + 64] for sector in chain)[:size]

    def _allocation_table(self) -> Sequence[int]:
        sectors = [number for number in struct.unpack_from("<109I", self._content, 76) if number < _LAST_SECTOR]
        (next_table,) = struct.unpack_from("<I", self._content, 68)
        seen: set[int] = set()
        while next_table < _LAST_SECTOR and next_table not in seen:
            seen.add(next_table)
            *more, next_table = _integers(self._sector_at(next_table))
            sectors += [number for number in more if number < _LAST_SECTOR]
        return _integers(b"".join(map(self._sector_at, sectors)))

    def _sector_at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        if start >= len(self._content):
            raise CompoundFileError
        return self._content[start : start + self._sector].ljust(self._sector, b"\0")

    def _joined(self, start: int) -> bytes:
        return b"".join(map(self._sector_at, _chain(self._table, start)))

    @staticmethod
    def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
        for at in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            name_bytes, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<II", directory, at + 116)
            name = directory[at : at + max(min(name_bytes, 64) - 2, 0)].decode("utf-16-le", "replace")
            yield name, kind, start, size


def _integers(content: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _chain(table: Sequence[int], start: int) -> Iterator[int]:
    sector = start
    for _ in range(len(table) + 1):
        if sector >= _LAST_SECTOR:
            return
        if sector >= len(table):
            raise CompoundFileError
        yield sector
        sector = table[sector]
    raise CompoundFileError
