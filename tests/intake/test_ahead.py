"""A small file that a second process takes in is what this one would have taken in."""

import multiprocessing
from datetime import date
from pathlib import Path

import pytest

from importer import second_process
from importer.errors import MappingError, SourceFileError
from importer.intake import IntakeOptions, all_rows, understand
from importer.intake.ahead import begun
from tests.cli.stock import dutch_rows, write_csv, write_xlsx

OPTIONS = IntakeOptions(today=date(2026, 11, 23), location="TEST")


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_process, "_can_be_shared", lambda: True)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_everything_is_what_it_would_be_without(tmp_path: Path, kind: str) -> None:
    """Table, mapping, rows with bodies, cells and problems, and what is said of rows left out."""
    rows = dutch_rows(30)
    rows[3][6] = "benzien"
    rows.append(["Totaal", *[""] * (len(rows[0]) - 1)])
    path = write_csv(tmp_path / "stock.csv", rows) if kind == "csv" else write_xlsx(tmp_path / "stock.xlsx", rows)
    here = understand(path, OPTIONS)
    ahead = begun(path, OPTIONS)
    assert ahead is not None
    there = ahead.get()
    assert there.built is not None
    assert there.mapping == here.mapping
    assert (there.table.headings, there.table.source, there.table.sheet) == (
        here.table.headings,
        here.table.source,
        here.table.sheet,
    )
    of_here, of_there = all_rows(here, OPTIONS), all_rows(there, OPTIONS)
    assert of_here == of_there
    assert [len(chunk) for chunk in of_here.rows] == [30]
    assert len(of_here.notices) == 1
    assert [list(chunk.columns) for chunk in there.table.chunks(7)] == [
        list(chunk.columns) for chunk in here.table.chunks(7)
    ]
    assert multiprocessing.active_children() == []


def test_what_stops_an_intake_stops_it_ahead(tmp_path: Path) -> None:
    """A file that is no table, or none of vehicles, is told as it would be without."""
    picture = tmp_path / "stock.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    letters = tmp_path / "letters.csv"
    letters.write_text("a;b\nx;y\nz;q\n", encoding="utf-8")
    for path, error in ((picture, SourceFileError), (letters, MappingError)):
        ahead = begun(path, OPTIONS)
        assert ahead is not None
        with pytest.raises(error):
            ahead.get()


def test_a_large_file_and_none_are_not_begun(tmp_path: Path) -> None:
    """The rows of a large one are shared; a missing one is told when its turn comes."""
    large = tmp_path / "large.csv"
    large.write_bytes(b"ref;merk\n" + b"A;Opel\n" * 200_000)
    assert begun(large, OPTIONS) is None
    assert begun(tmp_path / "missing.csv", OPTIONS) is None
