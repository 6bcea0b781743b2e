"""The command `importer`: parse → settings → run → print → exit code. Each command stands in a file of its own."""

import gc
import os
import sys

from importer.cli.streams import outlast_their_readers


def main() -> None:
    """The entry point: runs one command and leaves with its exit code.

    The version and the overview are answered before the command line library is loaded, so that they come at once.
    """
    outlast_their_readers()
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from importer import __version__  # noqa: PLC0415 — the only thing that is needed

        _show(f"importer {__version__}")
    elif not arguments or arguments[0] in ("-h", "--help"):
        from importer.cli.overview import overview  # noqa: PLC0415 — the same
        from importer.language import early_language  # noqa: PLC0415 — the same

        _show(overview(early_language(arguments)))
    else:
        _collect_seldom()
        from importer.cli.group import run_command  # noqa: PLC0415 — the same

        _leave(run_command(arguments))


def _collect_seldom() -> None:
    """Rows make very many small objects and no cycles, and so do imports: looking for cycles took half of a check."""
    gc.set_threshold(400_000, 20, 50)


def _leave(code: int) -> None:
    """End the process at once: giving back what it holds piece by piece takes a seventh of the check of a small file.

    A command has closed by now what it opened; only the standard streams may still hold text.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):  # closed by its reader, by the program, or never there
            continue
    os._exit(code)


def _show(text: str) -> None:
    """Print what was asked for; a disk that is full is a sentence and an exit code, as for every command."""
    try:
        print(text, flush=True)  # noqa: T201 — what was asked for
    except OSError as error:
        from importer.cli.group import output_lost  # noqa: PLC0415 — only on this path
        from importer.language import early_language  # noqa: PLC0415 — the same

        _leave(output_lost(error, early_language(sys.argv[1:])))
