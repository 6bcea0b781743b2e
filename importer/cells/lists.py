"""Cells that list several things: equipment, tags, addresses of images.

What parts the items is decided by the whole column (notations/). The words of an item stay as the dealer wrote them.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from importer.cells.blanks import is_placeholder_word
from importer.cells.booleans import truth_of
from importer.cells.identifiers import is_plain_address, read_url
from importer.cells.readings import BLANK, Cell, Reader, Reading, trouble
from importer.cells.text import is_zero, written
from importer.problems import Code

# What may part a list, the surest first; a comma within a number parts nothing.
SEPARATORS: Final = ("\n", "|", ";", "//", "..", "•", "*", " - ", ",", " / ")
_ALWAYS: Final = "[\n;|]"
_SPELLED: Final = {",": r",(?!\d)", " - ": r"\s[-–]\s", "..": r"\.{2,}", "//": r"(?<!:)//", " / ": r"\s/\s"}
_BULLET: Final = " \t-–—•*·>✓✔.,;|"
# A list as programs write it: `['Airco', 'Navigatie']`.
_LITERAL = re.compile(r"\s*\[(.*)\]\s*", re.DOTALL)
_QUOTES: Final = " '\""
_BETWEEN_ADDRESSES = re.compile(r"[\s,;|'\"\[\]]+(?=(?:https?:)?//|www\.)|[\s,;|'\"\[\]]+$|^[\s,;|'\"\[\]]+")


def items_of(text: str, separator: str | None) -> list[str]:
    """The items of a list, each once, without bullets and placeholders, in their order."""
    seen: dict[str, str] = {}
    literal = _LITERAL.fullmatch(text)
    for part in _parter(separator).split(literal[1] if literal else text):
        item = _item(part.strip(_QUOTES) if literal else part)
        if item:
            seen.setdefault(item.casefold(), item)
    return list(seen.values())


@lru_cache(maxsize=65_536)
def _item(part: str) -> str:
    """One item without what stands round it; empty for a placeholder, and for a zero among them."""
    item = part.strip().lstrip(_BULLET).rstrip(" ,;|")
    return "" if is_placeholder_word(item) or is_zero(item) else item


@cache
def _parter(separator: str | None) -> re.Pattern[str]:
    """Line ends, `;` and `|` part a list whatever else does."""
    return re.compile(_ALWAYS if separator is None else f"{_spelled(separator)}|{_ALWAYS}")


def _spelled(separator: str) -> str:
    return _SPELLED.get(separator, re.escape(separator))


def stands_in(separator: str, text: str) -> bool:
    """Whether a separator parts something in a text."""
    return re.search(_spelled(separator), text.strip()) is not None


def list_reader(*, separator: str | None, single: bool, language: str | None) -> Reader:
    """Reads equipment or tags as a list of texts; a `single` cell holds one item whatever stands in it."""

    def read(cell: Cell) -> Reading:
        if is_zero(cell):
            return Reading(code=Code.ZERO_LEFT_BLANK)
        text = written(cell, language)
        if text.startswith("{"):
            return _listed(list(dict.fromkeys(_names_in(text))))
        return _listed([" ".join(text.split())] if single else items_of(text, separator))

    return read


def _names_in(text: str) -> Iterator[str]:
    """The names that a JSON object says yes to, however deep; another text goes with its name, numbers name nothing."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return iter(items_of(text.strip("{}"), None))
    return _said(found)


def _said(members: Mapping[str, object]) -> Iterator[str]:
    for key, value in members.items():
        name = " ".join(key.replace("_", " ").split())
        if isinstance(value, dict):
            yield from _said(value)
        elif isinstance(value, list):
            yield from (each for each in value if isinstance(each, str) and each.strip())
        elif isinstance(value, (bool, str)):
            yield from _said_of(name, value.strip() if isinstance(value, str) else value)


def _said_of(name: str, answer: bool | str) -> Iterator[str]:
    truth = truth_of(answer)
    if truth:
        yield name
    elif truth is None and isinstance(answer, str) and not is_placeholder_word(answer):
        yield f"{name}: {answer}"


def option_reader(name: str) -> Reader:
    """Reads the yes/no column of one piece of equipment: its name, nothing, or its name with what the cell says."""

    def read(cell: Cell) -> Reading:
        truth = truth_of(cell)
        if truth is not None:
            return Reading(value=[name]) if truth else BLANK
        if not isinstance(cell, str) or cell.isdigit():
            return trouble(Code.NOT_A_BOOLEAN)
        return Reading(value=[f"{name}: {' '.join(cell.split())}"])

    return read


def read_images(cell: Cell) -> Reading:
    """The addresses of images, one or many in a cell, with whatever stands between them."""
    if not isinstance(cell, str):
        return trouble(Code.NOT_A_URL)
    if is_plain_address(cell):
        return Reading(value=[cell])
    return _all_of(read_url, (part for part in _BETWEEN_ADDRESSES.split(cell) if part))


def _all_of(read: Callable[[Cell], Reading], parts: Iterable[str]) -> Reading:
    readings = [read(part) for part in parts]
    error = next((reading for reading in readings if reading.value is None), None)
    if error is not None:
        return error
    warning = next((reading for reading in readings if reading.code is not None), None)
    values = list(dict.fromkeys(reading.value for reading in readings))
    return Reading(value=values, code=warning.code, params=warning.params) if warning else _listed(values)


def _listed(values: list[object] | list[str]) -> Reading:
    return Reading(value=values) if values else BLANK
