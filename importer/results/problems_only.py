"""The rows that still need work, in the input's own columns and order, to be mended and uploaded again.

Cells keep their type and text; the importer's own columns come after them and are left out by a later upload. The
addresses in the messages are those of this file, not of the one that the rows came from.
"""

import csv
import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xlsxwriter.worksheet import Worksheet

from importer.journal.protocol import ResultRow
from importer.problems import Code, Problem
from importer.reading.encoding import SAMPLE_BYTES, codec_for_writing, detect
from importer.records import TextForm
from importer.results import look
from importer.results.cell_writer import CellWriter
from importer.results.columns import Purpose, ResultColumns, Value
from importer.results.delimited import as_text, defused
from importer.results.destination import ensure_ending, replacing
from importer.results.result_file import Written
from importer.results.summary import Counting
from importer.results.workbook import new_workbook, set_up_print
from importer.vocabulary.own_columns import PROBLEM_COLUMNS, problem_headings
from importer.wording import Lang, say

PROBLEM_ENDINGS: Final = (".xlsx", ".csv")
EXCEL_FORM: Final = TextForm(separator=";", encoding="utf-8-sig")
"""What Excel opens with a double click in the languages of the messages."""

_FIRST_ROW: Final = 2
_PIECE: Final = 1 << 20
_PLAIN: Final = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "…": "...", "–": "-", "\u00a0": " ", "\u202f": " "}
)
_MESSAGE: Final = PROBLEM_COLUMNS.index("message")


def write_problems(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[ResultRow],
    *,
    run: str,
    lang: Lang,
    first_column: int = 0,
    form: TextForm = EXCEL_FORM,
) -> Written:
    """Write the rows whose outcome is not done to `path`, as xlsx or csv by its ending; the others are passed over.

    So are sold cars: apart from the row that said so they would be sent as if for sale.

    `headings` and each row's cells are the source's own, and `run` is what they are taken from, which is named in the
    file so that it is read as that was; `form` is for csv, which is in UTF-8 all the same when its
    encoding could not be told again or lacks a character of a cell. Raises SettingsError for another ending and when
    `path` cannot be written; then nothing of it has changed.
    """
    ending = ensure_ending(path, PROBLEM_ENDINGS)
    counting = Counting()
    lines = _lines(rows, ResultColumns(lang=lang), first_column, counting)
    added = problem_headings(lang, run)
    with replacing(path) as beside:
        if ending == ".xlsx":
            _write_workbook(beside, headings, added, lines, lang)
        else:
            _write_csv(beside, headings, added, lines, form)
    return Written(path=path, rows=counting.rows, outcomes=dict(counting.outcomes))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A row to mend: its own cells, what is said of it, and which of its cells (by position) are wrong."""

    row: ResultRow
    said: tuple[Value, ...]
    to_mend: frozenset[int]


def _lines(rows: Iterable[ResultRow], columns: ResultColumns, first_column: int, counting: Counting) -> Iterator[_Line]:
    to_mend = (row for row in rows if not row.outcome.done and not _is_sold(row))
    for at, row in enumerate(to_mend, _FIRST_ROW):
        counting.add(row)
        moved = dataclasses.replace(row, row=at, problems=tuple(_moved(row, at, first_column)))
        errors = columns.errors(moved)
        messages = "\n".join(finding.message for finding in (*errors, *columns.doubts(moved)))
        cells = ", ".join(dict.fromkeys(error.cell for error in errors if error.cell))
        yield _Line(
            row=moved,
            said=(row.row, columns.outcome(row.outcome), messages or None, cells or None),
            to_mend=frozenset(error.column for error in errors if error.column is not None),
        )


def _is_sold(row: ResultRow) -> bool:
    return any(problem.code is Code.BELOW_SOLD for problem in row.problems)


def _moved(row: ResultRow, at: int, first_column: int) -> Iterator[Problem]:
    """The row's problems with the addresses that their cells have in the new file."""
    for problem in row.problems:
        column = None if problem.column is None else problem.column - first_column
        yield dataclasses.replace(problem, row=at, column=column, sheet=None)


def _write_workbook(
    path: Path, headings: Sequence[str], added: Sequence[str], lines: Iterable[_Line], lang: Lang
) -> None:
    with new_workbook(path) as book:
        cells = CellWriter(book, as_input=True)
        sheet = book.add_worksheet(say("sheet_problems", lang))
        sheet.set_row(0, 2.4 * look.LINE_HEIGHT)
        for at, heading in enumerate(headings):
            cells.text(sheet, 0, at, heading, cells.heading(look.HEADING_COLOURS[1]))
        for at, heading in enumerate(added, len(headings)):
            cells.text(sheet, 0, at, heading, cells.heading(look.HEADING_COLOURS[0]))
        last = 0
        for last, line in enumerate(lines, 1):
            _write_line(sheet, last, line, len(headings), cells)
        widths = [min(max(len(heading) + 2, 12), look.MAX_WIDTH) for heading in headings]
        widths += [look.WIDTHS[name] + 6 for name in PROBLEM_COLUMNS]
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), len(widths) - 1)
        set_up_print(sheet, sum(widths))


def _write_line(sheet: Worksheet, at: int, line: _Line, width: int, cells: CellWriter) -> None:
    lines = look.lines(line.said[_MESSAGE], look.WIDTHS["message"])
    if lines > 1:
        sheet.set_row(at, lines * look.LINE_HEIGHT)
    cells.row(sheet, at, 0, line.row.cells[:width], line.to_mend)
    colour = look.colour(line.row.outcome, Purpose.UPLOAD)
    for column, value in enumerate(line.said, width):
        if isinstance(value, str):
            cells.text(sheet, at, column, value, cells.wrapped(colour))
        elif value is not None:
            sheet.write_number(at, column, value, cells.plain(colour))
    cells.row(sheet, at, width + len(line.said), line.row.cells[width:], ())


def _write_csv(
    path: Path, headings: Sequence[str], added: Sequence[str], lines: Iterable[_Line], form: TextForm
) -> None:
    width = len(headings)
    with path.open("x", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file, delimiter=form.separator, lineterminator="\r\n")
        writer.writerow([*headings, *(_fitting(heading, form.encoding) for heading in added)])
        for line in lines:
            cells = [as_text(value) for value in line.row.cells]
            cells += [""] * (width - len(cells))
            said = [_fitting(defused(value), form.encoding) for value in line.said]
            writer.writerow([*cells[:width], *said, *cells[width:]])
    if form.encoding != "utf-8-sig":
        _recode(path, form.encoding)


def _fitting(value: object, encoding: str) -> object:
    """What we say ourselves, without characters that the dealer's encoding does not have.

    Typographic signs are plain ones there: their bytes are letters in other encodings, and would say that it is one.
    """
    if not isinstance(value, str) or encoding.startswith("utf"):
        return value
    return value.translate(_PLAIN).encode(encoding, "replace").decode(encoding)


def _recode(path: Path, encoding: str) -> None:
    """Give the text at `path` the encoding, when all of it can have it and an upload will see that it is this one."""
    other = path.with_name(f"{path.name}.recoded")
    try:
        with (
            path.open(encoding="utf-8-sig", newline="") as text,
            other.open("x", encoding=encoding, newline="") as file,
        ):
            while piece := text.read(_PIECE):
                file.write(piece)
        if _is_seen(other, encoding):
            other.replace(path)
    except UnicodeEncodeError:
        return
    finally:
        other.unlink(missing_ok=True)


def _is_seen(path: Path, encoding: str) -> bool:
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    return sample.isascii() or codec_for_writing(detect(sample), sample) == encoding
