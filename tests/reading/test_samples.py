"""The real samples, where they are at hand: sheet and heading row as the truth tells them, nothing nasty breaks."""

import time
import tomllib
from pathlib import Path

import pytest

from importer.errors import SourceFileError
from importer.reading import open_table
from importer.wording import Lang
from tests.reading.files import rows_of

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
TRUTH = tomllib.loads((SAMPLES / "truth.toml").read_text()) if SAMPLES.exists() else {}
NASTY = sorted(path for path in SAMPLES.glob("nasty/*") if path.suffix != ".md")

pytestmark = [pytest.mark.samples, pytest.mark.skipif(not TRUTH, reason="the samples are not at hand")]


@pytest.mark.parametrize("name", TRUTH)
def test_the_table_of_a_sample(name: str) -> None:
    """The sheet and the heading row are those that the truth tells."""
    table = open_table(SAMPLES / name)
    assert table.heading_row == TRUTH[name]["heading_row"]
    assert TRUTH[name].get("sheet") in (None, table.sheet)
    assert {heading for heading in TRUTH[name]["columns"] if heading} <= set(table.headings)
    assert {int(row) for row in TRUTH[name].get("cells", {})} <= rows_of(table, 5000).keys()


@pytest.mark.parametrize("path", NASTY, ids=lambda path: path.name)
def test_a_nasty_file(path: Path) -> None:
    """A file that breaks other readers gives its rows, or a sentence in every language, within seconds."""
    started = time.perf_counter()
    try:
        rows_of(open_table(path))
    except SourceFileError as refused:
        sentences = [refused.sentence(lang) for lang in Lang]
    else:
        sentences = [path.name]
    assert all(path.name in sentence for sentence in sentences)
    assert time.perf_counter() - started < 10
