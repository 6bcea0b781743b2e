"""Prices that are too large in euros, beside a column that says which other money they are in.

It looks at the candidates of all columns of a table, and takes a price back in that was refused for its size alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from importer.cells.money import read_currency
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate
from importer.vocabulary.plausible import plausible

_PRICE: Final = ("price",)
_CURRENCY: Final = ("currency",)
_TOO_LARGE: Final = "reason_other_money"
_MOST: Final = 0.8
_LESS: Final = 0.1  # so that a price whose cells name their money goes first


def with_prices_in_other_money(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates, where `1975000` beside `EGP` is a price as good as any."""
    told = any(_is_currency(each) and _names_other_money(columns[at]) for at in found for each in found[at])
    if not told:
        return dict(found)
    return {at: [_taken_back(each) for each in candidates] for at, candidates in found.items()}


def _is_currency(candidate: Candidate) -> bool:
    return candidate.fields == _CURRENCY and not candidate.refuted


def _names_other_money(column: Column) -> bool:
    return column.content.share(_is_other_money) > _MOST


def _is_other_money(text: str) -> bool:
    code = read_currency(text).value
    return code is not None and code not in plausible().like_the_euro


def _taken_back(candidate: Candidate) -> Candidate:
    if candidate.fields != _PRICE or candidate.reason != _TOO_LARGE:
        return candidate
    return replace(candidate, refuted=False, reason="reason_heading", params={}, score=1 - _LESS)
