"""The headings of a whole table → what each may mean: one that says nothing on its own is read beside the others.

It knows no cells.
"""

from importer.mapping.heading_meanings import Meanings
from importer.mapping.headings import read_heading
from importer.mapping.shared_beginnings import without_shared_beginning
from importer.records import RawTable


def read_headings(table: RawTable) -> list[Meanings]:
    """What each heading of the table may mean, in their order."""
    short = without_shared_beginning(table.headings)
    return [read_heading(heading) or _named_so(short.get(heading)) for heading in table.headings]


def _named_so(name: str | None) -> Meanings:
    return read_heading(name) if name else ()
