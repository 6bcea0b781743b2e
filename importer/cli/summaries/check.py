"""What a check found: what was understood, what is wrong, how many rows are ready."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from importer.cli.paragraphs import Paragraphs
from importer.cli.summaries.outcomes import plain, print_outcomes
from importer.cli.summaries.understood import print_table
from importer.intake import Understood
from importer.problems import Problem, Severity, describe
from importer.records import Outcome
from importer.wording import Lang, say

if TYPE_CHECKING:
    from importer.intake.counting import Count

_MOST_PROBLEMS = 12
_MOST_NOTICES = 300


def print_check(known: Understood, count: "Count", lang: Lang) -> None:
    """What was understood and what is wrong, before anything is sent."""
    out = Paragraphs()
    print_table(out, known, lang)
    _print_problems(out, (*known.table.problems, *known.mapping.problems, *count.notices), count, lang)
    if not count.rows:
        out.print(say("check_no_rows", lang), style="bold yellow")
        return
    out.print(say("check_rows", lang, rows=count.rows, ready=count.to_send), style="bold")
    print_outcomes(out, {outcome: n for outcome, n in count.outcomes.items() if outcome is not Outcome.NOT_SENT}, lang)


def _print_problems(out: Paragraphs, of_file: Iterable[Problem], count: "Count", lang: Lang) -> None:
    notices = list(of_file)
    for problem in notices[:_MOST_NOTICES]:
        out.print(f"  • {describe(problem, lang)}", style=_severity_style(problem))
    if len(notices) > _MOST_NOTICES:
        out.print(say("more_notices", lang, notices=len(notices) - _MOST_NOTICES), style="dim")
    listed = count.problems.most_common()
    listed.sort(key=lambda entry: entry[0][0] is Severity.WARNING)
    for key, n in listed[:_MOST_PROBLEMS]:
        example = count.examples[key]
        out.print(f"  {n} × {describe(example, lang)}", style=_severity_style(example))
    if len(listed) > _MOST_PROBLEMS:
        out.print(say("more_problems", lang, kinds=len(listed) - _MOST_PROBLEMS), style="dim")


def _severity_style(problem: Problem) -> str:
    return "red" if problem.severity is Severity.ERROR else "yellow"


def check_summary(known: Understood, count: "Count") -> dict[str, Any]:
    """What a script is told of a check."""
    table, mapping = known.table, known.mapping
    return {
        "run": None,
        "file": str(table.source.path),
        "sheet": table.sheet,
        "heading_row": table.heading_row,
        "rows": count.rows,
        "outcomes": plain(count.outcomes),
        "problems": count.problems_total,
        "file_problems": [problem.code.value for problem in (*table.problems, *mapping.problems, *count.notices)],
        "requests": 0,
        "result": None,
    }
