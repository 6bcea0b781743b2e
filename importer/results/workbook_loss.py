"""What a workbook holds that openpyxl would not write back, so that no dealer gets his own workbook back damaged.

Looks at the package's parts and at a few marks in its XML; it never loads the workbook. Source of what is kept:
openpyxl's documentation and reader (charts and pictures are rebuilt, extension lists and controls are dropped).
"""

import re
import zipfile
from pathlib import Path
from typing import Final

MAX_UNPACKED: Final = 80_000_000  # bytes of XML; more would take openpyxl minutes and gigabytes
# A part that is lost because it is there.
_PARTS: Final = (
    ("loss_drawings", re.compile(r"xl/(charts|chartsheets|diagrams)/")),
    ("loss_pivots", re.compile(r"xl/pivot(Tables|Cache)/")),
    ("loss_slicers", re.compile(r"xl/(slicers|slicerCaches|timelines|timelineCaches)/")),
    ("loss_links", re.compile(r"xl/(externalLinks|queryTables|model)/|xl/connections\.xml")),
    ("loss_controls", re.compile(r"xl/(ctrlProps|activeX|embeddings)/|customUI/")),
    ("loss_threads", re.compile(r"xl/threadedComments/")),
    ("loss_extensions", re.compile(r"xl/(richData/|metadata\.xml)|_xmlsignatures/")),
)
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
# What is lost when it stands in a part of this name; Google Sheets writes drawings that are empty.
_MARKS: Final = (
    ("loss_drawings", re.compile(r"xl/drawings/[^/]+\.xml"), re.compile(rb"Anchor\b")),
    ("loss_controls", re.compile(r"xl/drawings/[^/]+\.vml"), re.compile(rb'ObjectType="(?!Note")')),
    ("loss_controls", _SHEET, re.compile(rb"<(?:\w+:)?(controls|oleObjects)\b")),
    ("loss_drawings", _SHEET, re.compile(rb"<(?:\w+:)?(picture|legacyDrawingHF)\b")),
    ("loss_extensions", _SHEET, re.compile(rb"<(?:\w+:)?ext\b|<(?:\w+:)?c\b[^>]* cm=\"")),
    # Text that looks like an escape is escaped itself; openpyxl takes that off and does not put it back.
    ("loss_unreadable", re.compile(r"xl/sharedStrings\.xml"), re.compile(rb"_x005F_")),
)
_MACROS: Final = "xl/vbaProject.bin"
_TRANSITIONAL: Final = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def is_workbook(path: Path) -> bool:
    """Whether the file is an Excel workbook of the kind that openpyxl reads (.xlsx, .xlsm), whatever its name."""
    try:
        with zipfile.ZipFile(path) as package:
            return _TRANSITIONAL in package.read("xl/workbook.xml")
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError):
        return False


def has_macros(path: Path) -> bool:
    """Whether the workbook has macros, which live on in an .xlsm only."""
    with zipfile.ZipFile(path) as package:
        return _MACROS in package.namelist()


def unpacked_size(path: Path) -> int:
    """Bytes of the workbook's XML once unpacked, as its directory says."""
    with zipfile.ZipFile(path) as package:
        return sum(part.file_size for part in package.infolist() if part.filename.endswith((".xml", ".vml")))


def losses(path: Path) -> tuple[str, ...]:
    """Keys of the messages that name what would be lost, each once; empty when all is kept."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        found = [key for key, part in _PARTS if any(part.match(name) for name in names)]
        for name in names:
            marks = [(key, mark) for key, part, mark in _MARKS if part.fullmatch(name)]
            if marks:
                content = package.read(name)
                found += [key for key, mark in marks if mark.search(content)]
    return tuple(dict.fromkeys(found))
