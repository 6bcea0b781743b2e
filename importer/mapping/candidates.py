"""What one column might be: every meaning of its heading, confirmed or refuted by its content, with a score.

It knows no other column; which of two columns gets a field is decided by assignment.py.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from importer.cells.booleans import truth_of
from importer.contract import FEATURE_CATEGORY
from importer.mapping.advert_text import reads_as_adverts
from importer.mapping.bare_power import (
    contradicts_habit,
    is_bare,
    names_both_units,
    unit_of_figures,
    units_beside_bare,
)
from importer.mapping.content import is_in_thousands, is_month, is_stock_code, is_town, is_year
from importer.mapping.heading_meanings import SAME_WORDS, HeadingMeaning
from importer.mapping.surveyed_column import Column
from importer.mapping.weighing import CONVERTED, Candidate, no_field, single, weighed, why
from importer.records import Target
from importer.vocabulary.equipment import category_of
from importer.vocabulary.headings import NOT_A_FIELD

_BARE_TYPE: Final = 0.1
_HALF: Final = 0.5
_FEW: Final = 0.2
_FLAG: Final = "condition_"
_FLAG_SCORE: Final = 0.95
_NEARLY_ALL: Final = 0.9
_ROW_NUMBER: Final = NOT_A_FIELD + "row_number"
_TERMS: Final = frozenset({"6", "12", "18", "24", "36", "48", "60"})  # months
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
        yield from _reference(column, replace(meaning, meaning="stockNumber", strength=SAME_WORDS))
    elif not meaning.is_field:
        yield no_field(name.removeprefix(NOT_A_FIELD), meaning.strength)
    elif name in _SPECIAL:
        yield from _SPECIAL[name](column, meaning)
    elif name.startswith("feature_") or name in _LISTS:
        yield _list(column, meaning)
    elif name.startswith(_FLAG):
        yield _condition_flag(column, meaning)
    elif "+" not in name:
        yield single(column, meaning)
        yield from _other_kind_of_date(column, meaning)


def _reference(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """A stock number or licence plate: a reference when nothing surer is there."""
    judgement = column.judged("externalReference")
    target = Target(field="externalReference", notation=judgement.notation)
    candidate = weighed(column, meaning, judgement, (target,))
    if meaning.meaning == "licencePlate" and _holds_dates(column):
        candidate = replace(candidate, refuted=True, reason="reason_content", params={"guess": "externalReference"})
    less = 0.1 if meaning.meaning == "stockNumber" else 0.3
    reason = "reason_stock_number" if meaning.meaning == "stockNumber" else "reason_licence_plate"
    yield replace(
        candidate, score=max(candidate.score - less, 0.0), reason=candidate.reason if candidate.refuted else reason
    )


def _holds_dates(column: Column) -> bool:
    """Whether days or months stand below `Reg` or `Immatriculation`, and no plates."""
    return not column.is_empty and column.judged("firstRegistration").fit >= _HALF


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


def _bare_date(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """Nothing but `Date`: months without a day are the first registration."""
    if column.content.share(is_month) >= 0.9:
        judgement = column.judged("firstRegistration")
        target = Target(field="firstRegistration", notation=judgement.notation)
        weaker = replace(meaning, strength=0.9)
        yield replace(weighed(column, weaker, judgement, (target,)), reason="reason_months")
    else:
        yield replace(no_field("dates", 0.5), params={"guess": "firstRegistration"}, refuted=True)


def _bare_distance(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """Nothing but `Distance`: the kilometres driven when most are thousands, else how far away the seller is."""
    candidate = single(column, replace(meaning, meaning="mileage"))
    driven = column.is_empty or column.content.share(is_in_thousands) >= _HALF
    yield (
        candidate if driven else replace(candidate, refuted=True, reason="reason_content", params={"guess": "mileage"})
    )


def _whereabouts(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """`Location`: the town, when most of the names are towns, and not halls or car parks of the dealer."""
    candidate = single(column, replace(meaning, meaning="city"))
    towns = column.is_empty or column.content.share(is_town) >= _HALF
    yield candidate if towns else replace(candidate, refuted=True, reason="reason_content", params={"guess": "city"})


def _remark(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """`Opmerkingen`: the description when it reads as adverts do, else a note for the dealer's own eyes."""
    candidate = single(column, replace(meaning, meaning="description", strength=min(meaning.strength, SAME_WORDS)))
    public = column.is_empty or reads_as_adverts(column.content)
    if not public:
        candidate = replace(candidate, refuted=True, reason="reason_remark", params={"guess": "description"})
    yield candidate


