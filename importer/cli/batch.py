"""Several files, or several sheets, in one command: each on its own, one exit code and one JSON object in the end."""

import gc
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from importer.cli.options import intake_of
from importer.errors import ExitCode, ImporterError, SourceFileError
from importer.problems import Code, describe
from importer.settings import Settings
from importer.wording import Lang

if TYPE_CHECKING:
    from importer.journal.protocol import Settled

Summary = dict[str, Any]
One = Callable[..., Summary]

# The code of several files is that of the one that needs a person most.
_WORST_FIRST = (
    ExitCode.INTERRUPTED,
    ExitCode.JOURNAL,
    ExitCode.STOPPED,
    ExitCode.USAGE,
    ExitCode.UNREADABLE,
    ExitCode.NO_MAPPING,
    ExitCode.ROWS_NEED_WORK,
    ExitCode.DONE,
)
_OF_SHEETS = (Code.HIDDEN_SHEETS, Code.ONLY_HIDDEN_SHEET)
_ENDS_ALL = (ExitCode.INTERRUPTED, ExitCode.JOURNAL, ExitCode.STOPPED, ExitCode.USAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file, or one sheet of it; `across` is what the rows of sheets that are taken together are to each other."""

    path: Path
    sheet: str | None = None
    across: "Mapping[str, Sequence[Settled]] | None" = None


def each_table(
    files: Sequence[Path], values: Mapping[str, Any], outputs: Sequence[str], one: One, chosen: Settings
) -> Iterator[Summary]:
    """Call `one(table, *output paths)` for each table; a file that fails is told and the others go on.

    `outputs` name the options that hold output paths; with several tables each gets a name of its own.
    """
    gc.freeze()  # what was imported is not looked at again
    tables = [table for path in files for table in _tables_of(path, values, chosen)]
    for table in tables:
        named = [_own(values.get(name), table, several=len(tables) > 1) for name in outputs]
        started = time.monotonic()
        try:
            summary = one(table, *named)
        except ImporterError as error:
            if len(tables) == 1:
                raise
            sentence = error.sentence(chosen.lang)
            _tell(f"{table.path.name}: {sentence}")
            summary = {
                "file": str(table.path),
                "error": {"code": error.key, "message": sentence},
                "exit_code": int(error.exit_code),
            }
        yield {**summary, "elapsed_s": round(time.monotonic() - started, 3)}
        if summary["exit_code"] in _ENDS_ALL:
            return


def finish(summaries: Iterator[Summary], lang: Lang, *, as_json: bool) -> int:
    """Let all tables run, tell the sum of several, print the JSON object when it was asked for; give the exit code."""
    done = list(summaries)
    if len(done) > 1:
        from importer.cli.summaries.end import print_all  # noqa: PLC0415 — only on this path

        print_all(done, _sums(done), lang)
    codes = {summary["exit_code"] for summary in done}
    code = next(code for code in _WORST_FIRST if code in codes)
    if as_json:
        import json  # noqa: PLC0415 — only on this path

        told = done[0] if len(done) == 1 else {**_sums(done), "files": done, "exit_code": int(code)}
        click.echo(json.dumps(told, ensure_ascii=False, default=str))
    return int(code)


def _sums(summaries: Sequence[Summary]) -> Summary:
    outcomes: Counter[str] = Counter()
    for summary in summaries:
        outcomes.update(summary.get("outcomes", {}))
    added = {
        name: sum(summary.get(name, 0) for summary in summaries)
        for name in ("rows", "problems", "requests", "elapsed_s")
    }
    return {**added, "outcomes": dict(outcomes)}


def _tables_of(path: Path, values: Mapping[str, Any], chosen: Settings) -> list[Table]:
    """The file as one table, or its sheets of the same shape; one that cannot be read is told when its turn comes."""
    if not values["all_sheets"]:
        return [Table(path=path)]
    from importer.intake.sheet_repeats import repeats_across  # noqa: PLC0415 — the same
    from importer.reading import open_tables  # noqa: PLC0415 — the readers are imported when a file is read

    try:
        tables = open_tables(path)
        across = repeats_across(tables, intake_of(values, chosen)) if len(tables) > 1 else None
    except SourceFileError:
        return [Table(path=path)]
    for problem in (problem for table in tables for problem in table.problems if problem.code in _OF_SHEETS):
        _tell(f"{path.name}: {describe(problem, chosen.lang)}")
    return [Table(path=path, sheet=table.sheet, across=across) for table in tables]


def _own(output: Path | None, table: Table, *, several: bool) -> Path | None:
    if output is None or not several:
        return output
    parts = [output.stem, table.path.stem, *([table.sheet] if table.sheet else [])]
    return output.with_name("-".join(parts).replace("/", "_") + output.suffix)


def _tell(sentence: str) -> None:
    from importer.cli.paragraphs import Paragraphs  # noqa: PLC0415 — only when there is something to say

    Paragraphs().print(sentence)
