"""A Dutch-speaking dealer's stock of 36 columns, with features and 8 images, as workbook and as delimited text.

The same cars in three wordings: as a dealer writes them, in the API's own words (for tools that know no Dutch), and
with two errors in every row. Made once and kept in a folder that git ignores. It does not know what is measured.
"""

import csv
import datetime as dt
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import Final

Cell = str | int | dt.date

FOLDER: Final = Path(__file__).resolve().parent / ".files"
_VIN_SIGNS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
_CARS: Final = (
    ("Volkswagen", "Golf", "1.5 TSI Style"),
    ("Peugeot", "308", "1.2 PureTech Allure"),
    ("BMW", "320d", "M Sport"),
    ("Renault", "Clio", "TCe 90 Techno"),
    ("Volvo", "V60", "T6 Inscription"),
    ("Škoda", "Octavia", "2.0 TDI Business"),
    ("Citroën", "C3", "Shine"),
    ("Mercedes-Benz", "A 180", "AMG Line"),
)
_OPTIONS: Final = ("Airconditioning", "Cruise control", "Navigatie", "Trekhaak", "Stoelverwarming", "Parkeersensoren")
_PLACES: Final = (
    ("9000", "Gent", "Oost-Vlaanderen"),
    ("2000", "Antwerpen", "Antwerpen"),
    ("3500", "Hasselt", "Limburg"),
    ("8500", "Kortrijk", "West-Vlaanderen"),
)
_WORDS: Final = {
    "fuelType": {"petrol": "Benzine", "diesel": "Diesel", "electric": "Elektrisch", "hybrid": "Hybride"},
    "transmission": {"manual": "Handgeschakeld", "automatic": "Automaat"},
    "driveType": {"FWD": "Voorwielaandrijving", "RWD": "Achterwielaandrijving", "AWD": "Vierwielaandrijving"},
    "bodyType": {"hatchback": "Hatchback", "sedan": "Berline", "wagon": "Break", "suv": "SUV"},
    "condition": {"used": "Tweedehands", "new": "Nieuw", "demo": "Demowagen"},
    "vehicleType": {"margin": "Marge", "btw": "BTW"},
    "status": {"active": "Actief", "pending": "In afwachting", "draft": "Concept"},
}
HEADINGS: Final = {
    "externalReference": "Stocknummer",
    "title": "Titel",
    "brand": "Merk",
    "model": "Model",
    "variant": "Uitvoering",
    "description": "Omschrijving",
    "vin": "Chassisnummer",
    "year": "Bouwjaar",
    "firstRegistration": "Datum eerste inschrijving",
    "mileage": "Kilometerstand",
    "fuelType": "Brandstof",
    "transmission": "Transmissie",
    "gears": "Versnellingen",
    "driveType": "Aandrijving",
    "powerKw": "Vermogen (kW)",
    "co2Emission": "CO2-uitstoot (g/km)",
    "emissionClass": "Emissieklasse",
    "bodyType": "Carrosserie",
    "doors": "Aantal deuren",
    "seats": "Zitplaatsen",
    "color": "Kleur",
    "condition": "Staat",
    "vehicleType": "BTW/Marge",
    "price": "Verkoopprijs",
    "postalCode": "Postcode",
    "city": "Gemeente",
    "status": "Status",
    "feature_comfort": "Opties",
    **{f"image_{n}": f"Foto {n}" for n in range(1, 9)},
}


class Wording(StrEnum):
    """How the cars are written down."""

    DEALER = "dealer"
    API = "api"
    ERRORS = "errors"


def workbook(rows: int) -> Path:
    """The stock as a workbook, with the shared strings of Excel up to 50,000 rows."""
    path = FOLDER / f"stock-{rows}.xlsx"
    if not path.exists():
        import xlsxwriter  # noqa: PLC0415 — files that exist already are only named

        part = _part(path)
        book = xlsxwriter.Workbook(str(part), {"constant_memory": rows > 50_000, "use_zip64": True})
        sheet = book.add_worksheet("Voorraad")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, list(HEADINGS.values()))
        for at, cells in enumerate(cars(rows), start=1):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(at, column, cell)
                elif isinstance(cell, int):
                    sheet.write_number(at, column, cell)
                else:
                    sheet.write_datetime(at, column, cell, day)
        book.close()
        part.replace(path)
    return path


