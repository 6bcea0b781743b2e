"""Result rows that tests write, one of each outcome, and a dealer's own workbook."""

import datetime as dt
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from importer.journal.protocol import ResultRow
from importer.problems import Code, Problem
from importer.records import CellFault, Outcome, RawValue, RowOutcome

# cells have no time zone
FIRST_OF_MARCH = dt.datetime.fromisoformat("2021-03-01")
HEADINGS = ("Ref", "Prijs", "Km", "Datum", "Vrij", "", "Prijs")
CELLS: tuple[RawValue, ...] = ("0042", 12500, 48500.5, FIRST_OF_MARCH, True, None, "=1+1")
FINISHED_AT = 1_780_000_000.0


def sent(row: int, outcome: Outcome, **fields: object) -> RowOutcome:
    """What sending a row came to."""
    return RowOutcome(row=row, outcome=outcome, attempts=1, finished_at=FINISHED_AT, **fields)  # type: ignore[arg-type]


def price_missing(row: int, column: int = 1) -> Problem:
    """The error that the price is missing, at its cell."""
    return Problem(
        code=Code.REQUIRED,
        row=row,
        field="price",
        column=column,
        heading="Prijs",
        sheet="Stock",
        params={"statuses": "active", "fields": "price", "reason": "required_blank_for_status"},
    )


def title_too_long(row: int) -> Problem:
    """A second error, with a cell of its own."""
    return Problem(
        code=Code.TOO_LARGE,
        row=row,
        field="mileage",
        column=2,
        heading="Km",
        sheet="Stock",
        found="48500.5",
        params={"maximum": "9", "unit": "km"},
    )


def title_made(row: int) -> Problem:
    """A warning."""
    return Problem(code=Code.TITLE_MADE, row=row, field="title", params={"title": "Golf"})


def result_row(row: int, outcome: Outcome, cells: tuple[RawValue, ...] = CELLS) -> ResultRow:
    """A row as each outcome leaves it."""
    problems: tuple[Problem, ...] = (title_made(row),) if outcome is Outcome.CREATED else ()
    if outcome is Outcome.INVALID:
        problems = (title_made(row), price_missing(row), title_too_long(row))
    reply = None
    if outcome in {Outcome.CREATED, Outcome.UPDATED}:
        warned = ("image skipped: https://x.example/broken.jpg (mirror_failed)",)
        reply = sent(
            row, outcome, listing_id=f"id-{row}", status="active", http_status=201, request_id="req-1", warnings=warned
        )
    if outcome is Outcome.REJECTED:
        reply = sent(row, outcome, http_status=422, code="VALIDATION_FAILED", message="Too small", field="price")
    if outcome is Outcome.OVERTAKEN:
        reply = sent(row, outcome, code="overtaken", message="20261123-183305-k7q2")
    if outcome is Outcome.UNKNOWN:
        reply = sent(row, outcome)
    return ResultRow(
        row=row,
        reference=f"S-{row}",
        fingerprint="f",
        outcome=outcome,
        problems=problems,
        cells=cells,
        sent=reply,
    )


def one_of_each(first: int = 2) -> list[ResultRow]:
    """A row of each outcome, from row number `first` on."""
    return [result_row(row, outcome) for row, outcome in enumerate(Outcome, first)]


FAULT = CellFault(text="#REF!")


def dealers_workbook(path: Path, rows: int = 10) -> None:
    """A workbook as a dealer keeps it: a title, styles, formulas, lists, remarks and a second sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Stock"
    sheet["A1"] = "Autobedrijf Voorbeeld"
    sheet["A1"].font = Font(bold=True, size=18)
    sheet.merge_cells("A1:C1")
    for column, heading in enumerate(HEADINGS, 1):
        sheet.cell(3, column, heading or None).fill = PatternFill("solid", fgColor="FFDDEEFF")
    for row in range(4, 4 + rows):
        sheet.cell(row, 1, f"00{row}").number_format = "@"
        sheet.cell(row, 2, 10_000 + row).number_format = '"€" #,##0'
        sheet.cell(row, 3, f"=B{row}*2")
        sheet.cell(row, 4, FIRST_OF_MARCH + dt.timedelta(days=row)).number_format = "mmm yyyy"
        sheet.cell(row, 5, row % 2 == 0)
    sheet["B5"].comment = Comment("Nog bellen", "Jan")
    sheet.column_dimensions["A"].width = 31
    sheet.row_dimensions[3].height = 40
    sheet.freeze_panes = "B4"
    sheet.conditional_formatting.add(
        "B4:B12", CellIsRule(operator="greaterThan", formula=["10008"], fill=PatternFill("solid", bgColor="FFFFFF00"))
    )
    allowed = DataValidation(type="list", formula1='"ja,nee"')
    allowed.add("E4:E12")
    sheet.add_data_validation(allowed)
    book.create_sheet("Andere")["A1"] = "=SUM(Stock!B4:B12)"
    book.save(path)
