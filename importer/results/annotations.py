"""Remarks of the importer on one sheet of a loaded workbook: own columns, comments and colours, put on and taken off.

Colours are conditional formats with a formula of our own, so that the dealer's styles stay as they are and ours can be
found again. It does not open or save anything.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from importer.journal.protocol import ResultRow
from importer.results import look
from importer.results.columns import Finding, Purpose, ResultColumns
from importer.vocabulary.own_columns import (
    CHECK_REPORT_COLUMNS,
    OWN_COLUMN_PREFIX,
    UPLOAD_REPORT_COLUMNS,
    own_columns,
    own_heading,
)

_MARK: Final = f"{OWN_COLUMN_PREFIX} "
_ALWAYS: Final = f'"{OWN_COLUMN_PREFIX}"<>""'
_LAST_COLUMN: Final = 16_384
_MAX_TEXT: Final = 32_767
_CELLS_A_RULE: Final = 200
_EXTRA_WIDTH: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlace:
    """Where the table stands in the source file; as in RawTable.

    With `digest` (SHA-256 of the bytes, in hex) a file that changed since it was read is known: rows may have moved.
    """

    source: Path
    sheet: str | None
    heading_row: int
    first_column: int
    headings: Sequence[str]
    digest: str | None = None


def annotate_sheet(sheet: Worksheet, place: TablePlace, rows: Sequence[ResultRow], columns: ResultColumns) -> bool:
    """Put the own columns right of the table and remarks at its cells; False when there is no room for columns.

    Remarks of an earlier time are taken off first.
    """
    _take_off(sheet, place.heading_row)
    names = UPLOAD_REPORT_COLUMNS if columns.purpose is Purpose.UPLOAD else CHECK_REPORT_COLUMNS
    first = _free_columns(sheet, place, len(names))
    if first is None:
        return False
    _write_headings(sheet, place.heading_row, first, names, columns)
    to_mend = []
    for row in rows:
        errors, doubts = columns.errors(row), columns.doubts(row)
        _write_row(sheet, row, first, _values(row, [*errors, *doubts], names, columns), columns.purpose)
        _comment(sheet, row.row, [*errors, *doubts], columns)
        to_mend += [f"{get_column_letter(error.column + 1)}{row.row}" for error in errors if error.column is not None]
    _colour(sheet, to_mend)
    return True


def _take_off(sheet: Worksheet, heading_row: int) -> None:
    own = {cell.column for cell in _cells(sheet) if cell.row == heading_row and _is_own(cell.value)}
    for cell in _cells(sheet):
        if cell.column in own and cell.row >= heading_row:
            cell.value = None
            cell.style = "Normal"
        if cell.comment is not None:
            cell.comment = _without_remark(cell.comment)
    formats = ConditionalFormattingList()
    for formatting in sheet.conditional_formatting:
        for rule in formatting.rules:
            if rule.formula != [_ALWAYS]:
                formats.add(str(formatting.sqref), rule)
    sheet.conditional_formatting = formats


def _cells(sheet: Worksheet) -> list[Cell]:
    """The cells that are there; merged ones hold nothing and are left out."""
    # The public ways make a cell for every place of the used area, and one stray cell makes that 17 thousand million.
    found = sheet._cells.values()  # noqa: SLF001 — see above
    return [cell for cell in found if isinstance(cell, Cell)]


def _is_own(value: object) -> bool:
    return isinstance(value, str) and bool(own_columns([value]))


def _without_remark(comment: Comment) -> Comment | None:
    """The comment as the dealer wrote it; None when all of it was ours."""
    kept, mark, _ = f"\n{comment.text}".partition(f"\n{_MARK}")
    if not mark:
        return comment
    kept = kept.strip("\n")
    return Comment(kept, comment.author, comment.height, comment.width) if kept else None


def _free_columns(sheet: Worksheet, place: TablePlace, count: int) -> int | None:
    """The first (1-based) of `count` empty columns right of the table, None when the sheet has no room."""
    own = own_columns(place.headings)
    width = max((at + 1 for at in range(len(place.headings)) if at not in own), default=0)
    taken = {cell.column for cell in _cells(sheet) if cell.value is not None}
    for area in (*sheet.merged_cells.ranges, *(CellRange(table.ref) for table in sheet.tables.values())):
        taken |= set(range(area.min_col, area.max_col + 1))
    first = place.first_column + width + 1
    while any(column in taken for column in range(first, first + count)):
        first += 1
    return first if first + count - 1 <= _LAST_COLUMN else None


def _write_headings(
    sheet: Worksheet, heading_row: int, first: int, names: Sequence[str], columns: ResultColumns
) -> None:
    _split_widths(sheet, first, first + len(names) - 1)
    for column, name in enumerate(names, first):
        cell = sheet.cell(heading_row, column, own_heading(name, columns.lang))
        cell.font = Font(bold=True, color=_rgb(look.HEADING["font_color"]))
        cell.fill = _filled(look.HEADING_COLOURS[0])
        cell.alignment = Alignment(vertical="center")
        letter = get_column_letter(column)
        sheet.column_dimensions[letter] = ColumnDimension(sheet, index=letter, width=look.WIDTHS[name] + _EXTRA_WIDTH)


def _split_widths(sheet: Worksheet, first: int, last: int) -> None:
    """Part the dealer's widths that hold for columns `first` to `last` and others, so that the others keep theirs."""
    for dimension in list(sheet.column_dimensions.values()):
        dimension.reindex()
        if dimension.max < first or dimension.min > last:
            continue
        if dimension.max > last:
            rest = copy.copy(dimension)
            rest.index, rest.min, rest.max = get_column_letter(last + 1), last + 1, dimension.max
            sheet.column_dimensions[rest.index] = rest
        if dimension.min < first:
            dimension.max = first - 1


