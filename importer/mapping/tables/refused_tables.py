"""Whether a mapped table is refused as a whole, and why: what was found, and what to do about it.

It joins what is known of the table; it judges no columns itself.
"""

from collections.abc import Sequence
from typing import Final

from importer.errors import MappingError
from importer.mapping.tables.about_vehicles import tells_of_other_rows, tells_of_vehicles
from importer.mapping.tables.other_languages import headings_in_another_language
from importer.mapping.tables.shifted_columns import shifted_columns
from importer.records import ColumnSurvey, RawTable, TableMapping

_MOST_NAMED: Final = 8


def refusal(table: RawTable, mapping: TableMapping, surveys: Sequence[ColumnSurvey]) -> MappingError | None:
    """The error of a table of which nothing may be taken, None for any other.

    Not one column tells of a vehicle, the rows are parts, refuellings or claims, or the cells stand below each other's
    headings.
    """
    name = table.source.name
    if not tells_of_vehicles(mapping, surveys):
        return _no_vehicles(table)
    if others := tells_of_other_rows(mapping):
        return MappingError("rows_of_another_kind", name=name, headings=_some(others))
    if shifted := shifted_columns(mapping, surveys):
        return MappingError("columns_shifted", name=name, headings=_some(shifted))
    return None


def _no_vehicles(table: RawTable) -> MappingError:
    """No headings, headings in a language that is not read, or another kind of list."""
    name = table.source.name
    if not any(heading.strip() for heading in table.headings):
        return MappingError("no_mapping_without_headings", name=name)
    if foreign := headings_in_another_language(table.headings):
        return MappingError("no_mapping_in_another_language", name=name, headings=_some(foreign))
    return MappingError("no_usable_mapping", name=name, headings=_some(table.headings))


def _some(headings: Sequence[str]) -> str:
    texts = [heading for heading in headings if heading]
    return ", ".join(texts[:_MOST_NAMED]) + (" …" if len(texts) > _MOST_NAMED else "")
