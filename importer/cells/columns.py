"""Whole columns: what a column would be as one field (`judge`), and its cells as typed values (`read_values`).

The readers of the kinds do the work, a distinct value at a time. It does not know headings, rows or payloads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import isnan
from types import MappingProxyType
from typing import Final

from importer.cells.notations import decide, is_other_unit, named_unit
from importer.cells.plausibility import fitness, is_blank
from importer.cells.readers import SaysNothing, reader_of, says_nothing_of
from importer.cells.readings import BLANK, Reader, Reading, trouble
from importer.cells.text import clean, mended
from importer.contract import BY_NAME, Field
from importer.problems import Code
from importer.records import CellFault, ColumnSurvey, Notation, RawValue, Target

NO_WORDS: Final[Mapping[str, str]] = MappingProxyType({})
_UNREADABLE: Final = frozenset({Code.NOT_A_NUMBER, Code.NOT_AN_INTEGER, Code.NOT_A_MONTH})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a whole column would be as one field.

    `notation` says how to read it. `fit` is the share (0–1, weighted by how often a value stands there) of the cells
    that say something of the field which read cleanly and are plausible for it; `blank` is the share of the filled
    cells that say nothing of it: placeholders, and compound cells without the part. `doubt` is set when the whole
    column allows two readings: `fit` is then that of the better one, and `notation` decides for neither. `params` fill
    the sentence of `doubt`, or say under `reason` why the content speaks against the field. `unreadable` is the share
    of the cells that say something which are no number or date at all.
    """

    notation: Notation
    fit: float
    blank: float
    unreadable: float = 0.0
    doubt: Code | None = None
    params: Mapping[str, str] = field(default_factory=dict)


def read_values(
    target: Target,
    values: Sequence[RawValue],
    *,
    language: str | None,
    words: Mapping[str, str] = NO_WORDS,
    today: date,
) -> list[Reading]:
    """What each of `values` is for the target, in their order; give distinct values, this keeps no account of them.

    `language` is that of the file (nl, fr, de, en), None when unknown; `words` are a dealer's own words for a choice.
    """
    read = reader_of(target, language=language, words=words, today=today)
    says_nothing = says_nothing_of(target, language)
    return [_read_raw(value, read, says_nothing) for value in values]


def _read_raw(value: RawValue, read: Reader, says_nothing: SaysNothing) -> Reading:
    if value is None or (isinstance(value, float) and isnan(value)):
        return BLANK
    if isinstance(value, CellFault):
        return trouble(Code.UNCALCULATED_FORMULA if value.uncalculated else Code.ERROR_CELL)
    if not isinstance(value, str) or value.isdigit():
        return read(value)
    better = mended(value)
    text = clean(better)
    if says_nothing(text):
        return BLANK
    return read(text) if better == value else _say_mended(read(text), text)


def _say_mended(reading: Reading, text: str) -> Reading:
    if reading.code is not None:
        return reading
    return reading._replace(code=Code.TEXT_MENDED, params={"text": text[:80]})


def judge(
    field: Field,
    survey: ColumnSurvey,
    *,
    unit: str | None = None,
    language: str | None = None,
    part: str | None = None,
    codes: str | None = None,
    today: date,
) -> Judgement:
    """What the surveyed column would be as `field`, or as the `part` of a compound cell that feeds it.

    `unit` is the unit or currency that the heading names (`Vermogen (pk)`), as it is written there. `codes` names the
    portal whose column set the file has, when other columns tell.
    """
    given = replace(named_unit(field, unit) if unit else Notation(), codes=codes)
    decision = decide(field, survey, given, language=language, part=part, today=today)
    possible = [
        _judged(Target(field=field.name, notation=notation, part=part), survey, decision.notation, language, today)
        for notation in decision.readings or (decision.notation,)
    ]
    best = max(possible, key=lambda judgement: judgement.fit)
    if unit and is_other_unit(field, unit):
        return replace(best, fit=0.0, params={"reason": "reason_other_unit", "unit": unit})
    return replace(best, doubt=decision.doubt, params=decision.params) if decision.doubt else best


def _judged(target: Target, survey: ColumnSurvey, notation: Notation, language: str | None, today: date) -> Judgement:
    """What the column is when it is read as `target` says; `notation` is the one to go on with."""
    cells = list(survey.values.items())
    readings = read_values(target, [value for value, _ in cells], language=language, today=today)
    counted = [(reading, count) for reading, (_, count) in zip(readings, cells, strict=True)]
    filled = sum(count for _, count in counted)
    blank = sum(count for reading, count in counted if is_blank(reading))
    unreadable = sum(count for reading, count in counted if reading.code in _UNREADABLE)
    fit, reason = fitness(BY_NAME[target.field], target.part, counted, today)
    return Judgement(
        notation=notation,
        fit=fit,
        blank=blank / filled if filled else 0.0,
        unreadable=unreadable / (filled - blank) if unreadable else 0.0,
        params=reason,
    )
