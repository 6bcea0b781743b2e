"""A table without a price: said once, with the columns that may hold it, as adverts would stand there without one."""

from collections.abc import Mapping, Sequence
from typing import Final

from importer.mapping.columns.surveyed_column import Column
from importer.mapping.contents.content import is_amount
from importer.problems import Code, Problem
from importer.records import MappedColumn, RawTable
from importer.vocabulary.headings import words_of
from importer.vocabulary.particles import particles

_MOST: Final = 0.8
_HALF: Final = 0.5
_MOST_NAMED: Final = 5
_OTHER_MONEY: Final = frozenset(
    f"not_a_field_{kind}"
    for kind in (
        "list_price",
        "net_price",
        "dealer_price",
        "old_price",
        "monthly_rate",
        "valuation",
        "road_tax",
        "costs",
    )
)


def price_problems(mapped: Sequence[MappedColumn], columns: Mapping[int, Column], table: RawTable) -> list[Problem]:
    """One sentence where no column is the price and some may be; a table of other things alone needs none."""
    if any("price" in each.fields for each in mapped):
        return []
    named = [each.heading.strip() for each in mapped if each.column in columns and _may_be(columns[each.column], each)]
    if not named:
        return []
    headings = " · ".join(named[:_MOST_NAMED])
    return [Problem(code=Code.PRICE_WITHOUT_COLUMN, field="price", sheet=table.sheet, params={"headings": headings})]


def _may_be(column: Column, mapped: MappedColumn) -> bool:
    known = mapped.targets or mapped.reason == "reason_left_out" or mapped.reason in _OTHER_MONEY
    if known or not mapped.heading.strip() or column.is_empty:
        return False
    of_sale = any(word.startswith(tuple(particles().of_a_sale)) for word in words_of(column.survey.heading))
    in_money = column.content.share(is_amount) > _HALF
    return (of_sale or in_money) and column.judged("price").fit > _MOST
