"""What a cell of the data sheet takes while it is typed: dropdowns, numbers, lengths, years, with a message box.

Only functions that Excel, LibreOffice and Numbers all know are used. It does not colour; colouring.py does.
"""

from collections.abc import Sequence
from typing import Any, Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from importer.contract import Field, Kind
from importer.template.columns import Column
from importer.template.lists import list_name
from importer.template.wording import accepts
from importer.wording import Lang, say

_EARLIEST_MONTH: Final = "DATE(1886,1,1)"
_NEXT_YEAR: Final = "YEAR(TODAY())+1"
_TITLE_MAX: Final = 32
_TEXT_MAX: Final = 225
_NUMBERS: Final = (Kind.INTEGER, Kind.DECIMAL, Kind.MONEY)


def add_rules(sheet: Any, columns: Sequence[Column], lang: Lang, rows: int) -> None:  # noqa: ANN401 — openpyxl has no types
    """Add the rule of each column to rows 2 and on; columns side by side with the same rule share it."""
    rules: dict[tuple[object, ...], DataValidation] = {}
    for at, column in enumerate(columns, 1):
        rule = _rule(column, lang)
        if rule is None:
            continue
        key = (rule.type, rule.operator, rule.formula1, rule.formula2, rule.error)
        shared = rules.setdefault(key, rule)
        letter = get_column_letter(at)
        shared.add(f"{letter}2:{letter}{rows + 1}")
    for rule in rules.values():
        sheet.add_data_validation(rule)


def _rule(column: Column, lang: Lang) -> DataValidation | None:
    field, name = column.field, list_name(column)
    if name is not None:
        is_open = field.kind is Kind.FEATURES
        return _boxed("list", lang, say("template_box_choice", lang), formula1=name, shown=not is_open)
    if field.maximum_is_next_year:
        return _boxed(
            "whole", lang, accepts(column, lang), operator="between", formula1=str(field.minimum), formula2=_NEXT_YEAR
        )
    if field.kind in _NUMBERS:
        return _number(field, lang, f"{say('template_box_number', lang)} {accepts(column, lang)}")
    if field.kind is Kind.MONTH:
        text = say("template_box_month", lang)
        return _boxed("date", lang, text, operator="greaterThanOrEqual", formula1=_EARLIEST_MONTH, style="warning")
    if field.max_length is not None:
        text = f"{accepts(column, lang)} {say('template_box_length', lang)}"
        return _boxed("textLength", lang, text, operator="lessThanOrEqual", formula1=str(field.max_length))
    return None


def _number(field: Field, lang: Lang, text: str) -> DataValidation:
    kind = "whole" if field.kind is Kind.INTEGER else "decimal"
    if field.maximum is None:
        return _boxed(kind, lang, text, operator="greaterThanOrEqual", formula1=str(field.minimum))
    return _boxed(kind, lang, text, operator="between", formula1=str(field.minimum), formula2=str(field.maximum))


def _boxed(
    kind: str,
    lang: Lang,
    text: str,
    *,
    formula1: str,
    formula2: str | None = None,
    operator: str | None = None,
    style: str = "stop",
    shown: bool = True,
) -> DataValidation:
    return DataValidation(
        type=kind,
        operator=operator,
        formula1=formula1,
        formula2=formula2,
        allow_blank=True,
        showErrorMessage=shown,
        errorStyle=style,
        errorTitle=say("template_box_title", lang)[:_TITLE_MAX],
        error=text[:_TEXT_MAX],
    )
