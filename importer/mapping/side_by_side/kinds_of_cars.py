"""A `Type` or `Spec` beside the makes that is no version: few words, each with several makes (`handel`, `RHD`).

A version is a make's own. Only rows can tell, so the table's first rows are read; columns whose heading says more
are left as they are.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from importer.cells.text import written
from importer.mapping.contents.content import has_digit
from importer.records import MappedColumn, RawTable, RawValue
from importer.vocabulary.headings import words_of

_ROWS: Final = 1_000
_FEWEST_ROWS: Final = 6
_FEWEST_MAKES: Final = 4
_MOST_KINDS: Final = 6
_NEARLY_ALL: Final = 0.8
_SEVERAL: Final = 2
_OF_ANYTHING: Final = frozenset(
    {"type", "typ", "spec", "specs", "specification", "configuration", "style", "soort", "sorte", "art"}
)


def without_kinds(mapped: Sequence[MappedColumn], table: RawTable) -> list[MappedColumn]:
    """The columns, where a version of which every word stands with several makes is none."""
    makes = [each.column for each in mapped if each.fields == ("brand",) and each.targets[0].part is None]
    if len(makes) != 1 or not any(_may_be_kinds(each) for each in mapped):
        return list(mapped)
    chunk = next(iter(table.chunks(_ROWS)), None)
    if chunk is None:
        return list(mapped)
    cells = {each.column: chunk.columns[each.column] for each in mapped if _may_be_kinds(each)}
    kinds = {at for at, words in cells.items() if _are_kinds(chunk.columns[makes[0]], words)}
    return [_left_out(each) if each.column in kinds else each for each in mapped]


def _may_be_kinds(column: MappedColumn) -> bool:
    return column.fields == ("variant",) and not _OF_ANYTHING.isdisjoint(words_of(column.heading))


def _are_kinds(makes: Sequence[RawValue], words: Sequence[RawValue]) -> bool:
    """Whether a few words stand in several rows each, nearly all of them with two makes or more."""
    rows = [(_plain(make), _plain(word)) for make, word in zip(makes, words, strict=True) if _plain(make)]
    filled = [(make, word) for make, word in rows if word]
    of_makes = Counter(word for _, word in set(filled))
    few = len(of_makes) <= _MOST_KINDS and len(filled) >= max(_FEWEST_ROWS, _SEVERAL * len(of_makes))
    few = few and not any(map(has_digit, of_makes))  # as an engine has one
    shared = sum(of_makes[word] >= _SEVERAL for _, word in filled)
    return few and len({make for make, _ in rows}) >= _FEWEST_MAKES and shared >= _NEARLY_ALL * len(filled)


def _left_out(column: MappedColumn) -> MappedColumn:
    return replace(
        column, targets=(), confidence=0.0, reason="reason_content", params={"guess": "variant"}, guess="variant"
    )


def _plain(cell: RawValue) -> str:
    return written(cell).strip().casefold() if isinstance(cell, (str, int, float)) else ""
