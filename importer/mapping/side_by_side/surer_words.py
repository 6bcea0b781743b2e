"""Columns side by side whose headings name one field more and less surely: a first registration, and a registration.

It sees headings and candidates, no cells; assignment.py decides which of them is taken.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate
from importer.mapping.headings.small_words import OF_A_CYCLE, is_reduced, sureness
from importer.vocabulary.headings import key_of, words_of
from importer.vocabulary.particles import particles
from importer.vocabulary.spelling import plain

_DIGITS: Final = re.compile(r"\d+")
_HALF: Final = 0.5
_PRICE: Final = ("price",)
_PRICES: Final = ("prijs", "prix", "preis", "price")
# What a car costs its buyer is what was paid for it, where another column tells when it was bought.
_BOUGHT_FOR: Final = frozenset({"kaufpreis"})
_BOUGHT_ON: Final = frozenset(
    {"kaufdatum", "ankaufsdatum", "einkaufsdatum", "anschaffungsdatum", "gekauft", "angekauft"}
)
_SINGLE: Final = (("firstRegistration",), _PRICE, *((name,) for name in sorted(OF_A_CYCLE)))


def surer_words_first(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, list[Candidate]]:
    """The candidates, where those of a field come last that a heading names less surely than that of another column."""
    weighed = {at: [_unless_numbered(each, at, columns) for each in found[at]] for at in found}
    weighed |= {at: [_paid(each) for each in weighed[at]] for at in _paid_for(columns) if at in weighed}
    for fields in _SINGLE:
        claiming = [at for at in weighed if any(each.fields == fields and not each.refuted for each in weighed[at])]
        surely = {at: sureness(fields[0], columns[at].survey.heading) for at in claiming}
        surely |= {at: 0 for at in claiming if fields == _PRICE and _is_reduced_beside(at, claiming, columns)}
        if fields == _PRICE and any(sure and not is_reduced(columns[at].survey.heading) for at, sure in surely.items()):
            surely |= {at: 0 for at in claiming if is_reduced(columns[at].survey.heading)}  # see reduced_prices.py
        for at in claiming:
            if surely[at] < max(surely.values()):
                weighed[at] = [_last(each, fields) for each in weighed[at]]
        if fields == _PRICE and not any(surely.values()):
            weighed |= _asked_about(claiming, weighed, columns)
    return weighed


def _is_reduced_beside(at: int, claiming: Sequence[int], columns: Mapping[int, Column]) -> bool:
    """`Regular price` beside a `Sale price` that no row lacks which has the first: what is asked is the second.

    Where only some rows have a reduced price, the others would be left without one.
    """
    filled = columns[at].survey.filled
    others = (columns[other].survey for other in claiming if not _is_usual(columns[other]))
    return _is_usual(columns[at]) and any(
        other.filled >= filled and sureness("price", other.heading) for other in others
    )


def _is_usual(column: Column) -> bool:
    return not particles().usual_price.isdisjoint(words_of(column.survey.heading))


def _asked_about(
    claiming: Sequence[int], weighed: Mapping[int, list[Candidate]], columns: Mapping[int, Column]
) -> dict[int, list[Candidate]]:
    """The vague prices, no prices when a column in unknown words may be the one that is asked."""
    if not any(_may_be_the_price(found, columns[at]) for at, found in weighed.items()):
        return {}
    return {at: [_unsure(each) if each.fields == _PRICE else each for each in weighed[at]] for at in claiming}


def _paid_for(columns: Mapping[int, Column]) -> list[int]:
    """`Kaufpreis` beside `Kaufdatum`; each heading is looked at once, for a sheet may have 16,384."""
    said = {at: frozenset(words_of(column.survey.heading)) for at, column in columns.items()}
    if not any(words & _BOUGHT_ON for words in said.values()):
        return []
    return [at for at, words in said.items() if words & _BOUGHT_FOR]


def _paid(candidate: Candidate) -> Candidate:
    if candidate.fields != _PRICE:
        return candidate
    return replace(candidate, refuted=True, reason="not_a_field_dealer_price", params={"guess": "price"})


def _may_be_the_price(found: Sequence[Candidate], column: Column) -> bool:
    """Whether a column of amounts is called a price with VAT in words that are not known: `Prix magasin TTC`."""
    words, known = plain(column.survey.heading).split(), particles()
    is_price = any(word.endswith(_PRICES) for word in words) and not known.with_vat_alone.isdisjoint(words)
    return is_price and known.decoys.keys().isdisjoint(words) and not found and column.judged("price").fit >= _HALF


def _unsure(candidate: Candidate) -> Candidate:
    return replace(candidate, refuted=True, reason="reason_two_prices", params={"guess": "price"})


def _last(candidate: Candidate, fields: tuple[str, ...]) -> Candidate:
    return replace(candidate, score=candidate.score / 2) if candidate.fields == fields else candidate


def _unless_numbered(candidate: Candidate, at: int, columns: Mapping[int, Column]) -> Candidate:
    """`Prijs 1` beside `Prijs 2` may be either of them: what is asked, or what was paid. Alone it is the price."""
    own = columns[at].survey.heading
    others = (other.survey.heading for place, other in columns.items() if place != at)
    if (
        candidate.fields != ("price",)
        or not any(map(str.isdigit, own))
        or _unnumbered(own) not in map(_unnumbered, others)
    ):
        return candidate
    return replace(candidate, refuted=True, reason="reason_numbered_prices", params={"guess": "price"})


def _unnumbered(heading: str) -> str:
    return _DIGITS.sub("#", key_of(heading))
