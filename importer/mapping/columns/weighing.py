"""One thing that a column might be, weighed: what its heading says, confirmed or refuted by its content.

It knows no other column, and not which meanings a heading has (candidates.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from importer.cells.choices import meaning as meaning_of
from importer.cells.columns import Judgement
from importer.contract import BY_NAME
from importer.mapping.columns.refutations import LEAST_FIT_OF_A_CHOICE, NOT_TELLING, refutation
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.unreadable_columns import REASON as UNREADABLE
from importer.mapping.columns.unreadable_columns import is_unreadable
from importer.mapping.contents.content import is_number
from importer.mapping.headings.heading_meanings import HeadingMeaning
from importer.mapping.headings.questions import without_answers
from importer.records import Target
from importer.vocabulary.headings import NOT_A_FIELD, words_of
from importer.vocabulary.particles import particles
from importer.vocabulary.spelling import plain

# What is already in the contract's unit goes before what must be converted: kW before PS.
CONVERTED: Final = 0.03
# A column of the drive in words says more than one that answers whether it is on all wheels.
_ON_ALL_WHEELS: Final = frozenset({"AWD", "4WD", "4x4"})
_NEARLY_ALL: Final = 0.95  # some `optional` among the answers says that they are not the car's own
_CODES: Final = frozenset({"code", "codes", "kode", "schlussel"})
_KINDS: Final = frozenset(
    {"regime", "stelsel", "regeling", "regelung", "type", "typ", "art", "status", "statut", "statuut", "scheme"}
    | {"treatment", "besteuerungsart", "steuerart"}
)
_DOUBTFUL: Final = 0.15  # so that a column of words goes before one of codes that portals use differently


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


def no_field(reason: str, strength: float) -> Candidate:
    """A heading that is known to be no field."""
    return Candidate(targets=(), score=strength, reason=f"not_a_field_{reason}", meaning=NOT_A_FIELD + reason)


def why(meaning: HeadingMeaning) -> str:
    """The reason that a heading's words give."""
    if meaning.language is None and meaning.strength == 1:
        return "reason_own_name"
    return "reason_near_heading" if meaning.strength < 0.8 else "reason_heading"


def single(column: Column, meaning: HeadingMeaning) -> Candidate:
    """One field from whole cells."""
    name = meaning.meaning
    judgement = column.judged(name, unit=meaning.unit)
    target = Target(field=name, notation=judgement.notation)
    value = None if _are_codes(name, column) else _value_asked(name, column.survey.heading)
    if value is not None and judgement.fit < LEAST_FIT_OF_A_CHOICE and not column.is_empty:
        flag = column.judged(name, part=value)
        if flag.fit > judgement.fit and (value not in _ON_ALL_WHEELS or flag.fit >= _NEARLY_ALL):
            judgement, target = flag, Target(field=name, notation=flag.notation, part=value)
    candidate = weighed(column, meaning, judgement, (target,))
    return replace(candidate, score=candidate.score - CONVERTED) if value in _ON_ALL_WHEELS else candidate


def _are_codes(name: str, column: Column) -> bool:
    """Whether figures below a question are no answers: `Btw-regime` of 1 names a regime, and 2 beside 1 is no yes."""
    content = column.content
    figures = {text.removesuffix(".0") for text in content.texts if is_number(text)}
    of_kinds = not _KINDS.isdisjoint(words_of(column.survey.heading))
    return bool(figures) and name != "driveType" and (of_kinds or not figures <= {"0", "1"})


def _value_asked(name: str, heading: str) -> str | None:
    """The value of a choice that the heading of a yes/no column asks for: `Differenzbesteuert` → margin.

    A `VAT code` of 1 is no yes. `Allrad` asks for a drive on all wheels as the word itself says it.
    """
    if name == "driveType":
        asked_for = meaning_of(name, without_answers(heading))
        return asked_for if asked_for in _ON_ALL_WHEELS else None
    words = frozenset((*words_of(heading), *plain(heading).split()))  # `MwSt` is two words to words_of
    if words & _CODES:
        return None
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
    if against == "reason_content" and is_unreadable(name, column, meaning, judgement):
        return Candidate(
            targets=targets,
            score=strength / 2,
            reason=UNREADABLE,
            params={"field": name},
            meaning=meaning.meaning,
        )
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
    less = (0 if own_unit else CONVERTED) + (0 if judgement.doubt is None else _DOUBTFUL)
    score = strength * (0.55 + 0.4 * judgement.fit + telling) - less
    return Candidate(targets=targets, score=score, reason=why(meaning), meaning=meaning.meaning)
