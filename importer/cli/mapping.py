"""`importer map`: what each column means, how sure that is and why; saved as a profile on request."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from importer.cli.options import FILE, intake_of, intake_options, json_option, setting, settings_of
from importer.errors import ExitCode, SettingsError
from importer.wording import say

if TYPE_CHECKING:
    from importer.records import TableMapping


@click.command("map")
@click.argument("file", type=FILE)
@intake_options
@setting("journal")
@click.option("-o", "--output", type=FILE, help="option_profile_output")
@json_option
def map_command(file: Path, **values: Any) -> int:  # noqa: ANN401 — click passes the options by name
    """Texts stand in the messages."""
    from importer.cli.summaries.mapping import mapping_summary, print_mapping  # noqa: PLC0415 — the readers are imported when a file is read
    from importer.intake import samples_of, understand  # noqa: PLC0415 — the same

    chosen = settings_of(values)
    known = understand(file, intake_of(values, chosen))
    if values["as_json"]:
        click.echo(json.dumps(mapping_summary(known), ensure_ascii=False))
    else:
        print_mapping(known, samples_of(known.table), chosen.lang)
    if values["output"]:
        kept = chosen.profiles / values["output"].name
        for path in dict.fromkeys((values["output"].absolute(), kept.absolute())):
            _save(path, known.mapping)
        click.echo(say("profile_saved", chosen.lang, path=values["output"], folder=chosen.profiles), err=True)
    return ExitCode.DONE


def _save(path: Path, mapping: "TableMapping") -> None:
    from importer.mapping.given.profiles import save_profile  # noqa: PLC0415 — the readers are imported when a file is read

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_profile(path, mapping)
    except OSError as error:
        raise SettingsError("cannot_write", path=path) from error
