"""Whether a row at the end of a table is a total of those above it rather than one more of them.

It looks at one row; it does not add anything up.
"""

import re
from collections.abc import Sequence

from importer.reading.cell_shapes import is_blank_cell, is_value
from importer.reading.layout import Layout
from importer.records import RawValue

# Several of them: `308 auto` is a car with an automatic gearbox.
_VEHICLES = (
    r"\d+\s*(?:v[ée]hicules|voitures|voertuigen|wagens?|auto['’]?s|fahrzeuge|vehicles|cars)\b"
    r"(?:\s+\w{1,12}){0,3}"
)
_TOTAL = re.compile(
    r"(?:(?:sub|grand|eind|gesamt|algemeen|sous)[\s-]*)?(?:tota+l(?:en|e|s|aal)?|totaux|totaal|summe|gesamt(?:summe)?|somme|som|sum|"
    r"gemiddelde?|moyenne|durchschnitt|mittelwert|average|aantal|nombre|anzahl|count)\b(?:\s+(?:général|general|generaal|\w{1,12})){0,3}"
    rf"\s*[:=]?\s*(?:[\d.,\s€]*|{_VEHICLES})|{_VEHICLES}",
    re.IGNORECASE,
)


def is_total(row: Sequence[RawValue], layout: Layout) -> bool:
    """Whether the row is a total: its first word says so, little else is filled, and the rest are numbers."""
    filled = [cell for cell in row[layout.first_column : layout.end_column] if not is_blank_cell(cell)]
    words = [cell for cell in filled if not is_value(cell)]
    if not words or not isinstance(words[0], str) or len(words) > 2:
        return False
    if len(filled) > max(3, len(layout.headings) // 2):
        return False
    return _TOTAL.fullmatch(words[0].strip()) is not None
