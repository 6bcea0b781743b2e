"""OpenDocument spreadsheets: faults, repeats, hidden rows, properties."""

import zipfile
from pathlib import Path

import pytest

from importer.errors import SourceFileError
from importer.reading import open_table
from importer.records import CellFault
from tests.reading.files import HEADINGS, problems_of, rows_of

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "table", "text", "meta")
)
_EXTENSION = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def text(words: str, **attributes: str) -> str:
    """A text cell."""
    more = "".join(f' table:{key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f'<table:table-cell office:value-type="string"{more}><text:p>{words}</text:p></table:table-cell>'


def row(*cells: str, attributes: str = "") -> str:
    """A row of cells."""
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def ods(folder: Path, *rows: str, shift: str = "", meta: str = "", manifest: str = "", columns: str = "") -> Path:
    """An ods file with one sheet."""
    headings = row(shift, *map(text, HEADINGS))
    body = f'<table:table table:name="Stock">{columns}{headings}{"".join(rows)}</table:table>'
    content = f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
    path = folder / "stock.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml", f"<office:document-content {_SPACES} {_EXTENSION}>{content}</office:document-content>"
        )
        archive.writestr(
            "meta.xml", f"<office:document-meta {_SPACES}><office:meta>{meta}</office:meta></office:document-meta>"
        )
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return path


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('table:formula="of:=1/0" calcext:value-type="error"><text:p>#DIV/0!</text:p>', CellFault(text="#DIV/0!")),
        ('table:formula="of:=x" office:value-type="string"><text:p>Err:508</text:p>', CellFault(text="Err:508")),
        ('table:formula="of:=[.A1]">', CellFault(text="", uncalculated=True)),
        ('table:formula="of:=&quot;&quot;"><text:p/>', None),
        ('office:value-type="float" office:value="9950.5">', 9950.5),
    ],
    ids=["error", "error-number", "uncalculated", "calculated-blank", "number"],
)
def test_cells(tmp_path: Path, cell: str, expected: object) -> None:
    """Errors and formulas with no value are faults, an empty result is a blank."""
    path = ods(tmp_path, row(text("A1"), text("Opel"), text("Corsa"), f"<table:table-cell {cell}</table:table-cell>"))
    assert rows_of(open_table(path)) == {2: ["A1", "Opel", "Corsa", expected]}


def test_repeated_cells_and_rows_are_counted(tmp_path: Path) -> None:
    """Runs of blanks before a fault do not shift it."""
    blanks = '<table:table-cell table:number-columns-repeated="3"/>'
    error = (
        '<table:table-cell table:formula="of:=1/0" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'
    )
    path = ods(
        tmp_path,
        row(text("A1"), blanks),
        row(blanks, attributes='table:number-rows-repeated="7"'),
        row(text("A2"), '<table:table-cell table:number-columns-repeated="2"/>', error),
        row(blanks, attributes='table:number-rows-repeated="1048000"'),
    )
    assert rows_of(open_table(path)) == {2: ["A1", None, None, None], 10: ["A2", None, None, CellFault(text="#REF!")]}


def test_a_table_that_begins_further_on(tmp_path: Path) -> None:
    """Blank columns before everything are counted."""
    blank = '<table:table-cell table:number-columns-repeated="2"/>'
    path = ods(tmp_path, row(blank, text("A1"), '<table:table-cell table:formula="of:=x"/>'), shift=blank)
    table = open_table(path)
    assert (table.first_column, list(table.headings)) == (2, list(HEADINGS))
    assert rows_of(table) == {2: ["A1", CellFault(text="", uncalculated=True), None, None]}


def test_hidden_rows(tmp_path: Path) -> None:
    """Rows that are hidden or filtered out are read and said."""
    path = ods(tmp_path, row(text("A1")), row(text("A2"), attributes='table:visibility="filter"'), row(text("A3")))
    table = open_table(path)
    assert (list(rows_of(table)), problems_of(table)) == ([2, 3, 4], [(None, "hidden_rows")])


def test_hidden_columns(tmp_path: Path) -> None:
    """Hidden columns are read and said; runs of shown ones before them are counted."""
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="16379"/>'
    )
    table = open_table(ods(tmp_path, row(*map(text, ("A1", "Opel", "Corsa", "9950"))), columns=columns))
    assert rows_of(table) == {2: ["A1", "Opel", "Corsa", "9950"]}
    assert [(problem.code.value, problem.params) for problem in table.problems] == [
        ("hidden_columns", {"columns": "Model (C)"})
    ]


def test_properties(tmp_path: Path) -> None:
    """User-defined properties come with the table."""
    meta = '<meta:user-defined meta:name="importer_template">1</meta:user-defined>'
    assert open_table(ods(tmp_path, row(text("A1")), meta=meta)).properties == {"property:importer_template": "1"}


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"manifest": "<encryption-data/>"}, "file_protected"),
        (
            {
                "rows": (
                    row(text("A", number_columns_repeated="16000"), attributes='table:number-rows-repeated="90000"'),
                )
            },
            "sheet_too_sparse",
        ),
        ({"rows": ("<table:table-row>",)}, "file_damaged"),
    ],
    ids=["protected", "huge", "damaged"],
)
def test_refusals(tmp_path: Path, options: dict[str, object], key: str) -> None:
    """A password, cells repeated by the billion and XML that does not end are refused."""
    rows = options.get("rows", ())
    path = ods(tmp_path, *rows, manifest=str(options.get("manifest", "")))  # type: ignore[misc] # rows are strings
    with pytest.raises(SourceFileError) as refused:
        open_table(path)
    assert refused.value.key == key


@pytest.mark.parametrize(("repeats", "key"), [(1_000_000, "sheet_of_copies"), (400, None)])
def test_a_row_that_stands_there_a_million_times_is_refused_in_a_moment(
    tmp_path: Path, repeats: int, key: str | None
) -> None:
    """A hundred bytes would be minutes of work; no stock has so many equal cars, but some rows may be the same."""
    car = row(*map(text, ("A1", "Opel", "Corsa", "9950")))
    same = row(*map(text, ("A2", "Audi", "A3", "9950")), attributes=f'table:number-rows-repeated="{repeats}"')
    path = ods(tmp_path, car, same)
    if key is None:
        assert len(rows_of(open_table(path))) == 1 + repeats
        return
    with pytest.raises(SourceFileError) as refused:
        open_table(path)
    assert refused.value.key == key
    assert (refused.value.params["first"], refused.value.params["last"]) == (3, 2 + repeats)
