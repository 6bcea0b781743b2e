"""The contract as a pandera schema, and its failures as problems: one row, one field, one code.

The schema stands on typed nullable columns, without coercion, so that one bad cell hides nothing of the others. It does
not know cells, payloads or references that repeat.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, partial
from typing import Final

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.config import config_context
from pandera.errors import SchemaError, SchemaErrors

from importer.checks.plausibility import add_doubts
from importer.contract import (
    BY_NAME,
    DEFAULT_STATUS,
    FIELDS,
    REQUIRED_RULES,
    Field,
    Presence,
    RequiredRule,
)
from importer.frames import CheckFrame
from importer.frames.coded import Mask, Value
from importer.frames.scalars import DTYPES, LIST_KINDS
from importer.problems import Code

_RULES: Final[Mapping[str, RequiredRule]] = {rule.name: rule for rule in REQUIRED_RULES}
# Columns of the schema for fields that are lists: how many entries, and how long the longest is.
_COUNT: Final = "count"
_LONGEST: Final = "longest"


def check(frame: CheckFrame, *, today: date) -> CheckFrame:
    """Add to `frame` a problem for all that the contract refuses and a warning for all that is odd; gives it back."""
    values = frame.frame.assign(**_list_sizes(frame))
    try:
        with config_context(validation_enabled=True):
            schema(today.year).validate(values, lazy=True, inplace=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            _add_failures(frame, values, error, today.year)
    add_doubts(frame, today=today)
    return frame


@cache
def schema(this_year: int) -> pa.DataFrameSchema:
    """The contract's limits and required fields as they hold in `this_year`; a field may have no column."""
    columns = {}
    for field in FIELDS:
        if field.kind not in LIST_KINDS:
            columns[field.name] = _column(DTYPES[field.kind], _value_checks(field, this_year))
        if field.max_items is not None:
            columns[f"{field.name}.{_COUNT}"] = _column("int64", [_at_most(field.max_items, Code.TOO_MANY_ITEMS)])
        if field.item_max_length is not None:
            columns[f"{field.name}.{_LONGEST}"] = _column("int64", [_at_most(field.item_max_length, Code.TOO_LONG)])
    return pa.DataFrameSchema(columns, checks=[_required_check(rule) for rule in REQUIRED_RULES])


# Every check is named by its problem code. One failure case is enough for pandera's own message, which nobody reads:
# which rows failed is told by the check's output, without a table of every failure.


def _column(dtype: Value, checks: Value) -> pa.Column:
    return pa.Column(dtype, checks=list(checks), nullable=True, required=False)


def _value_checks(field: Field, this_year: int) -> Iterator[pa.Check]:
    highest = field.highest(this_year)
    if field.max_length is not None:
        yield pa.Check.str_length(max_value=field.max_length, name=Code.TOO_LONG.value, n_failure_cases=1)
    if field.minimum is not None:
        yield pa.Check.ge(field.minimum, name=Code.TOO_SMALL.value, n_failure_cases=1)
    if highest is not None:
        yield _at_most(highest, Code.TOO_LARGE)
    if field.choices:
        yield pa.Check.isin(field.choices, name=Code.UNKNOWN_CHOICE.value, n_failure_cases=1)


def _at_most(maximum: int, code: Code) -> pa.Check:
    return pa.Check.le(maximum, name=code.value, n_failure_cases=1)


def _required_check(rule: RequiredRule) -> pa.Check:
    return pa.Check(
        partial(_is_complete, rule=rule),
        name=Code.REQUIRED.value,
        title=rule.name,
        ignore_na=False,
        n_failure_cases=1,
    )


def _is_complete(frame: pd.DataFrame, rule: RequiredRule) -> "pd.Series[bool]":
    """Whether each row has what `rule` asks for; a row without a status has the default one."""
    there = np.column_stack([_is_there(frame, name) for name in rule.fields])
    complete = there.any(axis=1) if rule.presence is Presence.ANY else there.all(axis=1)
    if rule.statuses:
        complete |= ~_has_status(frame, rule.statuses)
    return pd.Series(complete, index=frame.index)


def _is_there(frame: pd.DataFrame, name: str) -> Mask:
    return frame[name].notna().to_numpy() if name in frame else np.zeros(len(frame), dtype=np.bool_)


def _has_status(frame: pd.DataFrame, statuses: tuple[str, ...]) -> Mask:
    if "status" not in frame:
        return np.full(len(frame), DEFAULT_STATUS in statuses)
    return frame["status"].fillna(DEFAULT_STATUS).isin(statuses).to_numpy(dtype=np.bool_)


def _list_sizes(frame: CheckFrame) -> dict[str, list[int]]:
    return {
        f"images.{_COUNT}": [len(images) for images in frame.images],
        f"conditionTags.{_COUNT}": [len(tags) for tags in frame.tags],
        f"conditionTags.{_LONGEST}": [max(map(len, tags)) if tags else 0 for tags in frame.tags],
    }


def _add_failures(frame: CheckFrame, values: pd.DataFrame, error: SchemaError, this_year: int) -> None:
    code = Code(error.check.name)
    output = error.check_output
    positions = values.index.get_indexer(output.index[~output.to_numpy(dtype=np.bool_)])
    if code is Code.REQUIRED:
        rule = _RULES[error.check.title]
        positions = positions[~_any_unreadable(frame, rule)[positions]]
        blank, placeholder = _missing(rule, "blank"), _missing(rule, "placeholder")
        for position in positions.tolist():
            frame.add(code, position, rule.name, placeholder if _is_written(frame, rule, position) else blank)
        return
    field = BY_NAME[str(error.column_name).partition(".")[0]]
    limits = _limits(field, code, this_year)
    found = values[error.column_name].to_numpy(dtype=object)
    for position in positions.tolist():
        params = {**limits, "length": str(_size(found[position]))}
        frame.add(code, position, field.name, params)


def _missing(rule: RequiredRule, there: str) -> dict[str, str]:
    """What is said of a row without what `rule` asks for; `there` is what stands in the cell."""
    params = {"fields": ", ".join(rule.fields)}
    if rule.statuses:
        return {**params, "statuses": ", ".join(rule.statuses), "reason": f"required_{there}_for_status"}
    return {**params, "reason": f"required_{there}"}


def _is_written(frame: CheckFrame, rule: RequiredRule, position: int) -> bool:
    place = frame.place(rule.name, position)
    return place is not None and bool((place.found(position) or "").strip())


def _any_unreadable(frame: CheckFrame, rule: RequiredRule) -> Mask:
    """Rows that already have a problem with a field of the rule: a value stands there, so it is not missing."""
    unreadable: Mask = np.logical_or.reduce([frame.unreadable(name) for name in rule.fields])
    return unreadable


def _limits(field: Field, code: Code, this_year: int) -> dict[str, str]:
    limits = {
        Code.TOO_LONG: field.item_max_length or field.max_length,
        Code.TOO_MANY_ITEMS: field.max_items,
        Code.TOO_LARGE: field.highest(this_year),
    }
    if code is Code.UNKNOWN_CHOICE:
        return {"accepted": ", ".join(field.choices)}
    if code is Code.TOO_SMALL:
        return {"minimum": str(field.minimum)}
    return {"maximum": str(limits[code])}


def _size(value: object) -> object:
    return len(value) if isinstance(value, str) else value
