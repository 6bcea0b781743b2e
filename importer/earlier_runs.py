"""Finds the run that rows to mend were taken from, by the headings of their file.

It knows journals and headings; what is done with the reading is the intake's.
"""

from collections.abc import Callable, Sequence

from importer.journal.protocol import Journal
from importer.mapping.earlier_reading import is_understood, own_headings
from importer.records import EarlierReading

FindEarlier = Callable[[Sequence[str]], EarlierReading | None]


def earlier_reading(journal: Journal, headings: Sequence[str]) -> EarlierReading | None:
    """How the latest run with these headings, whatever their order, read its file; None when there is none."""
    wanted = sorted(own_headings(headings))
    for run in journal.runs():
        if sorted(own_headings(run.new.headings)) == wanted and is_understood(run.new.reading):
            return EarlierReading(run=run.run, headings=run.new.headings, text=run.new.reading)
    return None
