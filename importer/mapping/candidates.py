"""What one column might be: every meaning of its heading, confirmed or refuted by its content, with a score.

It knows no other column; which of two columns gets a field is decided by assignment.py.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from importer.cells.columns import Judgement
from importer.contract import BY_NAME, FEATURE_CATEGORY
from importer.mapping.bare_power import is_bare, unit_of_figures
from importer.mapping.content import is_month, is_town, is_year
from importer.mapping.headings import HeadingMeaning
from importer.mapping.refutations import LEAST_FIT_OF_A_CHOICE, NOT_TELLING, refutation
from importer.mapping.surveyed_column import Column
from importer.records import Target
from importer.vocabulary.headings import NOT_A_FIELD, words_of
from importer.vocabulary.particles import particles

# What is already in the contract's unit goes before what must be converted: kW before PS.
_CONVERTED: Final = 0.03
_DOUBTFUL: Final = 0.15  # so that a column of words goes before one of codes that portals use differently
_BARE_TYPE: Final = 0.1
_HALF: Final = 0.5
_LISTS: Final = frozenset({"features", "images", "conditionTags"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One thing that a column might be.

    `targets` are empty for a column that is no field. `score` (0 to 1) joins what the heading says and how well the
    content fits; `refuted` says that the content speaks against it, and `reason` why or why not.
    """

    targets: tuple[Target, ...]
    score: float
    reason: str
    params: Mapping[str, str] = field(default_factory=dict)
    refuted: bool = False
    meaning: str = ""
    instead_of: str | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it feeds."""
        return tuple(dict.fromkeys(target.field for target in self.targets))


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
    yield from seen.values()


def _candidates_of(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    name = meaning.meaning
    if not meaning.is_field:
        yield no_field(name.removeprefix(NOT_A_FIELD), meaning.strength)
    elif name in {"stockNumber", "licencePlate"}:
        yield _reference(column, meaning)
    elif name.startswith("feature_") or name in {"image", "conditionTag"} or name in _LISTS:
        yield _list(column, meaning)
    elif name == FEATURE_CATEGORY.name:
        yield _feature_category(column, meaning)
    elif name == "bareDate":
        yield from _bare_date(column, meaning)
    elif name == "whereabouts":
        yield _whereabouts(column, meaning)
    elif name == "bareType":
        yield from _bare_type(column, meaning)
    elif name in {"registrationMonth", "registrationYear"}:
        yield from _registration_part(column, meaning)
    elif name == "powerKw" and meaning.unit is None and is_bare(column.content):
        yield _bare_power(column, meaning)
    elif "+" not in name:
        yield _single(column, meaning)
        yield from _other_kind_of_date(column, meaning)


def no_field(reason: str, strength: float) -> Candidate:
    """A heading that is known to be no field."""
    return Candidate(targets=(), score=strength, reason=f"not_a_field_{reason}", meaning=NOT_A_FIELD + reason)


def why(meaning: HeadingMeaning) -> str:
    """The reason that a heading's words give."""
    if meaning.language is None and meaning.strength == 1:
        return "reason_own_name"
    return "reason_near_heading" if meaning.strength < 0.8 else "reason_heading"


def _single(column: Column, meaning: HeadingMeaning) -> Candidate:
    """One field from whole cells."""
    name = meaning.meaning
    judgement = column.judged(name, unit=meaning.unit)
    target = Target(field=name, notation=judgement.notation)
    value = _value_asked(name, column.survey.heading)
    if value is not None and judgement.fit < LEAST_FIT_OF_A_CHOICE and not column.is_empty:
        flag = column.judged(name, part=value)
        if flag.fit > judgement.fit:
            judgement, target = flag, Target(field=name, notation=flag.notation, part=value)
    return weighed(column, meaning, judgement, (target,))


def _value_asked(name: str, heading: str) -> str | None:
    """The value of a choice that the heading of a yes/no column asks for: `Differenzbesteuert` → margin."""
    words = frozenset(words_of(heading))
    asked = [value for value, names in particles().flags.get(name, {}).items() if words & names]
    return asked[0] if len(asked) == 1 else None


