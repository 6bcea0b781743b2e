"""The command `importer`: parse → settings → run → print → exit code. Each command stands in a file of its own."""

import sys


def main() -> None:
    """The entry point: runs one command and leaves with its exit code.

    The version and the overview are answered before the command line library is loaded, so that they come at once.
    """
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from importer import __version__  # noqa: PLC0415 — the only thing that is needed

        print(f"importer {__version__}")  # noqa: T201 — what was asked for
    elif not arguments or arguments[0] in ("-h", "--help"):
        from importer.cli.overview import overview  # noqa: PLC0415 — the same
        from importer.language import early_language  # noqa: PLC0415 — the same

        print(overview(early_language(arguments)))  # noqa: T201 — what was asked for
    else:
        from importer.cli.group import run_command  # noqa: PLC0415 — the same

        sys.exit(run_command(arguments))
