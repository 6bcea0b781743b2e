"""A column of a table by what a person calls it: its heading, else its letters.

It does not know what columns mean.
"""

import re
from collections.abc import Sequence

from importer.problems import column_letters

_BLANKS = re.compile(r"\s+")
_MOST_NAMED = 12
LONGEST_GIVEN = 80
"""Characters of a heading that a person may be asked to type; a longer one is called by its letters."""


def find_column(name: str, headings: Sequence[str], first_column: int = 0) -> int | None:
    """The table column with this heading, case and blanks aside, else with these letters on the sheet, or None."""
    wanted = _form(name)
    if not wanted:
        return None
    by_heading = next((at for at, heading in enumerate(headings) if _form(heading) == wanted), None)
    if by_heading is not None:
        return by_heading
    letters = (column_letters(first_column + at).casefold() for at in range(len(headings)))
    return next((at for at, own in enumerate(letters) if own == wanted), None)


def some_headings(headings: Sequence[str]) -> str:
    """The headings there are, for a message; the first dozen, whole texts left out."""
    named = [heading for heading in headings if 0 < len(heading.strip()) <= LONGEST_GIVEN]
    return " · ".join(named[:_MOST_NAMED]) + (" …" if len(named) > _MOST_NAMED else "")


def _form(text: str) -> str:
    return _BLANKS.sub(" ", text).strip().casefold()
