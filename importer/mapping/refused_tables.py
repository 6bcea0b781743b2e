"""Why a table is refused: nothing in it is taken, and a person is told what was found and what to do.

It makes errors, and decides nothing.
"""

from collections.abc import Sequence
from typing import Final

from importer.errors import MappingError
from importer.mapping.other_languages import headings_in_another_language
from importer.records import RawTable

_MOST_NAMED: Final = 8


def no_vehicles(table: RawTable) -> MappingError:
    """No column tells of a vehicle: no headings, headings in a language that is not read, or another kind of list."""
    name = table.source.name
    if not any(heading.strip() for heading in table.headings):
        return MappingError("no_mapping_without_headings", name=name)
    if foreign := headings_in_another_language(table.headings):
        return MappingError("no_mapping_in_another_language", name=name, headings=_some(foreign))
    return MappingError("no_usable_mapping", name=name, headings=_some(table.headings))


def rows_of_another_kind(table: RawTable, headings: Sequence[str]) -> MappingError:
    """These headings tell that the rows are parts, refuellings or claims."""
    return MappingError("rows_of_another_kind", name=table.source.name, headings=_some(headings))


def cells_shifted(table: RawTable, shifted: Sequence[str]) -> MappingError:
    """The cells below these headings belong to other fields."""
    return MappingError("columns_shifted", name=table.source.name, headings=_some(shifted))


def _some(headings: Sequence[str]) -> str:
    texts = [heading for heading in headings if heading]
    return ", ".join(texts[:_MOST_NAMED]) + (" …" if len(texts) > _MOST_NAMED else "")
