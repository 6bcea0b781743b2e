"""How the cells of one column are written: decimal mark, day or month first, code table, separator of a list.

The whole column decides. Where it allows two readings and neither is absurd for the field, that is a doubt, not a
choice. It does not know how well the column fits the field (plausibility.py). Start in deciding.py.
"""

from importer.cells.notations.deciding import decide
from importer.cells.notations.named_units import is_other_unit, named_unit

__all__ = ["decide", "is_other_unit", "named_unit"]
