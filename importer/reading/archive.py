"""The parts of a zipped workbook, inflated by ourselves and counted, so that a lie about their size comes out.

It does not know what the parts say.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from importer.errors import SourceFileError

_MEGABYTE: Final = 1 << 20
# A table of 1,000,000 rows and 36 columns inflates to about 1.5 GB; nothing that Excel writes comes near 4 GB.
_LARGEST: Final = 4096 * _MEGABYTE
_ALWAYS_ALLOWED: Final = 256 * _MEGABYTE
_HIGHEST_RATIO: Final = 60
_MOST_PARTS: Final = 20_000
_PROLOG_BYTES: Final = 65_536
# Small enough for the memory of a block to be used again for the next.
_BLOCK_BYTES: Final = 512 << 10
_PACKED_BYTES: Final = 64 << 10
_READ_BY_LIBRARIES: Final = ("xl/worksheets/", "xl/sharedstrings", "xl/styles", "xl/workbook", "xl/_rels/", "_rels/")
_READ_BY_LIBRARIES_WHOLE: Final = ("[content_types].xml", "content.xml", "meta.xml", "meta-inf/manifest.xml")


class Archive:
    """A zip file whose claims have been checked. Raises SourceFileError for one that is not safe to inflate."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with zipfile.ZipFile(path) as archive:
                self._members = {member.filename: member for member in archive.infolist()}
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
            raise self.damaged() from None
        self._refuse_bombs()

    def damaged(self) -> SourceFileError:
        """The error to raise for parts that do not fit together."""
        return SourceFileError("file_damaged", name=self._path.name)

    @property
    def name(self) -> str:
        """The name of the file."""
        return self._path.name

    def find(self, name: str) -> str | None:
        """The part of that name, whatever its case and its first slash."""
        wanted = name.lstrip("/").lower()
        return next((part for part in self._members if part.lstrip("/").lower() == wanted), None)

    def size(self, name: str) -> int:
        """How many bytes a part unpacks to, as the archive says; 0 when there is none of that name."""
        part = self.find(name)
        return 0 if part is None else self._members[part].file_size

    def read(self, name: str, limit: int = 64 * _MEGABYTE) -> bytes:
        """A whole part of modest size. Raises SourceFileError when it is missing, damaged or larger than `limit`."""
        blocks, size = [], 0
        for block in self.blocks(name):
            blocks.append(block)
            size += len(block)
            if size > limit:
                raise self._too_large(size)
        return b"".join(blocks)

    def blocks(self, name: str) -> Iterator[bytes]:
        """A part in blocks of at most half a megabyte."""
        part = self.find(name)
        if part is None:
            raise self.damaged()
        member = self._members[part]
        size = 0
        try:
            for block in _inflated(self._path, member):
                size += len(block)
                if size > member.file_size:
                    raise self.damaged()
                yield block
        except (zlib.error, struct.error, OSError, EOFError):
            raise self.damaged() from None

    def _refuse_bombs(self) -> None:
        members = self._members.values()
        if any(member.flag_bits & 1 for member in members):
            raise SourceFileError("file_protected", name=self._path.name)
        unpacked = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members)
        if unpacked > _LARGEST or len(self._members) > _MOST_PARTS:
            raise self._too_large(unpacked)
        if unpacked > _ALWAYS_ALLOWED and unpacked > _HIGHEST_RATIO * packed:
            raise self._too_large(unpacked)
        for member in members:
            self._refuse_lies(member)
            self._refuse_declarations(member)

    def _refuse_lies(self, member: zipfile.ZipInfo) -> None:
        """A part cannot inflate to more than 1032 times its size, so only a part that could be a bomb is counted."""
        is_counted_later = member.filename.lower().startswith("xl/worksheets/sheet")
        if member.compress_size * 1032 <= _ALWAYS_ALLOWED or is_counted_later or not _is_read(member):
            return
        for _ in self.blocks(member.filename):
            pass

    def _refuse_declarations(self, member: zipfile.ZipInfo) -> None:
        if not _is_read(member):
            return
        prolog = next(self.blocks(member.filename), b"")[:_PROLOG_BYTES]
        if b"<!DOCTYPE" in prolog or b"<!ENTITY" in prolog:
            raise SourceFileError("file_unsafe", name=self._path.name)

    def _too_large(self, unpacked: int) -> SourceFileError:
        limit = min(_LARGEST, _ALWAYS_ALLOWED if unpacked <= _LARGEST else _LARGEST)
        return SourceFileError(
            "file_too_large",
            name=self._path.name,
            unpacked=max(unpacked // _MEGABYTE, 1),
            limit=limit // _MEGABYTE,
        )


def _is_read(member: zipfile.ZipInfo) -> bool:
    name = member.filename.lower().lstrip("/")
    return name.startswith(_READ_BY_LIBRARIES) or name in _READ_BY_LIBRARIES_WHOLE


def _inflated(path: Path, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part, straight from the file: the checksum is left to the library that reads the values."""
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zlib.error("compression")
    with path.open("rb") as file:
        file.seek(member.header_offset)
        name_length, extra_length = struct.unpack("<26xHH", file.read(30))
        file.seek(name_length + extra_length, 1)
        left = member.compress_size
        inflate = zlib.decompressobj(-15)
        while left and not inflate.eof:
            packed = file.read(min(left, _PACKED_BYTES))
            if not packed:
                raise EOFError
            left -= len(packed)
            if member.compress_type == zipfile.ZIP_STORED:
                yield packed
                continue
            while packed:
                yield inflate.decompress(packed, _BLOCK_BYTES)
                packed = inflate.unconsumed_tail
