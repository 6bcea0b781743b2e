"""Stock files as a Dutch dealer's system writes them, made by the tests."""

import csv
from collections.abc import Sequence
from pathlib import Path
from random import Random

import openpyxl

HEADINGS = (
    "Stocknummer",
    "Merk",
    "Model",
    "Uitvoering",
    "Bouwjaar",
    "Kilometerstand",
    "Brandstof",
    "Transmissie",
    "Vermogen (kW)",
    "Verkoopprijs",
    "feature_comfort",
    *(f"image_{i}" for i in range(1, 9)),
)
_CARS = (("Volkswagen", "Golf"), ("Peugeot", "308"), ("BMW", "320d"), ("Renault", "Clio"), ("Volvo", "V60"))
_FUELS = ("Benzine", "Diesel", "Elektrisch", "Hybride")


def dutch_rows(rows: int, seed: int = 7) -> list[list[object]]:
    """The heading row and `rows` cars, each with eight images and three features."""
    random = Random(seed)
    found: list[list[object]] = [list(HEADINGS)]
    for i in range(rows):
        brand, model = random.choice(_CARS)
        price = f"€ {random.randrange(5, 60)}.{random.randrange(1000):03},-"
        images = [f"https://pictures.example.com/{i}-{n}.jpg" for n in range(1, 9)]
        found.append(
            [
                f"ST-{i:05}",
                brand,
                model,
                random.choice(("1.5 TSI", "2.0 TDI", "Life")),
                random.randrange(2012, 2024),
                f"{random.randrange(1, 180)}.{random.randrange(1000):03} km",
                random.choice(_FUELS),
                random.choice(("Handgeschakeld", "Automaat")),
                random.randrange(50, 250),
                price,
                "Airconditioning; Cruise control; Stoelverwarming",
                *images,
            ]
        )
    return found


def write_csv(path: Path, rows: Sequence[Sequence[object]], delimiter: str = ";") -> Path:
    """Write rows as Excel in Belgium saves them: semicolons, a BOM."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[object]], sheet: str = "Voorraad") -> Path:
    """Write rows as a workbook of one sheet."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path
