"""Reading back: pages, filters, locations."""

from typing import Any

import pytest

from importer.sandbox.api import Sandbox
from importer.sandbox.dealers import profile_id
from tests.sandbox.partner import Clock, Partner, content, partner, unlimited


def stocked() -> Partner:
    """A partner with listings at three dealers, in four statuses, a minute apart."""
    clock = Clock()
    api = Partner(Sandbox(unlimited(), clock))
    rows = [("G1", "DEX-GENT", "active"), ("G2", "DEX-GENT", "sold"), ("B1", "DEX-BRUGGE", "active")]
    for reference, code, status in [*rows, ("X1", "OTHER", "draft"), ("X2", "OTHER", "pending")]:
        api.put(reference, dealerLocationCode=code, status=status)
        clock.tick(60)
    return api


def listed(api: Partner, path: str) -> list[str]:
    """The references that an address lists."""
    return [listing["externalReference"] for listing in content(api.ask("GET", path))["data"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["G1", "B1"]),
        ("?status=active", ["G1", "B1"]),
        ("?status=sold", ["G2"]),
        ("?status=draft", ["X1"]),
        ("?status=pending", ["X2"]),
        ("?status=all", ["G1", "G2", "B1", "X1", "X2"]),
        ("?status=all&locationCode=DEX-GENT", ["G1", "G2"]),
        (f"?status=all&dealerId={profile_id('OTHER')}", ["X1", "X2"]),
        (f"?status=all&parentDealerId={profile_id('DEX')}", ["G1", "G2", "B1"]),
        (f"?status=all&parentDealerId={profile_id('DEX')}&locationCode=DEX-BRUGGE", ["B1"]),
        ("?status=all&locationCode=NOWHERE", []),
        ("?status=all&updatedSince=2027-01-15T08:02:00Z", ["B1", "X1", "X2"]),
        ("?status=all&updatedSince=2027-01-15T10:03:00%2B02:00", ["X1", "X2"]),
    ],
)
def test_filters(query: str, expected: list[str]) -> None:
    """Status (active unless told), dealer, parent, location code and time of change."""
    assert listed(stocked(), f"/listings{query}") == expected


def test_pages() -> None:
    """Every listing stands on exactly one page; the count of pages is told."""
    api = partner()
    for number in range(7):
        api.put(f"A{number}")
    pages = [content(api.ask("GET", f"/listings?pageSize=3&page={page}")) for page in (1, 2, 3, 4)]
    assert [len(page["data"]) for page in pages] == [3, 3, 1, 0]
    assert pages[1]["pagination"] == {"page": 2, "pageSize": 3, "totalItems": 7, "totalPages": 3}


def test_page_size_without_a_word() -> None:
    """A page has 50 listings, and 200 at the most."""
    api = partner()
    for number in range(51):
        api.put(f"A{number}")
    assert len(listed(api, "/listings")) == 50
    assert len(listed(api, "/listings?pageSize=200")) == 51


def test_a_listing_carries_what_the_vendor_adds() -> None:
    """Id, slug, address, provider, place, own copies of the images in order, dealer and times."""
    api = partner()
    images: list[Any] = [{"url": "https://a.be/2.jpg", "position": 1}, {"url": "https://a.be/1.jpg", "position": 0}]
    api.put("A1", images=images, title="Škoda Octavia")
    (listing,) = content(api.ask("GET", "/listings", Host="127.0.0.1:9"))["data"]
    assert listing["slug"] == f"skoda-octavia-{listing['id'][:8]}"
    assert listing["images"][0]["url"] == listing["mainImageUrl"] == f"http://127.0.0.1:9/media/{listing['id']}/0"
    assert listing["dealer"]["locationCode"] == "DEX-GENT"
    assert listing["listingUrl"].endswith(listing["id"])
    assert listing["soldAt"] is None
    assert listing["createdAt"] == listing["updatedAt"] == "2027-01-15T08:00:00.000Z"


def test_locations() -> None:
    """The known group and branches, with counts; a code that was used is one more."""
    answer = content(stocked().ask("GET", "/locations"))
    codes = {row["locationCode"]: row for row in answer["data"]}
    assert set(codes) == {"DEX", "DEX-GENT", "DEX-BRUGGE", "DEX-ANTWERPEN", "DEX-LEUVEN", "OTHER"}
    assert codes["DEX-GENT"]["stats"]["activeListings"] == 1
    assert codes["DEX-GENT"]["stats"]["totalListings"] == 2
    assert codes["DEX-GENT"]["parent"]["id"] == codes["DEX"]["id"]
    assert (codes["DEX"]["isRoot"], codes["DEX-GENT"]["isRoot"]) == (True, False)
    assert answer["meta"]["total"] == len(answer["meta"]["profileIds"]) == 6


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?search=brug", ["DEX-BRUGGE"]),
        ("?includeChildren=false", ["DEX"]),
        (f"?parentId={profile_id('DEX')}&search=leuven", ["DEX-LEUVEN"]),
    ],
)
def test_locations_are_filtered(query: str, expected: list[str]) -> None:
    """By a search, by parent, and without branches."""
    rows = content(partner().ask("GET", f"/locations{query}"))["data"]
    assert [row["locationCode"] for row in rows] == expected


def test_locations_without_counts() -> None:
    """Counts are left out when they are not wanted."""
    assert "stats" not in content(partner().ask("GET", "/locations?withCounts=false"))["data"][0]


@pytest.mark.parametrize(("query", "expected"), [("", []), ("?includeChildren=true", ["G1", "B1"])])
def test_listings_of_a_location(query: str, expected: list[str]) -> None:
    """A location's own listings, and those of its branches when asked for."""
    assert listed(stocked(), f"/locations/{profile_id('DEX')}/listings{query}") == expected
    assert listed(stocked(), f"/locations/{profile_id('DEX-GENT')}/listings") == ["G1"]


def test_a_restricted_key_sees_its_own_locations() -> None:
    """A restricted key is shown its dealer and nothing else."""
    api = Partner(Sandbox(unlimited(), Clock()), {"x-api-key": "sk_partner_restricted"})
    assert [row["locationCode"] for row in content(api.ask("GET", "/locations"))["data"]] == ["DEX-GENT"]
    assert api.ask("GET", f"/locations/{profile_id('DEX-BRUGGE')}/listings").status == 404
