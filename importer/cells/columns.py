"""Whole columns: what a column would be as one field (`judge`), and its cells as typed values (`read_values`).

The readers of the kinds do the work, a distinct value at a time. It does not know headings, rows or payloads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from importer.cells.blanks import is_placeholder, is_placeholder_text
from importer.cells.readers import reader_of
from importer.cells.readings import BLANK, Cell, Reader, Reading, trouble
from importer.cells.text import clean, mended
from importer.contract import BY_NAME, Field, Kind
from importer.problems import Code
from importer.records import CellFault, ColumnSurvey, Notation, RawValue, Target

NO_WORDS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a whole column would be as one field.

    `notation` says how to read it. `fit` is the share (0–1, weighted by how often a value stands there) of the cells
    that are neither blank nor a placeholder which read cleanly and are plausible for the field; `blank` is the share of
    placeholders among the filled cells. `doubt` is set when the whole column allows two readings. `params` fill the
    sentence of `doubt`, or say under `reason` why the content speaks against the field.
    """

    notation: Notation
    fit: float
    blank: float
    doubt: Code | None = None
    params: Mapping[str, str] = field(default_factory=dict)


def distinct(cells: Sequence[RawValue]) -> tuple[NDArray[np.intp], list[RawValue]]:
    """The distinct values of a column and, for every cell, which of them it is; a blank is -1.

    `pandas.factorize` takes True, 1 and 1.0 for one value; here a truth value stays apart from numbers (1 and 1.0
    remain one value: they mean the same to every reader).
    """
    if bool not in set(map(type, cells)):
        codes, values = pd.factorize(np.fromiter(cells, dtype=object, count=len(cells)))
        return codes, list(values)
    places: dict[tuple[bool, RawValue], int] = {}
    codes = np.fromiter(
        (-1 if cell is None else places.setdefault((isinstance(cell, bool), cell), len(places)) for cell in cells),
        dtype=np.intp,
        count=len(cells),
    )
    return codes, [cell for _, cell in places]


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
    contract = BY_NAME[target.field]
    read = reader_of(target, language=language, words=words, today=today)
    free_text = contract.kind in {Kind.TEXT, Kind.REFERENCE} and target.part is None
    several_lines = contract.kind is Kind.TEXT and (contract.max_length or 0) > 1000
    return [_read_raw(value, read, free_text=free_text, several_lines=several_lines) for value in values]


def _read_raw(value: RawValue, read: Reader, *, free_text: bool, several_lines: bool) -> Reading:
    if value is None or value != value:  # a NaN is the one value that differs from itself
        return BLANK
    if isinstance(value, CellFault):
        return trouble(Code.UNCALCULATED_FORMULA if value.uncalculated else Code.ERROR_CELL)
    if not isinstance(value, str):
        return read(value)
    text = clean(value)
    if is_placeholder_text(text, several_lines=several_lines) if free_text else is_placeholder(text):
        return BLANK
    better = mended(text)
    return read(text) if better is text else _say_mended(read(better), better)


def _say_mended(reading: Reading, text: str) -> Reading:
    if reading.code is not None:
        return reading
    return replace(reading, code=Code.TEXT_MENDED, params={"text": text[:80]})


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

    `unit` is the one that the heading names (`Vermogen (pk)`), as a word or as a unit of `vocabulary/units.toml`.
    `codes` names the portal whose column set the file has, when other columns tell.
    """
    notation = Notation(unit=unit, codes=codes)
    readings = read_values(
        Target(field=field.name, notation=notation, part=part), list(survey.values), language=language, today=today
    )
    counts = list(survey.values.values())
    filled = sum(counts)
    blank = sum(count for count, reading in zip(counts, readings, strict=True) if reading == BLANK)
    good = sum(count for count, reading in zip(counts, readings, strict=True) if reading.value is not None)
    return Judgement(
        notation=notation,
        fit=good / (filled - blank) if filled > blank else 0.0,
        blank=blank / filled if filled else 0.0,
    )
