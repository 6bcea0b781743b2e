"""A column that cannot be read keeps its rows back, and cells below each other's headings stop the run."""

from pathlib import Path

import pytest

from importer.errors import ExitCode, MappingError
from importer.intake import IntakeOptions, rows_of, understand
from importer.problems import Code, describe
from importer.records import Outcome, RawValue
from importer.wording import Lang
from tests.mapping.tables import MAKES, MODELS, TODAY, column_of, mapping_of, repeated


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Verkoopprijs", ["zie bord", "bij ons", "vraag prijs"], "price"),
        ("Prix TTC", ["voir affiche", "18 95O ttcc", "au comptoir"], "price"),
        ("Preis (brutto)", ["auf Anfrage bitte", "siehe Aushang", "nach Absprache"], "price"),
        ("Price", ["see windscreen", "tbc later", "12k5b"], "price"),
        ("Verkoopprijs", ["zie bord", "bij ons", "12500", "9950", "x?", "y?"], "price"),
        ("Kilometerstand", ["45.000kmm", "78OOO", "12k5x", "15600"], "mileage"),
        ("Mileage", ["low", "very low"], "mileage"),
        ("Bouwjaar", ["twee", "drie", "vier"], "year"),
        ("Eerste inschrijving", ["ergens in mei", "vorig jaar"], "firstRegistration"),
        ("Vermogen (kW)", ["1O5x", "11OO5x"], "powerKw"),
    ],
)
def test_a_surely_headed_column_that_cannot_be_read_is_taken_and_said(
    heading: str, cells: list[RawValue], field: str
) -> None:
    """Left out, it would clear what is live in the field."""
    mapping = mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)})
    assert column_of(mapping, heading).fields == (field,)
    (problem,) = [problem for problem in mapping.problems if problem.heading == heading]
    assert problem.code is Code.COLUMN_UNREADABLE
    for lang in Lang:
        assert f'--map "{heading}=-"' in describe(problem, lang)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Kilometerstand", ["Diesel", "Benzine"]),
        ("Verkoopprijs", ["45000 km", "78000 km"]),
        ("Prix TTC", ["Renault", "Peugeot"]),
        ("Bouwjaar", ["136606 km", "79472 km"]),
        ("Price", ["yes", "no"]),
        ("CO2", ["A", "B", "C"]),
        ("Puissance", ["4", "5", "7"]),
        ("Deuren", ["BMW", "Audi"]),
        ("Vermogen (kW)", ["sterk", "zwak"]),
    ],
)
def test_a_column_whose_cells_are_surely_something_else_stays_out(heading: str, cells: list[RawValue]) -> None:
    """Another field's words, another quantity or a label are no slips of the pen."""
    assert column_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)}), heading).fields == ()


def test_a_column_that_can_be_read_goes_before_one_that_cannot() -> None:
    """The unreadable one of two price columns has nothing to say."""
    columns = {"Model": repeated(*MODELS), "Prijs": repeated("zie bord"), "Vraagprijs": repeated("12500", "9950")}
    mapping = mapping_of(columns)
    assert (column_of(mapping, "Prijs").fields, column_of(mapping, "Vraagprijs").fields) == ((), ("price",))


def _stock(path: Path, *columns: tuple[str, list[str]]) -> Path:
    lines = [[heading for heading, _ in columns], *([cells[row] for _, cells in columns] for row in range(8))]
    path.write_text("\n".join(";".join(line) for line in lines), encoding="utf-8")
    return path


def test_nothing_is_sent_of_a_row_whose_price_cannot_be_read(tmp_path: Path) -> None:
    """A draft without its price would clear the price that is live; so the row is invalid at that very cell."""
    references, prices = [f"ST-{row}" for row in range(8)], ["zie bord", "bij ons", "12500", "op bord"] * 2
    path = _stock(tmp_path / "stock.csv", ("Stocknr", references), ("Merk", list(MAKES)), ("Verkoopprijs", prices))
    options = IntakeOptions(today=TODAY, location="DEX-GENT")
    rows = [row for chunk in rows_of(understand(path, options), options, lambda _: None) for row in chunk]
    assert [row.row for row in rows if row.outcome is Outcome.INVALID] == [2, 3, 5, 6, 7, 9]
    assert {(problem.code, problem.field) for problem in rows[0].problems if problem.field == "price"} == {
        (Code.NOT_A_NUMBER, "price")
    }


SHIFTED = (
    ("Merk", list(MAKES)),
    ("Model", list(MAKES)),
    ("Verkoopprijs", ["Diesel", "Benzine"] * 4),
    ("Brandstof", ["2015", "2018"] * 4),
    ("Bouwjaar", ["136606 km", "79472 km"] * 4),
    ("Kilometerstand", ["€ 15473", "€ 7192"] * 4),
)


@pytest.mark.parametrize("lang", list(Lang))
def test_a_file_whose_cells_stand_below_each_others_headings_is_not_taken(tmp_path: Path, lang: Lang) -> None:
    """Where several columns hold another field, what is left cannot be believed: a make alone would clear the rest."""
    path = _stock(tmp_path / "stock.csv", *SHIFTED)
    with pytest.raises(MappingError) as stopped:
        understand(path, IntakeOptions(today=TODAY))
    assert stopped.value.exit_code is ExitCode.NO_MAPPING
    assert {"Verkoopprijs", "Brandstof", "Bouwjaar", "--map"} <= {
        word.strip("(),:;") for word in stopped.value.sentence(lang).split()
    }


def test_who_says_what_a_column_is_goes_on_with_a_shifted_file(tmp_path: Path) -> None:
    """A person who has looked at the columns knows better."""
    path = _stock(tmp_path / "stock.csv", *SHIFTED)
    known = understand(path, IntakeOptions(today=TODAY, overrides={"Verkoopprijs": "fuelType"}))
    assert column_of(known.mapping, "Verkoopprijs").fields == ("fuelType",)


def test_one_column_in_the_wrong_place_stops_nothing(tmp_path: Path) -> None:
    """A single contradiction is said of its column."""
    path = _stock(tmp_path / "stock.csv", *SHIFTED[:3], ("Bouwjaar", ["2015", "2018"] * 4))
    assert "price" not in understand(path, IntakeOptions(today=TODAY)).mapping.places(0)
