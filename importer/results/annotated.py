"""The dealer's own workbook given back with what became of each row, right of his table and at the cells to mend.

His cells, formulas and styles are not touched: colours are conditional formats, remarks are comments, and all of them
are taken off again when an annotated workbook is annotated anew. Where openpyxl would lose something, a fresh result
sheet is written instead, and said.
"""

import dataclasses
import hashlib
import io
import shutil
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.workbook import Workbook

from importer.journal.protocol import ResultRow, Run
from importer.records import Outcome, Row
from importer.results import workbook_loss
from importer.results.annotations import TablePlace, annotate_sheet
from importer.results.columns import Purpose, ResultColumns
from importer.results.destination import ensure_ending, replacing
from importer.results.formula_values import restore_formula_values
from importer.results.result_file import Written, write_result
from importer.wording import Lang, say

MAX_ROWS: Final = 5_000
MACRO_ENDING: Final = ".xlsm"
REPORT_ENDINGS: Final = (".xlsx", MACRO_ENDING, ".csv", ".jsonl")
_HARMLESS_WARNINGS: Final = ("Workbook contains no default style", "Print area cannot be set")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was written where: `annotated` is the dealer's own workbook, else a fresh sheet; `notes` say so."""

    path: Path
    annotated: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Obstacle:
    """Why the workbook itself cannot be given back: a key of the messages with its parameters."""

    key: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


def annotate(
    path: Path,
    place: TablePlace,
    rows: Iterable[ResultRow],
    *,
    lang: Lang,
    fields: Mapping[str, int] | None = None,
    run: Run | None = None,
    purpose: Purpose = Purpose.UPLOAD,
    written: Written | None = None,
) -> Report:
    """Give back the dealer's workbook with the outcome, id and messages of each row, or a fresh sheet.

    A workbook in .xlsx or .xlsm of up to 5,000 rows is annotated, unless it would lose something; in all other cases,
    and for a `path` in .csv or .jsonl, the result is written as by `write_result`; `written` is what that has already
    given for these very rows, which is copied where the ending is the same. Raises SettingsError when `path` has
    another ending or cannot be written.
    """
    ending = ensure_ending(path, REPORT_ENDINGS)
    remaining = iter(rows)
    few = list(islice(remaining, MAX_ROWS + 1))
    columns = ResultColumns(lang=lang, purpose=purpose, fields=fields or {})
    if ending in {".xlsx", MACRO_ENDING}:
        obstacle = _annotate_copy(path, place, few, columns)
        if not isinstance(obstacle, _Obstacle):
            return obstacle
        target = path.with_suffix(".xlsx")
        notes: tuple[str, ...] = (say(obstacle.key, lang, path=target, **_in_words(obstacle.params, lang)),)
    else:
        target, notes = path, ()
    if written is not None and written.path.suffix.lower() == target.suffix.lower():
        with replacing(target) as beside:
            shutil.copyfile(written.path, beside)
        return Report(path=target, annotated=False, notes=notes + written.notes)
    written = write_result(
        target,
        place.headings,
        chain(few, remaining),
        lang=lang,
        first_column=place.first_column,
        fields=fields,
        run=run,
        purpose=purpose,
    )
    return Report(path=target, annotated=False, notes=notes + written.notes)


def check_report(path: Path, place: TablePlace, rows: Iterable[Row], *, lang: Lang) -> Report:
    """The same for rows that were only checked: each is in order or needs work. Raises SettingsError as `annotate`."""
    return annotate(path, place, map(_checked, rows), lang=lang, purpose=Purpose.CHECK)


def _checked(row: Row) -> ResultRow:
    return ResultRow(
        row=row.row,
        reference=row.reference,
        fingerprint=row.fingerprint,
        outcome=row.outcome or Outcome.NOT_SENT,
        problems=row.problems,
        cells=row.cells,
    )


def _annotate_copy(
    path: Path, place: TablePlace, rows: Sequence[ResultRow], columns: ResultColumns
) -> Report | _Obstacle:
    obstacle = _obstacle(place, rows)
    if obstacle is not None:
        return obstacle
    macros = workbook_loss.has_macros(place.source)
    keep_macros = macros and path.suffix.lower() == MACRO_ENDING
    target = path if keep_macros else path.with_suffix(".xlsx")
    book = _opened(place.source, keep_macros)
    if isinstance(book, _Obstacle):
        return book
    if place.sheet not in book.sheetnames or not annotate_sheet(book[place.sheet], place, rows, columns):
        return _Obstacle(key="report_fresh_place")
    book.template = False
    book.calculation.fullCalcOnLoad = True
    content = _saved(book)
    with replacing(target) as beside:
        beside.write_bytes(content)
        restore_formula_values(beside, place.source)
    notes = [say("report_annotated", columns.lang, path=target, sheet=place.sheet)]
    if macros and not keep_macros:
        notes.append(say("report_without_macros", columns.lang))
    return Report(path=target, annotated=True, notes=tuple(notes))


def _obstacle(place: TablePlace, rows: Sequence[ResultRow]) -> _Obstacle | None:
    """What keeps the workbook from being annotated, as far as can be told without loading it."""
    if not _is_as_read(place):
        return _Obstacle(key="report_fresh_changed")
    if len(rows) > MAX_ROWS:
        return _Obstacle(key="report_fresh_rows", params={"limit": MAX_ROWS})
    if not workbook_loss.is_workbook(place.source):
        return _Obstacle(key="report_fresh_format")
    if not place.heading_row:
        return _Obstacle(key="report_fresh_place")
    if workbook_loss.unpacked_size(place.source) > workbook_loss.MAX_UNPACKED:
        return _Obstacle(key="report_fresh_rows", params={"limit": MAX_ROWS})
    lost = workbook_loss.losses(place.source)
    return _Obstacle(key="report_fresh_loss", params={"found": lost}) if lost else None


def _is_as_read(place: TablePlace) -> bool:
    """Whether the source file is still there, with the bytes that were read."""
    try:
        with place.source.open("rb") as file:
            return place.digest is None or hashlib.file_digest(file, "sha256").hexdigest() == place.digest
    except OSError:
        return False


def _opened(source: Path, keep_macros: bool) -> Workbook | _Obstacle:
    """The workbook, or an obstacle when openpyxl cannot read it or says that it drops something."""
    unreadable = _Obstacle(key="report_fresh_loss", params={"found": ("loss_unreadable",)})
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            book = openpyxl.load_workbook(source, keep_vba=keep_macros, rich_text=True)
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, ParseError, zipfile.BadZipFile):
            return unreadable  # openpyxl raises what its parser stumbled over; reading has already judged the file
    lost = [warning for warning in said if not str(warning.message).startswith(_HARMLESS_WARNINGS)]
    return unreadable if lost else book


def _saved(book: Workbook) -> bytes:
    """The workbook as a file. It is made in memory: openpyxl leaves an archive open when it cannot be written."""
    content = io.BytesIO()
    book.save(content)
    if book.vba_archive is not None:
        book.vba_archive.close()
    return content.getvalue()


def _in_words(params: Mapping[str, object], lang: Lang) -> dict[str, object]:
    """The parameters with keys of losses put into words."""
    return {
        name: ", ".join(say(key, lang) for key in value) if isinstance(value, tuple) else value
        for name, value in params.items()
    }
