"""Intake, the first phase: a source file → rows in the journal, a chunk at a time. No network, no terminal.

`understand` says what the table is and what its columns mean (understanding.py), `rows_of` reads, parses, checks and
builds (rows.py), and taking_in.py gives the rows to whatever keeps them: a count, payload lines, the journal. What only
the whole file can tell, such as references that repeat, is told after the last chunk.
"""

from importer.intake.options import OF_ONE_CALL, IntakeOptions
from importer.intake.rows import all_rows, rows_of
from importer.intake.samples import samples_of
from importer.intake.understanding import WORTH_SHARING, Built, Understood, understand, understood

__all__ = [
    "OF_ONE_CALL",
    "WORTH_SHARING",
    "Built",
    "IntakeOptions",
    "Understood",
    "all_rows",
    "rows_of",
    "samples_of",
    "understand",
    "understood",
]
