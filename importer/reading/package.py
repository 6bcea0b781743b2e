"""The parts of an Office Open XML workbook: which part is which sheet, and what the workbook says of itself.

It does not read cells.
"""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from importer.reading.archive import Archive

_WORKBOOK: Final = ("xl/workbook.xml", "xl/workbook.bin")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """A sheet as the workbook lists it: its name and its part."""

    name: str
    part: str


def local(element: Element) -> str:
    """The element's name without its namespace, which differs between Transitional and Strict."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """The attribute of that local name, in whatever namespace."""
    return next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == name), None)


class Package:
    """An Office Open XML workbook (xlsx, xlsm, xlsb)."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def xml(self, part: str) -> Element:
        """A small part as an element. Raises SourceFileError when it is missing or not well-formed."""
        try:
            root: Element = fromstring(self.archive.read(part))
        except (ParseError, DefusedXmlException, ValueError, LookupError):
            raise self.archive.damaged() from None
        return root

    @cached_property
    def workbook_part(self) -> str:
        """The part that lists the sheets."""
        if self.archive.find("_rels/.rels"):
            for relation in self.xml("_rels/.rels"):
                target = (attribute(relation, "Target") or "").lstrip("/")
                if (attribute(relation, "Type") or "").endswith("/officeDocument") and self.archive.find(target):
                    return target
        return next((part for part in _WORKBOOK if self.archive.find(part)), _WORKBOOK[0])

    @cached_property
    def targets(self) -> Mapping[str, str]:
        """The workbook's relations: id → part."""
        folder, name = posixpath.split(self.workbook_part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.archive.find(relations):
            return {}
        return {
            attribute(relation, "Id") or "": _resolved(folder, attribute(relation, "Target") or "")
            for relation in self.xml(relations)
        }

    @property
    def properties(self) -> Mapping[str, str]:
        """The custom document properties, as `property:<name>` → value."""
        if not self.archive.find("docProps/custom.xml"):
            return {}
        return dict(self._custom())

    def _custom(self) -> Iterator[tuple[str, str]]:
        for entry in self.xml("docProps/custom.xml"):
            name = attribute(entry, "name")
            if name:
                yield f"property:{name}", "".join(entry.itertext()).strip()


def _resolved(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
