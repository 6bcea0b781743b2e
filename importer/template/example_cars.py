"""The eight cars of the example sheet, from `example_cars.toml`, in any of the four languages, and their cells.

It does not know sheets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from importer.contract import FEATURE_CATEGORY
from importer.template.cell_words import CellValue, cells_of
from importer.template.columns import Column
from importer.vocabulary.choices import shown_word
from importer.vocabulary.equipment import category_of
from importer.vocabulary.own_template import LIST_SEPARATOR
from importer.wording import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleCar:
    """A car: `shows` is the key of what it is an example of, `listing` is as the API has it.

    `together` are the features that are written in the column for any kind, `category` is the one chosen beside it.
    """

    shows: str
    listing: Mapping[str, Any]
    together: tuple[str, ...] = ()
    category: str | None = None

    def cells(self, columns: Sequence[Column], lang: Lang) -> list[CellValue]:
        """The cells of its row, one for each column; None for a blank."""
        apart = [feature for feature in self.listing["features"] if feature["name"] not in self.together]
        told = {
            "features": f"{LIST_SEPARATOR} ".join(self.together),
            FEATURE_CATEGORY.name: shown_word(FEATURE_CATEGORY.name, self.category, lang) if self.category else "",
        }
        cells = cells_of({**self.listing, "features": apart}, columns, lang)
        return [told.get(column.name) or cell for column, cell in zip(columns, cells, strict=True)]


def example_cars(lang: Lang) -> tuple[ExampleCar, ...]:
    """The cars with their texts in a language."""
    return tuple(_car(shows, raw, lang) for shows, raw in _cars().items())


@cache
def _cars() -> Mapping[str, Mapping[str, Any]]:
    return tomli.loads(files(__package__).joinpath("example_cars.toml").read_text(encoding="utf-8"))


def _car(shows: str, raw: Mapping[str, Any], lang: Lang) -> ExampleCar:
    listing = {name: value[lang] if isinstance(value, dict) else value for name, value in raw.items()}
    together, category = tuple(listing.pop("together", ())), listing.pop("together_category", None)
    listing["features"] = [
        *({"category": category or category_of(name) or "other", "name": name} for name in together),
        *({"category": category_of(name) or "other", "name": name} for name in listing.pop("equipment", ())),
    ]
    return ExampleCar(shows=shows, listing=listing, together=together, category=category)
