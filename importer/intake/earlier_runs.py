"""Finds the run that rows to mend were taken from: the one that their file names, else by its headings.

It knows journals and headings; what is done with the reading is the intake's.
"""

from collections.abc import Callable, Sequence

from importer.journal.protocol import Journal, Run
from importer.mapping.earlier_reading import is_understood, own_headings
from importer.records import EarlierReading
from importer.vocabulary.own_columns import run_named

FindEarlier = Callable[[Sequence[str]], EarlierReading | None]


def earlier_reading(journal: Journal, headings: Sequence[str]) -> EarlierReading | None:
    """How the run that these headings name read its file; None when the journal lacks it or its headings were others.

    Where they name none, the latest run with the same headings, whatever their order.
    """
    wanted = sorted(own_headings(headings))
    for run in _candidates(journal, run_named(headings)):
        if sorted(own_headings(run.new.headings)) == wanted and is_understood(run.new.reading):
            return EarlierReading(run=run.run, headings=run.new.headings, text=run.new.reading)
    return None


def _candidates(journal: Journal, named: str | None) -> Sequence[Run]:
    if named is None:
        return journal.runs()
    run = journal.get(named)
    return () if run is None else (run,)
