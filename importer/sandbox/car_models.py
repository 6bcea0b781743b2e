"""What a Belgian dealer has on the forecourt: models with their usual figures, options, colours and branches. Data."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class CarModel:
    """A model as a dealer's system writes it, in Dutch. `new_price` is in EUR, `wmi` is how its VIN begins."""

    make: str
    model: str
    trim: str
    body: str
    fuel: str
    gearbox: str
    gears: int
    kw: int
    co2: int | None
    litres: float | None
    drive: str
    doors: int
    first_year: int
    last_year: int
    new_price: int
    wmi: str


@cache
def car_models() -> tuple[CarModel, ...]:
    """The models of `car_models.csv`."""
    lines = files(__package__).joinpath("car_models.csv").read_text(encoding="utf-8").splitlines()
    return tuple(_model(line) for line in csv.DictReader(lines))


def _model(line: dict[str, str]) -> CarModel:
    return CarModel(
        make=line["make"],
        model=line["model"],
        trim=line["trim"],
        body=line["body"],
        fuel=line["fuel"],
        gearbox=line["gearbox"],
        gears=int(line["gears"]),
        kw=int(line["kw"]),
        co2=int(line["co2"]) if line["co2"] else None,
        litres=float(line["litres"]) if line["litres"] else None,
        drive=line["drive"],
        doors=int(line["doors"]),
        first_year=int(line["first_year"]),
        last_year=int(line["last_year"]),
        new_price=int(line["new_price"]),
        wmi=line["wmi"],
    )


COLOURS: Final = ("Zwart", "Wit", "Grijs", "Zilver", "Blauw", "Rood", "Groen", "Bruin", "Beige", "Geel", "Oranje")
COLOUR_WEIGHTS: Final = (20, 17, 22, 10, 13, 8, 4, 2, 2, 1, 1)
PAINTS: Final = ("Metallic", "Metallic", "Metallic", "Uni", "Parelmoer")
UPHOLSTERY: Final = ("Stof", "Stof", "Leder", "Kunstleder", "Alcantara")

OPTIONS: Final[dict[str, tuple[str, ...]]] = {
    "feature_comfort": (
        "Airconditioning",
        "Automatische klimaatregeling",
        "Cruise control",
        "Verwarmde zetels",
        "Elektrische ramen",
        "Keyless entry",
        "Parkeersensoren achter",
        "Stuurwielverwarming",
        "Zetelverstelling elektrisch",
    ),
    "feature_safety": (
        "ABS",
        "ESP",
        "Isofix",
        "Dodehoekdetectie",
        "Rijstrookassistent",
        "Noodremassistent",
        "Airbag bestuurder",
        "Airbag passagier",
    ),
    "feature_technology": (
        "Navigatiesysteem",
        "Apple CarPlay",
        "Android Auto",
        "Bluetooth",
        "Digitale cockpit",
        "DAB-radio",
        "Achteruitrijcamera",
    ),
    "feature_exterior": (
        "Lichtmetalen velgen",
        "LED-koplampen",
        "Trekhaak",
        "Panoramisch dak",
        "Getinte ramen",
        "Dakrails",
    ),
}

BRANCHES: Final = (
    (9000, "Gent", "Oost-Vlaanderen"),
    (9300, "Aalst", "Oost-Vlaanderen"),
    (8000, "Brugge", "West-Vlaanderen"),
)
