"""What was understood of a table: its sheet, its headings, the field that each column feeds."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from importer.cli.paragraphs import Paragraphs
from importer.intake import Understood
from importer.records import MappedColumn
from importer.wording import Lang, at_a_glance, say


def print_table(out: Paragraphs, known: Understood, lang: Lang, *, names: bool = True) -> None:
    """File, sheet and profile, and how many columns feed a field; with `names`, which ones."""
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
        headings = [at_a_glance(column.heading) for column in columns]
        shown = headings[0] if len(headings) == 1 else f"{headings[0]} … {headings[-1]}"
        yield f"{shown} → {'+'.join(fields)}"


def _fields_with_units(column: MappedColumn) -> tuple[str, ...]:
    given = {target.field: f" [{target.unit}]" for target in column.targets if target.unit is not None}
    return tuple(f"{name}{given.get(name, '')}" for name in column.fields)
