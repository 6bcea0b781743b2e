"""All that stands in a result file, to be compared."""

import zipfile
from pathlib import Path

_WRITTEN_WHEN = "docProps/core.xml"


def content(path: Path) -> object:
    """The bytes of the file; of a workbook those of each part, save the one that tells when it was written."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist() if name != _WRITTEN_WHEN}
