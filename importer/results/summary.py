"""What a result sheet holds in all: rows and outcomes counted while they are written, and what had to be said.

It knows no format.
"""

from collections import Counter
from dataclasses import dataclass, field

from importer.journal.protocol import ResultRow, Run
from importer.problems import describe
from importer.records import Outcome
from importer.results.columns import Purpose, ResultColumns
from importer.wording import say

_RUN_FIGURES = ("requests", "throttled", "retries")


@dataclass(slots=True)
class Counting:
    """Counts the rows that pass; `notes` are sentences on what could not be written as it was."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def add(self, row: ResultRow) -> None:
        """Count one row."""
        self.outcomes[row.outcome] += 1

    @property
    def rows(self) -> int:
        """How many rows have passed."""
        return self.outcomes.total()


def summary_lines(counting: Counting, columns: ResultColumns, run: Run | None) -> list[tuple[str, str | int]]:
    """Label and value of each line: the run, a count for each outcome, what the file's problems are, the notes."""
    lang = columns.lang
    lines: list[tuple[str, str | int]] = []
    if run is not None:
        lines += _of_run(run, columns)
    lines += [
        (columns.outcome(outcome), counting.outcomes[outcome]) for outcome in Outcome if counting.outcomes[outcome]
    ]
    lines.append((say("summary_rows", lang), counting.rows))
    if run is not None:
        lines += [(say("summary_problem", lang), describe(problem, lang)) for problem in run.new.problems]
    return lines + [(say("summary_note", lang), note) for note in counting.notes]


def _of_run(run: Run, columns: ResultColumns) -> list[tuple[str, str | int]]:
    lang = columns.lang
    lines: list[tuple[str, str | int]] = [(say("summary_file", lang), run.new.source_name)]
    if run.new.sheet:
        lines.append((say("summary_sheet", lang), run.new.sheet))
    if columns.purpose is Purpose.CHECK:
        return lines  # nothing was sent
    lines.append((say("summary_run", lang), run.run))
    lines.append((say("summary_target", lang), run.new.target))
    return lines + [(say(f"summary_{name}", lang), getattr(run, name)) for name in _RUN_FIGURES]
