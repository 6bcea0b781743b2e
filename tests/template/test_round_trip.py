"""What a dealer writes into a template is what is sent: in every language and every program."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from importer.template.cell_words import cells_of
from importer.template.columns import FeatureLayout
from importer.template.delimited import csv_bytes
from importer.template.workbook import Template, workbook_bytes
from importer.wording import Lang
from tests.template.import_back import import_back
from tests.template.libreoffice import converted
from tests.template.listings import listings, payload_of, stock

# A file is written and read for each example: few examples of several listings, and no search for the smallest failure.
SEARCH = settings(
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
STOCKS = st.lists(listings(), min_size=1, max_size=8).map(stock)


def template_with(found: Sequence[dict[str, Any]], template: Template) -> Template:
    """The template with the listings written into it in the dealer's words."""
    return replace(template, filled=[cells_of(listing, template.columns, template.lang) for listing in found])


def written(content: bytes, folder: str | Path, name: str) -> Path:
    """A file with this content."""
    path = Path(folder) / name
    path.write_bytes(content)
    return path


def assert_comes_back(path: Path, found: Sequence[dict[str, Any]]) -> None:
    """The file imports to the same payloads with nothing to say."""
    imported = import_back(path)
    assert imported.payloads == [payload_of(listing) for listing in found]
    assert imported.codes == []


@pytest.mark.parametrize("lang", Lang)
@settings(SEARCH, max_examples=4)
@given(found=STOCKS)
def test_a_workbook_comes_back(lang: Lang, found: list[dict[str, Any]]) -> None:
    """Every field of every listing comes back from the workbook as it was, and nothing is wrong with it."""
    with TemporaryDirectory() as folder:
        content = workbook_bytes(template_with(found, Template.of(lang)))
        assert_comes_back(written(content, folder, "stock.xlsx"), found)


@pytest.mark.parametrize("lang", Lang)
@settings(SEARCH, max_examples=8)
@given(found=STOCKS)
def test_a_csv_comes_back(lang: Lang, found: list[dict[str, Any]]) -> None:
    """The same by way of CSV, with the examples above the headings."""
    with TemporaryDirectory() as folder:
        content = csv_bytes(template_with(found, Template.of(lang)), example=True)
        assert_comes_back(written(content, folder, "stock.csv"), found)


@settings(SEARCH, max_examples=4)
@given(found=STOCKS)
def test_numbered_features_come_back(found: list[dict[str, Any]]) -> None:
    """One feature a cell comes back as well as a list in a cell."""
    with TemporaryDirectory() as folder:
        template = Template.of(Lang.FR, features=FeatureLayout.COLUMNS)
        kept = [{**listing, "features": _few(listing, 4)} if "features" in listing else listing for listing in found]
        assert_comes_back(written(workbook_bytes(template_with(kept, template)), folder, "stock.xlsx"), kept)


def _few(listing: dict[str, Any], most: int) -> list[dict[str, str]]:
    seen: dict[str, int] = {}
    kept = []
    for feature in listing["features"]:
        seen[feature["category"]] = seen.get(feature["category"], 0) + 1
        if seen[feature["category"]] <= most:
            kept.append(feature)
    return kept


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_libreoffice_saves_comes_back(kind: str, tmp_path: Path) -> None:
    """Opened and saved by LibreOffice, as xlsx and as ods, a filled template of each language is read the same."""
    found = many_listings(40)
    paths = [
        written(workbook_bytes(template_with(found, Template.of(lang))), tmp_path, f"stock-{lang}.xlsx")
        for lang in Lang
    ]
    for path, lang in zip(converted(paths, kind, tmp_path), Lang, strict=True):
        assert_comes_back(path, found)
        assert import_back(path).mapping.language == lang


def many_listings(count: int) -> list[dict[str, Any]]:
    """As many random listings, the same at each call."""
    found: list[dict[str, Any]] = []

    @settings(
        max_examples=count, database=None, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(listing=listings())
    def gather(listing: dict[str, Any]) -> None:
        found.append(listing)

    gather()
    return stock(found)
