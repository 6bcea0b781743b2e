"""`List price` where it is what a car is listed at, and not what it costs when new.

A dealer in new cars means the second, one in America the first; other columns tell: when a car was listed, or what it
costs when new. Without such a column it stays a decoy. It knows no cells but through the candidates.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate, single
from importer.mapping.headings.heading_meanings import SAME_WORDS, HeadingMeaning
from importer.vocabulary.headings import NOT_A_FIELD, words_of

_PRICE: Final = "price"
_LIST_PRICE: Final = frozenset({"list", "price"})
_WHEN_NEW: Final = NOT_A_FIELD + "list_price"
_LISTED: Final = frozenset({"list", "listed", "listing"})
_TIMES: Final = frozenset({"date", "dates", "day", "days", "on", "at", "since", "dt"})


def with_listed_price(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates, where the only `List price` is the price when nothing else is and another column tells so."""
    listed = [at for at in found if _words(columns[at]) == _LIST_PRICE]
    asked = any(_is_price(each) for candidates in found.values() for each in candidates)
    if len(listed) != 1 or asked or not any(_tells(column) for column in _others(columns, listed[0])):
        return dict(found)
    meaning = HeadingMeaning(meaning=_PRICE, language="en", strength=SAME_WORDS)
    price = single(columns[listed[0]], meaning)
    return {**found, listed[0]: [price]} if _is_price(price) else dict(found)


def _is_price(candidate: Candidate) -> bool:
    return candidate.fields == (_PRICE,) and not candidate.refuted


def _others(columns: Mapping[int, Column], own: int) -> Iterator[Column]:
    return (column for at, column in columns.items() if at != own and not column.is_empty)


def _tells(column: Column) -> bool:
    """`List date`, `Days listed`, or another column with the price when new: `MSRP`."""
    words = _words(column)
    is_time = bool(words & _LISTED) and bool(words & _TIMES)
    return is_time or any(meaning.meaning == _WHEN_NEW for meaning in column.meanings)


def _words(column: Column) -> frozenset[str]:
    return frozenset(words_of(column.survey.heading))
