"""Whether a column of amounts is in thousands: no car costs `8.5`."""

import re
from dataclasses import replace
from typing import Final

from importer.cells.money import THOUSANDS, UNSURE
from importer.cells.notations.decision import Counted, Decision
from importer.cells.text import written
from importer.problems import Code

# A price of two digits, with cents or not, and not nothing.
_SMALL_AMOUNT: Final = re.compile(r"(?!0)\d{1,2}(?:[.,]\d{1,2})?")
_NEARLY_ALL: Final = 0.9  # of a column's amounts
_THOUSAND: Final = 1000


def scale(decision: Decision, cells: list[Counted]) -> Decision:
    """Amounts that no car costs are thousands, or in another currency's lakhs: `8.5` is asked about, not sent."""
    notation = decision.notation
    small = [(cell, count) for cell, count in cells if _SMALL_AMOUNT.fullmatch(written(cell))]
    few = sum(count for _, count in small) <= _NEARLY_ALL * sum(count for _, count in cells)
    if few or notation.unit is not None or decision.doubt is not None:
        return decision
    first = written(small[0][0])
    params = {"first": first, "second": f"{float(first.replace(',', '.')) * _THOUSAND:.12g}"}
    readings = (notation, replace(notation, unit=THOUSANDS))
    unsure = replace(notation, unit=UNSURE)
    return Decision(notation=unsure, doubt=Code.AMBIGUOUS_NUMBER, params=params, readings=readings)
