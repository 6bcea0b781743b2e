"""Columns that tell of the paint and name no colour: how it is, `Metallic`, or what it has suffered, `Kratzer`.

It looks at cells, and at headings as far as they are known to mean a paint (`Lack`, `Peinture`).
"""

from typing import Final

from importer.cells.choices import meaning
from importer.mapping.columns.surveyed_column import Column
from importer.vocabulary.colors import names_a_color

_MOST: Final = 0.7
_HALF: Final = 0.5


def is_paint_alone(column: Column) -> bool:
    """Whether most cells say a kind of paint; or the heading may mean the paint, and few cells name a colour."""
    may_be_paint = any(each.meaning == "paintType" for each in column.meanings)
    return column.content.share(_is_paint) > _MOST or (may_be_paint and column.content.share(names_a_color) < _HALF)


def _is_paint(text: str) -> bool:
    return meaning("paintType", text) is not None
