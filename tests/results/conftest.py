"""Fixtures for result files."""

import gc
import sys
import zipfile
from collections.abc import Iterator

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
    return Run(run="run-1", new=new, state=RunState.DONE, created_at=0, finished_at=1, rows=10, outcomes={}, requests=3)


@pytest.fixture
def closes_archives(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing that the test makes leaves an archive open, or fails when the collector closes it."""
    failures: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", failures.append)
    before = _open_archives()
    yield
    assert _open_archives() <= before
    gc.collect()
    assert failures == []


def _open_archives() -> set[int]:
    return {id(each) for each in gc.get_objects() if isinstance(each, zipfile.ZipFile) and each.fp is not None}
