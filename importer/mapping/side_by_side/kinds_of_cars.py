"""A `Type` or `Spec` beside the makes that is no version: few words, each with several makes (`handel`, `RHD`).

A version is a make's own. Columns whose heading says more are left as they are.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from importer.mapping.contents.content import has_digit
from importer.mapping.side_by_side.words_of_makes import words_of_makes
from importer.records import MappedColumn, RawTable
from importer.vocabulary.headings import words_of

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
    if len(makes) != 1:
        return list(mapped)
    vague = [each.column for each in mapped if _may_be_kinds(each)]
    kinds = {at for at in vague if _are_kinds(words_of_makes(table, makes[0], at))}
    return [_left_out(each) if each.column in kinds else each for each in mapped]


def _may_be_kinds(column: MappedColumn) -> bool:
    return column.fields == ("variant",) and not _OF_ANYTHING.isdisjoint(words_of(column.heading))


def _are_kinds(rows: Sequence[tuple[str, str]]) -> bool:
    """Whether a few words stand in several rows each, nearly all of them with two makes or more."""
    makes_of = Counter(word for _, word in set(rows))
    few = len(makes_of) <= _MOST_KINDS and len(rows) >= max(_FEWEST_ROWS, _SEVERAL * len(makes_of))
    engines = any(map(has_digit, makes_of))
    shared = sum(makes_of[word] >= _SEVERAL for _, word in rows)
    several = len({make for make, _ in rows}) >= _FEWEST_MAKES
    return few and several and not engines and shared >= _NEARLY_ALL * len(rows)


def _left_out(column: MappedColumn) -> MappedColumn:
    return replace(
        column, targets=(), confidence=0.0, reason="reason_content", params={"guess": "variant"}, guess="variant"
    )
