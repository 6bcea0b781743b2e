"""The templates that the repository offers are what the contract says today."""

import csv
import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from importer.template.delimited import csv_bytes
from importer.template.workbook import Template, workbook_bytes
from importer.wording import Lang

FOLDER = Path(__file__).resolve().parents[2] / "templates"


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook; how they are packed depends on the machine's zlib."""
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("lang", Lang)
def test_workbooks_are_fresh(lang: Lang) -> None:
    """A change of the contract or of a sentence needs `make templates`."""
    stored = (FOLDER / f"listings.{lang}.xlsx").read_bytes()
    assert parts(stored) == parts(workbook_bytes(Template.of(lang))), "run `make templates`"


@pytest.mark.parametrize("lang", Lang)
def test_csv_files_are_fresh(lang: Lang) -> None:
    """The same for CSV."""
    stored = (FOLDER / f"listings.{lang}.csv").read_bytes()
    assert stored == csv_bytes(Template.of(lang)), "run `make templates`"


def test_a_workbook_is_the_same_byte_for_byte() -> None:
    """Nothing of the clock or of chance gets into a template."""
    assert workbook_bytes(Template.of(Lang.NL)) == workbook_bytes(Template.of(Lang.NL))


@pytest.mark.parametrize("lang", Lang)
def test_a_csv_opens_in_excel(lang: Lang) -> None:
    """UTF-8 with a BOM, semicolons and CRLF: what Excel in Belgium opens as columns."""
    content = csv_bytes(Template.of(lang), example=True)
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert "\n" not in text.replace("\r\n", "")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row[0].startswith("#") for row in rows] == [True] * 9 + [False]
    assert {len(row) for row in rows} == {len(Template.of(lang).columns)}
