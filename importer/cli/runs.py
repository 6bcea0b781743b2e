"""`importer runs`, `resume` and `result`: what the journal knows, and going on from there."""

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import click

from importer.cli.options import FILE, SENDING_SETTINGS, json_option, result_option, setting, settings, settings_of
from importer.errors import ExitCode, SettingsError
from importer.records import Outcome
from importer.settings import Settings
from importer.wording import say

_SENT_AGAIN = (Outcome.FAILED, Outcome.UNKNOWN, Outcome.NOT_SENT)
_RETRYABLE = (Outcome.FAILED, Outcome.REJECTED, Outcome.UNKNOWN, Outcome.NOT_SENT)


@click.command("resume")
@click.argument("run", required=False)
@settings(*(name for name in SENDING_SETTINGS if name != "api_url"), "lang")
@setting("journal")
@result_option
@click.option("--retry", default="", metavar="OUTCOME,…", help="option_retry")
@click.option("--verbose", "-v", is_flag=True, help="option_verbose")
@json_option
def resume_command(run: str | None, **values: Any) -> int:  # noqa: ANN401 — click passes the options by name
    """Texts stand in the messages."""
    from importer import run as main_path  # noqa: PLC0415 — pandas is imported when it is needed
    from importer.cli.sending import journal_of, result_path, sending_of, session, signals  # noqa: PLC0415 — the same
    from importer.cli.summaries.end import end_of  # noqa: PLC0415 — the same
    from importer.plans import Outputs  # noqa: PLC0415 — the same

    chosen, started = settings_of(values), time.monotonic()
    retry = _outcomes(values["retry"])
    with journal_of(chosen) as journal:
        record = _chosen_run(journal, run)
        if not retry and _is_all_done(record):
            _say_of("nothing_to_resume", record, chosen)
        elif run is None:
            _say_of("last_run", record, chosen)
        with session(chosen, verbose=values["verbose"], target=record.new.target) as at:
            finished = main_path.resume(
                record,
                sending_of(chosen),
                at.target,
                journal,
                outputs=Outputs(result=values["result"] or result_path(*_source_of(record))),
                lang=chosen.lang,
                stopping=signals,
                today=date.today(),  # noqa: DTZ011 — the dealer's own day
                retry=retry,
                emit=at.emit,
            )
    summary = {**end_of(finished, record.new.target, chosen.lang), "elapsed_s": round(time.monotonic() - started, 3)}
    if values["as_json"]:
        click.echo(json.dumps(summary, ensure_ascii=False))
    return int(summary["exit_code"])


@click.command("runs")
@settings("lang", "journal")
@click.option("--prune", type=click.IntRange(min=0), metavar="DAYS", help="option_prune")
@click.option("--forget", metavar="RUN", help="option_forget")
@json_option
def runs_command(**values: Any) -> int:  # noqa: ANN401 — click passes the options by name
    """Texts stand in the messages."""
    from importer.cli.sending import journal_of  # noqa: PLC0415 — the database is imported when it is needed

    chosen = settings_of(values)
    with journal_of(chosen) as journal:
        if values["forget"]:
            forgotten = _chosen_run(journal, values["forget"]).run
            with journal.hold(forgotten):  # nothing is taken from under a process that sends it
                journal.forget(forgotten)
            _tell(say("forgotten", chosen.lang, run=forgotten))
        if values["prune"] is not None:
            pruned = journal.prune(time.time() - values["prune"] * 86_400)
            _tell(say("pruned", chosen.lang, runs=pruned))
        runs = journal.runs()
    if values["as_json"]:
        click.echo(json.dumps([_told(run) for run in runs], ensure_ascii=False))
    else:
        _print_runs(runs, chosen)
    return ExitCode.DONE


