"""A reduced price beside the usual one: the price where it is filled, the usual one where it is not.

Only rows can tell whether one is the other less something, so the whole table is read for these two columns. It does
not know which column has the price (assignment.py) or how two are joined (frames).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from importer.cells.booleans import truth_of
from importer.cells.choices import meaning
from importer.cells.columns import read_values
from importer.cells.readings import BLANK, Reading
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate
from importer.mapping.headings.small_words import is_reduced, sureness
from importer.records import REDUCED, MappedColumn, RawTable, RawValue, Target
from importer.vocabulary.headings import words_of
from importer.vocabulary.particles import particles

_PRICE: Final = ("price",)
_ROWS: Final = 10_000
_MOST_TAKEN_OFF: Final = 0.5  # beyond that it is a rate, an advance or the price of something else
_NEARLY_ALL: Final = 0.9
_HALF: Final = 0.5
_MAY_BE: Final = frozenset({"reason_heading", "reason_near_heading", "reason_content"})


def with_reduced_prices(
    mapped: Sequence[MappedColumn],
    found: Mapping[int, Sequence[Candidate]],
    columns: Mapping[int, Column],
    table: RawTable,
) -> list[MappedColumn]:
    """The columns, where a price that is nowhere above the one that was taken and often below goes before it.

    When it is filled in every row that has a price it is the price, else both are. A reduction that may be over or only
    for some (days, or yes and no, stand beside it), and a `Sale price` that may be what was paid, change nothing.
    """
    pair = _usual_and_reduced(mapped, found, columns)
    if pair is None or any(_is_bound(column, columns[pair[1]]) for column in columns.values()):
        return list(mapped)
    usual, reduced = (_target(found[at]) for at in pair)
    reduced = replace(reduced, part=REDUCED)
    everywhere = _everywhere(table, columns, (pair[0], usual), (pair[1], reduced))
    if everywhere is None:
        return list(mapped)
    changed = _taken(mapped, pair, usual, reduced, everywhere=everywhere)
    return [changed.get(each.column, each) for each in mapped]


def _usual_and_reduced(
    mapped: Sequence[MappedColumn], found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> tuple[int, int] | None:
    """The column that has the price and a single one of reduced prices that wants it."""
    usual = next((each for each in mapped if each.fields == _PRICE and each.column in found), None)
    if usual is None or len(usual.targets) > 1 or is_reduced(usual.heading) or not sureness("price", usual.heading):
        return None
    reduced = [at for at in found if is_reduced(columns[at].survey.heading) and _wants_the_price(found[at])]
    return (usual.column, reduced[0]) if len(reduced) == 1 else None


def _wants_the_price(found: Sequence[Candidate]) -> bool:
    """Whether its heading says so: that most cells are 0, for nothing taken off, is no contradiction here."""
    known = any(not each.targets for each in found) and all(each.refuted for each in found if each.targets)
    return not known and any(each.fields == _PRICE and each.reason in _MAY_BE for each in found)


def _target(found: Sequence[Candidate]) -> Target:
    return next(each.targets[0] for each in found if each.fields == _PRICE)


def _is_bound(column: Column, reduced: Column) -> bool:
    """Whether a column says when or for whom the reduction is (`Actie tot`, `Actie J/N`), or that cars are sold."""
    words, known = {*words_of(column.survey.heading)}, particles()
    if column is reduced or column.is_empty:
        return False
    if "sale" in words_of(reduced.survey.heading) and (not known.sold.isdisjoint(words) or _are_some_sold(column)):
        return True
    if known.reduction.isdisjoint(words):
        return False
    answers = column.content.share(lambda text: truth_of(text) is not None)
    days = column.judged("firstRegistration").fit >= _HALF and column.content.share(str.isdecimal) < _HALF
    return days or answers >= _NEARLY_ALL


def _are_some_sold(column: Column) -> bool:
    """Whether a column is the status of cars of which some are sold."""
    is_status = any(each.meaning == "status" for each in column.meanings)
    return is_status and any(meaning("status", text) == "sold" for text in column.content.texts)


def _everywhere(
    table: RawTable, columns: Mapping[int, Column], usual: tuple[int, Target], reduced: tuple[int, Target]
) -> bool | None:
    """Whether the second is filled wherever the first is; None when it is not the first with something taken off."""
    lower, everywhere = 0, True
    for one, other in _pairs(table, columns, usual, reduced):
        if other == BLANK:
            everywhere &= one.value is None
            continue
        if not isinstance(other.value, (int, float)):
            return None
        if one == BLANK:
            continue
        if not isinstance(one.value, (int, float)) or not _MOST_TAKEN_OFF * one.value <= other.value <= one.value:
            return None
        lower += other.value < one.value
    return everywhere if lower else None


def _pairs(
    table: RawTable, columns: Mapping[int, Column], usual: tuple[int, Target], reduced: tuple[int, Target]
) -> Iterator[tuple[Reading, Reading]]:
    for chunk in table.chunks(_ROWS):
        read = [_readings(target, columns[at], chunk.columns[at]) for at, target in (usual, reduced)]
        yield from zip(*read, strict=True)


def _readings(target: Target, column: Column, cells: Sequence[RawValue]) -> list[Reading]:
    distinct = list(dict.fromkeys(cells))
    readings = read_values(target, distinct, language=column.language, today=column.today)
    known = dict(zip(distinct, readings, strict=True))
    return [known[cell] for cell in cells]


def _taken(
    mapped: Sequence[MappedColumn], pair: tuple[int, int], usual: Target, reduced: Target, *, everywhere: bool
) -> dict[int, MappedColumn]:
    """The two columns as they then are."""
    by_place = {each.column: each for each in mapped}
    first, second = by_place[pair[0]], by_place[pair[1]]
    told = {"other": second.heading, "field": "price"}
    taken = replace(
        second,
        targets=(replace(reduced, part=None) if everywhere else reduced,),
        confidence=first.confidence,
        reason="reason_reduced_price",
        params={"other": first.heading, "field": "price"},
        guess=None,
    )
    if everywhere:
        left = replace(first, targets=(), confidence=0.0, reason="reason_claimed", params=told, guess="price")
    else:
        left = replace(first, targets=(usual,), reason="reason_usual_price", params=told)
    return {first.column: left, second.column: taken}
