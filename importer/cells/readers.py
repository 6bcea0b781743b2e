"""Which reader a target has: by the kind of its field, its part and its notation.

It does not know columns; the readers do not know targets.
"""

from collections.abc import Mapping
from datetime import date

from importer.cells.readings import Reader
from importer.cells.text import text_reader
from importer.contract import BY_NAME, Kind
from importer.records import Target


def reader_of(target: Target, *, language: str | None, words: Mapping[str, str], today: date) -> Reader:
    """The reader of one target's cells."""
    field = BY_NAME[target.field]
    several_lines = field.kind is Kind.TEXT and (field.max_length or 0) > 1000
    return text_reader(several_lines=several_lines, language=language, unit=target.notation.unit)
