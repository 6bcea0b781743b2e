"""The command `importer`: parse → settings → run → print → exit code. Each command stands in a file of its own."""

import os
import sys


def main() -> None:
    """The entry point: runs one command and leaves with its exit code.

    The version and the overview are answered before the command line library is loaded, so that they come at once.
    """
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from importer import __version__  # noqa: PLC0415 — the only thing that is needed

        _show(f"importer {__version__}")
    elif not arguments or arguments[0] in ("-h", "--help"):
        from importer.cli.overview import overview  # noqa: PLC0415 — the same
        from importer.language import early_language  # noqa: PLC0415 — the same

        _show(overview(early_language(arguments)))
    else:
        from importer.cli.group import run_command  # noqa: PLC0415 — the same

        sys.exit(run_command(arguments))


def _show(text: str) -> None:
    """Print what was asked for, as far as the reader wants it: `| head` closes the pipe."""
    try:
        print(text, flush=True)  # noqa: T201 — what was asked for
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
