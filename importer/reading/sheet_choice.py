"""Which sheet of a workbook holds the vehicles, and what is to be said of the others.

Judged by the shape of the table and by headings that are known words; our own template marks the sheets that are only
to be looked at. It does not read cells itself.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Final

from importer.errors import SourceFileError
from importer.problems import Code, Problem, column_letters
from importer.reading.grid import Grid
from importer.reading.known_headings import is_known, same_headings
from importer.reading.layout import Layout, find_layout
from importer.reading.table import raw_table
from importer.reading.workbook import Workbook
from importer.records import RawTable, Source
from importer.vocabulary.own_template import DATA_NAME, VERSION_PROPERTY, told_by_mark

_MOST_SHEETS_SAID: Final = 10
_MOST_COLUMNS_SAID: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    grid: Grid
    layout: Layout
    mark: Mapping[str, str]

    @property
    def worth(self) -> float:
        """How much it looks like a list of vehicles: known headings first, then the number of headings."""
        headings = [heading for heading in self.layout.headings if heading]
        lowest = [texts[-1] for texts in self.layout.levels if texts]
        pairs = zip(headings, lowest, strict=True)
        known = len({heading.casefold() for heading, name in pairs if is_known(heading) or is_known(name)})
        return 3 * known + min(len(headings), 40) + log2(1 + self.layout.rows) + self.layout.score


def open_sheet(
    source: Source, *, sheet: str | None, heading_row: int | None, meanwhile: Callable[[], None] | None = None
) -> RawTable:
    """The table on the sheet `sheet`, or on the one that looks most like a list of vehicles."""
    book = Workbook(source, meanwhile)
    if sheet is not None:
        candidate = _named(book, source, sheet, heading_row)
        return _table(book, source, candidate, (), candidate.mark)
    all_visible = _candidates(book, book.visible, heading_row)
    visible = _unmarked(all_visible)
    candidates = visible or _unmarked(_candidates(book, book.hidden, heading_row))
    if not candidates:
        raise _nothing_found(source, heading_row)
    best = _best(book, candidates)
    said = _said_of_sheets(book, best, candidates, is_visible=bool(visible))
    return _table(book, source, best, said, _told(all_visible))


def open_sheets(source: Source) -> Sequence[RawTable]:
    """The tables of all visible sheets with the same headings as the best one, in the workbook's order."""
    book = Workbook(source)
    all_visible = _candidates(book, book.visible, None)
    visible = _unmarked(all_visible)
    candidates = visible or _unmarked(_candidates(book, book.hidden, None))
    if not candidates:
        raise _nothing_found(source, None)
    best, told = _best(book, candidates), _told(all_visible)
    alike = [candidate for candidate in candidates if _is_alike(candidate, best)]
    said = _said_of_sheets(book, best, [best], is_visible=bool(visible))
    return [_table(book, source, candidate, said if at == 0 else (), told) for at, candidate in enumerate(alike)]


def _unmarked(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The sheets that are not the instructions, examples or lists of a template."""
    return [candidate for candidate in candidates if not candidate.mark]


def _told(candidates: Sequence[_Candidate]) -> Mapping[str, str]:
    """What the marked sheets say of the template, for programs that do not keep document properties."""
    return {name: text for candidate in candidates for name, text in candidate.mark.items()}


def _best(book: Workbook, candidates: Sequence[_Candidate]) -> _Candidate:
    """The data sheet of a template, whatever its name and even when it has no rows; else the one of most worth."""
    place = book.properties.get(f"name:{DATA_NAME}", "").rpartition("!")[0]
    name = place.strip("'").replace("''", "'")
    named = next((candidate for candidate in candidates if candidate.grid.name == name), None)
    return named or max(candidates, key=lambda candidate: candidate.worth)


def _nothing_found(source: Source, heading_row: int | None) -> SourceFileError:
    if heading_row:
        return SourceFileError("heading_row_not_found", name=source.name, row=heading_row)
    return SourceFileError("workbook_empty", name=source.name)


def _named(book: Workbook, source: Source, sheet: str, heading_row: int | None) -> _Candidate:
    names = (*book.visible, *book.hidden)
    name = next((name for name in names if name == sheet), None) or next(
        (name for name in names if name.strip().casefold() == sheet.strip().casefold()), None
    )
    if name is None:
        raise SourceFileError("sheet_not_found", name=source.name, sheet=sheet, sheets=", ".join(names))
    candidates = _candidates(book, (name,), heading_row)
    if not candidates:
        raise _nothing_found(source, heading_row)
    return candidates[0]


def _candidates(book: Workbook, sheets: Sequence[str], heading_row: int | None) -> list[_Candidate]:
    found = []
    for sheet in sheets:
        grid = book.grid(sheet)
        layout = find_layout(grid, is_known=is_known, heading_row=heading_row)
        if layout is not None:
            mark = told_by_mark(next(iter(grid.rows()), ()))
            found.append(_Candidate(grid=grid, layout=layout, mark=mark))
    return found


def _is_alike(one: _Candidate, other: _Candidate) -> bool:
    return same_headings(one.layout.headings, other.layout.headings)


def _said_of_sheets(
    book: Workbook, best: _Candidate, candidates: Sequence[_Candidate], *, is_visible: bool
) -> list[Problem]:
    if not is_visible:
        return [Problem(code=Code.ONLY_HIDDEN_SHEET, sheet=best.grid.name)]
    problems = []
    others = [candidate for candidate in candidates if candidate is not best]
    alike = [candidate.grid.name or "" for candidate in others if _is_alike(candidate, best)]
    if alike:
        problems.append(_said(Code.OTHER_SHEETS, alike))
    hidden = [
        candidate.grid.name or ""
        for candidate in _unmarked(_candidates(book, book.hidden, None))
        if len(candidate.layout.headings) > 1
    ]
    if hidden and VERSION_PROPERTY not in book.properties:
        problems.append(_said(Code.HIDDEN_SHEETS, hidden))
    return problems


def _said(code: Code, sheets: Sequence[str]) -> Problem:
    more = " …" if len(sheets) > _MOST_SHEETS_SAID else ""
    return Problem(code=code, params={"sheets": ", ".join(sheets[:_MOST_SHEETS_SAID]) + more})


def _table(
    book: Workbook, source: Source, candidate: _Candidate, said: Sequence[Problem], told: Mapping[str, str]
) -> RawTable:
    grid, layout = candidate.grid, candidate.layout
    problems = [*said, *_said_of_hidden(grid, layout)]
    return raw_table(source, grid, layout, problems=problems, properties={**told, **book.properties})


def _said_of_hidden(grid: Grid, layout: Layout) -> Iterator[Problem]:
    """The hidden rows and columns of the table: they are read all the same."""
    rows = [row for row in grid.hidden if row >= layout.first_row]
    if rows:
        params = {"count": str(len(rows)), "first": str(rows[0])}
        yield Problem(code=Code.HIDDEN_ROWS, sheet=grid.name, params=params)
    columns = [column for column in grid.hidden_columns if layout.first_column <= column < layout.end_column]
    if columns:
        more = " …" if len(columns) > _MOST_COLUMNS_SAID else ""
        names = ", ".join(_name_of(column, layout) for column in columns[:_MOST_COLUMNS_SAID]) + more
        yield Problem(code=Code.HIDDEN_COLUMNS, sheet=grid.name, params={"columns": names})


def _name_of(column: int, layout: Layout) -> str:
    """`Inkoopprijs (G)`, or the letters alone of a column with no heading."""
    heading, letters = layout.headings[column - layout.first_column], column_letters(column)
    return f"{heading} ({letters})" if heading else letters
