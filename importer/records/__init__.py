"""The records that pass along the main path: raw table → mapping → checked rows → payloads → outcomes.

Frozen values with no behaviour beyond what their own fields tell. They know nothing of files, pandas, HTTP or SQL.
"""

from importer.records.mappings import (
    REDUCED,
    ColumnSurvey,
    EarlierReading,
    MappedColumn,
    Notation,
    ReferenceRule,
    TableMapping,
    Target,
)
from importer.records.rows import IMAGE_SKIPPED, Outcome, Payload, Row, RowOutcome
from importer.records.tables import CHUNK_ROWS, CellFault, RawChunk, RawTable, RawValue, Source, TextForm

__all__ = [
    "CHUNK_ROWS",
    "IMAGE_SKIPPED",
    "REDUCED",
    "CellFault",
    "ColumnSurvey",
    "EarlierReading",
    "MappedColumn",
    "Notation",
    "Outcome",
    "Payload",
    "RawChunk",
    "RawTable",
    "RawValue",
    "ReferenceRule",
    "Row",
    "RowOutcome",
    "Source",
    "TableMapping",
    "Target",
    "TextForm",
]
