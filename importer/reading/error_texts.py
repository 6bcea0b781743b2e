"""The texts that spreadsheets show for an error, in the languages of their menus, where they were pasted or exported.

A cell that holds exactly such a text has no value either.
"""

from collections.abc import Sequence
from typing import Final

from importer.records import CellFault, RawValue

ERROR_TEXTS: Final = frozenset(
    [
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#BUSY!",
        "#LEEG!",
        "#DEEL/0!",
        "#WAARDE!",
        "#VERW!",
        "#NAAM?",
        "#GETAL!",
        "#N/B",
        "#OVERLOOP!",
        "#NUL!",
        "#VALEUR!",
        "#NOM?",
        "#NOMBRE!",
        "#PROPAGATION!",
        "#WERT!",
        "#BEZUG!",
        "#ZAHL!",
        "#NV",
        "#ÜBERLAUF!",
    ]
)


def with_faults(column: Sequence[RawValue]) -> Sequence[RawValue]:
    """The column with a fault in place of each text of an error; the same object when there is none."""
    if ERROR_TEXTS.isdisjoint(column):
        return column
    return [CellFault(text=cell) if isinstance(cell, str) and cell in ERROR_TEXTS else cell for cell in column]
