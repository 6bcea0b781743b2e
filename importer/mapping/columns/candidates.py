"""What one column might be: every meaning of its heading, confirmed or refuted by its content, with a score.

It knows no other column; which of two columns gets a field is decided by assignment.py.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from importer.cells.booleans import truth_of
from importer.contract import FEATURE_CATEGORY
from importer.mapping.columns.car_numbers import car_number
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.told_by_cells import told_by_cells
from importer.mapping.columns.vague_headings import (
    bare_date,
    bare_distance,
    bare_price,
    bare_type,
    maybe_model,
    maybe_title,
    maybe_variant,
    mileage,
    power,
    remark,
    warranty,
    whereabouts,
)
from importer.mapping.columns.weighing import Candidate, no_field, single, weighed, why
from importer.mapping.columns.years_and_days import holds_days, is_of_building, year_instead, year_of_days
from importer.mapping.contents.content import is_stock_code
from importer.mapping.headings.heading_meanings import NUMBERS_OF_A_CAR, SAME_WORDS, HeadingMeaning
from importer.records import Target
from importer.vocabulary.equipment import category_of
from importer.vocabulary.headings import NOT_A_FIELD

_HALF: Final = 0.5
_FEW: Final = 0.2
_FLAG: Final = "condition_"
_FLAG_SCORE: Final = 0.95
_NEARLY_ALL: Final = 0.9
_ROW_NUMBER: Final = NOT_A_FIELD + "row_number"
_LISTS: Final = frozenset({"features", "image", "images", "conditionTag", "conditionTags"})


def candidates(column: Column) -> list[Candidate]:
    """Every meaning of the column's heading, the surest first."""
    found = [candidate for meaning in _each_meaning(column) for candidate in _candidates_of(column, meaning)]
    return sorted(found, key=lambda candidate: (not candidate.refuted, candidate.score), reverse=True)


def _each_meaning(column: Column) -> Iterator[HeadingMeaning]:
    """The meanings, each once: in the file's own language when it is one of several."""
    seen: dict[str, HeadingMeaning] = {}
    for meaning in column.meanings:
        known = seen.get(meaning.meaning)
        if known is None or (meaning.strength, meaning.language == column.language) > (
            known.strength,
            known.language == column.language,
        ):
            seen[meaning.meaning] = meaning
    for meaning in seen.values():
        if not any(_goes_before(other, meaning, column.language) for other in seen.values()):
            yield meaning


def _goes_before(decoy: HeadingMeaning, meaning: HeadingMeaning, language: str | None) -> bool:
    """Whether the file's language knows the heading as no field and only another one as the field.

    `PX` is what a car in part exchange is worth in English, and the price in French.
    """
    is_ours = decoy.language is not None and decoy.language == language
    is_theirs = meaning.is_field and meaning.language not in {None, language}
    return is_ours and is_theirs and not decoy.is_field and decoy.strength >= meaning.strength


def _candidates_of(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    name = meaning.meaning
    if name == _ROW_NUMBER and column.content.is_unique and column.content.share(is_stock_code) >= _NEARLY_ALL:
        yield from car_number(column, replace(meaning, meaning="stockNumber", strength=SAME_WORDS))
    elif not meaning.is_field:
        yield no_field(name.removeprefix(NOT_A_FIELD), meaning.strength)
    elif name in _SPECIAL:
        yield from _SPECIAL[name](column, meaning)
    elif name.startswith("feature_") or name in _LISTS:
        yield _list(column, meaning)
    elif name.startswith(_FLAG):
        yield _condition_flag(column, meaning)
    elif name == "year" and is_of_building(column):
        yield no_field("dates", meaning.strength)
    elif name == "year" and holds_days(column):
        yield from year_of_days(column, meaning)
    elif "+" not in name:
        yield single(column, meaning)
        yield from year_instead(column, meaning)
        yield from told_by_cells(column, meaning)


def _list(column: Column, meaning: HeadingMeaning) -> Candidate:
    """Features, images or tags: a list in each cell, or one of several numbered columns."""
    name = {"image": "images", "conditionTag": "conditionTags"}.get(meaning.meaning, meaning.meaning)
    name = "features" if name.startswith("feature_") else name
    if meaning.order_of is not None:
        return Candidate(
            targets=(Target(field=name, order_of=meaning.order_of),),
            score=meaning.strength,
            reason=why(meaning),
            meaning=meaning.meaning,
        )
    judgement = column.judged(name)
    target = Target(field=name, notation=judgement.notation, category=meaning.category, position=meaning.position)
    candidate = weighed(column, meaning, judgement, (target,))
    bare = meaning.category is not None and meaning.language is not None
    if not bare or (_has_equipment(column, judgement.notation.separator) and not _is_upholstery(column)):
        return candidate
    return replace(candidate, refuted=True, reason="reason_content", params={"guess": name})


def _has_equipment(column: Column, separator: str | None) -> bool:
    """Whether a column under a bare `Interior` holds equipment: lists, or names that are known, and not colours."""
    if separator is not None or column.is_empty:
        return True
    return column.content.share(lambda text: truth_of(text) is not None or category_of(text) is not None) >= _FEW


def _is_upholstery(column: Column) -> bool:
    """Whether a column under a bare `Interior` holds what its seats are made of: `Leder`, `Stof zwart`."""
    return not column.is_empty and column.judged("interiorMaterial").fit >= _HALF


def _feature_category(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """The category of the features in another column."""
    target = Target(field="features", part="category", position=meaning.position)
    yield weighed(column, meaning, column.judged("features", part="category"), (target,))


def _condition_flag(column: Column, meaning: HeadingMeaning) -> Candidate:
    """`Schadevoertuig` with yes or no: one value of the condition."""
    value = meaning.meaning.removeprefix(_FLAG)
    target = Target(field="condition", part=value)
    if column.is_empty:
        return weighed(column, meaning, column.judged("condition", part=value), (target,))
    answers = column.content.share(lambda text: truth_of(text) is not None)
    return Candidate(
        targets=(target,),
        score=meaning.strength * answers * _FLAG_SCORE,
        reason="reason_content" if answers < _NEARLY_ALL else "reason_condition_flag",
        params={"value": value, "guess": "condition"},
        refuted=answers < _NEARLY_ALL,
        meaning=meaning.meaning,
    )


def _registration_part(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """The year or the month of the first registration in a column of its own."""
    part = "year" if meaning.meaning == "registrationYear" else "month"
    if part == "year":
        yield single(column, replace(meaning, meaning="year"))
    judgement = column.judged("firstRegistration", part=part)
    target = Target(field="firstRegistration", notation=judgement.notation, part=part)
    candidate = weighed(column, replace(meaning, strength=meaning.strength - 0.15), judgement, (target,))
    yield candidate if part == "month" else replace(candidate, refuted=True)


_SPECIAL: Final[Mapping[str, Callable[[Column, HeadingMeaning], Iterator[Candidate]]]] = {
    FEATURE_CATEGORY.name: _feature_category,
    **dict.fromkeys(NUMBERS_OF_A_CAR, car_number),
    "bareDate": bare_date,
    "bareType": bare_type,
    "bareDistance": bare_distance,
    "barePrice": bare_price,
    "maybeModel": maybe_model,
    "maybeTitle": maybe_title,
    "maybeVariant": maybe_variant,
    "whereabouts": whereabouts,
    "registrationMonth": _registration_part,
    "registrationYear": _registration_part,
    "mileage": mileage,
    "powerKw": power,
    "warranty": warranty,
    "remark": remark,
}
