"""Intake: a source file → rows ready for the journal, a chunk at a time. No network, no journal, no terminal.

`understand` says what the table is and what its columns mean; `rows_of` reads, parses, checks and builds. What only the
whole file can tell (references that repeat) is told by `settled` after the last chunk.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from importer.problems import Code, Problem
from importer.reading import open_table
from importer.reading.formats import recognise
from importer.records import CHUNK_ROWS, ColumnSurvey, EarlierReading, RawChunk, RawTable, Row, TableMapping
from importer.second_process import Sharing
from importer.vocabulary.own_columns import is_cut_out

if TYPE_CHECKING:
    from importer import payloads
    from importer.journal.protocol import Settled

_SAMPLE_LENGTH: Final = 24

# What needs pandas is imported where it is called: see `_load`.

WORTH_SHARING: Final = 1 << 20
"""Bytes of a file of which a second process takes half of the rows."""

OF_ONE_CALL: Final = {"dealerLocationCode": "location", "dealerProfileId": "dealer_profile", "status": "status"}
"""Fields with the option that says, at each call anew, what they are in rows where the cell is blank."""
_KEPT: Final = ("sheet", "profile", "profiles", "location", "dealer_profile", "status", "reference")


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeOptions:
    """What a person says about a file beyond the file itself.

    `location`, `dealer_profile` and `status` hold for rows whose own cell is blank. `reference` is `auto`, a column's
    heading or several joined by "+". `overrides` are headings with the field that they mean. `all_sheets` says that all
    sheets of the same shape are taken, each as a run of its own, and `across` what their rows are to each other, once
    that is known (sheet_repeats.py). `earlier` finds how the table was read that rows to mend were taken from, by their
    headings.
    """

    today: date
    sheet: str | None = None
    profile: Path | None = None
    profiles: Path | None = None
    location: str | None = None
    dealer_profile: str | None = None
    status: str | None = None
    reference: str | None = None
    overrides: Mapping[str, str] = field(default_factory=dict)
    all_sheets: bool = False
    across: "Mapping[str, Sequence[Settled]] | None" = field(default=None, compare=False, repr=False)
    earlier: Callable[[Sequence[str]], EarlierReading | None] | None = field(default=None, compare=False, repr=False)
    chunk_rows: int = CHUNK_ROWS

    def as_text(self) -> dict[str, str]:
        """All that changes what is sent, as text, so that a journal can keep it and tell runs apart."""
        named = {name: getattr(self, name) for name in _KEPT}
        kept = {name: str(value) for name, value in named.items() if value is not None}
        kept |= {"all_sheets": "yes"} if self.all_sheets else {}
        return {**kept, **{f"map:{heading}": name for heading, name in self.overrides.items()}}

    @classmethod
    def from_text(cls, options: Mapping[str, str], today: date) -> Self:
        """The options that `as_text` kept."""
        profile, profiles = options.get("profile"), options.get("profiles")
        return cls(
            today=today,
            sheet=options.get("sheet"),
            profile=Path(profile) if profile else None,
            profiles=Path(profiles) if profiles else None,
            location=options.get("location"),
            dealer_profile=options.get("dealer_profile"),
            status=options.get("status"),
            reference=options.get("reference"),
            all_sheets="all_sheets" in options,
            overrides={key.removeprefix("map:"): value for key, value in options.items() if key.startswith("map:")},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """All rows of a small file, in chunks, and what is said of rows that are left out."""

    rows: Sequence[list[Row]]
    notices: Sequence[Problem]

    @classmethod
    def of(cls, known: "Understood", options: IntakeOptions) -> Self:
        """All that `rows_of` gives and tells."""
        notices: list[Problem] = []
        return cls(rows=tuple(rows_of(known, options, notices.append)), notices=notices)


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
    from importer import payloads  # noqa: PLC0415 — see the imports
    from importer.repeated_vins import RepeatedVins  # noqa: PLC0415 — the same

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
    from importer import checks, frames, payloads  # noqa: PLC0415 — see the imports

    frame = frames.read_chunk(chunk, table, mapping, today=today)
    return payloads.build(checks.check(frame, today=today), bodies=bodies)


def _no_chunks(_size: int) -> Iterator[RawChunk]:
    return iter(())


def _load(today: date) -> None:
    """Load what the rows will need: pandas alone takes as long as calamine needs for 20,000 rows.

    Calamine parses without the interpreter's lock, so that both go on at once. A small file is read sooner than two
    threads have agreed on that lock.
    """
    from importer.rehearsal import rehearse  # noqa: PLC0415 — see the imports

    rehearse(today)


def _with_defaults(mapping: TableMapping, options: IntakeOptions) -> TableMapping:
    given = {name: getattr(options, option) for name, option in OF_ONE_CALL.items()}
    return replace(mapping, defaults={**mapping.defaults, **{name: value for name, value in given.items() if value}})


def samples_of(table: RawTable, most: int = 3) -> dict[int, str]:
    """The first few different cells of each column that has any, as a person sees them, to show what it holds."""
    from importer.frames.sources import shown  # noqa: PLC0415 — see the imports

    first = next(iter(table.chunks(200)), None)
    if first is None:
        return {}
    samples = {
        i: " | ".join(list(dict.fromkeys(_in_short(shown(cell) or "") for cell in cells if cell is not None))[:most])
        for i, cells in enumerate(first.columns)
    }
    return {i: sample for i, sample in samples.items() if sample}


def _in_short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SAMPLE_LENGTH else line[: _SAMPLE_LENGTH - 1] + "…"
