"""What comes of a file: its rows, a refusal with a sentence, or something that must not be.

Each file is taken in by a process of its own, with little memory and time, since what must not be may end a process.
"""

import os
import resource
import signal
import sys
import traceback
import warnings
from datetime import date
from pathlib import Path
from typing import Final

import importer.checks
import importer.frames
import importer.mapping.mapper
import importer.payloads  # noqa: F401 — these four before any fork: a process that imports them itself takes a second
from importer.errors import ImporterError
from importer.intake import IntakeOptions, rows_of, understand
from importer.wording import Lang

MEMORY_BYTES: Final = 2 << 30
SECONDS: Final = 30
READ, REFUSED, BROKEN = 0, 3, 9


def trial(path: Path, report: Path) -> str | None:
    """None when the file gives rows or a sentence; else how it ended, with the trace in `report`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside threads: the child starts none of them
        child = os.fork()
    if child == 0:
        os._exit(_taken_in(path, report))
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return None if code in {READ, REFUSED} else f"ended with {code}"


def _taken_in(path: Path, report: Path) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(SECONDS)
    options = IntakeOptions(today=date(2026, 6, 15), location="TEST", reference="auto")
    try:
        known = understand(path, options)
        for _rows in rows_of(known, options, lambda _problem: None):
            pass
    except ImporterError as refused:
        return REFUSED if all(refused.sentence(lang) for lang in Lang) else BROKEN
    except BaseException:  # noqa: BLE001 — a panic of a library is no Exception
        report.write_text("".join(traceback.format_exception(*sys.exc_info())), encoding="utf-8")
        return BROKEN
    return READ
