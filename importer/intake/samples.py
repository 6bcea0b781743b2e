"""What the columns of a table hold, in short, to show a person beside their mapping."""

from typing import Final

from importer.records import RawTable

_SAMPLE_LENGTH: Final = 24


def samples_of(table: RawTable, most: int = 3) -> dict[int, str]:
    """The first few different cells of each column that has any, as a person sees them, to show what it holds."""
    from importer.frames.sources import shown  # noqa: PLC0415 — pandas is imported when rows are read

    first = next(iter(table.chunks(200)), None)
    if first is None:
        return {}
    samples = {
        i: " | ".join(list(dict.fromkeys(_in_short(shown(cell) or "") for cell in cells if cell is not None))[:most])
        for i, cells in enumerate(first.columns)
    }
    return {i: sample for i, sample in samples.items() if sample}


def _in_short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SAMPLE_LENGTH else line[: _SAMPLE_LENGTH - 1] + "…"
