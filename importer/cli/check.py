"""`importer check`: what would be sent and what is wrong, without sending anything."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from importer.cli.options import FILE, files_argument, intake_of, intake_options, json_option, setting, settings_of
from importer.errors import ExitCode
from importer.settings import Settings

if TYPE_CHECKING:
    from importer.cli.batch import Table


@click.command("check")
@files_argument
@intake_options
@setting("journal")
@click.option("--payloads", type=FILE, help="option_payloads")
@click.option("--report", type=FILE, help="option_report")
@json_option
def check_command(files: tuple[Path, ...], **values: Any) -> int:  # noqa: ANN401 — click passes the options by name
    """Texts stand in the messages."""
    from importer.cli.batch import each_table, finish  # noqa: PLC0415 — only when it is called

    chosen = settings_of(values)
    summaries = each_table(files, values, ("payloads", "report"), checker(values, chosen), chosen)
    return finish(summaries, chosen.lang, as_json=values["as_json"])


def checker(values: dict[str, Any], chosen: Settings) -> Callable[..., dict[str, Any]]:
    """What checks one table and prints what was found; also the dry run of an upload."""
    from importer import run  # noqa: PLC0415 — pandas is imported when a file is read
    from importer.cli.summaries.check import check_summary, print_check  # noqa: PLC0415 — the same
    from importer.cli.summaries.notes import print_notes  # noqa: PLC0415 — the same
    from importer.progress import progress  # noqa: PLC0415 — the same

    def one(table: "Table", payloads: Path | None, report: Path | None) -> dict[str, Any]:
        intake = intake_of(values, chosen, table.sheet, table.across)
        with progress(chosen.lang) as emit:
            checked = run.check(table.path, intake, lang=chosen.lang, payloads=payloads, workbook=report, emit=emit)
        print_check(checked.known, checked.count, chosen.lang)
        print_notes(checked.notes)
        code = ExitCode.ROWS_NEED_WORK if checked.count.invalid else ExitCode.DONE
        summary = check_summary(checked.known, checked.count)
        return {**summary, "payloads": payloads, "report": report, "exit_code": int(code)}

    return one
