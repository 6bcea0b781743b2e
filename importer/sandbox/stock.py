"""Writes the workbook of a realistic Dutch-speaking dealer, for a demo: as a dealer's system exports its stock.

Prices stand as text in some rows and as numbers in others, and a handful of rows carry the usual mistakes. It writes
with openpyxl, since the other writer cannot set an error cell such as `#REF!`. It does not know what the importer makes
of any of it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from importer.sandbox.car_models import (
    BRANCHES,
    COLOUR_WEIGHTS,
    COLOURS,
    OPTIONS,
    PAINTS,
    UPHOLSTERY,
    CarModel,
    car_models,
)

StockCell = str | int | float | dt.date | None
StockRow = dict[str, StockCell]

PICTURES: Final = 8
TITLE: Final = "Stocklijst Garage Van den Bossche: tweedehandswagens"
HEADING_ROW: Final = 3
"""Above it stand a title and a blank row, as such exports have them."""
_THIS_YEAR: Final = 2025
_PICTURED_BODIES: Final[Mapping[str, str]] = {
    "Hatchback": "hatchback",
    "Berline": "sedan",
    "Break": "wagon",
    "SUV": "suv",
    "Bestelwagen": "van",
    "Coupé": "coupe",
    "Cabrio": "convertible",
}
_VIN_LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


def write_stock(
    path: Path, *, rows: int = 60, seed: int = 2026, base_url: str = "https://example.com", mistakes: bool = True
) -> None:
    """Write a workbook of `rows` cars; their pictures stand under `base_url`. `mistakes` needs at least 20 rows."""
    random = Random(seed)  # noqa: S311 — believable cars, nothing secret
    cars = [_car(index, random, base_url.rstrip("/")) for index in range(rows)]
    if mistakes:
        _spoil(cars)
    _write(path, cars)


def _car(index: int, random: Random, base_url: str) -> StockRow:
    models = car_models()
    model = models[index] if index < len(models) else random.choice(models)
    first = dt.date(random.randint(model.first_year, model.last_year), random.randint(1, 12), random.randint(1, 28))
    age = _THIS_YEAR - first.year
    km = max(2_500, int(random.gauss(17_000, 4_500) * max(age, 0.5)))
    colour = random.choices(COLOURS, COLOUR_WEIGHTS)[0]
    number = f"A{25_001 + index}"
    postcode, city, province = random.choice(BRANCHES)
    return {
        "Stocknummer": number,
        "Titel": f"{model.make} {model.model} {model.trim}",
        "Merk": model.make,
        "Model": model.model,
        "Uitvoering": model.trim,
        "Chassisnummer": model.wmi + "".join(random.choices(_VIN_LETTERS, k=8)) + f"{random.randrange(10**6):06d}",
        "Bouwjaar": first.year,
        "Datum eerste inschrijving": first if random.random() < 0.75 else f"{first.month:02d}/{first.year}",
        "KM-stand": km if random.random() < 0.7 else f"{_grouped(km)} km",
        **_technical(model),
        **_looks(model, colour, random),
        **_commerce(model, age, km, random),
        "Postcode": postcode,
        "Gemeente": city,
        "Provincie": province,
        **{name: "; ".join(_some(options, random)) for name, options in OPTIONS.items()},
        **_pictures(model, colour, number, random, base_url),
        "Omschrijving": _description(model, random),
        "Status": random.choices(("Actief", "In afwachting", "Concept"), (90, 6, 4))[0],
    }


def _technical(model: CarModel) -> StockRow:
    return {
        "Brandstof": model.fuel,
        "Transmissie": model.gearbox,
        "Versnellingen": model.gears,
        "Aandrijving": model.drive,
        "Vermogen (kW)": model.kw,
        "CO2-uitstoot (g/km)": model.co2 if model.co2 is not None else "n.v.t.",
        "Verbruik (l/100 km)": model.litres if model.litres is not None else "-",
        "Carrosserie": model.body,
        "Aantal deuren": model.doors,
        "Zitplaatsen": 2 if model.body in ("Bestelwagen", "Cabrio") else 4 if model.body == "Coupé" else 5,
    }


def _looks(model: CarModel, colour: str, random: Random) -> StockRow:
    return {
        "Emissieklasse": None if model.co2 is None else "Euro 6d",
        "Kleur": colour,
        "Laksoort": random.choice(PAINTS),
        "Bekleding": random.choice(UPHOLSTERY),
        "Aantal eigenaars": random.choices((1, 2, 3), (70, 24, 6))[0],
        "Onderhoudsboekje": random.choices(("ja", "nee"), (85, 15))[0],
    }


def _commerce(model: CarModel, age: int, km: int, random: Random) -> StockRow:
    worth = model.new_price * 0.92 * 0.88**age * (1 - min(km, 200_000) / 900_000) * random.uniform(0.96, 1.05)
    price = max(3_950, round(worth / 500) * 500 - 50)
    return {
        "Garantie (maanden)": 24 if age <= 1 else 12,
        "BTW/Marge": random.choices(("Marge", "BTW"), (65, 35))[0],
        "Inkoopprijs": round(price * 0.88 / 50) * 50,
        "Verkoopprijs": price if random.random() < 0.6 else f"€ {_grouped(price)},-",
    }


def _pictures(model: CarModel, colour: str, number: str, random: Random, base_url: str) -> StockRow:
    taken = random.randint(4, PICTURES)
    stem = f"{base_url}/pictures/{_PICTURED_BODIES[model.body]}-{colour.lower()}"
    return {
        f"Foto {view}": f"{stem}-{view}.png?v={number}" if view <= taken else None for view in range(1, PICTURES + 1)
    }


def _description(model: CarModel, random: Random) -> str:
    owner = random.choice(("Eerste eigenaar", "Wagen in perfecte staat", "Zeer verzorgde wagen", "Ex-leasing"))
    service = random.choice(("volledig dealeronderhouden", "met onderhoudshistoriek", "gekeurd voor verkoop"))
    return f"{owner}, {service}.\nDeze {model.make} {model.model} wordt geleverd met Car-Pass en garantie."


def _some(options: Sequence[str], random: Random) -> list[str]:
    return random.sample(options, random.randint(2, len(options) - 1))


def _grouped(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _spoil(cars: list[StockRow]) -> None:
    """The mistakes that dealers' files do have, each in a row of its own, the row count unchanged."""
    cars[7]["Brandstof"] = "Benzien"
    cars[11] |= {"Verkoopprijs": "op aanvraag", "Status": "Actief"}
    cars[14]["Foto 2"] = str(cars[14]["Foto 2"]).replace("/pictures/", "/pictures/broken-")
    cars[16] |= {"Verkoopprijs": None, "Status": "Actief"}
    third = len(cars) // 3
    cars[third]["Bouwjaar"] = 2201
    cars[third + 3]["KM-stand"] = "#REF!"
    cars[2 * third]["Stocknummer"] = cars[2 * third - 5]["Stocknummer"]
    cars[-1] = dict(cars[-6])


