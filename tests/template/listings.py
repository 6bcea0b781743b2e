"""Random listings as the API has them: valid, plausible and complete in whatever they have."""

import string
from typing import Any

from hypothesis import strategies as st

from importer.cells.blanks import is_placeholder
from importer.contract import BY_NAME, FEATURE_CATEGORIES, FIELDS, Kind

# Postal code, municipality, province and position, as the marketplace shows them.
PLACES = (
    ("9000", "Gent", "Oost-Vlaanderen", 51.05, 3.72),
    ("2000", "Antwerpen", "Antwerpen", 51.22, 4.4),
    ("8000", "Brugge", "West-Vlaanderen", 51.2, 3.22),
    ("3000", "Leuven", "Vlaams-Brabant", 50.88, 4.7),
)
# What a valid, plausible listing always has, or what is found from the postal code when it has not.
_KEPT = {"externalReference", "dealerLocationCode", "title", "price", "images"}
_FOUND = {"postalCode", "city", "province", "latitude", "longitude"}
OPTIONAL = tuple(name for name in BY_NAME if name not in _KEPT | _FOUND)
_LETTERS = string.ascii_letters + string.digits + "éèêëïöüßçàÉÜ"


def texts(most: int, marks: str = " -/.,()'&+:") -> st.SearchStrategy[str]:
    """A text that a dealer could write: it begins with a letter, and no word of ours means a blank."""
    rest = st.text(_LETTERS + marks, max_size=max(0, min(most, 40) - 2))
    return (
        st.builds(lambda start, text: " ".join((start + text).split()), st.sampled_from(("Xa", "Ké", "Zo")), rest)
        .map(lambda text: text.rstrip(" ,;|-"))
        .filter(lambda text: not is_placeholder(text))
    )


def _names(most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(texts(32, " -/.()'&+"), min_size=1, max_size=most, unique_by=str.casefold)


@st.composite
def _features(draw: st.DrawFn) -> list[dict[str, str]]:
    """Equipment in the order of its categories, each name once."""
    named = [(draw(st.sampled_from(FEATURE_CATEGORIES)), name) for name in draw(_names(10))]
    ordered = sorted(named, key=lambda feature: FEATURE_CATEGORIES.index(feature[0]))
    return [{"category": category, "name": name} for category, name in ordered]


NUMBERS: dict[str, st.SearchStrategy[Any]] = {
    "mileage": st.integers(5_000, 300_000),
    "doors": st.integers(2, 5),
    "seats": st.integers(2, 9),
    "previousOwners": st.integers(0, 6),
    "warrantyMonths": st.integers(1, 60),
    "gears": st.integers(1, 10),
    "powerKw": st.integers(30, 400) | st.decimals(30, 400, places=1).map(float),
    "weight": st.integers(700, 3_000),
    "fuelConsumption": st.decimals("3.1", "14.9", places=1).map(float),
    "co2Emission": st.integers(1, 300),
    "price": st.integers(2_000, 200_000) | st.decimals(2_000, 90_000, places=2).map(float),
}


@st.composite
def listings(draw: st.DrawFn, *, images: int = 8) -> dict[str, Any]:
    """One listing with every field, or with any of those that may be missing left out."""
    year, month = draw(st.integers(2012, 2021)), draw(st.integers(1, 12))
    postcode, city, province, latitude, longitude = draw(st.sampled_from(PLACES))
    numbers = st.lists(st.integers(1, 10**9), unique=True, max_size=images, min_size=1)
    listing: dict[str, Any] = {
        "externalReference": draw(st.text(string.ascii_letters + string.digits + "-_./", min_size=3, max_size=12)),
        "year": year,
        "firstRegistration": f"{year}-{month:02}",
        "vin": f"W0L000051T{draw(st.integers(0, 10**7 - 1)):07}",
        "carPassUrl": "https://public.car-pass.be/vhr/" + draw(st.text(string.hexdigits, min_size=8, max_size=8)),
        "dealerProfileId": str(draw(st.uuids())),
        "dealerLocationCode": draw(st.from_regex(r"[A-Z]{3}-[A-Z]{4,8}", fullmatch=True)),
        "currency": draw(st.sampled_from(("EUR", "CHF", "USD"))),
        "postalCode": postcode,
        "city": city,
        "province": province,
        "latitude": latitude,
        "longitude": longitude,
        "conditionTags": draw(_names(6)),
        "features": draw(_features()),
        "images": [f"https://example.com/{name}.jpg" for name in draw(numbers)],
    }
    for field in FIELDS:
        if field.name in listing:
            continue
        if field.kind is Kind.CHOICE:
            listing[field.name] = draw(st.sampled_from(field.choices))
        elif field.kind is Kind.BOOLEAN:
            listing[field.name] = draw(st.booleans())
        else:
            longest = field.max_length or 60
            listing[field.name] = draw(NUMBERS[field.name] if field.name in NUMBERS else texts(longest))
    if listing["fuelType"] == "electric":
        del listing["fuelConsumption"]
        listing["co2Emission"] = 0
    dropped = draw(st.sets(st.sampled_from(OPTIONAL)))
    return {name: value for name, value in listing.items() if name not in dropped}


def stock(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The listings as the stock of one dealer: no reference and no chassis number twice."""
    return [
        {**listing, "externalReference": f"{number}-{listing['externalReference']}"}
        | ({"vin": f"W0L000051T{number:07}"} if "vin" in listing else {})
        for number, listing in enumerate(found)
    ]


def payload_of(listing: dict[str, Any]) -> dict[str, Any]:
    """The listing as it is sent: images with their positions, whole numbers without a fraction, blanks left out."""
    payload = {name: value for name, value in listing.items() if value is not None}
    payload["images"] = [{"url": url, "position": at} for at, url in enumerate(listing["images"], 1)]
    for name, value in payload.items():
        if isinstance(value, float) and value.is_integer():
            payload[name] = int(value)
    return payload