def _values(row: ResultRow, findings: Sequence[Finding], names: Sequence[str], columns: ResultColumns) -> list[str]:
    values = {
        "outcome": columns.outcome(row.outcome),
        "listingId": row.sent.listing_id or "" if row.sent else "",
        "message": " · ".join(finding.in_row(columns.lang) for finding in findings),
    }
    return [values[name] for name in names]


def _write_row(sheet: Worksheet, row: ResultRow, first: int, values: Sequence[str], purpose: Purpose) -> None:
    for column, value in enumerate(values, first):
        if value:
            cell = sheet.cell(row.row, column)
            cell.value = _writable(value)
            cell.data_type = "s"  # a leading = is text, not a formula
            cell.alignment = Alignment(vertical="top")
            if column == first:
                cell.fill = _filled(look.colour(row.outcome, purpose))


def _comment(sheet: Worksheet, row: int, findings: Sequence[Finding], columns: ResultColumns) -> None:
    """Put remarks at the cells that findings name, below what the dealer himself wrote there."""
    notes: dict[int, list[str]] = {}
    for finding in findings:
        if finding.column is not None:
            notes.setdefault(finding.column + 1, []).append(finding.note(columns.lang))
    for column, sentences in notes.items():
        cell = _anchor(sheet, row, column)
        theirs = f"{cell.comment.text}\n\n" if cell.comment else ""
        author = cell.comment.author if cell.comment else OWN_COLUMN_PREFIX.rstrip(":")
        text = _writable(theirs + _MARK + "\n".join(sentences))
        cell.comment = Comment(text, author, height=40 + 18 * look.lines(text, 42), width=320)


def _anchor(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell that holds the value: in a merged area its first."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        return sheet.cell(area.min_row, area.min_col)
    return cell


def _colour(sheet: Worksheet, addresses: Sequence[str]) -> None:
    """Colour the cells by conditional formats of our own, above those of the dealer."""
    formats = ConditionalFormattingList()
    fill = PatternFill(fill_type="solid", bgColor=_rgb(look.CELL_TO_MEND))
    for at in range(0, len(addresses), _CELLS_A_RULE):
        formats.add(" ".join(addresses[at : at + _CELLS_A_RULE]), FormulaRule(formula=[_ALWAYS], fill=fill))
    theirs = [(str(each.sqref), rule) for each in sheet.conditional_formatting for rule in each.rules]
    for area, rule in sorted(theirs, key=lambda pair: pair[1].priority):
        rule.priority = 0  # the next one, as it is added
        formats.add(area, rule)
    sheet.conditional_formatting = formats


def _writable(text: str) -> str:
    return str(ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text))[:_MAX_TEXT]


def _filled(colour: str) -> PatternFill:
    return PatternFill(fill_type="solid", fgColor=_rgb(colour))


def _rgb(colour: object) -> str:
    """`#RRGGBB` as openpyxl takes it."""
    return f"FF{str(colour).lstrip('#')}"
