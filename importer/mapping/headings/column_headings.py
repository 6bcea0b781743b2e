"""The headings of a whole table → what each may mean: one that says nothing as a whole is read by its parts.

It knows no cells.
"""

from importer.mapping.headings.group_headings import below_groups, without_titles
from importer.mapping.headings.heading_meanings import Meanings
from importer.mapping.headings.one_heading import read_heading
from importer.mapping.headings.shared_parts import without_shared_parts
from importer.records import RawTable


def read_headings(table: RawTable) -> list[Meanings]:
    """What each heading of the table may mean, in their order."""
    short = without_shared_parts(table.headings)
    levels = without_titles(table.heading_levels or [()] * len(table.headings))
    return [
        read_heading(heading) or _below(texts) or _named_so(short.get(heading))
        for heading, texts in zip(table.headings, levels, strict=True)
    ]


def _below(texts: tuple[str, ...]) -> Meanings:
    return read_heading(" ".join(texts)) or below_groups(texts) if texts else ()


def _named_so(name: str | None) -> Meanings:
    return read_heading(name) if name else ()
