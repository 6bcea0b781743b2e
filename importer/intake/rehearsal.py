"""One made-up car through the whole intake, so that what is loaded and compiled at first use is there for the rows.

Done while a library parses the file and leaves a processor idle. It does not know any file.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from importer import checks, frames, payloads
from importer.checks.repeated_vins import RepeatedVins
from importer.contract import FIELDS
from importer.mapping.contents.survey import survey
from importer.mapping.given.profiles import chosen_profile
from importer.mapping.mapper import map_table
from importer.mapping.tables.refused_tables import refusal
from importer.records import RawChunk, RawTable, Source


def rehearse(today: date) -> None:
    """Take in a car that has every field of the contract, under headings that are the fields' names."""
    table = _table()
    surveys = survey(table)
    mapping = map_table(table, surveys, profile=chosen_profile(table, None, None), today=today)
    refusal(table, mapping, surveys)
    vins = RepeatedVins(table, mapping)
    for chunk in table.chunks(1):
        frame = frames.read_chunk(chunk, table, mapping, today=today)
        made = payloads.build(checks.check(frame, today=today), bodies=False)
        payloads.rows(made, chunk, vins.problems(made.vins, made.references, chunk))


def _table() -> RawTable:
    return RawTable(
        source=Source(path=Path("rehearsal"), format="", digest="", size=0),
        sheet=None,
        heading_row=1,
        headings=[field.name for field in FIELDS],
        first_column=0,
        chunks=_chunks,
    )


def _chunks(_size: int) -> Iterator[RawChunk]:
    yield RawChunk(rows=[2], columns=[[field.example] for field in FIELDS])
