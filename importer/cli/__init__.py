"""The command `importer`: parse → settings → run → print → exit code. Each command stands in a file of its own."""

import sys

from importer.cli.group import run_command


def main() -> None:
    """The entry point: runs one command and leaves with its exit code."""
    sys.exit(run_command(sys.argv[1:]))