def _write(path: Path, cars: Sequence[StockRow]) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Stock"
    headings = list(cars[0])
    sheet.append([TITLE])
    sheet.append([])
    sheet.append(headings)
    for car in cars:
        sheet.append([car[heading] for heading in headings])
    _dress(sheet, headings)
    content = BytesIO()  # openpyxl leaves an archive open when it cannot be written
    book.save(content)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.getvalue())


def _dress(sheet: Worksheet, headings: Sequence[str]) -> None:
    sheet["A1"].font = Font(bold=True, size=14)
    for cell in sheet[HEADING_ROW]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F3A5F")
    for column, heading in enumerate(headings, start=1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = (
            34 if heading in ("Titel", "Omschrijving") else max(12, len(heading) + 2)
        )
        if heading in _FORMATS:
            for cell in sheet[letter][HEADING_ROW:]:
                cell.number_format = _FORMATS[heading]
    sheet.freeze_panes = f"B{HEADING_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADING_ROW}:{get_column_letter(len(headings))}{sheet.max_row}"


_FORMATS: Final[Mapping[str, str]] = {
    "Datum eerste inschrijving": "dd/mm/yyyy",
    "KM-stand": "#,##0",
    "Verkoopprijs": '"€" #,##0',
    "Inkoopprijs": '"€" #,##0',
}
