"""What intake does before there are rows."""

import subprocess
import sys
from pathlib import Path

import pytest

_LOADED = """
import sys
from datetime import date
from pathlib import Path
from importer.errors import SourceFileError
from importer.intake import IntakeOptions, understand
try:
    understand(Path(sys.argv[1]), IntakeOptions(today=date(2026, 6, 15)))
except SourceFileError as error:
    print(error.key, "pandas" in sys.modules)
"""


@pytest.mark.parametrize(
    ("content", "key"),
    [(None, "file_not_found"), (b"", "file_empty"), (b"%PDF-1.7\n%\xe2\xe3", "file_is_pdf")],
    ids=["no file", "empty", "pdf"],
)
def test_a_file_that_is_no_table_is_told_before_anything_is_loaded(
    tmp_path: Path, content: bytes | None, key: str
) -> None:
    """Whoever mistypes a name waits for no library that only rows need."""
    path = tmp_path / "stock.xlsx"
    if content is not None:
        path.write_bytes(content)
    command = [sys.executable, "-c", _LOADED, str(path)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() == [key, "False"]
