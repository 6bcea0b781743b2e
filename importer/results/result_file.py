"""The result sheet, in the format that its name ends in. It does not know where the rows come from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from importer.journal.protocol import ResultRow, Run
from importer.records import Outcome
from importer.results.columns import Purpose, ResultColumns
from importer.results.destination import ensure_ending, replacing
from importer.results.summary import Counting
from importer.wording import Lang

Closing = Callable[[Counting], Run]
"""Gives the run once its last row is written; may refuse what was counted by raising."""

RESULT_ENDINGS: Final = (".xlsx", ".csv", ".jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written: `notes` are sentences on what the format could not take as it was."""

    path: Path
    rows: int
    outcomes: Mapping[Outcome, int]
    notes: tuple[str, ...] = ()


def write_result(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[ResultRow],
    *,
    lang: Lang,
    first_column: int = 0,
    fields: Mapping[str, int] | None = None,
    run: Run | Closing | None = None,
    purpose: Purpose = Purpose.UPLOAD,
) -> Written:
    """Write one line for every row to `path`, as xlsx, csv or jsonl by its ending.

    `headings` and each row's cells are the source's own. `fields` tells in which 0-based sheet column a field was
    read; `run` fills the summary and, when it is not known before the last row, is asked then. Raises SettingsError for
    another ending and when `path` cannot be written, and what `run` raises; then nothing of it has changed.
    """
    ending = ensure_ending(path, RESULT_ENDINGS)
    columns = ResultColumns(lang=lang, purpose=purpose, fields=fields or {})
    counting = Counting()

    def closed() -> Run | None:
        return run(counting) if callable(run) else run

    with replacing(path) as beside:
        if ending == ".xlsx":
            from importer.results.sheet import write_sheet  # noqa: PLC0415 — xlsxwriter only for a workbook

            write_sheet(
                beside, headings, rows, columns=columns, counting=counting, first_column=first_column, run=closed
            )
        elif ending == ".csv":
            from importer.results.delimited import write_csv  # noqa: PLC0415 — beside its siblings

            write_csv(beside, headings, rows, columns=columns, counting=counting)
            closed()
        else:
            from importer.results.lines import write_lines  # noqa: PLC0415 — orjson only for JSON lines

            write_lines(beside, headings, rows, columns=columns, counting=counting, first_column=first_column)
            closed()
    return Written(path=path, rows=counting.rows, outcomes=dict(counting.outcomes), notes=tuple(counting.notes))