def weighed(column: Column, meaning: HeadingMeaning, judgement: Judgement, targets: tuple[Target, ...]) -> Candidate:
    """A candidate by what the heading says and what the content says to it."""
    name = targets[0].field
    strength = meaning.strength
    if column.is_empty:
        doubtful = any(not other.is_field for other in column.meanings)
        return Candidate(
            targets=targets, score=strength / 2, reason="reason_empty_column", refuted=doubtful, meaning=meaning.meaning
        )
    against = refutation(name, column, meaning, judgement)
    if against is not None:
        return Candidate(
            targets=targets,
            score=strength * judgement.fit,
            reason=against,
            params={"guess": name},
            refuted=True,
            meaning=meaning.meaning,
        )
    telling = 0.0 if BY_NAME[name].kind in NOT_TELLING else 0.05
    own_unit = judgement.notation.unit in {None, BY_NAME[name].unit}
    less = (0 if own_unit else _CONVERTED) + (0 if judgement.doubt is None else _DOUBTFUL)
    score = strength * (0.55 + 0.4 * judgement.fit + telling) - less
    return Candidate(targets=targets, score=score, reason=why(meaning), meaning=meaning.meaning)


def _reference(column: Column, meaning: HeadingMeaning) -> Candidate:
    """A stock number or licence plate: a reference when nothing surer is there."""
    judgement = column.judged("externalReference")
    target = Target(field="externalReference", notation=judgement.notation)
    candidate = weighed(column, meaning, judgement, (target,))
    less = 0.1 if meaning.meaning == "stockNumber" else 0.3
    reason = "reason_stock_number" if meaning.meaning == "stockNumber" else "reason_licence_plate"
    return replace(
        candidate, score=max(candidate.score - less, 0.0), reason=candidate.reason if candidate.refuted else reason
    )


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
    return weighed(column, meaning, judgement, (target,))


def _feature_category(column: Column, meaning: HeadingMeaning) -> Candidate:
    """The category of the features in another column."""
    target = Target(field="features", part="category", position=meaning.position)
    return weighed(column, meaning, column.judged("features", part="category"), (target,))


def _bare_date(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """Nothing but `Date`: months without a day are the first registration."""
    if column.content.share(is_month) >= 0.9:
        judgement = column.judged("firstRegistration")
        target = Target(field="firstRegistration", notation=judgement.notation)
        weaker = replace(meaning, strength=0.9)
        yield replace(weighed(column, weaker, judgement, (target,)), reason="reason_months")
    else:
        yield replace(no_field("dates", 0.5), params={"guess": "firstRegistration"}, refuted=True)


def _whereabouts(column: Column, meaning: HeadingMeaning) -> Candidate:
    """`Location`: the town, when most of the names are towns, and not halls or car parks of the dealer."""
    candidate = _single(column, replace(meaning, meaning="city"))
    towns = column.is_empty or column.content.share(is_town) >= _HALF
    return candidate if towns else replace(candidate, refuted=True, reason="reason_content", params={"guess": "city"})


def _bare_power(column: Column, meaning: HeadingMeaning) -> Candidate:
    """`Puissance` above numbers without a unit: in kilowatts or in horsepower, as the figures say, else not sure."""
    unit = unit_of_figures(column.content)
    candidate = _single(column, replace(meaning, unit=unit))
    if unit is not None or candidate.refuted:
        return candidate
    return replace(candidate, refuted=True, reason="reason_kw_or_hp", params={"guess": "powerKw"})


def _bare_type(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """Nothing but `Type`: the version, else the model; every surer heading goes before."""
    for name, less in (("variant", _BARE_TYPE), ("model", _BARE_TYPE + _CONVERTED)):
        candidate = _single(column, replace(meaning, meaning=name))
        yield replace(candidate, score=candidate.score - less)


def _registration_part(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """The year or the month of the first registration in a column of its own."""
    part = "year" if meaning.meaning == "registrationYear" else "month"
    if part == "year":
        yield _single(column, replace(meaning, meaning="year"))
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
