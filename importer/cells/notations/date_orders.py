"""Whether the day or the month comes first in a column of dates, or its numbers are Excel's days."""

from dataclasses import replace
from datetime import date

from importer.cells.dates import YEAR_DAY_MONTH, month_in
from importer.cells.notations.decision import Counted, Decision
from importer.cells.notations.one_date import day_after_year, day_order
from importer.cells.numbered_months import EXCEL_DAY, excel_day, year_in_numbers
from importer.problems import Code
from importer.records import Notation


def date_order(cells: list[Counted], notation: Notation, part: str | None, today: date) -> Decision:
    """The notation with the column's order of days and months; a doubt where no cell tells them apart."""
    if cells and all(excel_day(cell, today) for cell, _ in cells):
        return Decision(notation=replace(notation, unit=EXCEL_DAY))
    typed = year_in_numbers(cell for cell, _ in cells) if notation.unit is None else None
    if typed is not None:
        return Decision(notation=replace(notation, unit=typed))
    texts = [cell for cell, _ in cells if isinstance(cell, str)]
    if {day_after_year(text) for text in texts} - {None} == {True}:
        notation = replace(notation, unit=YEAR_DAY_MONTH)
    orders = {order for order in (day_order(text, this_year=today.year) for text in texts) if order is not None}
    if len(orders) == 1:
        return Decision(notation=replace(notation, day_first=orders.pop()))
    for text in texts:
        month = month_in(text, this_year=today.year)
        if month is None or isinstance(month, Code) or month.other is None:
            continue
        if part != "year" or month.year != month.other.year:
            params = {"first": str(month), "second": str(month.other)}
            readings = tuple(replace(notation, day_first=order) for order in (True, False))
            return Decision(notation=notation, doubt=Code.AMBIGUOUS_DATE, params=params, readings=readings)
    return Decision(notation=notation)
