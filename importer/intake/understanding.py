"""What a table is and what its columns mean, before its rows are taken. No network, no journal."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from importer.intake.options import OF_ONE_CALL, IntakeOptions
from importer.problems import Code, Problem
from importer.reading import open_table
from importer.reading.formats import recognise
from importer.records import ColumnSurvey, RawChunk, RawTable, Row, TableMapping
from importer.second_process import Sharing
from importer.vocabulary.own_columns import is_cut_out

# What needs pandas is imported where it is called: see `_load`.

WORTH_SHARING: Final = 1 << 20
"""Bytes of a file of which a second process takes half of the rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """All rows of a small file, in chunks, and what is said of rows that are left out."""

    rows: Sequence[list[Row]]
    notices: Sequence[Problem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A table and what it means; `sharing` is the work on its chunks, `built` its rows if they are there already."""

    table: RawTable
    mapping: TableMapping
    sharing: Sharing[RawChunk] = field(compare=False, repr=False)
    built: Built | None = field(default=None, compare=False, repr=False)


def understand(path: Path, options: IntakeOptions) -> Understood:
    """Open the table in `path` and map its columns. Raises SourceFileError, MappingError and SettingsError."""
    recognise(path)  # what is no table is told before anything is loaded for its rows
    meanwhile = partial(_load, options.today) if path.stat().st_size >= WORTH_SHARING else None
    return understood(open_table(path, sheet=options.sheet, meanwhile=meanwhile), options)


def understood(table: RawTable, options: IntakeOptions) -> Understood:
    """Map the columns of an open table.

    Raises MappingError when the table is refused as a whole and nobody has said what its columns are.
    """
    from importer.mapping.contents.survey import survey  # noqa: PLC0415 — the same
    from importer.mapping.given.profiles import chosen_profile  # noqa: PLC0415 — the same
    from importer.mapping.mapper import map_table  # noqa: PLC0415 — see the imports
    from importer.mapping.tables.refused_tables import refusal  # noqa: PLC0415 — the same

    sharing = Sharing(table.chunks, worthwhile=table.source.size >= WORTH_SHARING)
    surveys = survey(table, sharing)
    is_cut = is_cut_out(table.headings) and options.profile is None and options.earlier is not None
    before = _as_before(table, surveys, options) if is_cut else None
    if before is not None:
        return Understood(table=table, mapping=_with_defaults(before, options), sharing=sharing)
    mapping = map_table(
        table,
        surveys,
        profile=chosen_profile(table, options.profile, options.profiles),
        overrides=options.overrides,
        reference=options.reference,
        today=options.today,
    )
    refused = None if options.overrides else refusal(table, mapping, surveys)
    if refused is not None:
        raise refused
    if is_cut:
        mapping = replace(mapping, problems=(*mapping.problems, Problem(code=Code.READ_ANEW)))
    return Understood(table=table, mapping=_with_defaults(mapping, options), sharing=sharing)


def _as_before(table: RawTable, surveys: Sequence[ColumnSurvey], options: IntakeOptions) -> TableMapping | None:
    """The mapping of the run that the rows were taken from; None when no run is known that had these headings."""
    from importer.mapping.earlier_reading import mapped_as_before  # noqa: PLC0415 — see the imports

    earlier = options.earlier(table.headings) if options.earlier else None
    if earlier is None:
        return None
    return mapped_as_before(
        table, surveys, earlier, overrides=options.overrides, reference=options.reference, today=options.today
    )


def _load(today: date) -> None:
    """Load what the rows will need: pandas alone takes as long as calamine needs for 20,000 rows.

    Calamine parses without the interpreter's lock, so that both go on at once. A small file is read sooner than two
    threads have agreed on that lock.
    """
    from importer.intake.rehearsal import rehearse  # noqa: PLC0415 — see the imports

    rehearse(today)


def _with_defaults(mapping: TableMapping, options: IntakeOptions) -> TableMapping:
    given = {name: getattr(options, option) for name, option in OF_ONE_CALL.items()}
    return replace(mapping, defaults={**mapping.defaults, **{name: value for name, value in given.items() if value}})
