"""A template as CSV: semicolons, UTF-8 with a BOM and CRLF, as Excel in Belgium opens it.

Examples, when asked for, are lines with `#` above the headings: the importer reads nothing above them.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from importer.template.cell_words import CellValue, as_text
from importer.template.columns import Column
from importer.template.example_cars import example_cars
from importer.template.workbook import Template
from importer.vocabulary.own_template import COMMENT
from importer.wording import Lang, say

_BOM: Final = "\ufeff"
_SEPARATOR: Final = ";"
# What a spreadsheet would take for a formula; a blank before it keeps it a text, and is not read.
_FORMULA_SIGNS: Final = ("=", "+", "-", "@")


def csv_bytes(template: Template, *, example: bool = False) -> bytes:
    """The template as a CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=_SEPARATOR, lineterminator="\r\n")
    if example:
        writer.writerows(_examples(template.columns, template.lang))
    writer.writerow([column.heading for column in template.columns])
    writer.writerows([[_text(value, template.lang) for value in row] for row in template.filled])
    return (_BOM + text.getvalue()).encode("utf-8")


def _examples(columns: Sequence[Column], lang: Lang) -> Iterator[list[str]]:
    """A line that says what follows, then each car with `#` before its reference."""
    yield [f"{COMMENT} {say('template_text_example_lines', lang)}", *[""] * (len(columns) - 1)]
    for car in example_cars(lang):
        first, *rest = (_text(value, lang) for value in car.cells(columns, lang))
        yield [f"{COMMENT} {first}", *rest]


def _text(value: CellValue, lang: Lang) -> str:
    text = as_text(value, lang)
    return f" {text}" if isinstance(value, str) and text.startswith(_FORMULA_SIGNS) else text
