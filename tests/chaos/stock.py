"""A file of cars in the API's own words, and what must be live when all of it was delivered.

What is expected is made from the same values as the file, not by the importer.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

FIRST_ROW = 2
INVALID_EVERY = 500  # one row in so many has a price that nobody can read
_PLACE = {"postalCode": "9000", "city": "Gent", "province": "Oost-Vlaanderen"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """`live` is what each reference must be afterwards; `outcomes` tells of rows that are never sent."""

    path: Path
    rows: int
    live: dict[str, dict[str, Any]]
    outcomes: dict[int, str]


def write_stock(path: Path, rows: int, random: Random) -> Stock:
    """Write `rows` rows: cars, a few that are invalid, and the first car once more at the end."""
    cars = [_car(number, random) for number in range(rows - 1)]
    outcomes = {}
    for number in range(INVALID_EVERY // 2, rows - 1, INVALID_EVERY):
        cars[number]["price"] = "?"
        outcomes[FIRST_ROW + number] = "invalid"
    outcomes[FIRST_ROW + rows - 1] = "duplicate"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(cars[0]))
        writer.writeheader()
        writer.writerows([*cars, cars[0]])
    live = {str(car["externalReference"]): _listing(car) for car in cars if car["price"] != "?"}
    return Stock(path=path, rows=rows, live=live, outcomes=outcomes)


def _car(number: int, random: Random) -> dict[str, Any]:
    return {
        "externalReference": f"KILL-{number:05}",
        "dealerLocationCode": "DEX-GENT",
        "status": "active",
        "title": f"Volkswagen Golf {number}",
        "brand": "Volkswagen",
        "model": "Golf",
        "year": random.randrange(2012, 2025),
        "mileage": random.randrange(2_000, 150_000),
        "price": random.randrange(5_000, 60_000),
        **_PLACE,
        **{f"image_{place}": f"https://images.example.com/{number}-{place}.jpg" for place in (1, 2)},
    }


def _listing(car: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in car.items() if not name.startswith("image_")} | {
        "images": [car["image_1"], car["image_2"]]
    }
