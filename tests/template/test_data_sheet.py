"""What a dealer meets on the data sheet: notes, formats, dropdowns, message boxes and live colours."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.formula.tokenizer import Tokenizer
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from importer.contract import BY_NAME, FEATURE_CATEGORY, FIELDS, Kind
from importer.reading import open_table
from importer.template.cell_words import CellValue, cells_of
from importer.template.columns import FeatureLayout
from importer.template.example_cars import example_cars
from importer.template.wording import choices_of
from importer.template.workbook import Template, workbook_bytes
from importer.wording import Lang
from tests.template.import_back import import_back
from tests.template.libreoffice import converted


def opened(template: Template) -> Any:
    """The template as a program opens it."""
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(template)))


def letters_of(template: Template) -> dict[str, str]:
    """The letter of each column."""
    return {column.name: get_column_letter(at) for at, column in enumerate(template.columns, 1)}


def rule_at(sheet: Any, cell: str) -> Any:
    """The validation of a cell."""
    return next((rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref), None)


@pytest.mark.parametrize("lang", Lang)
def test_every_heading_has_a_note(lang: Lang) -> None:
    """Meaning, need, limits and an example stand on each heading; none is twice in a language."""
    template = Template.of(lang)
    sheet = opened(template).worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert len(set(headings)) == len(headings) == len(template.columns)
    assert all(len(cell.comment.text.split("\n")) == 4 for cell in sheet[1])
    assert (sheet.freeze_panes, sheet.auto_filter.ref[:3]) == ("B2", "A1:")
    assert {column.field.name for column in template.columns} == {*BY_NAME, FEATURE_CATEGORY.name}


@pytest.mark.parametrize("name", ["externalReference", "vin", "postalCode", "model", "dealerLocationCode"])
def test_codes_are_text(name: str) -> None:
    """Zeros in front and long numbers survive typing, and `3-5` does not become a date."""
    template = Template.of(Lang.NL)
    sheet = opened(template).worksheets[0]
    assert sheet.column_dimensions[letters_of(template)[name]].number_format == "@"


@pytest.mark.parametrize("lang", Lang)
def test_each_choice_is_a_dropdown_in_the_dealers_words(lang: Lang) -> None:
    """A closed list, and yes or no, are offered from a named range that holds exactly the words of the language."""
    template = Template.of(lang)
    book = opened(template)
    for column in template.columns:
        if column.field.kind not in {Kind.CHOICE, Kind.BOOLEAN}:
            continue
        rule = rule_at(book.worksheets[0], f"{letters_of(template)[column.name]}2")
        ((title, cells),) = book.defined_names[rule.formula1].destinations
        words = [row[0].value for row in book[title][cells]]
        assert (rule.type, rule.showErrorMessage, words) == ("list", True, list(choices_of(column.field, lang)))
    assert book.worksheets[3].sheet_state == "hidden"


@pytest.mark.parametrize("lang", Lang)
def test_message_boxes_fit(lang: Lang) -> None:
    """A spreadsheet refuses a file whose box has a title of more than 32 characters or a text of more than 225."""
    for rule in opened(Template.of(lang)).worksheets[0].data_validations.dataValidation:
        if rule.showErrorMessage:
            assert 0 < len(rule.errorTitle) <= 32
            assert 0 < len(rule.error) <= 225
            assert rule.error.endswith((".", "?"))


def test_numbers_are_held_to_the_contract() -> None:
    """Each number has a rule with the contract's limits."""
    template = Template.of(Lang.EN)
    sheet = opened(template).worksheets[0]
    for field in FIELDS:
        if field.kind in {Kind.INTEGER, Kind.DECIMAL, Kind.MONEY}:
            rule = rule_at(sheet, f"{letters_of(template)[field.name]}1001")
            assert rule.formula1 == str(field.minimum)
            if field.maximum is not None:
                assert rule.formula2 == str(field.maximum)


def test_numbered_features_offer_equipment() -> None:
    """One feature a cell is chosen from the equipment of its category, and another may be typed."""
    template = Template.of(Lang.DE, features=FeatureLayout.COLUMNS)
    rule = rule_at(opened(template).worksheets[0], f"{letters_of(template)['feature_comfort_2']}2")
    assert (rule.formula1, rule.showErrorMessage) == ("importer_list_feature_comfort", False)


