"""A made-up car is taken in, so that nothing is left to be loaded when the rows come."""

import subprocess
import sys
from pathlib import Path

from tests.cli.stock import dutch_rows, write_csv

_CODE = """
import sys
from datetime import date
from pathlib import Path
from importer.intake.rehearsal import rehearse
from importer.intake import IntakeOptions, rows_of, understand
today = date(2026, 6, 1)
rehearse(today)
before = set(sys.modules)
options = IntakeOptions(today=today)
problems = []
rows = [row for chunk in rows_of(understand(Path({path!r}), options), options, problems.append) for row in chunk]
print(len(rows), sorted(name for name in set(sys.modules) - before if name.startswith(("importer.", "pandera"))))
"""


def test_after_it_a_file_loads_nothing_more(tmp_path: Path) -> None:
    """Else the rows would wait for what could have been loaded while the file was parsed."""
    path = write_csv(tmp_path / "stock.csv", dutch_rows(20))
    code = _CODE.format(path=str(path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    count, _, loaded = done.stdout.strip().partition(" ")
    assert (count, loaded) == ("20", "[]"), done.stderr
