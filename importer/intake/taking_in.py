"""Every row of a file into the journal, and what a new run is told of its file.

`read_all` gives rows to whatever keeps them (a count, payload lines, the journal), then what only the whole file tells.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

from importer.errors import SourceFileError
from importer.events import Emit, IntakeDone, RowsRead, RunChosen, ignore
from importer.intake.counting import Count, Keeper
from importer.intake.options import OF_ONE_CALL, IntakeOptions
from importer.intake.rows import rows_of
from importer.intake.understanding import Understood, understand
from importer.journal.protocol import Journal, NewRun, Run, Settled
from importer.reading import open_tables
from importer.records import Outcome, Row, TableMapping
from importer.wording import Lang


def take_in(
    known: Understood,
    options: IntakeOptions,
    journal: Journal,
    new: NewRun,
    *,
    count: Count | None = None,
    keepers: Sequence[Keeper] = (),
    emit: Emit = ignore,
) -> str:
    """Intake: every row of the table into the journal, as a new run that is ready to be sent. Gives the run."""
    run = journal.create(new)
    emit(RunChosen(run=run))
    with journal.hold(run):
        counted = count or Count()
        read_all(known, options, counted, [*keepers, _JournalKeeper(journal, run)], emit)
        journal.ready(run, counted.notices)
    return run


def read_all(known: Understood, options: IntakeOptions, count: Count, keepers: Sequence[Keeper], emit: Emit) -> None:
    """Count every row of the table and give it to the keepers, then the outcomes that only the whole file tells."""
    from importer.intake.repeats import ReferenceIndex  # noqa: PLC0415 — it needs numpy, which is loaded with the rows

    index = ReferenceIndex()
    for rows in rows_of(known, options, count.notices.append, bodies=bool(keepers)):
        index.add(rows)
        for keeper in (count, *keepers):
            keeper.add(rows)
        emit(RowsRead(rows=count.rows))
    settled = [*_across(known, options), *index.settle(index.repeats())]
    settled = list({change.row: change for change in reversed(settled)}.values())
    for keeper in (count, *keepers):
        keeper.settle(settled)
    emit(IntakeDone(rows=count.rows))


def _across(known: Understood, options: IntakeOptions) -> Sequence[Settled]:
    """What the other sheets tell of rows of this one, when they are taken together."""
    if not options.all_sheets:
        return ()
    across = options.across
    if across is None:
        from importer.intake.sheet_repeats import repeats_across  # noqa: PLC0415 — needed for several sheets alone

        across = repeats_across(open_tables(known.table.source.path), options)
    return across.get(known.table.sheet or "", ())


def new_run(known: Understood, options: IntakeOptions, target: str, lang: Lang) -> NewRun:
    """What the journal is told of a run before its first row."""
    from importer.mapping.earlier_reading import reading_text  # noqa: PLC0415 — loaded with the mapping

    table = known.table
    return NewRun(
        source_path=str(table.source.path.resolve()),
        source_name=table.source.name,
        source_digest=table.source.digest,
        sheet=table.sheet,
        headings=tuple(table.headings),
        first_column=table.first_column,
        heading_row=table.heading_row,
        fields=known.mapping.places(table.first_column),
        target=target,
        dealer=options.location or options.dealer_profile,
        lang=lang,
        options={**options.as_text(), "mapping": _identity(known)},
        problems=(*table.problems, *known.mapping.problems),
        separator=table.form.separator if table.form else "",
        encoding=table.form.encoding if table.form else "",
        reading=reading_text(_as_understood(known.mapping, options)),
    )


def _as_understood(mapping: TableMapping, options: IntakeOptions) -> TableMapping:
    """The mapping without what was said of the rows for this call alone: where they go and their status."""
    said = options.as_text()
    own = {name for name, option in OF_ONE_CALL.items() if option in said}
    return replace(mapping, defaults={name: text for name, text in mapping.defaults.items() if name not in own})


def _identity(known: Understood) -> str:
    """What tells two mappings of one file apart: a run is taken up only as it was begun."""
    return sha256(repr(replace(known.mapping, problems=())).encode()).hexdigest()[:16]


def read_again(run: Run, journal: Journal, today: date, emit: Emit = ignore) -> str:
    """Take in once more the file of a run that was cut off while it was read; gives the new run.

    Raises SourceFileError when the file is gone or has changed since.
    """
    from importer.intake.earlier_runs import earlier_reading  # noqa: PLC0415 — as above

    path = Path(run.new.source_path)
    if not path.is_file():
        raise SourceFileError("source_vanished", name=run.new.source_name, path=path)
    options = IntakeOptions.from_text(run.new.options, today)
    options = replace(options, earlier=partial(earlier_reading, journal))
    known = understand(path, options)
    if known.table.source.digest != run.new.source_digest:
        raise SourceFileError("source_changed", name=run.new.source_name, path=path)
    with journal.hold(run.run):
        journal.forget(run.run)
    return take_in(known, options, journal, run.new, emit=emit)


def leave_unchanged(journal: Journal, run: str, page: int = 1_000) -> list[Settled]:
    """Settle rows whose payload is the one that the API accepted last: they are unchanged and will not be sent."""
    record = journal.get(run)
    if record is None:
        return []
    found: list[Settled] = []
    after = 0
    while waiting := journal.to_send(run, after, page):
        after = waiting[-1].row
        accepted = journal.accepted(record.new.target, record.new.dealer, [payload.reference for payload in waiting])
        same = [p for p in waiting if accepted.get(p.reference) == sha256(p.body).hexdigest()]
        settled = [Settled(row=payload.row, outcome=Outcome.UNCHANGED) for payload in same]
        journal.settle(run, settled)
        found += settled
    return found


class _JournalKeeper:
    """Keeps rows in the journal."""

    def __init__(self, journal: Journal, run: str) -> None:
        self._journal = journal
        self._run = run

    def add(self, rows: Sequence[Row]) -> None:
        """Keep some rows."""
        self._journal.add(self._run, rows)

    def settle(self, settled: Sequence[Settled]) -> None:
        """Change the outcome of rows that were kept."""
        if settled:
            self._journal.settle(self._run, settled)
