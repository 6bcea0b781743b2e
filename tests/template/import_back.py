"""A template file → the payloads and problems that the importer makes of it."""

import json
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from importer.intake import IntakeOptions, rows_of, understand
from importer.problems import Code, Problem
from importer.records import Row, TableMapping

TODAY = date(2026, 11, 23)


class Imported(NamedTuple):
    """What a file came to: its rows, what is said of the file, and what its columns mean."""

    sheet: str | None
    mapping: TableMapping
    rows: list[Row]
    file_problems: list[Problem]

    @property
    def payloads(self) -> list[dict[str, Any]]:
        """The listings as they would be sent."""
        return [json.loads(row.body) for row in self.rows]

    @property
    def codes(self) -> list[tuple[int | None, str | None, Code]]:
        """Every problem as (row, field, code), those of the file first."""
        problems = [*self.file_problems, *(problem for row in self.rows for problem in row.problems)]
        return [(problem.row, problem.field, problem.code) for problem in problems]


def import_back(path: Path, **options: Any) -> Imported:
    """Read, map, parse and check a file as `importer check` does."""
    chosen = IntakeOptions(today=TODAY, **options)
    known = understand(path, chosen)
    noticed: list[Problem] = []
    rows = [row for chunk in rows_of(known, chosen, noticed.append) for row in chunk]
    said = [*known.table.problems, *known.mapping.problems, *noticed]
    return Imported(known.table.sheet, known.mapping, rows, said)
