"""A consumption as how far a litre goes: `1 op 18`, `1:17,5` → litres for 100 km.

It knows the notation alone; a bare figure of kilometres for a litre is a unit (measures.py).
"""

import re
from typing import Final

from importer.vocabulary.plausible import plausible

_ONE_ON: Final = re.compile(
    r"(?:ca\.?\s*|±\s*)?1\s*(?:(?:l|ltr|liter)?\.?\s*op|:)\s*(?P<km>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:km)?\.?",
    re.IGNORECASE,
)


def litres_by_ratio(text: str) -> float | None:
    """The litres for 100 km of a ratio, to one decimal; None for other texts and for what no car consumes."""
    found = _ONE_ON.fullmatch(text.strip())
    kilometres = float(found["km"].replace(",", ".")) if found else 0.0
    litres = round(100 / kilometres, 1) if kilometres else 0.0
    return litres if plausible().has("fuelConsumption", litres) else None
