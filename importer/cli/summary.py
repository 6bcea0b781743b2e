"""What a person is told before and after a run, on standard error, and what a script is told in JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from importer.cli.paragraphs import Paragraphs
from importer.contract import DEFAULT_STATUS
from importer.errors import ExitCode
from importer.intake import Understood
from importer.problems import Problem, Severity, column_letters, describe
from importer.records import MappedColumn, Outcome
from importer.settings import SANDBOX_TARGET
from importer.vocabulary.choices import shown_word
from importer.wording import Lang, say

if TYPE_CHECKING:
    from importer.counting import Count
    from importer.plans import Finished, Plan

_STYLES = {
    Outcome.CREATED: "green",
    Outcome.UPDATED: "green",
    Outcome.UNCHANGED: "dim",
    Outcome.DUPLICATE: "dim",
    Outcome.OVERTAKEN: "dim",
    Outcome.INVALID: "yellow",
    Outcome.REJECTED: "red",
    Outcome.FAILED: "red",
    Outcome.UNKNOWN: "magenta",
    Outcome.NOT_SENT: "cyan",
}
_MOST_PROBLEMS = 12
_MOST_COLUMNS = 300


def print_check(known: Understood, count: "Count", lang: Lang) -> None:
    """What was understood and what is wrong, before anything is sent."""
    out = Paragraphs()
    _print_table(out, known, lang)
    _print_problems(out, (*known.table.problems, *known.mapping.problems, *count.notices), count, lang)
    if not count.rows:
        out.print(say("check_no_rows", lang), style="bold yellow")
        return
    out.print(say("check_rows", lang, rows=count.rows, ready=count.to_send), style="bold")
    _print_outcomes(out, {outcome: n for outcome, n in count.outcomes.items() if outcome is not Outcome.NOT_SENT}, lang)


def print_plan(plan: "Plan", lang: Lang) -> None:
    """What an upload is about to do."""
    out = Paragraphs()
    if plan.taken_up:
        out.print(say("plan_taken_up", lang, run=plan.taken_up.run), style="bold")
    print_check(plan.known, plan.count, lang)
    if plan.barred:
        out.print(say("plan_barred", lang, invalid=plan.count.invalid), style="bold red")
        return
    if not plan.count.to_send:
        return
    if plan.target == SANDBOX_TARGET:
        out.print(say("plan_sandbox", lang), style="bold yellow")
    status = plan.known.mapping.defaults.get("status") or DEFAULT_STATUS
    target = target_in_words(plan.target, lang)
    status = shown_word("status", status, lang)
    out.print(say("plan_send", lang, rows=plan.count.to_send, target=target, status=status))


def target_in_words(target: str, lang: Lang) -> str:
    """Where rows go, for a person: the address, or what the sandbox is called."""
    return say("target_sandbox", lang) if target == SANDBOX_TARGET else target


def print_end(finished: "Finished", target: str, lang: Lang) -> None:
    """What became of every row, and what to do next."""
    out = Paragraphs()
    run = finished.run
    if finished.error:
        out.print(finished.error.sentence(lang), style="bold red")
    out.print(say("end_rows", lang, rows=run.rows, run=run.run), style="bold")
    _print_outcomes(out, run.outcomes, lang)
    if target == SANDBOX_TARGET:
        out.print(say("end_sandbox", lang), style="yellow")
    print_notes(finished.notes)
    if finished.result:
        out.print(say("end_result", lang, path=finished.result.path))
    if not finished.refused and any(outcome.resend for outcome in run.outcomes):
        out.print(say("end_resume", lang, run=run.run))


def print_notes(notes: Iterable[str]) -> None:
    """What could not be written as it was."""
    for note in notes:
        Paragraphs().print(note, style="yellow")


def end_of(finished: "Finished", target: str, lang: Lang) -> dict[str, Any]:
    """Print the end of a run and give what a script is told."""
    print_end(finished, target, lang)
    run = finished.run
    return {
        "run": run.run,
        "file": run.new.source_path,
        "target": target,
        "state": run.state.value,
        "rows": run.rows,
        "outcomes": _plain(run.outcomes),
        "problems": finished.problems,
        "requests": run.requests,
        "throttled": run.throttled,
        "retries": run.retries,
        "waited_s": round(run.waited_s, 3),
        "result": str(finished.result.path) if finished.result else None,
        "exit_code": int(exit_code(finished)),
        **({"error": {"code": finished.error.key, "message": finished.error.sentence(lang)}} if finished.error else {}),
    }


def print_all(summaries: Sequence[Mapping[str, Any]], sums: Mapping[str, Any], lang: Lang) -> None:
    """The sum of several files or sheets, and the names of those that gave no rows."""
    out = Paragraphs()
    files = list(dict.fromkeys(str(summary["file"]) for summary in summaries))
    key, several = ("all_files", files) if len(files) > 1 else ("all_sheets", summaries)
    out.print(say(key, lang, tables=len(several), rows=sums["rows"]), style="bold")
    outcomes = {Outcome(name): n for name, n in sums["outcomes"].items()}
    if all(summary.get("run") is None for summary in summaries):
        out.print(f"  {outcomes.pop(Outcome.NOT_SENT, 0):>7} {say('all_ready', lang)}", style="green")
    _print_outcomes(out, outcomes, lang)
    failed = [Path(summary["file"]).name for summary in summaries if "error" in summary and "rows" not in summary]
    if failed:
        out.print(say("all_failed", lang, files=len(failed), names=", ".join(failed)), style="red")


def exit_code(finished: "Finished") -> ExitCode:
    """0 when every row is done; 130 after a signal, 5 when no row could succeed, else 1."""
    if finished.interrupted:
        return ExitCode.INTERRUPTED
    if finished.error:
        return finished.error.exit_code
    return ExitCode.DONE if all(outcome.done for outcome in finished.run.outcomes) else ExitCode.ROWS_NEED_WORK


def check_summary(known: Understood, count: "Count") -> dict[str, Any]:
    """What a script is told of a check."""
    table, mapping = known.table, known.mapping
    return {
        "run": None,
        "file": str(table.source.path),
        "sheet": table.sheet,
        "heading_row": table.heading_row,
        "rows": count.rows,
        "outcomes": _plain(count.outcomes),
        "problems": count.problems_total,
        "file_problems": [problem.code.value for problem in (*table.problems, *mapping.problems, *count.notices)],
        "requests": 0,
        "result": None,
    }


def mapping_summary(known: Understood) -> dict[str, Any]:
    """What a script is told of a mapping."""
    table, mapping = known.table, known.mapping
    return {
        "file": str(table.source.path),
        "sheet": table.sheet,
        "heading_row": table.heading_row,
        "language": mapping.language,
        "profile": mapping.profile,
        "columns": [
            {
                "column": column_letters(table.first_column + column.column),
                "heading": column.heading,
                "fields": list(column.fields),
                "confidence": round(column.confidence, 3),
                "reason": say(column.reason, Lang.EN, **column.params),
                "guess": column.guess,
            }
            for column in mapping.columns
        ],
    }


def print_mapping(known: Understood, samples: Mapping[int, str], lang: Lang) -> None:
    """The mapping as a table: column, heading, sample values, field, how sure, why."""
    out = Paragraphs()
    _print_table(out, known, lang, names=False)
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("column", "heading", "samples", "field", "confidence", "reason"):
        shown.add_column(say(f"mapping_{key}", lang), overflow="fold", no_wrap=key == "field")
    columns, left_out = _shown_columns(known.mapping.columns, samples)
    for column in columns:
        shown.add_row(*_mapping_line(column, known, samples, lang), style=None if column.targets else "dim")
    Console(stderr=True, highlight=False).print(shown)
    if left_out:
        out.print(say("more_columns", lang, columns=left_out), style="dim")


def _shown_columns(columns: Sequence[MappedColumn], samples: Mapping[int, str]) -> tuple[Sequence[MappedColumn], int]:
    """The columns that a person wants to see, and how many others there are: a sheet may have 16,384."""
    if len(columns) <= _MOST_COLUMNS:
        return columns, 0
    unmapped = [column for column in columns if not column.targets and (column.heading or column.column in samples)]
    some = {column.column for column in unmapped[:_MOST_COLUMNS]}
    shown = [column for column in columns if column.targets or column.column in some]
    return shown, len(columns) - len(shown)


def _mapping_line(column: MappedColumn, known: Understood, samples: Mapping[int, str], lang: Lang) -> Iterable[Text]:
    texts = (
        column_letters(known.table.first_column + column.column),
        column.heading,
        samples.get(column.column, ""),
        " +\n".join(column.fields) or "–",
        f"{column.confidence:.0%}" if column.targets else "",
        say(column.reason, lang, **column.params),
    )
    return (Text(text) for text in texts)


def _print_table(out: Paragraphs, known: Understood, lang: Lang, *, names: bool = True) -> None:
    table, mapping = known.table, known.mapping
    mapped = [column for column in mapping.columns if column.targets]
    out.print(say("table_file", lang, name=table.source.name), style="bold")
    if table.sheet is not None:
        out.print(say("table_sheet", lang, sheet=table.sheet, row=table.heading_row))
    if mapping.profile:
        out.print(say("table_profile", lang, profile=mapping.profile))
    out.print(say("table_columns", lang, mapped=len(mapped), columns=len(mapping.columns)))
    if names:
        out.print("  " + ", ".join(_mapped_names(mapped)), style="dim")


def _mapped_names(mapped: Iterable[MappedColumn]) -> Iterator[str]:
    """`Heading → field` of each column, with a unit that was given; neighbours that feed the same stand as one."""
    for fields, columns in groupby(mapped, key=_fields_with_units):
        headings = [column.heading for column in columns]
        shown = headings[0] if len(headings) == 1 else f"{headings[0]} … {headings[-1]}"
        yield f"{shown} → {'+'.join(fields)}"


def _fields_with_units(column: MappedColumn) -> tuple[str, ...]:
    given = {target.field: f" [{target.unit}]" for target in column.targets if target.unit is not None}
    return tuple(f"{name}{given.get(name, '')}" for name in column.fields)


def _print_problems(out: Paragraphs, of_file: Iterable[Problem], count: "Count", lang: Lang) -> None:
    notices = list(of_file)
    for problem in notices[:_MOST_COLUMNS]:
        out.print(f"  • {describe(problem, lang)}", style=_severity_style(problem))
    if len(notices) > _MOST_COLUMNS:
        out.print(say("more_notices", lang, notices=len(notices) - _MOST_COLUMNS), style="dim")
    listed = count.problems.most_common()
    listed.sort(key=lambda entry: entry[0][0] is Severity.WARNING)
    for key, n in listed[:_MOST_PROBLEMS]:
        example = count.examples[key]
        out.print(f"  {n} × {describe(example, lang)}", style=_severity_style(example))
    if len(listed) > _MOST_PROBLEMS:
        out.print(say("more_problems", lang, kinds=len(listed) - _MOST_PROBLEMS), style="dim")


def _severity_style(problem: Problem) -> str:
    return "red" if problem.severity is Severity.ERROR else "yellow"


def _print_outcomes(out: Paragraphs, outcomes: Mapping[Outcome, int], lang: Lang) -> None:
    for outcome in Outcome:
        if n := outcomes.get(outcome):
            out.print(f"  {n:>7} {say(f'outcomes_{outcome}', lang, n=n)}", style=_STYLES[outcome])


def _plain(outcomes: Mapping[Outcome, int]) -> dict[str, int]:
    return {outcome.value: outcomes[outcome] for outcome in Outcome if outcomes.get(outcome)}
