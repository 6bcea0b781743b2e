"""Report, the third phase: what the journal knows of a run, as the files that a person or a script asks for.

Needs no network; the source file only for giving back the dealer's own workbook. May be done again at any time.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from importer.journal.protocol import Journal, ResultRow, Run
from importer.records import TextForm
from importer.results import Closing, Written, write_result
from importer.results.columns import Purpose
from importer.wording import Lang

if TYPE_CHECKING:
    from importer.results.annotated import Report


class ProblemCount:
    """Counts the problems of the rows that pass."""

    def __init__(self) -> None:
        self.problems = 0

    def counted(self, rows: Iterable[ResultRow]) -> Iterator[ResultRow]:
        """The same rows, counted."""
        for row in rows:
            self.problems += len(row.problems)
            yield row


def report(
    journal: Journal,
    run: Run,
    path: Path,
    lang: Lang,
    count: ProblemCount | None = None,
    *,
    rows: Iterable[ResultRow] | None = None,
    closing: Closing | None = None,
) -> Written:
    """Write the result sheet of a run: one line for every row that is not blank.

    `rows` are those of a run that is not closed yet; `closing` gives it when they have ended, or refuses by raising.
    """
    new = run.new
    return write_result(
        path,
        new.headings,
        (count or ProblemCount()).counted(journal.results(run.run) if rows is None else rows),
        lang=lang,
        first_column=new.first_column,
        fields=new.fields,
        run=closing or run,
    )


def report_problems(journal: Journal, run: Run, path: Path, lang: Lang) -> Written:
    """Write the rows that need work in the source's own columns and order, to be mended and uploaded again."""
    from importer.results.problems_only import EXCEL_FORM, write_problems  # noqa: PLC0415 — xlsxwriter only where it is asked for

    new = run.new
    form = TextForm(separator=new.separator, encoding=new.encoding) if new.separator else EXCEL_FORM
    return write_problems(
        path,
        new.headings,
        journal.results(run.run),
        run=run.run,
        lang=lang,
        first_column=new.first_column,
        form=form,
    )


def problems_ending(run: Run) -> str:
    """The ending of a file for `report_problems` in the source's own format."""
    return ".csv" if run.new.separator else ".xlsx"


def report_workbook(
    journal: Journal,
    run: Run,
    path: Path,
    lang: Lang,
    *,
    purpose: Purpose = Purpose.UPLOAD,
    written: Written | None = None,
) -> "Report":
    """Give back the dealer's own workbook with what became of each row, or a fresh sheet where that cannot be.

    `written` is the run's result sheet in that language, which a fresh sheet is a copy of.
    """
    from importer.results.annotated import annotate  # noqa: PLC0415 — openpyxl takes a tenth of a second to load
    from importer.results.annotations import TablePlace  # noqa: PLC0415 — the same

    new = run.new
    place = TablePlace(
        source=Path(new.source_path),
        sheet=new.sheet,
        heading_row=new.heading_row,
        first_column=new.first_column,
        headings=new.headings,
        digest=new.source_digest,
    )
    rows = journal.results(run.run)
    return annotate(path, place, rows, lang=lang, fields=new.fields, run=run, purpose=purpose, written=written)
