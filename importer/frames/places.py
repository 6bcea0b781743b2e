"""Where a car stands: city, province and coordinates from its postcode when they are blank, provinces in Dutch.

Done once for each distinct place. The dealer's own city stays; one that contradicts its postcode is a warning. It does
not know cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from importer.frames.coded import Coded, Value, combined
from importer.problems import Code
from importer.vocabulary.places import Municipality, municipalities, place_names, province_of
from importer.vocabulary.spelling import plain

BELGIAN_POSTCODE_LENGTH: Final = 4
FIELDS_OF_DOUBTS: Final = {
    Code.POSTCODE_UNKNOWN: "postalCode",
    Code.CITY_CONTRADICTS_POSTCODE: "city",
    Code.PROVINCE_CONTRADICTS_POSTCODE: "province",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place as it will be sent; `doubt` is a warning with its parameters."""

    city: Value
    province: Value
    latitude: float | None = None
    longitude: float | None = None
    doubt: Code | None = None
    params: Mapping[str, str] | None = None


def located(columns: Mapping[str, Coded], rows: int, language: str | None) -> tuple[dict[str, Coded], Coded]:
    """The columns of a place with blanks filled, and the Location of every row (None without a postcode)."""
    blank = Coded.constant(None, rows)

    def column(name: str) -> Coded:
        return columns.get(name, blank)

    def locate(postcode: Value, city: Value, province: Value) -> Location:
        return _location(postcode, city, province, language)

    def kept(own: Value, other: Value, found: Value) -> Value:
        return found if own is None and other is None else own

    places = combined([column("postalCode"), column("city"), column("province")], locate)
    latitude = places.map(lambda place: place.latitude)
    longitude = places.map(lambda place: place.longitude)
    filled = {
        "city": places.map(lambda place: place.city),
        "province": places.map(lambda place: place.province),
        "latitude": combined([column("latitude"), column("longitude"), latitude], kept),
        "longitude": combined([column("longitude"), column("latitude"), longitude], kept),
    }
    return filled, places


def _location(postcode: Value, city: Value, province: Value, language: str | None) -> Location:
    if isinstance(province, str):
        province = province_of(province) or province
    if not isinstance(postcode, str):
        return Location(city=city, province=province)
    found = municipalities().get(postcode, ())
    if not found:
        unknown = postcode.isdecimal() and len(postcode) == BELGIAN_POSTCODE_LENGTH
        doubt = Code.POSTCODE_UNKNOWN if unknown else None
        return Location(city=city, province=province, doubt=doubt, params={"postcode": postcode})
    if isinstance(city, str):
        meant = [place for place in found if place.is_called(city)]
        if not meant:
            return _contradicted(postcode, city, province, found)
    elif city is None:
        meant = list(found)
        city = found[0].name(language) if len(found) == 1 else None
    else:
        meant = list(found)
    return _placed(postcode, city, province, meant[0])


def _placed(postcode: str, city: Value, province: Value, place: Municipality) -> Location:
    known = province_of(province) if isinstance(province, str) else None
    wrong = known is not None and known != place.province
    return Location(
        city=city,
        province=place.province if province is None else province,
        latitude=None if wrong else place.latitude,
        longitude=None if wrong else place.longitude,
        doubt=Code.PROVINCE_CONTRADICTS_POSTCODE if wrong else None,
        params={"postcode": postcode, "province": place.province, "given": str(province)},
    )


def _contradicted(postcode: str, city: str, province: Value, found: Sequence[Municipality]) -> Location:
    """A city elsewhere in Belgium: the postcode decides the province. One that is nowhere may be abroad: no filling."""
    if province is None and plain(city) in place_names():
        province = found[0].province
    places = " / ".join(dict.fromkeys(place.nl for place in found))
    params = {"postcode": postcode, "city": city, "places": places}
    return Location(city=city, province=province, doubt=Code.CITY_CONTRADICTS_POSTCODE, params=params)
