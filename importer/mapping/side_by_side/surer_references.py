"""Several columns that may be the reference: one that tells every car from every other goes before those that do not.

It sees whole columns and their candidates; which of the remaining ones is the surest is the candidates' own score.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from importer.contract import BY_NAME
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate
from importer.vocabulary.headings import words_of

_REFERENCE: Final = "externalReference"
_NEARLY_ALL: Final = 0.9
_LAST: Final = 0.45  # the least score that is taken at all
_EXTERNAL: Final = ("extern", "external", "externe", "externes", "externer")


def surer_references_first(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, list[Candidate]]:
    """The candidates, where a number that repeats or is often blank comes after one that each car has of its own.

    A count of the rows comes after any of them but a plate, and so does an external reference beside a plain one: the
    plain one is the dealer's, and stays, the other is given by somebody else. A heading that is the API's own name is
    no such, for who wrote it so meant that field.
    """
    claiming = [at for at in found if any(_claims(each) for each in found[at])]
    own = {at for at in claiming if _is_each_cars_own(columns[at])}
    if any(not _counts_rows(columns[at]) and not _is_plate(found[at]) for at in own):
        own = {at for at in own if not _counts_rows(columns[at])}
    behind = set(claiming) - own if own else set()
    if any(_is_plain(columns[at], found[at]) for at in own):
        behind |= {at for at in own if _is_external(columns[at])}
    return {at: [_last(each) if at in behind else each for each in found[at]] for at in found}


def _claims(candidate: Candidate) -> bool:
    return candidate.fields == (_REFERENCE,) and not candidate.refuted


def _is_each_cars_own(column: Column) -> bool:
    return column.content.is_unique and column.survey.filled >= _NEARLY_ALL * column.survey.rows


def _counts_rows(column: Column) -> bool:
    """Whether it is 1, 2, 3 … down the rows: of this list, and another car's in the next one."""
    return all(text == str(row) for row, text in enumerate(column.content.texts, start=1))


def _is_plate(found: Sequence[Candidate]) -> bool:
    return any(_claims(each) and each.meaning == "licencePlate" for each in found)


def _is_plain(column: Column, found: Sequence[Candidate]) -> bool:
    """`Référence`, and no stock number or identifier."""
    named = any(_claims(each) and each.meaning == _REFERENCE for each in found)
    return (
        named and not _is_external(column) and any(word.startswith("ref") for word in words_of(column.survey.heading))
    )


def _is_external(column: Column) -> bool:
    heading, field = column.survey.heading.strip(), BY_NAME[_REFERENCE]
    return heading not in {field.name, *field.aliases} and not set(_EXTERNAL).isdisjoint(words_of(heading))


def _last(candidate: Candidate) -> Candidate:
    return replace(candidate, score=_LAST + 0.02 * candidate.score) if _claims(candidate) else candidate
