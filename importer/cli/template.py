"""`importer template`: a sheet to fill in, in four languages, blank or with what a dealer's own file holds."""

from pathlib import Path
from typing import Any, Final

import click

from importer.cli.options import FILE, intake_of, settings, settings_of
from importer.errors import ExitCode, SettingsError
from importer.wording import Lang, say

_FORMATS: Final = ("xlsx", "csv")
_NAME: Final = "listings"
_MOST_IMAGES: Final = 50
_MOST_ROWS: Final = 100_000


@click.command("template")
@click.option("--lang", type=click.Choice([lang.value for lang in Lang]), help="option_template_lang")
@click.option("--format", "kind", type=click.Choice(_FORMATS), help="option_template_format")
@click.option("--fields", metavar="all|common|required|NAME,…", help="option_template_fields")
@click.option("--images", type=click.IntRange(0, _MOST_IMAGES), help="option_template_images", metavar="N")
@click.option("--features", type=click.Choice(("list", "columns")), default="list", help="option_template_features")
@click.option("--location", metavar="CODE", help="option_template_location")
@click.option("--rows", type=click.IntRange(1, _MOST_ROWS), metavar="N", help="option_template_rows")
@click.option("--from", "source", type=FILE, metavar="FILE", help="option_template_from")
@click.option("--sheet", help="option_sheet")
@click.option("--map", "overrides", multiple=True, metavar="HEADING=FIELD", help="option_map")
@settings("reference", "profile", "profiles")
@click.option("--example", is_flag=True, help="option_template_example")
@click.option("--all", "every", is_flag=True, help="option_template_all")
@click.option("-o", "--output", type=FILE, metavar="PATH", help="option_template_output")
def template_command(**values: Any) -> int:  # noqa: ANN401 — click passes the options by name
    """Texts stand in the messages."""
    lang = settings_of(values).lang
    if values["every"]:
        return _write_every(values, lang)
    kind, path = _destination(values, lang)
    _refuse_existing(path)
    content = _content(values, lang, kind)
    _write(path, content, lang)
    if kind == "csv" and values["location"]:
        click.echo(say("template_location_not_kept", lang, location=values["location"]), err=True)
    return ExitCode.DONE


def _write_every(values: dict[str, Any], lang: Lang) -> int:
    folder: Path = values["output"] or Path("templates")
    for each in Lang:
        for kind in _FORMATS:
            _write(folder / f"{_NAME}.{each}.{kind}", _content(values, each, kind), lang)
    return ExitCode.DONE


def _content(values: dict[str, Any], lang: Lang, kind: str) -> bytes:
    from importer.template.delimited import csv_bytes  # noqa: PLC0415 — openpyxl is imported when it is needed
    from importer.template.workbook import workbook_bytes  # noqa: PLC0415 — the same

    template = _filled(values, lang) if values["source"] else _blank(values, lang)
    return csv_bytes(template, example=values["example"]) if kind == "csv" else workbook_bytes(template)


def _blank(values: dict[str, Any], lang: Lang) -> Any:  # noqa: ANN401 — its type is imported when needed
    from importer.template.columns import FeatureLayout  # noqa: PLC0415 — openpyxl is imported when it is needed
    from importer.template.workbook import DEFAULT_IMAGES, DEFAULT_ROWS, Template  # noqa: PLC0415 — the same

    images = values["images"]
    return Template.of(
        lang,
        values["fields"] or "all",
        images=DEFAULT_IMAGES if images is None else images,
        features=FeatureLayout(values["features"]),
        rows=values["rows"] or DEFAULT_ROWS,
        location=values["location"],
    )


def _filled(values: dict[str, Any], lang: Lang) -> Any:  # noqa: ANN401 — its type is imported when needed
    """The template of a dealer's own file; what stays as he wrote it is counted."""
    from importer.template.columns import FeatureLayout  # noqa: PLC0415 — pandas is imported when a file is read
    from importer.template_from import template_from  # noqa: PLC0415 — the same

    options = intake_of({**values, "location": None}, settings_of({**values, "location": None}))
    made = template_from(
        values["source"],
        options,
        lang,
        fields=values["fields"],
        images=values["images"],
        features=FeatureLayout(values["features"]),
        rows=values["rows"],
        location=values["location"],
    )
    click.echo(say("template_filled", lang, rows=made.rows, left=made.unread), err=True)
    if made.empty:
        click.echo(say("template_rows_left_out", lang, rows=made.empty), err=True)
    if made.repeated:
        click.echo(say("template_rows_repeated", lang, rows=made.repeated), err=True)
    if made.left_out:
        click.echo(say("template_columns_left_out", lang, columns=", ".join(made.left_out)), err=True)
    return made.template


def _destination(values: dict[str, Any], lang: Lang) -> tuple[str, Path]:
    """The format and the path; each is known from the other when it was not given. Raises SettingsError."""
    path: Path | None = values["output"]
    if path is None:
        kind = values["kind"] or _FORMATS[0]
        return kind, Path(f"{_NAME}.{lang}.{kind}")
    if path.is_dir():
        kind = values["kind"] or _FORMATS[0]
        return kind, path / f"{_NAME}.{lang}.{kind}"
    ending = path.suffix.lower().removeprefix(".")
    if ending not in _FORMATS or values["kind"] not in (None, ending):
        raise SettingsError("template_ending", path=path)
    return ending, path


def _refuse_existing(path: Path) -> None:
    """A template that was filled in is a dealer's work: it is never overwritten."""
    if path.exists() and path.stat().st_size:
        raise SettingsError("template_exists", path=path, other=path.with_name(f"{path.stem}-2{path.suffix}"))


def _write(path: Path, content: bytes, lang: Lang) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise SettingsError("template_not_written", path=path) from error
    click.echo(say("template_written", lang, path=path), err=True)
