"""Columns that the importer itself adds to a dealer's table, so that reading and mapping leave them out.

Three kinds come back in a file that was mended and is uploaded again: the columns added right of a dealer's own table,
the columns before the original ones in a result sheet, and those of a check's report. It does not know how to write
them.
"""

import re
from collections.abc import Sequence
from typing import Final

from importer.wording import Lang, say

OWN_COLUMN_PREFIX: Final = "importer:"
_FROM_RUN: Final = re.compile(r"^(importer:.*\S) \((\d{8}-\d{6}-\w{4})\)$", re.IGNORECASE)
PROBLEM_COLUMNS: Final = ("sourceRow", "outcome", "message", "cell")
UPLOAD_REPORT_COLUMNS: Final = ("outcome", "listingId", "message")
CHECK_REPORT_COLUMNS: Final = ("outcome", "message")
RESULT_COLUMNS: Final = (
    "row",
    "externalReference",
    "outcome",
    "listingId",
    "status",
    "httpStatus",
    "code",
    "message",
    "field",
    "cell",
    "warnings",
    "attempts",
    "requestId",
    "finishedAt",
)
CHECK_COLUMNS: Final = ("row", "externalReference", "outcome", "code", "message", "field", "cell", "warnings")


def own_heading(name: str, lang: Lang) -> str:
    """The heading of a column that stands beside a dealer's own, such as `importer: message`."""
    return f"{OWN_COLUMN_PREFIX} {say(f'result_column_{name}', lang)}"


def problem_headings(lang: Lang, run: str) -> tuple[str, ...]:
    """The headings of PROBLEM_COLUMNS; the first names the run that the rows are taken from."""
    first, *others = (own_heading(name, lang) for name in PROBLEM_COLUMNS)
    return (f"{first} ({run})", *others)


def run_named(headings: Sequence[str]) -> str | None:
    """The run that the rows of a table were taken from, as its headings say; of several the one that was added last."""
    named = [match[2] for heading in headings if (match := _FROM_RUN.match(heading.strip()))]
    return named[-1].lower() if named else None


def result_headings(columns: Sequence[str], lang: Lang) -> tuple[str, ...]:
    """The headings of RESULT_COLUMNS or CHECK_COLUMNS for a person, in order."""
    return tuple(say(f"result_column_{name}", lang) for name in columns)


def is_cut_out(headings: Sequence[str]) -> bool:
    """Whether a table holds the rows of another one that needed work, as the columns beside them say."""
    found = {_plain(_FROM_RUN.sub(r"\1", heading.strip())) for heading in headings}
    return any(all(_plain(own_heading(name, lang)) in found for name in PROBLEM_COLUMNS) for lang in Lang)


def _plain(heading: str) -> str:
    """As it is in an encoding that has no typographic signs."""
    return heading.replace("’", "'").casefold()


def own_columns(headings: Sequence[str]) -> frozenset[int]:
    """Positions in `headings` that are the importer's own, to be left out of a mapping."""
    added = {at for at, heading in enumerate(headings) if heading.strip().casefold().startswith(OWN_COLUMN_PREFIX)}
    return frozenset(added | set(range(_result_columns(headings))))


def _result_columns(headings: Sequence[str]) -> int:
    """How many columns at the start are those of a result sheet, in any language or as English keys."""
    begin = [heading.strip().casefold() for heading in headings[: len(RESULT_COLUMNS)]]
    for columns in (RESULT_COLUMNS, CHECK_COLUMNS):
        for known in (columns, *(result_headings(columns, lang) for lang in Lang)):
            if begin[: len(columns)] == [heading.casefold() for heading in known]:
                return len(columns)
    return 0
