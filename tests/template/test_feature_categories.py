"""Features of any kind in one column, and the category that a dealer picks for them from a dropdown beside it."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from importer.contract import FEATURE_CATEGORIES, FEATURE_CATEGORY
from importer.intake import IntakeOptions
from importer.problems import Code, describe
from importer.template.cell_words import CellValue, cells_of
from importer.template.columns import FeatureLayout
from importer.template.delimited import csv_bytes
from importer.template.workbook import Template, workbook_bytes
from importer.template_from import template_from
from importer.vocabulary.choices import shown_word
from importer.vocabulary.equipment import known_equipment
from importer.wording import Lang
from tests.template.import_back import TODAY, Imported, import_back
from tests.template.libreoffice import converted
from tests.template.listings import listings, payload_of, stock
from tests.template.test_round_trip import SEARCH, many_listings

WORDS = {
    Lang.NL: ["Interieur", "Exterieur", "Veiligheid", "Comfort", "Technologie", "Overige"],
    Lang.FR: ["Intérieur", "Extérieur", "Sécurité", "Confort", "Technologie", "Autres"],
    Lang.DE: ["Innenraum", "Außen", "Sicherheit", "Komfort", "Technik", "Sonstige"],
    Lang.EN: ["Interior", "Exterior", "Safety", "Comfort", "Technology", "Other"],
}
CAR = {"externalReference": "A1", "title": "Opel Corsa", "dealerLocationCode": "DEX-GENT"}


def place_of(template: Template, name: str) -> int:
    """Where a column stands, from 0."""
    return next(at for at, column in enumerate(template.columns) if column.name == name)


def row_with(template: Template, listing: Mapping[str, Any], cells: Mapping[str, CellValue]) -> list[CellValue]:
    """The row of a listing, with these cells in place of its own."""
    row = cells_of(listing, template.columns, template.lang)
    for name, value in cells.items():
        row[place_of(template, name)] = value
    return row


def imported(
    template: Template, rows: Sequence[Sequence[CellValue]], folder: Path, name: str = "stock.xlsx"
) -> Imported:
    """What the template with these rows comes to."""
    path, filled = folder / name, replace(template, filled=rows)
    path.write_bytes(csv_bytes(filled) if name.endswith(".csv") else workbook_bytes(filled))
    return import_back(path)


def moved(listing: dict[str, Any], category: str, template: Template) -> tuple[list[CellValue], dict[str, Any]]:
    """The row with the features of one category in the column for any kind, and the listing that it then is."""
    names = [feature for feature in listing.get("features", ()) if feature["category"] == category]
    others = [feature for feature in listing.get("features", ()) if feature["category"] != category]
    rest = {**listing, "features": [*names, *others]} if names else listing
    told = {
        "features": "; ".join(feature["name"] for feature in names) or None,
        FEATURE_CATEGORY.name: shown_word(FEATURE_CATEGORY.name, category, template.lang) if names else None,
        **({f"feature_{category}": None} if names else {}),
    }
    return row_with(template, listing, told), payload_of(rest)


@pytest.mark.parametrize("layout", FeatureLayout)
@pytest.mark.parametrize("lang", Lang)
def test_category_names_are_a_dropdown(lang: Lang, layout: FeatureLayout) -> None:
    """The category is chosen from a named range with the six names of the language, and nothing else is taken."""
    template = Template.of(lang, features=layout)
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(template)))
    letter = get_column_letter(place_of(template, FEATURE_CATEGORY.name) + 1)
    rule = next(rule for rule in book.worksheets[0].data_validations.dataValidation if f"{letter}1001" in rule.sqref)
    ((title, cells),) = book.defined_names[rule.formula1].destinations
    assert [row[0].value for row in book[title][cells]] == WORDS[lang]
    assert (rule.type, rule.errorStyle, rule.showErrorMessage) == ("list", "stop", True)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("lang", Lang)
@settings(SEARCH, max_examples=4)
@given(found=st.lists(listings(), min_size=1, max_size=8).map(stock), category=st.sampled_from(FEATURE_CATEGORIES))
def test_a_chosen_category_comes_back(lang: Lang, kind: str, found: list[dict[str, Any]], category: str) -> None:
    """Features of any name get the category that was chosen for their cell, beside those in columns of their own."""
    template = Template.of(lang)
    rows, payloads = zip(*(moved(listing, category, template) for listing in found), strict=True)
    with TemporaryDirectory() as folder:
        back = imported(template, rows, Path(folder), f"stock.{kind}")
    assert (back.payloads, back.codes) == (list(payloads), [])


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_chosen_category_survives_libreoffice(kind: str, tmp_path: Path) -> None:
    """Opened and saved by LibreOffice, the chosen categories of all four languages are read the same."""
    found, paths, expected = many_listings(12), [], []
    for lang, category in zip(Lang, FEATURE_CATEGORIES, strict=False):
        template = Template.of(lang)
        rows, payloads = zip(*(moved(listing, category, template) for listing in found), strict=True)
        path = tmp_path / f"stock-{lang}.xlsx"
        path.write_bytes(workbook_bytes(replace(template, filled=rows)))
        paths.append(path)
        expected.append(list(payloads))
    back = [import_back(path) for path in converted(paths, kind, tmp_path)]
    assert [each.payloads for each in back] == expected
    assert [each.codes for each in back] == [[]] * len(Lang)


@pytest.mark.parametrize("lang", Lang)
def test_a_blank_category_follows_from_the_name(lang: Lang, tmp_path: Path) -> None:
    """A known name goes to its own category, an unknown one to the others, and nothing is said."""
    template = Template.of(lang)
    known = {names[0]: category for category, names in known_equipment(lang).items()}
    row = row_with(template, CAR, {"features": ";".join([*known, "Gouden dakrand"])})
    back = imported(template, [row], tmp_path)
    expected = [{"category": category, "name": name} for name, category in known.items()]
    assert back.payloads[0]["features"] == [*expected, {"category": "other", "name": "Gouden dakrand"}]
    assert back.codes == []


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Airco, Navigatie, Gouden dakrand", ["Airco", "Navigatie", "Gouden dakrand"]),
        ("Airco,Navigatie; Trekhaak", ["Airco", "Navigatie", "Trekhaak"]),
        ("Dakrand, verguld, met bloemen", ["Dakrand, verguld, met bloemen"]),
        ("Dakrand van 1,5 meter", ["Dakrand van 1,5 meter"]),
        ("Elektrische ramen, voor en achter", ["Elektrische ramen, voor en achter"]),
    ],
)
def test_commas_part_known_equipment_alone(cell: str, names: list[str], tmp_path: Path) -> None:
    """Who parts his list with commas is understood; a name that has a comma of its own stays whole."""
    template = Template.of(Lang.NL)
    back = imported(template, [row_with(template, CAR, {"features": cell})], tmp_path)
    assert [feature["name"] for feature in back.payloads[0]["features"]] == names


@pytest.mark.parametrize("lang", Lang)
def test_an_unknown_category_is_said_with_the_accepted_ones(lang: Lang, tmp_path: Path) -> None:
    """A word that is no category is a problem of its own cell, and the message names all six in the language."""
    template = Template.of(lang)
    row = row_with(template, CAR, {"features": "Gouden dakrand", FEATURE_CATEGORY.name: "Bling"})
    back = imported(template, [row], tmp_path)
    (problem,) = back.rows[0].problems
    assert (problem.code, problem.column) == (Code.UNKNOWN_CHOICE, place_of(template, FEATURE_CATEGORY.name))
    assert problem.params["accepted"] == ", ".join(WORDS[lang])
    assert "Bling" in describe(problem, lang)


@pytest.mark.parametrize(
    ("heading", "word"),
    [("Soort opties", "veiligheid"), ("Catégorie d'équipement", "SÉCURITÉ"), ("feature_category", "safety")],
)
def test_a_dealers_own_file_may_have_such_a_column(heading: str, word: str, tmp_path: Path) -> None:
    """Beside columns that no template has, it is known by its heading and confirmed by what stands in it."""
    path = tmp_path / "export.csv"
    path.write_text(
        f"Stocknr;Titel;Opties;{heading};Eigen notitie\nA1;Opel Corsa;Airco, Xyz;{word};bellen\n", encoding="utf-8"
    )
    back = import_back(path)
    assert back.payloads[0]["features"] == [{"category": "safety", "name": name} for name in ("Airco", "Xyz")]


def test_a_profile_may_say_what_a_dealers_word_means(tmp_path: Path) -> None:
    """As with every choice, `words` of a profile give a category to a word that is not known."""
    template = Template.of(Lang.NL)
    row = row_with(template, CAR, {"features": "Gouden dakrand", FEATURE_CATEGORY.name: "Bling"})
    path, profile = tmp_path / "stock.xlsx", tmp_path / "profile.toml"
    path.write_bytes(workbook_bytes(replace(template, filled=[row])))
    columns = "\n".join(f'"{column.heading}" = "{column.name}"' for column in template.columns)
    profile.write_text(f'[columns]\n{columns}\n[words.features]\nbling = "exterior"\n', encoding="utf-8")
    back = import_back(path, profile=profile)
    assert back.payloads[0]["features"] == [{"category": "exterior", "name": "Gouden dakrand"}]
    assert back.codes == []


def test_a_category_that_cannot_be_read_stays_in_its_column(tmp_path: Path) -> None:
    """In a template of a dealer's own file it stands where he mends it, not among the features."""
    path = tmp_path / "export.csv"
    path.write_text("Stocknr;Merk;Opties;Soort opties\nA1;Opel;Xyz;Bling\nA2;Audi;Xyz;Comfort\n", encoding="utf-8")
    made = template_from(path, IntakeOptions(today=TODAY), Lang.NL)
    template = made.template
    assert [row[place_of(template, FEATURE_CATEGORY.name)] for row in template.filled] == ["Bling", None]
    assert [row[place_of(template, "feature_comfort")] for row in template.filled] == [None, "Xyz"]
    assert made.unread == 1


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_as_many_numbered_columns_as_a_stock_needs_come_back(kind: str, tmp_path: Path) -> None:
    """A category has as many columns as its fullest car has features, however many, and no other category has more."""
    names = [f"Optie {number}" for number in range(1, 61)]
    path = tmp_path / "export.csv"
    path.write_text(f"Stocknr;Merk;Opties\nA1;Opel;{'|'.join(names)}|ABS|ESP\nA2;Audi;Airco|ABS\n", encoding="utf-8")
    made = template_from(path, IntakeOptions(today=TODAY), Lang.NL, features=FeatureLayout.COLUMNS).template
    numbers = [column.number for column in made.columns if column.category == "safety"]
    assert numbers == [1, 2]
    back = imported(made, made.filled, tmp_path, f"stock.{kind}")
    assert back.mapping.profile == "template"
    features = back.payloads[0]["features"]
    assert [feature["name"] for feature in features if feature["category"] == "other"] == names
    assert [feature["name"] for feature in features if feature["category"] == "safety"] == ["ABS", "ESP"]