@pytest.mark.parametrize("lang", Lang)
def test_the_example_cars_are_good_examples(lang: Lang, tmp_path: Path) -> None:
    """Copied to the data sheet, the eight cars import without a problem and as they are."""
    template = Template.of(lang)
    cars = example_cars(lang)
    path = tmp_path / "stock.xlsx"
    path.write_bytes(workbook_bytes(replace(template, filled=[car.cells(template.columns, lang) for car in cars])))
    imported = import_back(path)
    assert (len(imported.rows), imported.codes) == (8, [])
    assert len({car.listing["status"] for car in cars}) == 3
    assert [payload.get("features", []) for payload in imported.payloads] == [car.listing["features"] for car in cars]


# What is changed in a good row, the column that is looked at, and whether it is coloured then.
COLOURS: list[tuple[dict[str, CellValue], str, bool]] = [
    ({}, "price", False),
    ({"price": None}, "price", True),
    ({"price": None, "status": "draft"}, "price", False),
    ({"price": None, "status": "concept"}, "price", False),
    ({"price": 21.95}, "price", True),
    ({"price": "op aanvraag"}, "price", True),
    ({"externalReference": None}, "externalReference", True),
    ({"externalReference": "0012"}, "externalReference", False),
    ({"title": None}, "title", False),
    ({"title": None, "brand": None, "model": None, "variant": None}, "title", True),
    ({"dealerLocationCode": None}, "dealerLocationCode", True),
    (
        {"dealerLocationCode": None, "dealerProfileId": "3f0c9a52-6d1b-4a57-9f0e-2b8d5c7e1a40"},
        "dealerLocationCode",
        False,
    ),
    ({"postalCode": None, "city": None}, "city", True),
    ({"city": None}, "city", False),
    ({"vin": "WVWZZZCDZMW0123456"}, "vin", True),
    ({"image_1": "foto.jpg"}, "image_1", True),
    ({"image_1": "HTTPS://example.com/1.jpg"}, "image_1", False),
    ({"image_1": "https://example.com/1.jpg https://example.com/2.jpg"}, "image_1", True),
    ({"bodyType": "sportkoets"}, "bodyType", True),
    ({"bodyType": "SUV"}, "bodyType", False),
    ({"features": "Airco", "featureCategory": "COMFORT"}, "featureCategory", False),
    ({"features": "Airco", "featureCategory": "luxe"}, "featureCategory", True),
    ({"featureCategory": "Comfort"}, "featureCategory", True),
]


def test_nothing_is_coloured_in_a_blank_row() -> None:
    """Every rule looks at whether anything stands there, so an empty sheet is calm."""
    sheet = opened(Template.of(Lang.NL)).worksheets[0]
    for colours in sheet.conditional_formatting:
        for rule in colours.rules:
            assert rule.formula[0].startswith(("AND(COUNTA(", "IF(LEN(TRIM(", "LEN(TRIM("))


@pytest.mark.libreoffice
def test_colours_appear_where_they_should(tmp_path: Path) -> None:
    """LibreOffice works the conditions out: each fault is coloured in its cell, and what is right is not."""
    template = Template.of(Lang.NL)
    letters = letters_of(template)
    good = dict(zip(letters, cells_of(example_cars(Lang.NL)[0].listing, template.columns, Lang.NL), strict=True))
    rows = [
        list({**good, "externalReference": f"R{at}", **change}.values()) for at, (change, _, _) in enumerate(COLOURS)
    ]
    rows += [list({**good, "externalReference": text}.values()) for text in ("12", "same", "same", "Same")]
    book = opened(replace(template, filled=rows))
    sheet = book.worksheets[0]
    expected = [(name, shown) for _, name, shown in COLOURS]
    expected += [("externalReference", shown) for shown in (False, True, True, False)]
    formulas = {
        str(colours.sqref).split(":")[0]: [rule.formula[0] for rule in colours.rules]
        for colours in sheet.conditional_formatting
    }
    out = book.create_sheet("out", 0)
    out.append(["row", "coloured"])
    for row, (name, _) in enumerate(expected, 2):
        tests = ",".join(formulas[f"{letters[name]}2"])
        moved = Translator(f"=IF(OR({tests}),1,0)", origin="A2").translate_formula(f"A{row}")
        out.append([row, on_sheet(moved, sheet.title)])
    path = tmp_path / "colours.xlsx"
    book.save(path)
    (saved,) = converted([path], "xlsx", tmp_path)
    (chunk,) = open_table(saved, sheet="out").chunks(1000)
    assert [bool(cell) for cell in chunk.columns[1]] == [shown for _, shown in expected]


def on_sheet(formula: str, sheet: str) -> str:
    """The formula with its references on another sheet."""
    tokens = Tokenizer(formula)
    return "=" + "".join(
        f"'{sheet}'!{token.value}" if token.type == "OPERAND" and token.subtype == "RANGE" else token.value
        for token in tokens.items
    )
