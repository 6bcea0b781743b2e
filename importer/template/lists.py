"""The hidden sheet with the words of every dropdown, each under a defined name.

It also carries the template's mark in its first row, which survives programs that drop document properties.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from importer.contract import Kind
from importer.template.cells import write_text
from importer.template.columns import Column
from importer.template.wording import choices_of
from importer.vocabulary.equipment import known_equipment
from importer.vocabulary.own_template import mark
from importer.wording import Lang, say

_FIRST_ROW: Final = 3


def list_name(column: Column) -> str | None:
    """The defined name of the words that a column offers; None for a column without a list."""
    if column.field.kind is Kind.BOOLEAN:
        return "importer_list_yes_no"
    if column.field.choices:
        return f"importer_list_{column.field.name}"
    if column.field.kind is Kind.FEATURES and column.number is not None:
        return f"importer_list_feature_{column.category}"
    return None


def add_lists(book: Workbook, columns: Sequence[Column], lang: Lang, location: str | None) -> None:
    """Add the sheet of words and its names."""
    sheet = book.create_sheet(say("template_sheet_lists", lang))
    sheet.sheet_state = "hidden"
    for at, text in enumerate(mark(lang, location), 1):
        write_text(sheet.cell(row=1, column=at), text)
    for at, (name, words) in enumerate(_lists(columns, lang), 1):
        write_text(sheet.cell(row=_FIRST_ROW - 1, column=at), name)
        for row, word in enumerate(words, _FIRST_ROW):
            write_text(sheet.cell(row=row, column=at), word)
        letter, last = get_column_letter(at), _FIRST_ROW + len(words) - 1
        place = f"{quote_sheetname(sheet.title)}!${letter}${_FIRST_ROW}:${letter}${last}"
        book.defined_names[name] = DefinedName(name, attr_text=place)


def _lists(columns: Sequence[Column], lang: Lang) -> Iterator[tuple[str, Sequence[str]]]:
    seen: set[str] = set()
    for column in columns:
        name = list_name(column)
        if name is None or name in seen:
            continue
        seen.add(name)
        yield name, choices_of(column.field, lang) or known_equipment(lang)[column.category or "other"]