def delimited(rows: int, wording: Wording = Wording.DEALER) -> Path:
    """The stock as Excel in Belgium saves it (semicolons, a BOM), or with commas in the API's own words."""
    path = FOLDER / f"stock-{rows}-{wording}.csv"
    if not path.exists():
        part = _part(path)
        own = wording is Wording.API
        with part.open("w", encoding="utf-8" if own else "utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter="," if own else ";")
            writer.writerow(HEADINGS if own else HEADINGS.values())
            for cells in cars(rows, wording):
                writer.writerow([f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else cell for cell in cells])
        part.replace(path)
    return path


def cars(rows: int, wording: Wording = Wording.DEALER) -> Iterator[list[Cell]]:
    """`rows` cars, the same at every call."""
    random = Random(2026)  # noqa: S311 — believable cars, nothing secret
    for number in range(rows):
        car = _car(number, random)
        if wording is not Wording.API:
            _as_dealer(car, number)
        if wording is Wording.ERRORS:
            car |= {"fuelType": "Benzien", "mileage": f"teller {number} defect"}
        yield list(car.values())


def _car(number: int, random: Random) -> dict[str, Cell]:
    brand, model, variant = random.choice(_CARS)
    year, month = random.randrange(2012, 2025), random.randrange(1, 13)
    fuel = random.choice(list(_WORDS["fuelType"]))
    postcode, city, _ = random.choice(_PLACES)
    reference = f"VO-{number:07}"
    return {
        "externalReference": reference,
        "title": f"{brand} {model} {variant}",
        "brand": brand,
        "model": model,
        "variant": variant,
        "description": f"{brand} {model} van de eerste eigenaar, volledig onderhouden bij de dealer. Wordt geleverd "
        f"met Car-Pass en twaalf maanden garantie. Vraag naar wagen {reference} voor een proefrit op afspraak.",
        "vin": "WVW" + "".join(random.choices(_VIN_SIGNS, k=8)) + f"{number % 10**6:06}",
        "year": year,
        "firstRegistration": f"{year}-{month:02}",
        "mileage": random.randrange(2_500, 180_000),
        "fuelType": fuel,
        "transmission": random.choice(list(_WORDS["transmission"])),
        "gears": random.randrange(5, 9),
        "driveType": random.choice(list(_WORDS["driveType"])),
        "powerKw": random.randrange(55, 250),
        "co2Emission": 0 if fuel == "electric" else random.randrange(90, 190),
        "emissionClass": random.choice(("Euro 6d", "Euro 6b", "Euro 5")),
        "bodyType": random.choice(list(_WORDS["bodyType"])),
        "doors": random.choice((3, 5)),
        "seats": random.choice((4, 5, 7)),
        "color": random.choice(("Zwart", "Wit", "Grijs", "Blauw", "Rood", "Groen")),
        "condition": random.choice(list(_WORDS["condition"])),
        "vehicleType": random.choice(list(_WORDS["vehicleType"])),
        "price": random.randrange(4_950, 60_000, 50),
        "postalCode": postcode,
        "city": city,
        "status": random.choices(list(_WORDS["status"]), (90, 6, 4))[0],
        "feature_comfort": "; ".join(random.sample(_OPTIONS, random.randrange(2, 6))),
        **{f"image_{n}": f"https://pictures.example.com/stock/{reference}-{n}.jpg" for n in range(1, 9)},
    }


def _as_dealer(car: dict[str, Cell], number: int) -> None:
    for field, words in _WORDS.items():
        car[field] = words[str(car[field])]
    year, month = (int(part) for part in str(car["firstRegistration"]).split("-"))
    car["firstRegistration"] = dt.date(year, month, 1 + number % 28)
    if number % 3 == 0:
        car["mileage"] = f"{_grouped(car['mileage'])} km"
        car["price"] = f"€ {_grouped(car['price'])},-"


def _grouped(value: Cell) -> str:
    return f"{value:,}".replace(",", ".")


def _part(path: Path) -> Path:
    FOLDER.mkdir(exist_ok=True)
    return path.with_name(f"part-{path.name}")


if __name__ == "__main__":
    kind, count, *how = sys.argv[1:]
    made = workbook(int(count)) if kind == "xlsx" else delimited(int(count), *map(Wording, how))
    print(made)
