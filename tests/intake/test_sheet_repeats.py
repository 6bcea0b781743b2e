"""References on several sheets that are taken together: what becomes of their rows."""

from datetime import date
from pathlib import Path

import pytest

from importer.intake import IntakeOptions
from importer.intake.sheet_repeats import repeats_across
from importer.problems import describe
from importer.reading import open_tables
from importer.wording import Lang
from tests.reading.files import workbook

OPTIONS = IntakeOptions(today=date(2026, 6, 15), location="TEST")
HEADINGS = ("Referentie", "Merk", "Model", "Prijs", "Km", "Bouwjaar")
CORSA = ("A1", "Opel", "Corsa", 9950, 50000, 2018)
CHEAPER = ("A1", "Opel", "Corsa", 9450, 50000, 2018)
GOLF = ("A2", "VW", "Golf", 12500, 60000, 2019)
RIO = ("A3", "Kia", "Rio", 8500, 70000, 2020)
BAD = ("A1", "Opel", "Corsa", "veel", 50000, 2018)


@pytest.mark.parametrize(
    ("gent", "aalst", "expected"),
    [
        ([CORSA], [GOLF], {}),
        ([CORSA, CORSA], [GOLF], {}),
        ([CORSA, GOLF], [RIO, CORSA], {("Aalst", 3): "duplicate"}),
        ([CORSA, GOLF], [CHEAPER, RIO], {("Gent", 2): "invalid", ("Aalst", 2): "invalid"}),
        ([BAD, GOLF], [BAD, RIO], {("Aalst", 2): "invalid"}),
        ([CORSA, GOLF], [RIO, BAD], {("Gent", 2): "invalid", ("Aalst", 3): "invalid"}),
    ],
    ids=["none", "on one sheet", "the same car", "another price", "the same mistake", "one of them mended"],
)
def test_rows_with_a_reference_on_another_sheet(
    tmp_path: Path, gent: list[object], aalst: list[object], expected: dict[tuple[str, int], str]
) -> None:
    """The same car again is a duplicate; where the content differs nobody can say which row is meant."""
    path = workbook(tmp_path, {"Gent": [HEADINGS, *gent], "Aalst": [HEADINGS, *aalst], "Notities": [("bel Jan",)]})
    found = repeats_across(open_tables(path), OPTIONS)
    told = {(sheet, row.row): row.outcome.value for sheet, rows in found.items() for row in rows}
    assert told == expected


def test_the_other_sheet_is_named(tmp_path: Path) -> None:
    """The sentence says on which sheet and row the reference stands too, in every language."""
    path = workbook(tmp_path, {"Gent": [HEADINGS, CORSA, GOLF], "Aalst": [HEADINGS, RIO, CHEAPER]})
    (settled,) = repeats_across(open_tables(path), OPTIONS)["Gent"]
    assert settled.problem is not None
    for lang in Lang:
        assert "3 (Aalst)" in describe(settled.problem, lang)
