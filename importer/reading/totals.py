"""Whether a row at the end of a table is a total of those above it, or a note below it, rather than one more of them.

It does not add anything up.
"""

import re
from collections.abc import Sequence
from typing import Final

from importer.problems import Code
from importer.reading.cell_shapes import is_blank_cell, is_value
from importer.reading.layout import Layout
from importer.records import RawValue
from importer.vocabulary.makes import split_make

_WITH_ROW_ABOVE: Final = 2
_WIDE: Final = 4  # columns, of which a car's row fills more than one
_SENTENCE: Final = 3  # words

# Several of them: `308 auto` is a car with an automatic gearbox.
_VEHICLES = (
    r"\d+\s*(?:v[ée]hicules|voitures|voertuigen|wagens?|auto['’]?s|fahrzeuge|vehicles|cars)\b"
    r"(?:\s+\w{1,12}){0,3}"
)
_TOTAL = re.compile(
    r"(?:(?:sub|grand|eind|gesamt|algemeen|sous|page|pagina|seiten|zwischen|tussen)[\s-]*)?(?:tota+l(?:en|e|s|aal)?|totaux|totaal|summe|gesamt(?:summe)?|somme|som|sum|"
    r"gemiddelde?|moyenne|durchschnitt|mittelwert|average|aantal|nombre|anzahl|count)\b(?:\s+(?:général|general|generaal|\w{1,12})){0,3}"
    rf"\s*[:=]?\s*(?:[\d.,\s€]*|{_VEHICLES})|{_VEHICLES}",
    re.IGNORECASE,
)


def below_the_table(rows: Sequence[tuple[int, Sequence[RawValue]]], layout: Layout) -> Code | None:
    """Why the last of one or two numbered rows is none of the table, or None when it is."""
    if not rows:
        return None
    number, cells = rows[-1]
    if is_total(cells, layout):
        return Code.TOTALS_ROW
    if len(rows) < _WITH_ROW_ABOVE or not _is_note(cells, layout):
        return None
    above, cells_above = rows[0]
    return Code.FOOTNOTE_ROW if number > above + 1 or is_total(cells_above, layout) else None


def _is_note(row: Sequence[RawValue], layout: Layout) -> bool:
    """Whether nothing but a sentence without a figure stands in a wide table's row, and it is not that of a make."""
    filled = [cell for cell in row[: layout.end_column] if not is_blank_cell(cell)]
    if len(filled) != 1 or not isinstance(filled[0], str) or len(layout.headings) < _WIDE:
        return False
    text = filled[0].strip()
    words = [word for word in text.split() if word.strip("*.:-")]
    return len(words) >= _SENTENCE and not any(map(str.isdigit, text)) and split_make(text) is None


def is_total(row: Sequence[RawValue], layout: Layout) -> bool:
    """Whether the row is a total: its first word says so, little else is filled, and the rest are numbers."""
    filled = [cell for cell in row[layout.first_column : layout.end_column] if not is_blank_cell(cell)]
    words = [cell for cell in filled if not is_value(cell)]
    if not words or not isinstance(words[0], str) or len(words) > 2:
        return False
    if len(filled) > max(3, len(layout.headings) // 2):
        return False
    return _TOTAL.fullmatch(words[0].strip()) is not None