@click.command("result")
@click.argument("run", required=False)
@settings("lang", "journal")
@click.option("-o", "--output", type=FILE, help="option_output")
@click.option("--only", type=click.Choice(["problems"]), help="option_only")
@json_option
def result_command(run: str | None, **values: Any) -> int:  # noqa: ANN401 — click passes the options by name
    """Texts stand in the messages."""
    from importer import reports  # noqa: PLC0415 — the workbook libraries are imported when they are needed
    from importer.cli.sending import journal_of, problems_path, result_path  # noqa: PLC0415 — the same

    chosen = settings_of(values)
    with journal_of(chosen) as journal:
        record = _chosen_run(journal, run)
        if run is None:
            _say_of("last_run", record, chosen)
        output = values["output"] or result_path(*_source_of(record))
        if values["only"] and record.rows == sum(n for outcome, n in record.outcomes.items() if outcome.done):
            return _nothing_to_mend(record, chosen, as_json=values["as_json"])
        if values["only"]:
            output = values["output"] or problems_path(*_source_of(record), reports.problems_ending(record))
        write = reports.report_problems if values["only"] else reports.report
        written = write(journal, record, output, chosen.lang)
    for note in written.notes:
        _tell(note)
    _tell(say("end_result", chosen.lang, path=written.path))
    if values["as_json"]:
        told = {"run": record.run, "result": str(written.path), "rows": written.rows}
        click.echo(json.dumps(told, ensure_ascii=False))
    return ExitCode.DONE


def _nothing_to_mend(record: Any, chosen: Settings, *, as_json: bool) -> int:  # noqa: ANN401 — as for `_chosen_run`
    """Say that every row is done; a file without rows would look like something to do."""
    _tell(say("nothing_to_mend", chosen.lang, run=record.run, rows=record.rows))
    if as_json:
        click.echo(json.dumps({"run": record.run, "result": None, "rows": 0}))
    return ExitCode.DONE


def _chosen_run(journal: Any, name: str | None) -> Any:  # noqa: ANN401 — their types are imported when needed
    """The run of that name, or the newest one of the file of that name; with neither, the newest of all."""
    runs = journal.runs()
    if name is None:
        found = next(iter(runs), None)
    else:
        found = journal.get(name) or next((run for run in runs if _is_of_file(run, name)), None)
    if found is None and name and runs and Path(name).is_file():
        raise SettingsError("file_without_run", found=name)
    if found is None:
        raise SettingsError(
            "run_unknown" if name and runs else "no_runs", found=name, accepted=", ".join(r.run for r in runs[:5])
        )
    return found


def _is_of_file(run: Any, name: str) -> bool:  # noqa: ANN401 — its type is imported when needed
    return bool(run.new.source_path == str(Path(name).resolve()))


def _say_of(key: str, run: Any, chosen: Settings) -> None:  # noqa: ANN401 — its type is imported when needed
    _tell(say(key, chosen.lang, run=run.run, file=run.new.source_name))


def _tell(sentence: str) -> None:
    from importer.cli.paragraphs import Paragraphs  # noqa: PLC0415 — only when there is something to say

    Paragraphs().print(sentence)


def _is_all_done(run: Any) -> bool:  # noqa: ANN401 — its type is imported when needed
    """Whether a run came to its end and no row of it would be sent again."""
    return run.state.value == "done" and not any(run.outcomes.get(outcome) for outcome in _SENT_AGAIN)


def _source_of(run: Any) -> tuple[str, str | None]:  # noqa: ANN401 — its type is imported when needed
    """The name of the file, and the sheet when it was asked for."""
    return run.new.source_name, run.new.options.get("sheet")


def _outcomes(text: str) -> list[Outcome]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in _RETRYABLE:
            raise SettingsError("retry_unknown", found=name, accepted=", ".join(_RETRYABLE))
    return [Outcome(name) for name in names]


def _told(run: Any) -> dict[str, Any]:  # noqa: ANN401 — its type is imported when needed
    return {
        "run": run.run,
        "file": run.new.source_path,
        "sheet": run.new.sheet,
        "state": run.state.value,
        "target": run.new.target,
        "created_at": run.created_at,
        "rows": run.rows,
        "outcomes": {outcome.value: n for outcome, n in run.outcomes.items()},
    }


def _print_runs(runs: Any, chosen: Settings) -> None:  # noqa: ANN401 — its type is imported when needed
    from importer.cli.paragraphs import Paragraphs  # noqa: PLC0415 — only when it is called

    if not runs:
        _tell(say("no_runs", chosen.lang, found="", accepted=""))
    for run in runs:
        counts = " · ".join(
            f"{n} {say(f'outcomes_{outcome}', chosen.lang, n=n)}" for outcome, n in run.outcomes.items()
        )
        source = " · ".join(filter(None, _source_of(run)))
        line = f"{run.run}  {say(f'state_{run.state}', chosen.lang):12} {run.rows:>7}  {source}  {counts}"
        Paragraphs().print(line, indent=len(run.run) + 2)
