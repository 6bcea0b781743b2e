"""The mapping of a table, as a table for a person and column by column for a script."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from importer.cli.paragraphs import Paragraphs
from importer.cli.summaries.understood import print_table
from importer.intake import Understood
from importer.problems import column_letters
from importer.records import MappedColumn
from importer.wording import Lang, at_a_glance, say

_MOST_COLUMNS = 300


def print_mapping(known: Understood, samples: Mapping[int, str], lang: Lang) -> None:
    """The mapping as a table: column, heading, sample values, field, how sure, why."""
    out = Paragraphs()
    print_table(out, known, lang, names=False)
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("column", "heading", "samples", "field", "confidence", "reason"):
        shown.add_column(say(f"mapping_{key}", lang), overflow="fold", no_wrap=key == "field")
    columns, left_out = _shown_columns(known.mapping.columns, samples)
    for column in columns:
        shown.add_row(*_mapping_line(column, known, samples, lang), style=None if column.targets else "dim")
    Console(stderr=True, highlight=False).print(shown)
    if left_out:
        out.print(say("more_columns", lang, columns=left_out), style="dim")


def _shown_columns(columns: Sequence[MappedColumn], samples: Mapping[int, str]) -> tuple[Sequence[MappedColumn], int]:
    """The columns that a person wants to see, and how many others there are: a sheet may have 16,384."""
    if len(columns) <= _MOST_COLUMNS:
        return columns, 0
    unmapped = [column for column in columns if not column.targets and (column.heading or column.column in samples)]
    some = {column.column for column in unmapped[:_MOST_COLUMNS]}
    shown = [column for column in columns if column.targets or column.column in some]
    return shown, len(columns) - len(shown)


def _mapping_line(column: MappedColumn, known: Understood, samples: Mapping[int, str], lang: Lang) -> Iterable[Text]:
    texts = (
        column_letters(known.table.first_column + column.column),
        at_a_glance(column.heading),
        samples.get(column.column, ""),
        " +\n".join(column.fields) or "–",
        f"{column.confidence:.0%}" if column.targets else "",
        say(column.reason, lang, **column.params),
    )
    return (Text(text) for text in texts)


def mapping_summary(known: Understood) -> dict[str, Any]:
    """What a script is told of a mapping."""
    table, mapping = known.table, known.mapping
    return {
        "file": str(table.source.path),
        "sheet": table.sheet,
        "heading_row": table.heading_row,
        "language": mapping.language,
        "profile": mapping.profile,
        "columns": [
            {
                "column": column_letters(table.first_column + column.column),
                "heading": column.heading,
                "fields": list(column.fields),
                "confidence": round(column.confidence, 3),
                "reason": say(column.reason, Lang.EN, **column.params),
                "guess": column.guess,
            }
            for column in mapping.columns
        ],
    }
