"""A short run of the changes that `python -m tests.fuzz` makes by the thousand."""

from pathlib import Path

import pytest

from tests.fuzz.__main__ import fuzz
from tests.reading.files import HEADINGS, ROWS, label, stock, text_file, xls
from tests.reading.test_ods import ods
from tests.reading.test_ods import row as ods_row
from tests.reading.test_ods import text as ods_text

SAMPLES = sorted((Path(__file__).parents[2] / "shared" / "samples").glob("*.csv"), key=lambda path: path.stat().st_size)


def test_changed_files_give_rows_or_a_sentence(tmp_path: Path) -> None:
    """Whatever is changed in a file of any format, nothing ends in a trace, a crash or a hang."""
    rows = [HEADINGS, *ROWS]
    files = [
        stock(tmp_path),
        text_file(tmp_path, "\n".join(";".join(map(str, row)) for row in rows)),
        xls(tmp_path, [label(at, column, str(cell)) for at, row in enumerate(rows) for column, cell in enumerate(row)]),
        ods(tmp_path, *(ods_row(*(ods_text(str(cell)) for cell in row)) for row in ROWS)),
    ]
    assert fuzz(files, 24, 1, tmp_path / "changed") == []


@pytest.mark.samples
@pytest.mark.skipif(not SAMPLES, reason="the samples are not at hand")
def test_changed_samples_give_rows_or_a_sentence(tmp_path: Path) -> None:
    """The same for real files, the smaller ones."""
    assert fuzz(SAMPLES[:6], 6, 1, tmp_path) == []
