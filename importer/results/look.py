"""How workbooks of results look: colours by outcome, widths and styles. No libraries."""

from typing import Final

from importer.records import Outcome
from importer.results.columns import Purpose

CELL: Final = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
HEADING: Final = {"bold": True, "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"}
HEADING_COLOURS: Final = ("#1F3A4D", "#5B6B75")  # of the result's own columns, of the original ones
BORDER: Final = "#C9D1D6"

_GREEN, _GREY, _RED, _AMBER, _BLUE = "#E3F1E4", "#EEF0F2", "#FBE3E1", "#FFF1D6", "#E4EDF6"
COLOURS: Final = {
    Outcome.CREATED: _GREEN,
    Outcome.UPDATED: _GREEN,
    Outcome.UNCHANGED: _GREY,
    Outcome.DUPLICATE: _GREY,
    Outcome.OVERTAKEN: _GREY,
    Outcome.INVALID: _RED,
    Outcome.REJECTED: _RED,
    Outcome.FAILED: _AMBER,
    Outcome.UNKNOWN: _AMBER,
    Outcome.NOT_SENT: _BLUE,
}
CELL_TO_MEND: Final = "#F6B8B2"
WRAPPED: Final = frozenset({"code", "message", "field", "cell", "warnings"})
# In characters of the standard font; the original columns are measured.
WIDTHS: Final = {
    "row": 7,
    "sourceRow": 16,
    "externalReference": 18,
    "outcome": 14,
    "listingId": 37,
    "status": 9,
    "httpStatus": 8,
    "code": 20,
    "message": 56,
    "field": 15,
    "cell": 8,
    "warnings": 40,
    "attempts": 9,
    "requestId": 14,
    "finishedAt": 25,
}
LINE_HEIGHT: Final = 13.5  # points
MAX_LINES: Final = 28  # Excel makes no row higher than 409 points
CHARACTERS_A_UNIT: Final = 1.1  # of running text in a column's unit of width
MIN_WIDTH: Final = 8
MAX_WIDTH: Final = 40
PRINTED_WIDTH: Final = 200  # characters that are still readable on one landscape page


def colour(outcome: Outcome, purpose: Purpose) -> str:
    """The colour of a row's outcome: what a check lets through is as green as what is live."""
    return _GREEN if purpose is Purpose.CHECK and outcome is Outcome.NOT_SENT else COLOURS[outcome]


def lines(text: object, width: int) -> int:
    """How many lines `text` takes in a column of `width` characters, as far as a row is made high for it."""
    if not isinstance(text, str):
        return 1
    return min(sum(1 + int(len(line) / (width * CHARACTERS_A_UNIT)) for line in text.split("\n")), MAX_LINES)
