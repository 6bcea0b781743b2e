"""`importer upload`: the whole main path for a file, after saying what will happen."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from importer.cli.options import (
    FILE,
    SENDING_SETTINGS,
    files_argument,
    intake_of,
    intake_options,
    json_option,
    result_option,
    setting,
    settings,
    settings_of,
)
from importer.errors import SettingsError
from importer.settings import Settings
from importer.wording import Lang, say

if TYPE_CHECKING:
    from importer.cli.batch import Table
    from importer.intake import Understood
    from importer.plans import Plan
    from importer.second_process import Ahead


@click.command("upload")
@files_argument
@intake_options
@settings(*SENDING_SETTINGS)
@setting("journal")
@result_option
@click.option("--report", type=FILE, help="option_upload_report")
@click.option("--payloads", type=FILE, help="option_payloads")
@click.option("--only-valid/--all-or-nothing", "only_valid", default=True, help="option_only_valid")
@click.option("--only-changed", is_flag=True, help="option_only_changed")
@click.option("--dry-run", is_flag=True, help="option_dry_run")
@click.option("--yes", "-y", is_flag=True, help="option_yes")
@click.option("--verbose", "-v", is_flag=True, help="option_verbose")
@json_option
def upload_command(files: tuple[Path, ...], **values: Any) -> int:  # noqa: ANN401 — click passes the options by name
    """Texts stand in the messages."""
    from importer.cli.batch import each_table, finish  # noqa: PLC0415 — only when it is called

    chosen = settings_of(values)
    if not (values["yes"] or values["dry_run"] or sys.stdin.isatty()):
        raise SettingsError("needs_yes")
    if values["dry_run"]:
        from importer.cli.check import checker  # noqa: PLC0415 — only when it is called

        click.echo(say("dry_run", chosen.lang), err=True)
        return finish(
            each_table(files, values, ("payloads", "report"), checker(values, chosen), chosen),
            chosen.lang,
            as_json=values["as_json"],
        )
    ahead = _ahead(files, values, chosen)
    return finish(
        each_table(files, values, ("result", "report", "payloads"), _uploader(values, chosen, ahead), chosen),
        chosen.lang,
        as_json=values["as_json"],
    )


def _ahead(files: tuple[Path, ...], values: dict[str, Any], chosen: Settings) -> "Ahead[Understood] | None":
    """The only file on its way to be understood, before anything is loaded that sends it."""
    from importer.intake.ahead import begun  # noqa: PLC0415 — only when it is called

    return begun(files[0], intake_of(values, chosen)) if len(files) == 1 and not values["all_sheets"] else None


def agreed(question: str, lang: Lang) -> bool:
    """Ask on standard error; only the word for yes of that language, or its first letter, is a yes."""
    yes = say("answer_yes", lang).split("|")
    answer = click.prompt(f"{question} [{yes[0]}/N]", default="", show_default=False, err=True)
    return answer.strip().lower() in (*yes, "y", "yes")


def _uploader(
    values: dict[str, Any], chosen: Settings, ahead: "Ahead[Understood] | None"
) -> Callable[..., dict[str, Any]]:
    from importer import run  # noqa: PLC0415 — pandas is imported when a file is read
    from importer.cli.sending import journal_of, result_path, sending_of, session, signals  # noqa: PLC0415 — the same
    from importer.cli.summaries.end import end_of  # noqa: PLC0415 — the same
    from importer.cli.summaries.plan import print_plan, target_in_words  # noqa: PLC0415 — the same
    from importer.plans import Outputs  # noqa: PLC0415 — the same

    def agree(plan: "Plan") -> bool:
        print_plan(plan, chosen.lang)
        if values["yes"] or plan.barred or not plan.count.to_send:
            return True
        target = target_in_words(plan.target, chosen.lang)
        return agreed(say("question_send", chosen.lang, rows=plan.count.to_send, target=target), chosen.lang)

    def one(table: "Table", result: Path | None, report: Path | None, payloads: Path | None) -> dict[str, Any]:
        intake = intake_of(values, chosen, table.sheet, table.across)
        with journal_of(chosen) as journal, session(chosen, verbose=values["verbose"]) as at:
            finished = run.upload(
                table.path,
                intake,
                sending_of(chosen),
                at.target,
                journal,
                outputs=Outputs(
                    result=result or result_path(table.path.name, intake.sheet), workbook=report, payloads=payloads
                ),
                lang=chosen.lang,
                agree=agree,
                stopping=signals,
                only_changed=values["only_changed"],
                all_or_nothing=not values["only_valid"],
                ahead=ahead,
                emit=at.emit,
            )
        return end_of(finished, at.target.name, chosen.lang)

    return one
