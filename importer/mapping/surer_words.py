"""Columns side by side whose headings name one field more and less surely: a first registration, and a registration.

It sees headings and candidates, no cells; assignment.py decides which of them is taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from importer.mapping.small_words import says_it_surely
from importer.mapping.surveyed_column import Column
from importer.mapping.weighing import Candidate

_SINGLE: Final = (("firstRegistration",), ("price",))


def surer_words_first(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates, where those of a field come last that a heading names less surely than that of another column."""
    weighed = dict(found)
    for fields in _SINGLE:
        claiming = [at for at in weighed if any(each.fields == fields and not each.refuted for each in weighed[at])]
        sure = {at for at in claiming if says_it_surely(fields[0], columns[at].survey.heading)}
        for at in claiming if sure else ():
            weighed[at] = weighed[at] if at in sure else [_last(each, fields) for each in weighed[at]]
    return weighed


def _last(candidate: Candidate, fields: tuple[str, ...]) -> Candidate:
    return replace(candidate, score=candidate.score / 2) if candidate.fields == fields else candidate
