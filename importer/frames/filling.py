"""Fills blanks of a column, and makes texts of other columns by a template.

It does not know fields, cells or checks.
"""

from collections.abc import Mapping
from string import Formatter

from importer.frames.coded import UNREADABLE, Coded, Value, combined


def made_from(template: str, columns: Mapping[str, Coded], rows: int) -> Coded:
    """The text that `template` makes of each row's fields, None when every one of them is blank."""
    pieces = [(literal, name) for literal, name, _, _ in Formatter().parse(template)]
    names = [name for _, name in pieces if name]
    if not names:
        return Coded.constant(None, rows)

    def text_of(*values: Value) -> str | None:
        texts = [as_text(value) for value in values]
        if not any(texts):
            return None
        following = iter(texts)
        return " ".join("".join(literal + (next(following) if name else "") for literal, name in pieces).split())

    blank = Coded.constant(None, rows)
    return combined([columns.get(name, blank) for name in names], text_of)


def filled(column: Coded, filling: Coded) -> Coded:
    """`column` with its blanks filled; what is unreadable stays so."""
    return combined([column, filling], lambda value, other: other if value is None else value)


def as_text(value: Value) -> str:
    """A typed value as text, without a decimal point that says nothing; blank and unreadable are empty."""
    if value is None or value is UNREADABLE:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
