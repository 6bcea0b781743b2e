"""Live colours of the data sheet: what is missing for the chosen status, what is wrong, what asks for a look.

Formulas are written for row 2 and use functions that Excel, LibreOffice and Google Sheets share.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from importer.contract import FEATURE_CATEGORY, REQUIRED_RULES, Kind, Presence, RequiredRule
from importer.template.columns import FOLLOWS_FROM, Column
from importer.template.look import DOUBT, MISSING, WRONG
from importer.template.wording import choices_of
from importer.vocabulary.choices import shown_word
from importer.vocabulary.plausible import plausible
from importer.wording import Lang

_NUMBERS: Final = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY})
_Rule = tuple[str, str, str]
"""The column's letter, the formula and the colour."""


def add_colours(sheet: Any, columns: Sequence[Column], lang: Lang, rows: int, *, has_location: bool) -> None:  # noqa: ANN401 — openpyxl has no types
    """Add the colours to rows 2 and on. `has_location`: every row has a dealer already."""
    letters = {column.name: get_column_letter(at) for at, column in enumerate(columns, 1)}
    found = [
        *_missing(letters, get_column_letter(len(columns)), lang, has_location=has_location),
        *_wrong(columns, letters, rows),
        *_doubtful(columns, letters, lang),
    ]
    for letter, formula, colour in found:
        fill = PatternFill(start_color=colour, end_color=colour, fill_type="solid")
        sheet.conditional_formatting.add(f"{letter}2:{letter}{rows + 1}", FormulaRule(formula=[formula], fill=fill))


def _blank(letter: str) -> str:
    return f"LEN(TRIM(${letter}2))=0"


def _is(letter: str, word: str) -> str:
    """Whether the cell holds a word, in capitals or not."""
    return f'TRIM(${letter}2)="{word}"'


def _missing(letters: Mapping[str, str], last: str, lang: Lang, *, has_location: bool) -> Iterator[_Rule]:
    filled = f"COUNTA($A2:${last}2)>0"
    for rule in REQUIRED_RULES:
        is_dealer = rule.presence is Presence.ANY
        when = _has_status(rule, letters, lang)
        if when is None or (is_dealer and has_location):
            continue
        shown = [letters[name] for name in rule.fields if name in letters]
        others = [letters[name] for name in FOLLOWS_FROM.get(rule.name, ()) if name in letters]
        blanks = [_blank(letter) for letter in (*shown, *others)]
        for letter in shown:
            yield letter, f"AND({','.join((filled, *blanks, *when))})", MISSING


def _has_status(rule: RequiredRule, letters: Mapping[str, str], lang: Lang) -> tuple[str, ...] | None:
    """The condition on the status, none when it always holds; None when the template has no status."""
    if not rule.statuses:
        return ()
    if "status" not in letters:
        return None
    words = dict.fromkeys(word for status in rule.statuses for word in (shown_word("status", status, lang), status))
    return (f"OR({','.join(_is(letters['status'], word) for word in words)})",)


def _wrong(columns: Sequence[Column], letters: Mapping[str, str], rows: int) -> Iterator[_Rule]:
    for column in columns:
        letter = letters[column.name]
        if column.field.kind is Kind.REFERENCE:
            cells = f"${letter}$2:${letter}${rows + 1}"
            yield letter, f"IF({_blank(letter)},FALSE,SUMPRODUCT(--EXACT({cells},${letter}2))>1)", WRONG
        if column.field.max_length is not None:
            yield letter, f"LEN(TRIM(${letter}2))>{column.field.max_length}", WRONG
        if column.field.kind is Kind.IMAGES:
            text = f"LOWER(TRIM(${letter}2))"
            address = f'OR(LEFT({text},8)="https://",LEFT({text},7)="http://")'
            is_one = f'AND({address},ISERROR(FIND(" ",{text})))'
            yield letter, f"IF({_blank(letter)},FALSE,NOT({is_one}))", WRONG


def _doubtful(columns: Sequence[Column], letters: Mapping[str, str], lang: Lang) -> Iterator[_Rule]:
    for column in columns:
        field, letter = column.field, letters[column.name]
        tests = []
        if field.kind is Kind.MONEY:
            low, high = plausible().range[field.name]
            tests.append(f"AND(ISNUMBER(${letter}2),OR(AND(${letter}2>0,${letter}2<{low}),${letter}2>{high}))")
        if field.kind in _NUMBERS:
            tests.append(f"ISTEXT(${letter}2)")
        words = choices_of(field, lang)
        if words:
            known = dict.fromkeys((*words, *field.choices))
            tests.append(f"NOT(OR({','.join(_is(letter, word) for word in known)}))")
        if field is FEATURE_CATEGORY:
            tests.append(_blank(letters["features"]))
        if tests:
            yield letter, f"IF({_blank(letter)},FALSE,OR({','.join(tests)}))", DOUBT