def _power(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """`Puissance` above numbers without a unit: in kilowatts or in horsepower, as the figures say, else not sure.

    A few bare numbers among others are in the unit that all the others name; of several units it is not sure.
    """
    named = None if names_both_units(column.survey.heading) else meaning.unit
    bare = named is None and is_bare(column.content)
    beside = frozenset[str]() if bare or named is not None else units_beside_bare(column.content)
    unit = unit_of_figures(column.content) if bare else named
    unit = next(iter(beside)) if len(beside) == 1 else unit
    candidate = single(column, replace(meaning, unit=unit))
    several = len(beside) > 1 or contradicts_habit(column.survey.heading, unit, column.content)
    if (several or (bare and unit is None)) and not candidate.refuted:
        candidate = replace(candidate, refuted=True, reason="reason_kw_or_hp", params={"guess": "powerKw"})
    yield candidate


def _mileage(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """61000 between 45,000 miles and 52,310 miles: a few bare numbers are miles where all the others say so."""
    among_miles = meaning.unit is None and not is_bare(column.content)
    in_miles = among_miles and units_beside_bare(column.content, "km") == {"mi"}
    yield single(column, replace(meaning, unit="mi") if in_miles else meaning)


def _bare_type(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """Nothing but `Type`: the version, else the model; every surer heading goes before."""
    for name, less in (("variant", _BARE_TYPE), ("model", _BARE_TYPE + CONVERTED)):
        candidate = single(column, replace(meaning, meaning=name))
        yield replace(candidate, score=candidate.score - less)


def _warranty(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """Yes or no; or figures that are terms of a warranty in months, as no answers and no years are."""
    yield single(column, meaning)
    if column.content.share(lambda text: text in _TERMS) >= _NEARLY_ALL:
        yield single(column, replace(meaning, meaning="warrantyMonths", strength=SAME_WORDS))


def _registration_part(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """The year or the month of the first registration in a column of its own."""
    part = "year" if meaning.meaning == "registrationYear" else "month"
    if part == "year":
        yield single(column, replace(meaning, meaning="year"))
    judgement = column.judged("firstRegistration", part=part)
    target = Target(field="firstRegistration", notation=judgement.notation, part=part)
    candidate = weighed(column, replace(meaning, strength=meaning.strength - 0.15), judgement, (target,))
    yield candidate if part == "month" else replace(candidate, refuted=True)


def _other_kind_of_date(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """`Bouwjaar` with months below it is the first registration; `Erstzulassung` with bare years is the year."""
    name, content = meaning.meaning, column.content
    if name == "year" and content.share(is_year) < 0.2 and content.share(is_month) > 0.5:
        other = "firstRegistration"
    elif name == "firstRegistration" and content.share(is_year) > 0.8:
        other = "year"
    else:
        return
    judgement = column.judged(other)
    target = Target(field=other, notation=judgement.notation)
    candidate = weighed(column, replace(meaning, meaning=other), judgement, (target,))
    yield (
        candidate
        if candidate.refuted
        else replace(candidate, score=candidate.score + 0.05, reason=f"reason_{other}_instead")
    )


_SPECIAL: Final[Mapping[str, Callable[[Column, HeadingMeaning], Iterator[Candidate]]]] = {
    FEATURE_CATEGORY.name: _feature_category,
    "stockNumber": _reference,
    "licencePlate": _reference,
    "bareDate": _bare_date,
    "bareType": _bare_type,
    "bareDistance": _bare_distance,
    "whereabouts": _whereabouts,
    "registrationMonth": _registration_part,
    "registrationYear": _registration_part,
    "mileage": _mileage,
    "powerKw": _power,
    "warranty": _warranty,
    "remark": _remark,
}
