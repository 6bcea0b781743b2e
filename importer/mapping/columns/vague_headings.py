"""Headings of one word that may mean several things: what stands below decides, or nobody.

`Date`, `Type`, `Distance`, `Location`, `Opmerkingen`, `Puissance` and their like. It knows no other column.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import CONVERTED, Candidate, no_field, single, weighed
from importer.mapping.contents.advert_text import reads_as_adverts
from importer.mapping.contents.bare_power import (
    contradicts_habit,
    is_bare,
    names_both_units,
    unit_of_figures,
    units_beside_bare,
)
from importer.mapping.contents.content import (
    begins_with_make,
    is_amount,
    is_in_thousands,
    is_month,
    is_number,
    is_same_in_all,
    is_town,
)
from importer.mapping.contents.names_of_versions import are_marks_of_versions, names_versions
from importer.mapping.headings.heading_meanings import SAME_WORDS, HeadingMeaning
from importer.records import Target
from importer.vocabulary.headings import words_of
from importer.vocabulary.particles import particles

OF_MODELS: Final = "reason_family"
"""Why a family of models, or a class of cars, is not taken for the model by its own column alone."""
_BARE_TYPE: Final = 0.1
_HALF: Final = 0.5
_MOST: Final = 0.7
_NEARLY_ALL: Final = 0.9
_FAMILY: Final = 0.7
_PLACE: Final = ("place",)
_MOST_SEATS: Final = "5"
_TERMS: Final = frozenset({"6", "12", "18", "24", "36", "48", "60"})  # months


def bare_date(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """Nothing but `Date`: months without a day are the first registration."""
    if column.content.share(is_month) >= 0.9:
        judgement = column.judged("firstRegistration")
        target = Target(field="firstRegistration", notation=judgement.notation)
        weaker = replace(meaning, strength=0.9)
        yield replace(weighed(column, weaker, judgement, (target,)), reason="reason_months")
    else:
        yield replace(no_field("dates", 0.5), params={"guess": "firstRegistration"}, refuted=True)


def bare_distance(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """Nothing but `Distance`: the kilometres driven when most are thousands, else how far away the seller is."""
    candidate = single(column, replace(meaning, meaning="mileage"))
    driven = column.is_empty or column.content.share(is_in_thousands) >= _HALF
    yield (
        candidate if driven else replace(candidate, refuted=True, reason="reason_content", params={"guess": "mileage"})
    )


def bare_price(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """Nothing but `Particulier`: the price when amounts stand there; an empty column or words are none."""
    candidate = single(column, replace(meaning, meaning="price", strength=SAME_WORDS))
    amounts = column.content.share(lambda text: is_number(text) or is_amount(text)) >= _NEARLY_ALL
    yield (
        candidate if amounts else replace(candidate, refuted=True, reason="reason_content", params={"guess": "price"})
    )


def whereabouts(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """`Location`: the town, when most of the names are towns, and not halls or car parks of the dealer.

    A French `place` is a seat as well: most cars have five, and no row of parking places has most cars on its fifth.
    """
    candidate = single(column, replace(meaning, meaning="city"))
    towns = column.is_empty or column.content.share(is_town) >= _HALF
    yield candidate if towns else replace(candidate, refuted=True, reason="reason_content", params={"guess": "city"})
    if words_of(column.survey.heading) == _PLACE and column.content.share(lambda text: text == _MOST_SEATS) >= _HALF:
        yield single(column, replace(meaning, meaning="seats"))


def remark(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """`Opmerkingen`: the description when it reads as adverts do, else a note for the dealer's own eyes.

    The same text below every car is the dealer's terms, whatever it reads like.
    """
    candidate = single(column, replace(meaning, meaning="description", strength=min(meaning.strength, SAME_WORDS)))
    public = column.is_empty or reads_as_adverts(column.content)
    if not public or is_same_in_all(column.content):
        reason = "reason_remark" if not public else "reason_same_in_all"
        candidate = replace(candidate, refuted=True, reason=reason, params={"guess": "description"})
    yield candidate


def power(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
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
        params = {"guess": "powerKw", "advice": "powerKw [kW]"}  # without a unit, kW would be taken for granted
        candidate = replace(candidate, refuted=True, reason="reason_kw_or_hp", params=params)
    yield candidate


def mileage(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """61000 between 45,000 miles and 52,310 miles: a few bare numbers are miles where all the others say so."""
    among_miles = meaning.unit is None and not is_bare(column.content)
    in_miles = among_miles and units_beside_bare(column.content, "km") == {"mi"}
    yield single(column, replace(meaning, unit="mi") if in_miles else meaning)


def bare_type(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """Nothing but `Type`: the body where each cell names one, or the version, else the model; surer headings first."""
    heading = column.survey.heading or ""
    if "/" not in heading and not particles().engine_groups.isdisjoint(words_of(heading)):
        yield single(column, replace(meaning, meaning="engine"))  # `Type motor`, unlike the version in `Type/motor`
        return
    if not column.is_empty and column.judged("bodyType").fit >= _NEARLY_ALL:
        yield single(column, replace(meaning, meaning="bodyType"))
    for name, less in (("variant", _BARE_TYPE), ("model", _BARE_TYPE + CONVERTED)):
        candidate = single(column, replace(meaning, meaning=name))
        yield replace(candidate, score=candidate.score - less)


def maybe_model(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """`Famille`: a family of models, or a class of cars; what stands beside it decides (families_of_models.py)."""
    candidate = single(column, replace(meaning, meaning="model", strength=_FAMILY))
    if not candidate.refuted and not column.is_empty:
        yield replace(candidate, refuted=True, reason=OF_MODELS, params={"guess": "model"})


def maybe_title(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """`Header`, `Angebot`: the title where most cells begin with a make and say more, else an amount, an action."""
    if column.content.share(begins_with_make) >= _MOST:
        yield single(column, replace(meaning, meaning="title", strength=SAME_WORDS))


def maybe_variant(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """`Badge`: the version where most cells have the engine or the letters of one, else a label or a promise."""
    if names_versions(column.content) or are_marks_of_versions(column.content):
        yield single(column, replace(meaning, meaning="variant", strength=SAME_WORDS))


def warranty(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """Yes or no; or figures that are terms of a warranty in months, as no answers and no years are."""
    yield single(column, meaning)
    if column.content.share(lambda text: text in _TERMS) >= _NEARLY_ALL:
        yield single(column, replace(meaning, meaning="warrantyMonths", strength=SAME_WORDS))
