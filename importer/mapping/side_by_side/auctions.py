"""A list of cars that are sold by auction: a bid, and what ends the bidding, is what a dealer pays and does not ask.

It sees headings and candidates, no cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate
from importer.vocabulary.headings import words_of
from importer.vocabulary.particles import particles


def without_bids(found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]) -> dict[int, list[Candidate]]:
    """The candidates; beside bids, the price of the moment or of buying at once is none. On another list it is."""
    begin = tuple(particles().auctions)
    if not any(_tells_of_bids(column.survey.heading, begin) for column in columns.values()):
        return {at: list(each) for at, each in found.items()}
    return {at: [_refuted_if_bid(each, columns[at]) for each in found[at]] for at in found}


def _tells_of_bids(heading: str, begin: tuple[str, ...]) -> bool:
    words = {*words_of(heading)}
    return any(word.startswith(begin) for word in words) or any(map(words.issuperset, _bids()))


@cache
def _bids() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(entry.split()) for entry in particles().bids)


def _refuted_if_bid(candidate: Candidate, column: Column) -> Candidate:
    if candidate.fields != ("price",):
        return candidate
    words = words_of(column.survey.heading)
    if not particles().standing.isdisjoint(words):
        return replace(candidate, refuted=True, reason="reason_bid", params={"guess": "price"})
    if not particles().buy_now.isdisjoint(words):
        return replace(candidate, refuted=True, reason="reason_buy_now", params={"guess": "price"})
    return candidate
