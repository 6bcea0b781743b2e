"""Fields with one value: their sources joined to one column, and typed for pandas.

It does not know lists (features, images, tags), checks or the words of a language.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from importer.contract import Field, Kind
from importer.frames.coded import UNREADABLE, Coded, Value, combined, first_given
from importer.frames.conditions import CONDITION, joined_condition
from importer.frames.sources import FieldSource

LIST_KINDS: Final = frozenset({Kind.TAGS, Kind.FEATURES, Kind.IMAGES})
TEXT_DTYPE: Final = pd.StringDtype("python")
DTYPES: Final[Mapping[Kind, Value]] = {
    **{kind: TEXT_DTYPE for kind in Kind if kind not in LIST_KINDS},
    Kind.INTEGER: pd.Int64Dtype(),
    Kind.DECIMAL: pd.Float64Dtype(),
    Kind.MONEY: pd.Float64Dtype(),
    Kind.BOOLEAN: pd.BooleanDtype(),
}


def joined(field: Field, sources: Sequence[FieldSource]) -> Coded:
    """One column of the sources of one field: the first that is not blank; a year and a month make one month."""
    if field.name == CONDITION:
        return joined_condition(sources)
    if field.kind is not Kind.MONTH:
        return first_given([source.coded for source in sources])
    parts = {source.target.part: source.coded for source in sources if source.target.part in {"year", "month"}}
    whole = [source.coded for source in sources if source.target.part not in parts]
    if parts:
        blank = Coded.constant(None, len(sources[0].raw.codes))
        whole.insert(0, combined([parts.get("year", blank), parts.get("month", blank)], _month_of))
    return first_given(whole)


def _month_of(year: Value, month: Value) -> Value:
    if year is UNREADABLE or month is UNREADABLE:
        return UNREADABLE
    return None if year is None or month is None else f"{int(year):04d}-{int(month):02d}"


def typed(field: Field, column: Coded) -> pd.api.extensions.ExtensionArray:
    """The column as a nullable pandas array; what is blank or unreadable is NA."""
    values = [None if value is UNREADABLE else value for value in column.distinct]
    return pd.array(values, dtype=DTYPES[field.kind]).take(column.codes)
