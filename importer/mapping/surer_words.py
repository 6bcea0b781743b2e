"""Columns side by side whose headings name one field more and less surely: a first registration, and a registration.

It sees headings and candidates, no cells; assignment.py decides which of them is taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from importer.mapping.surveyed_column import Column
from importer.mapping.weighing import Candidate
from importer.vocabulary.particles import particles
from importer.vocabulary.spelling import plain

_SINGLE: Final = (("firstRegistration",), ("price",))


def surer_words_first(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates, where those of a field come last that a heading names less surely than that of another column."""
    weighed = dict(found)
    for fields in _SINGLE:
        claiming = [at for at in weighed if any(each.fields == fields and not each.refuted for each in weighed[at])]
        sure = {at for at in claiming if _is_sure(fields[0], columns[at].survey.heading)}
        for at in claiming if sure else ():
            weighed[at] = weighed[at] if at in sure else [_last(each, fields) for each in weighed[at]]
    return weighed


def _last(candidate: Candidate, fields: tuple[str, ...]) -> Candidate:
    return replace(candidate, score=candidate.score / 2) if candidate.fields == fields else candidate


def _is_sure(field: str, heading: str) -> bool:
    """Whether a heading has a word that says `first`; for a price, none that leaves open whose or which it is."""
    words = plain(heading).split()
    if field == "price":
        return particles().vague_price.isdisjoint(words)
    return any(word.startswith(tuple(particles().first)) for word in words)
