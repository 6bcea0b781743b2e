"""The rows of a table that was understood: parsed, checked and built, a chunk at a time."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from importer.intake.options import IntakeOptions
from importer.intake.understanding import Built, Understood
from importer.problems import Problem
from importer.records import RawChunk, RawTable, Row, TableMapping

if TYPE_CHECKING:
    from importer import payloads


def rows_of(
    known: Understood, options: IntakeOptions, notice: Callable[[Problem], None], *, bodies: bool = True
) -> Iterator[list[Row]]:
    """Every row of the table that is not blank, in order, a chunk at a time.

    `notice` is told what is said of rows that are left out, such as a totals row. Without `bodies`, for whoever only
    counts, rows have neither body nor cells, and fingerprints that hold for this file alone.
    """
    if known.built is not None:
        for problem in known.built.notices:
            notice(problem)
        yield from known.built.rows
        return
    from importer import payloads  # noqa: PLC0415 — pandas is imported when rows are read
    from importer.checks.repeated_vins import RepeatedVins  # noqa: PLC0415 — the same

    table, mapping = known.table, known.mapping
    vins = RepeatedVins(table, mapping)
    build = partial(
        _built, table=replace(table, chunks=_no_chunks), mapping=mapping, today=options.today, bodies=bodies
    )
    with closing(known.sharing):
        for chunk, made in known.sharing.each(options.chunk_rows, build):
            taken = set(chunk.rows) if chunk.problems else ()
            for problem in chunk.problems:
                if problem.row not in taken:
                    notice(problem)
            yield payloads.rows(made, chunk, vins.problems(made.vins, made.references, chunk))


def _built(chunk: RawChunk, *, table: RawTable, mapping: TableMapping, today: date, bodies: bool) -> "payloads.Built":
    """What is made of a chunk on its own; `table` tells all but its rows."""
    from importer import checks, frames, payloads  # noqa: PLC0415 — as above

    frame = frames.read_chunk(chunk, table, mapping, today=today)
    return payloads.build(checks.check(frame, today=today), bodies=bodies)


def _no_chunks(_size: int) -> Iterator[RawChunk]:
    return iter(())


def all_rows(known: Understood, options: IntakeOptions) -> Built:
    """All that `rows_of` gives and tells, at once."""
    notices: list[Problem] = []
    return Built(rows=tuple(rows_of(known, options, notices.append)), notices=notices)
