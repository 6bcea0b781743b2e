"""Rows above the headings that name groups of columns, each once, with blanks up to the next: no cells are merged.

`Voertuig`, blank, blank, `Inkoop`, blank: what stands below `Inkoop` was paid, so the groups must not be lost. A title
above a table is no such row. It knows the words of groups, not what a heading means.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from importer.reading.cell_shapes import is_blank_cell
from importer.reading.grid import Merge
from importer.reading.heading_score import Sample
from importer.vocabulary.headings import words_of
from importer.vocabulary.particles import particles

_FEWEST: Final = 2
_MOST_WORDS: Final = 3
_MOSTLY: Final = 2 / 3


def are_sparse_groups(sample: Sample, merges: Sequence[Merge], above: int, at: int) -> bool:
    """Whether the row `above` names groups of the headings in the row `at`, over fewer columns than those have.

    Every text is to be short and to have a word of a group, save one in three; of no more than two, each word is to
    be one.
    """
    named = [column for column, shape in enumerate(sample.shapes[at]) if shape is not None]
    filled = [column for column, cell in enumerate(sample.cells[above]) if not is_blank_cell(cell)]
    merged = any(merge.top <= sample.numbers[above] <= merge.bottom for merge in merges)
    if merged or not _FEWEST <= len(filled) < len(named) or not set(filled) <= set(named):
        return False
    texts = [str(sample.cells[above][column]) for column in filled]
    whole = len(texts) == _FEWEST
    known = sum(_names_a_group(text, whole=whole) for text in texts)
    short = all(_is_short(text) for text in texts)
    return short and len(set(texts)) == len(texts) and known >= max(_FEWEST, _MOSTLY * len(texts))


def _is_short(text: str) -> bool:
    return 0 < len(words_of(text)) <= _MOST_WORDS and not any(map(str.isdigit, text))


def _names_a_group(text: str, *, whole: bool) -> bool:
    known = [word in _group_words() for word in words_of(text)]
    return all(known) if whole else any(known)


@cache
def _group_words() -> frozenset[str]:
    known = particles()
    return (
        known.groups | known.engine_groups | known.other_groups | known.containers | known.context | known.another
    ) | {*known.narrow_groups, *known.singular, *known.decoys}
