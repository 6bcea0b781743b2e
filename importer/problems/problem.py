"""One problem: its code, where it is and what was found. It does not know how a problem was noticed."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from importer.problems.codes import Code, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of one row and field, or of the whole file when `row` is None.

    `row` is the number that Excel shows. `column` is the 0-based position on the sheet (A is 0). `params` fill the
    sentence's places beside `found`, which is the cell as it stands, cut to 80 characters.
    """

    code: Code
    row: int | None = None
    field: str | None = None
    column: int | None = None
    heading: str | None = None
    sheet: str | None = None
    found: str | None = None
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Error or warning, fixed by the code."""
        return self.code.severity

    @property
    def cell(self) -> str | None:
        """The cell's address as Excel shows it (`F12`), or None when the problem has no one cell."""
        if self.row is None or self.column is None:
            return None
        return f"{column_letters(self.column)}{self.row}"


def column_letters(column: int) -> str:
    """The letters of the 0-based `column`: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
