"""Notes on files that could not be written as they were."""

from collections.abc import Iterable

from importer.cli.paragraphs import Paragraphs


def print_notes(notes: Iterable[str]) -> None:
    """What could not be written as it was."""
    for note in notes:
        Paragraphs().print(note, style="yellow")
