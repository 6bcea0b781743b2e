"""A template is known again with certainty, whatever was done to it, and only its data sheet is imported."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from importer.problems import Code, describe
from importer.template.cell_words import cells_of
from importer.template.delimited import csv_bytes
from importer.template.example_cars import example_cars
from importer.template.workbook import Template, workbook_bytes
from importer.vocabulary import own_template
from importer.vocabulary.own_columns import RESULT_COLUMNS, result_headings
from importer.wording import Lang
from tests.template.import_back import import_back

FOLDER = Path(__file__).parent
NAMES = {Lang.NL: "Voertuigen", Lang.FR: "Véhicules", Lang.DE: "Fahrzeuge", Lang.EN: "Vehicles"}


def filled(lang: Lang) -> Template:
    """A template with the eight example cars on its data sheet."""
    template = Template.of(lang)
    return replace(template, filled=[cells_of(car.listing, template.columns, lang) for car in example_cars(lang)])


def changed(template: Template, path: Path, change: Callable[[Any], object]) -> Path:
    """The template after somebody changed the workbook."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(template)))
    change(book)
    book.save(path)
    return path


def rename(book: Any) -> None:
    """Other names for all sheets."""
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"Blad'{number}"
    book.defined_names[own_template.DATA_NAME].attr_text = "'Blad''0'!$A$1:$BI$1"


def reorder_sheets(book: Any) -> None:
    """The data sheet last."""
    book.move_sheet(book.worksheets[0], offset=3)


def drop_properties(book: Any) -> None:
    """What a program does that keeps cells alone."""
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]
    for name in list(book.defined_names):
        del book.defined_names[name]
    book.worksheets[3].sheet_state = "visible"


def drop_columns(book: Any) -> None:
    """Columns removed in the middle."""
    book.worksheets[0].delete_cols(15, 4)


def move_column(book: Any) -> None:
    """The reference at the far end, where a dealer has dragged it."""
    sheet = book.worksheets[0]
    last = sheet.max_column + 1
    for row in range(1, 10):
        sheet.cell(row=row, column=last).value = sheet.cell(row=row, column=1).value
    sheet.delete_cols(1)


def add_other_sheet(book: Any) -> None:
    """The dealer's own export beside it, with more rows and well-known headings."""
    other = book.create_sheet("Export", 0)
    for row in [["Ref", "Merk", "Model", "Prijs", "Km", "Titel"], *[["Z1", "Opel", "Corsa", 9000, 10, "x"]] * 40]:
        other.append(row)


