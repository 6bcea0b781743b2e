"""Months that stand in cells as numbers: Excel's count of days, and what was typed with a full stop.

`10.2014` is such a month, `3.18` and `5.2` may be: a number has lost the zeros at its end, `5.2` is 5.2000 or 5.20, and
only the whole column tells. It does not know how the month in a text is read (dates.py).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

# The unit of a column that holds Excel's count of days since the end of 1899 (44256 is 1 March 2021).
EXCEL_DAY: Final = "excel_day"
EXCEL_EPOCH: Final = date(1899, 12, 30)
# The units of a column of such numbers: the year in two digits, and no telling whether in two or in four.
SHORT_YEAR: Final = "month.yy"
EITHER_YEAR: Final = "month.yy or month.yyyy"

_SHORT: Final = 2
_LONG: Final = 3


def year_in_numbers(cells: Iterable[str | float]) -> str | None:
    """The unit of a column whose numbers say how its years are written; None for four digits, or without numbers.

    A year in four digits keeps three of them at least, unless it is 2000; where texts stand beside the numbers, they
    tell.
    """
    cells = list(cells)
    if any(isinstance(cell, str) for cell in cells):
        return None
    decimals = {_decimals(cell) for cell in cells if _is_month_and_year(cell)}
    if not decimals or max(decimals) >= _LONG:
        return None
    return SHORT_YEAR if _SHORT in decimals else EITHER_YEAR


def month_and_year(cell: float, unit: str | None) -> tuple[str, ...]:
    """The texts that a number may have been typed as, the likelier first: `10.2` → `10.2000`; else none."""
    if not _is_month_and_year(cell):
        return ()
    long, short = f"{cell:.4f}", f"{cell:.2f}"
    return (short,) if unit == SHORT_YEAR else (long, short) if unit == EITHER_YEAR else (long,)


def _is_month_and_year(cell: str | float) -> bool:
    return isinstance(cell, float) and 1 <= cell < 13 and not cell.is_integer()


def _decimals(cell: str | float) -> int:
    """How many figures are left behind the mark."""
    return len(f"{cell:.4f}".rstrip("0").partition(".")[2])


def excel_day(cell: str | float, today: date) -> date | None:
    """The day that Excel counts as `cell`, when that lies between 1930 and a year from now."""
    try:
        number = float(cell)
    except ValueError:
        return None
    if not 10_959 <= number <= (today - EXCEL_EPOCH).days + 366:
        return None
    return EXCEL_EPOCH + timedelta(days=int(number))
