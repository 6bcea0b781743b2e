"""Fixtures for result files."""

import pytest

from importer.journal.protocol import NewRun, Run, RunState


@pytest.fixture
def run() -> Run:
    """A run that was sent."""
    new = NewRun(
        source_path="/stock.xlsx",
        source_name="stock.xlsx",
        source_digest="d",
        sheet="Stock",
        headings=(),
        first_column=0,
        target="https://api.example",
        dealer=None,
        lang="nl",
    )
    return Run(run="run-1", new=new, state=RunState.DONE, created_at=0, finished_at=1, rows=9, outcomes={}, requests=3)
