"""The eight cars of the example sheet, from `example_cars.toml`, in any of the four languages.

It does not know columns or sheets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from importer.vocabulary.equipment import category_of
from importer.wording import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleCar:
    """A car: `shows` is the key of what it is an example of, `listing` is as the API has it."""

    shows: str
    listing: Mapping[str, Any]


def example_cars(lang: Lang) -> tuple[ExampleCar, ...]:
    """The cars with their texts in a language."""
    return tuple(ExampleCar(shows=shows, listing=_listing(raw, lang)) for shows, raw in _cars().items())


@cache
def _cars() -> Mapping[str, Mapping[str, Any]]:
    return tomli.loads(files(__package__).joinpath("example_cars.toml").read_text(encoding="utf-8"))


def _listing(raw: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    listing = {name: value[lang] if isinstance(value, dict) else value for name, value in raw.items()}
    names = listing.pop("equipment", ())
    listing["features"] = [{"category": category_of(name) or "other", "name": name} for name in names]
    return listing
