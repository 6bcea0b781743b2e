"""A small file understood and built by a second process, while the first one loads what will send its rows.

Loading either takes as long as all the work on a small file. It does not know journals or networks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from importer.intake.options import IntakeOptions
from importer.intake.rows import all_rows
from importer.intake.understanding import WORTH_SHARING, Understood, understand
from importer.reading import open_table
from importer.records import RawChunk
from importer.second_process import Ahead, Sharing


def begun(path: Path, options: IntakeOptions) -> Ahead[Understood] | None:
    """The file on its way to be understood; None for a large one, which has its rows shared, or for none."""
    try:
        is_small = path.stat().st_size < WORTH_SHARING
    except OSError:
        return None
    return Ahead(partial(_built, path, options)) if is_small else None


def _built(path: Path, options: IntakeOptions) -> Understood:
    """The file with all of its rows; raises what `understand` raises."""
    known = understand(path, options)
    built = all_rows(known, options)
    chunks = _Reopened(path=path, sheet=options.sheet)
    return replace(
        known,
        table=replace(known.table, chunks=chunks),
        sharing=Sharing(chunks, worthwhile=False),
        built=built,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reopened:
    """The chunks of a table that another process has read."""

    path: Path
    sheet: str | None

    def __call__(self, size: int) -> Iterator[RawChunk]:
        return open_table(self.path, sheet=self.sheet).chunks(size)
