"""`importer map`: what each column means, how sure that is and why; saved as a profile on request."""

import json
from pathlib import Path
from typing import Any

import click

from importer.cli.options import FILE, intake_of, intake_options, json_option, settings_of
from importer.errors import ExitCode


@click.command("map")
@click.argument("file", type=FILE)
@intake_options
@click.option("-o", "--output", type=FILE, help="option_profile_output")
@json_option
def map_command(file: Path, **values: Any) -> int:  # noqa: ANN401 — click passes the options by name
    """Texts stand in the messages."""
    from importer.cli.summary import mapping_summary, print_mapping  # noqa: PLC0415 — the readers are imported when a file is read
    from importer.intake import samples_of, understand  # noqa: PLC0415 — the same
    from importer.mapping.profiles import save_profile  # noqa: PLC0415 — the same

    chosen = settings_of(values)
    known = understand(file, intake_of(values, chosen))
    if values["as_json"]:
        click.echo(json.dumps(mapping_summary(known), ensure_ascii=False))
    else:
        print_mapping(known, samples_of(known.table), chosen.lang)
    if values["output"]:
        save_profile(values["output"], known.mapping)
    return ExitCode.DONE
