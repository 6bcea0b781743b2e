"""The demo's workbook: what a dealer's system would write, with the usual mistakes."""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from importer.sandbox.car_models import car_models
from importer.sandbox.pictures import COLOURS
from importer.sandbox.shapes import BODIES
from importer.sandbox.stock import HEADING_ROW, write_stock


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a workbook by heading."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    headings = [str(heading) for heading in rows[HEADING_ROW - 1]]
    return [dict(zip(headings, row, strict=True)) for row in rows[HEADING_ROW:]]


def amount(cell: float | str) -> float:
    """The amount of a price that stands as a number or as `€ 18.950,-`."""
    return float(cell.strip("€ ,-").replace(".", "")) if isinstance(cell, str) else cell


@pytest.fixture(scope="module")
def cars(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The stock of the demo."""
    path = tmp_path_factory.mktemp("demo") / "new" / "stock.xlsx"
    write_stock(path, base_url="http://127.0.0.1:8000/")
    return read(path)


def test_sixty_cars(cars: list[dict[str, Any]]) -> None:
    """The demo has sixty rows with feature and picture columns."""
    assert len(cars) == 60
    assert {"feature_comfort", "feature_safety", "Foto 1", "Foto 8", "Stocknummer"} <= set(cars[0])


def test_values_stand_as_dealers_write_them(cars: list[dict[str, Any]]) -> None:
    """Prices, mileages and dates stand as numbers in some rows and as text in others."""
    for heading, kinds in {
        "Verkoopprijs": {float, str},
        "KM-stand": {float, str},
        "Datum eerste inschrijving": {dt.date, str},
    }.items():
        assert {type(car[heading]) for car in cars} == kinds
    assert any(str(car["Verkoopprijs"]).startswith("€ ") and str(car["Verkoopprijs"]).endswith(",-") for car in cars)


def test_the_usual_mistakes(cars: list[dict[str, Any]]) -> None:
    """A typing error, no price, one on request, an impossible year, repeated rows, a dead picture."""
    numbers = Counter(car["Stocknummer"] for car in cars)
    repeated = [[car for car in cars if car["Stocknummer"] == number] for number, times in numbers.items() if times > 1]
    assert sorted(first == second for first, second in repeated) == [False, True]
    assert sum(car["Brandstof"] == "Benzien" for car in cars) == 1
    assert sum(car["Verkoopprijs"] == "op aanvraag" for car in cars) == 1
    assert sum(car["Verkoopprijs"] == "" for car in cars) == 1
    assert sum(car["Bouwjaar"] == 2201 for car in cars) == 1
    assert sum("broken" in car["Foto 2"] for car in cars) == 1


def test_the_error_cell_is_an_error(tmp_path: Path) -> None:
    """`#REF!` is written as an error, not as text that looks like one."""
    from openpyxl import load_workbook  # noqa: PLC0415 — the other reader hides error cells

    write_stock(tmp_path / "stock.xlsx")
    sheet = load_workbook(tmp_path / "stock.xlsx").worksheets[0]
    assert [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "e"] == ["#REF!"]


def test_without_mistakes(tmp_path: Path) -> None:
    """A stock without mistakes, of any size: every reference once, every price and year believable."""
    write_stock(tmp_path / "s.xlsx", rows=250, mistakes=False)
    cars = read(tmp_path / "s.xlsx")
    assert len({car["Stocknummer"] for car in cars}) == len({car["Chassisnummer"] for car in cars}) == 250
    assert all(2018 <= car["Bouwjaar"] <= 2025 and len(car["Chassisnummer"]) == 17 for car in cars)
    assert all(3_000 < amount(car["Verkoopprijs"]) < 60_000 for car in cars)
    assert all(amount(car["Inkoopprijs"]) < amount(car["Verkoopprijs"]) for car in cars)


def test_the_same_seed_writes_the_same_cars(tmp_path: Path) -> None:
    """A demo can be repeated; another seed is another dealer."""
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_stock(tmp_path / f"{name}.xlsx", rows=20, seed=seed)
    a, b, c = (read(tmp_path / f"{name}.xlsx") for name in "abc")
    assert a == b != c


def test_every_picture_can_be_drawn(cars: list[dict[str, Any]]) -> None:
    """The pictures' addresses name bodies and colours that the sandbox draws, under the given address."""
    addresses = [car[f"Foto {n}"] for car in cars for n in range(1, 9) if car[f"Foto {n}"]]
    for address in addresses:
        assert address.startswith("http://127.0.0.1:8000/pictures/")
        body, colour, _ = address.removeprefix("http://127.0.0.1:8000/pictures/").removeprefix("broken-").split("-")
        assert body in BODIES
        assert colour in COLOURS


def test_models_are_whole() -> None:
    """Each model of the table has its figures."""
    for model in car_models():
        assert model.first_year <= model.last_year
        assert len(model.wmi) == 3
        assert (model.co2 is None) == (model.fuel == "Elektrisch") == (model.litres is None)
