"""The words of a column beside the makes of the same rows, which only rows can tell. It decides nothing."""

from typing import Final

from importer.cells.text import written
from importer.records import RawTable, RawValue

_ROWS: Final = 1_000


def words_of_makes(table: RawTable, makes: int, words: int) -> list[tuple[str, str]]:
    """Make and word of each of the first rows that has both, in small letters; `makes` and `words` are columns."""
    chunk = next(iter(table.chunks(_ROWS)), None)
    if chunk is None:
        return []
    pairs = zip(map(_plain, chunk.columns[makes]), map(_plain, chunk.columns[words]), strict=True)
    return [(make, word) for make, word in pairs if make and word]


def _plain(cell: RawValue) -> str:
    return written(cell).strip().casefold() if isinstance(cell, (str, int, float)) else ""
