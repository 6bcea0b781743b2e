"""Options that several commands share, made from the settings and declared once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from importer.errors import JournalError, SettingsError
from importer.settings import SETTINGS, Settings

Command = TypeVar("Command", bound=Callable[..., Any])

FILE = click.Path(path_type=Path)
INTAKE_SETTINGS = ("location", "dealer_profile", "status", "reference", "profile", "profiles", "lang")
SENDING_SETTINGS = ("api_url", "mode", "concurrency", "timeout", "log")


def setting(name: str) -> Callable[[Command], Command]:
    """The option of one setting."""
    declared = SETTINGS[name]
    kind = click.Choice(declared.choices) if declared.choices else str
    return click.option(declared.flag or f"--{name}", name, type=kind, help=declared.help_key)


def settings(*names: str) -> Callable[[Command], Command]:
    """The options of several settings, in this order in `--help`."""

    def decorate(command: Command) -> Command:
        for name in reversed(names):
            command = setting(name)(command)
        return command

    return decorate


def intake_options(command: Command) -> Command:
    """What `check`, `upload` and `map` share: what a person says about the file."""
    command = settings(*INTAKE_SETTINGS)(command)
    command = click.option("--map", "overrides", multiple=True, metavar="HEADING=FIELD", help="option_map")(command)
    command = click.option("--all-sheets", is_flag=True, help="option_all_sheets")(command)
    return click.option("--sheet", help="option_sheet")(command)


json_option = click.option("--json", "as_json", is_flag=True, help="option_json")
result_option = click.option("--result", "result", type=FILE, help="option_result")
files_argument = click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE…")


def settings_of(values: Mapping[str, Any]) -> Settings:
    """The settings of this call from the values that click parsed."""
    return Settings({name: str(value) for name, value in values.items() if name in SETTINGS and value is not None})


def intake_of(
    values: Mapping[str, Any],
    chosen: Settings,
    sheet: str | None = None,
    across: Any = None,  # noqa: ANN401 — its type is imported when needed
) -> Any:  # noqa: ANN401 — the same
    """IntakeOptions of this call."""
    from importer.intake import IntakeOptions  # noqa: PLC0415 — pandas is imported when a file is read

    profile = chosen.get("profile")
    return IntakeOptions(
        today=date.today(),  # noqa: DTZ011 — the dealer's own day
        sheet=sheet or values.get("sheet"),
        profile=Path(profile) if profile else None,
        profiles=chosen.profiles,
        location=chosen.get("location"),
        dealer_profile=chosen.get("dealer_profile"),
        status=chosen.get("status"),
        reference=chosen.get("reference"),
        overrides=overrides_of(values.get("overrides") or ()),
        all_sheets=across is not None,
        across=across,
        earlier=partial(_earlier, chosen),
    )


def _earlier(chosen: Settings, headings: Sequence[str]) -> Any:  # noqa: ANN401 — its type is imported when needed
    """How the run read its file that rows to mend were taken from; None when no journal is there that knows it."""
    from importer.intake.earlier_runs import earlier_reading  # noqa: PLC0415 — the database is imported when it is needed
    from importer.journal.opening import default_url, open_journal  # noqa: PLC0415 — the same

    try:
        journal = open_journal(chosen.get("journal") or default_url(), create=False)
    except JournalError:
        return None
    try:
        return earlier_reading(journal, headings)
    finally:
        journal.close()


def overrides_of(texts: tuple[str, ...]) -> dict[str, str]:
    """`HEADING=FIELD` pairs; the last `=` parts them, since a heading may hold one. Raises SettingsError."""
    found = {}
    for text in texts:
        heading, mark, name = text.rpartition("=")
        if not mark or not heading.strip() or not name.strip():
            raise SettingsError("map_without_field", found=text)
        found[heading.strip()] = name.strip()
    return found
