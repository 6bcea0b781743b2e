"""What became of every row of a run, or of several, and what to do next."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from importer.cli.paragraphs import Paragraphs
from importer.cli.summaries.notes import print_notes
from importer.cli.summaries.outcomes import plain, print_outcomes
from importer.errors import ExitCode
from importer.records import Outcome
from importer.settings import SANDBOX_TARGET
from importer.wording import Lang, say

if TYPE_CHECKING:
    from importer.plans import Finished


def print_end(finished: "Finished", target: str, lang: Lang) -> None:
    """What became of every row, and what to do next."""
    out = Paragraphs()
    run = finished.run
    if finished.error:
        out.print(finished.error.sentence(lang), style="bold red")
    out.print(say("end_rows", lang, rows=run.rows, run=run.run), style="bold")
    print_outcomes(out, run.outcomes, lang)
    if target == SANDBOX_TARGET:
        out.print(say("end_sandbox", lang), style="yellow")
    print_notes(finished.notes)
    if finished.result:
        out.print(say("end_result", lang, path=finished.result.path))
    if not finished.refused and any(outcome.resend for outcome in run.outcomes):
        out.print(say("end_resume", lang, run=run.run))


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
        "outcomes": plain(run.outcomes),
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
    print_outcomes(out, outcomes, lang)
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