@pytest.mark.parametrize(
    ("lang", "change"),
    [
        *((lang, drop_properties) for lang in Lang),
        (Lang.NL, rename),
        (Lang.FR, reorder_sheets),
        (Lang.DE, drop_columns),
        (Lang.EN, move_column),
        (Lang.NL, add_other_sheet),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_a_changed_template_is_still_known(lang: Lang, change: Callable[[Any], object], tmp_path: Path) -> None:
    """Each of its columns is mapped with certainty and its eight rows are read, whatever was done to the workbook."""
    imported = import_back(changed(filled(lang), tmp_path / "stock.xlsx", change))
    assert imported.mapping.profile == "template"
    assert imported.mapping.language == lang
    assert {column.confidence for column in imported.mapping.columns} == {1.0}
    assert [payload["externalReference"] for payload in imported.payloads] == [
        car.listing["externalReference"] for car in example_cars(lang)
    ]
    assert imported.codes == []


@pytest.mark.parametrize("lang", Lang)
def test_an_empty_template_has_no_rows(lang: Lang, tmp_path: Path) -> None:
    """The data sheet is read even when nothing stands in it: never the examples."""
    path = tmp_path / "stock.xlsx"
    path.write_bytes(workbook_bytes(Template.of(lang)))
    imported = import_back(path)
    assert (imported.sheet, imported.rows, imported.codes) == (NAMES[lang], [], [])


@pytest.mark.parametrize("change", [rename, reorder_sheets, drop_properties], ids=lambda c: c.__name__)
def test_examples_are_never_imported_by_mistake(change: Callable[[Any], object], tmp_path: Path) -> None:
    """Not when sheets are renamed, not when the marks of the workbook are gone, not in place of an empty data sheet."""
    assert import_back(changed(Template.of(Lang.DE), tmp_path / "stock.xlsx", change)).rows == []


def test_the_example_sheet_is_read_when_it_is_named(tmp_path: Path) -> None:
    """Who asks for the sheet by its name gets it."""
    path = tmp_path / "stock.xlsx"
    path.write_bytes(workbook_bytes(Template.of(Lang.NL)))
    assert len(import_back(path, sheet="Voorbeeld").rows) == 8


def without_features(payload: dict[str, Any]) -> dict[str, Any]:
    """The listing without what the examples of the versions do not share."""
    return {name: value for name, value in payload.items() if name != "features"}


@pytest.mark.parametrize("lang", [Lang.NL, Lang.FR])
def test_an_older_template_is_read_and_says_so(lang: Lang, tmp_path: Path) -> None:
    """A file of version 1 imports to the very same listings, with one warning that names both versions.

    The Dutch one lists features by category, the French one has a numbered column for each.
    """
    imported = import_back(FOLDER / f"version_1.{lang}.xlsx")
    path = tmp_path / "stock.xlsx"
    path.write_bytes(workbook_bytes(filled(lang)))
    assert list(map(without_features, imported.payloads)) == list(map(without_features, import_back(path).payloads))
    assert [len(payload.get("features", ())) for payload in imported.payloads] == [3, 0, 0, 0, 0, 1, 0, 0]
    assert [feature["category"] for feature in imported.payloads[0]["features"]] == ["interior", "interior", "exterior"]
    assert imported.codes == [(None, None, Code.TEMPLATE_OLDER)]
    assert "version 1" in describe(imported.file_problems[0], Lang.EN)
    assert f"version {own_template.VERSION}" in describe(imported.file_problems[0], Lang.EN)
    assert imported.file_problems[0].severity == "warning"


@pytest.mark.parametrize("lang", Lang)
def test_a_csv_is_known_by_its_headings(lang: Lang, tmp_path: Path) -> None:
    """CSV has no marks; headings that are all a template's own are enough."""
    path = tmp_path / "stock.csv"
    path.write_bytes(csv_bytes(filled(lang)))
    imported = import_back(path)
    assert imported.mapping.profile == "template"
    assert (len(imported.rows), imported.codes) == (8, [])


def test_the_location_of_the_template_holds_for_blank_cells(tmp_path: Path) -> None:
    """A template made for one location needs no code in each row; a cell that has one keeps it."""
    template = Template.of(Lang.NL, "required", location="DEX-AALST")
    rows = [
        cells_of({"externalReference": "A1", "title": "Opel Corsa"}, template.columns, Lang.NL),
        cells_of(
            {"externalReference": "A2", "title": "Opel Astra", "dealerLocationCode": "DEX-GENT"},
            template.columns,
            Lang.NL,
        ),
    ]
    path = tmp_path / "stock.xlsx"
    for change in (lambda _book: None, drop_properties):
        imported = import_back(changed(replace(template, filled=rows), path, change))
        assert [payload["dealerLocationCode"] for payload in imported.payloads] == ["DEX-AALST", "DEX-GENT"]
        assert imported.codes == []


@pytest.mark.parametrize("lang", Lang)
def test_rows_to_mend_are_still_a_template(lang: Lang) -> None:
    """A result sheet has columns of its own before the template's headings, and is known by the rest."""
    headings = [column.heading for column in Template.of(lang).columns]
    added = result_headings(RESULT_COLUMNS, lang)
    assert own_template.told({}, [*added, *headings]) == own_template.OwnTemplate(language=lang)
    assert own_template.told({}, [*headings, "Eigen notitie"]) is None
    assert own_template.told({}, headings[1:]) is None
