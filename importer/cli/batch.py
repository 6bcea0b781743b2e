"""Several files, or several sheets, in one command: each on its own, one exit code and one JSON object in the end."""

import gc
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from importer.errors import ExitCode, ImporterError
from importer.wording import Lang

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
_ENDS_ALL = (ExitCode.INTERRUPTED, ExitCode.JOURNAL, ExitCode.STOPPED, ExitCode.USAGE)


def each_table(
    files: Sequence[Path], values: Mapping[str, Any], outputs: Sequence[str], one: One, lang: Lang
) -> Iterator[Summary]:
    """Call `one(path, sheet, *output paths)` for each table; a file that fails is told and the others go on.

    `outputs` name the options that hold output paths; with several tables each gets a name of its own.
    """
    _let_memory_settle()
    tables = [table for path in files for table in _tables_of(path, all_sheets=values["all_sheets"])]
    for path, sheet in tables:
        named = [_own(values.get(name), path, sheet, several=len(tables) > 1) for name in outputs]
        started = time.monotonic()
        try:
            summary = one(path, sheet, *named)
        except ImporterError as error:
            if len(tables) == 1:
                raise
            sentence = error.sentence(lang)
            click.echo(f"{path.name}: {sentence}", err=True)
            summary = {
                "file": str(path),
                "error": {"code": error.key, "message": sentence},
                "exit_code": int(error.exit_code),
            }
        yield {**summary, "elapsed_s": round(time.monotonic() - started, 3)}
        if summary["exit_code"] in _ENDS_ALL:
            return


def finish(summaries: Iterator[Summary], *, as_json: bool) -> int:
    """Let all tables run, print the JSON object when it was asked for, and give the exit code."""
    done = list(summaries)
    codes = {summary["exit_code"] for summary in done}
    code = next(code for code in _WORST_FIRST if code in codes)
    if as_json:
        import json  # noqa: PLC0415 — only on this path

        told = done[0] if len(done) == 1 else {**_sums(done), "files": done, "exit_code": int(code)}
        click.echo(json.dumps(told, ensure_ascii=False, default=str))
    return int(code)


def _let_memory_settle() -> None:
    """Leave what was imported out of garbage collection, and collect seldom.

    Rows make very many small objects and no cycles; looking for cycles among them took half of the time of a check.
    """
    gc.freeze()
    gc.set_threshold(400_000, 20, 50)


def _sums(summaries: Sequence[Summary]) -> Summary:
    outcomes: Counter[str] = Counter()
    for summary in summaries:
        outcomes.update(summary.get("outcomes", {}))
    added = {
        name: sum(summary.get(name, 0) for summary in summaries)
        for name in ("rows", "problems", "requests", "elapsed_s")
    }
    return {**added, "outcomes": dict(outcomes)}


def _tables_of(path: Path, *, all_sheets: bool) -> list[tuple[Path, str | None]]:
    if not all_sheets:
        return [(path, None)]
    from importer.reading import open_tables  # noqa: PLC0415 — the readers are imported when a file is read

    return [(path, table.sheet) for table in open_tables(path)]


def _own(output: Path | None, path: Path, sheet: str | None, *, several: bool) -> Path | None:
    if output is None or not several:
        return output
    parts = [output.stem, path.stem, *([sheet] if sheet else [])]
    return output.with_name("-".join(parts).replace("/", "_") + output.suffix)
