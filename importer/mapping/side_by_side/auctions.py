"""A list of cars that are sold by auction: what ends the bidding is what a dealer pays, and not what he asks.

It sees headings and candidates, no cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate
from importer.vocabulary.headings import words_of
from importer.vocabulary.particles import particles


def without_buy_now(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, list[Candidate]]:
    """The candidates; beside bids, what a car is bought for at once is no price. On another list it is."""
    if not any(_tells_of_bids(column.survey.heading) for column in columns.values()):
        return {at: list(each) for at, each in found.items()}
    return {at: [_refuted_if_buy_now(each, columns[at]) for each in found[at]] for at in found}


def _tells_of_bids(heading: str) -> bool:
    words, known = {*words_of(heading)}, particles()
    begin = tuple(known.auctions)
    return any(word.startswith(begin) for word in words) or any(words.issuperset(entry.split()) for entry in known.bids)


def _refuted_if_buy_now(candidate: Candidate, column: Column) -> Candidate:
    if candidate.fields != ("price",) or particles().buy_now.isdisjoint(words_of(column.survey.heading)):
        return candidate
    return replace(candidate, refuted=True, reason="reason_buy_now", params={"guess": "price"})
