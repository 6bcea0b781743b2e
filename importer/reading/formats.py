"""What the bytes of a source file are, whatever its name says.

It looks at signatures and at the names inside an archive; it does not read cells.
"""

import zipfile
from enum import StrEnum
from pathlib import Path
from typing import Final

from importer.errors import SourceFileError

HEAD_BYTES: Final = 8192
_BLOCK_BYTES: Final = 1 << 20
_NOTHING: Final = b"\x00 \t\r\n"


class Format(StrEnum):
    """What a source file can be."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "csv"
    ZIPPED_TEXT = "csv.zip"


_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A BOF record of BIFF2, 3, 4 and of BIFF5 outside a compound file.
_OLD_EXCEL: Final = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00\x00\x05")
_NOT_A_TABLE: Final = (
    (b"%PDF", "file_is_pdf"),
    (b"\x89PNG", "file_is_image"),
    (b"\xff\xd8\xff", "file_is_image"),
    (b"GIF8", "file_is_image"),
    (b"BM", "file_is_image"),
    (b"II*\x00", "file_is_image"),
    (b"MM\x00*", "file_is_image"),
    (b"{\\rtf", "file_is_document"),
    (b"MZ", "file_is_program"),
    (b"\x7fELF", "file_is_program"),
    (b"\xca\xfe\xba\xbe", "file_is_program"),
    (b"Rar!", "file_is_archive"),
    (b"7z\xbc\xaf\x27\x1c", "file_is_archive"),
    (b"\x1f\x8b", "file_is_archive"),
    (b"BZh", "file_is_archive"),
    (b"\xfd7zXZ", "file_is_archive"),
    (b"\x28\xb5\x2f\xfd", "file_is_archive"),
    (b"SQLite format 3\x00", "file_is_database"),
    (b"PAR1", "file_is_database"),
)
_TEXT_ENDINGS: Final = (".csv", ".tsv", ".txt", ".tab")


def recognise(path: Path) -> Format:
    """What `path` holds. Raises SourceFileError when that is no table that can be read."""
    head = _head(path)
    if not head.strip(_NOTHING):
        if _is_blank(path):
            raise SourceFileError("file_empty", name=path.name)
        return Format.TEXT
    if head.startswith(_ZIP):
        return _in_archive(path)
    if head.startswith(_OLE):
        return Format.XLS
    if head.startswith(_OLD_EXCEL):
        raise SourceFileError("file_too_old", name=path.name)
    _refuse_other_kinds(head, path)
    return Format.TEXT


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except FileNotFoundError:
        raise SourceFileError("file_not_found", name=str(path)) from None
    except IsADirectoryError:
        raise SourceFileError("file_is_folder", name=str(path)) from None
    except OSError:
        raise SourceFileError("file_not_readable", name=str(path)) from None


def _is_blank(path: Path) -> bool:
    with path.open("rb") as file:
        return not any(block.strip(_NOTHING) for block in iter(lambda: file.read(_BLOCK_BYTES), b""))


def _refuse_other_kinds(head: bytes, path: Path) -> None:
    for signature, key in _NOT_A_TABLE:
        if head.startswith(signature) and (len(signature) > 2 or b"\x00" in head):
            raise SourceFileError(key, name=path.name)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<style", b"<meta")):
        raise SourceFileError("file_is_html", name=path.name)
    if text.startswith(b"<?xml"):
        key = "file_is_html" if b"<html" in text else "file_is_xml"
        raise SourceFileError(key, name=path.name)
    if text.startswith((b"{", b"[")) and _looks_like_json(text):
        raise SourceFileError("file_is_json", name=path.name)


def _looks_like_json(text: bytes) -> bool:
    inside = text[1:].lstrip()
    return inside.startswith((b'"', b"{", b"[", b"}", b"]")) and (b'":' in text or b'" :' in text or text[:1] == b"[")


def _in_archive(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            return _of_names(archive, path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise SourceFileError("file_damaged", name=path.name) from None


def _of_names(archive: zipfile.ZipFile, path: Path) -> Format:
    names = archive.namelist()
    lower = {name.lower() for name in names}
    if "xl/workbook.bin" in lower:
        return Format.XLSB
    if any(name.startswith("xl/") for name in lower):
        return Format.XLSX
    if "content.xml" in lower:
        return _opendocument(archive, path)
    if any(name.startswith(("word/", "ppt/", "visio/")) for name in lower):
        raise SourceFileError("file_is_document", name=path.name)
    if "index/document.iwa" in lower or any(name.endswith(".numbers") for name in lower):
        raise SourceFileError("file_is_numbers", name=path.name)
    if "[content_types].xml" in lower:
        return Format.XLSX
    return _zipped_text(archive, path)


def _opendocument(archive: zipfile.ZipFile, path: Path) -> Format:
    kind = archive.read("mimetype") if "mimetype" in archive.namelist() else b"spreadsheet"
    if b"spreadsheet" not in kind:
        raise SourceFileError("file_is_document", name=path.name)
    return Format.ODS


def _zipped_text(archive: zipfile.ZipFile, path: Path) -> Format:
    texts = text_members(archive)
    if not texts:
        raise SourceFileError("file_is_archive", name=path.name)
    if len(texts) > 1:
        raise SourceFileError("archive_of_several", name=path.name, count=len(texts))
    if texts[0].flag_bits & 1:
        raise SourceFileError("file_protected", name=path.name)
    return Format.ZIPPED_TEXT


def text_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The delimited texts in an archive, leaving out what an operating system adds."""
    return [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith(_TEXT_ENDINGS) and not member.filename.startswith(("__MACOSX/", "."))
    ]
