"""The pages: what is live, one listing, the drawn cars; everything escaped, in four languages."""

from collections.abc import Iterator

import httpx
import pytest

from importer.sandbox.layout import language, number, price
from importer.sandbox.options import API_PREFIX
from importer.sandbox.page import CARDS
from importer.sandbox.server import running_sandbox
from importer.wording import Lang
from tests.sandbox.partner import SECRET, car, unlimited

EVIL = '<script>alert("x")</script>&'


class Site:
    """A running sandbox with listings, and its pages."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client

    def put(self, reference: str, **fields: object) -> str:
        """Put a car and give its id."""
        answer = self.client.put(f"/api/external/v1/listings/{reference}", json=car(**fields), headers=SECRET)
        listing_id: str = answer.json()["data"]["listingId"]
        return listing_id

    def page(self, address: str, **headers: str) -> str:
        """The text of a page."""
        return self.client.get(address, headers={"accept-language": "en", **headers}).text


@pytest.fixture
def site() -> Iterator[Site]:
    """An empty sandbox's site."""
    with (
        running_sandbox(unlimited()) as running,
        httpx.Client(base_url=running.api_url.removesuffix(API_PREFIX)) as client,
    ):
        yield Site(client)


def test_empty(site: Site) -> None:
    """With nothing live the page says so and what to do."""
    assert "Nothing is live yet." in site.page("/")
    assert "No listing matches." not in site.page("/")


def test_a_card(site: Site) -> None:
    """A card shows title, price and km as Belgium writes them, fuel in words, status, features and pictures."""
    images = ["https://example.com/a.jpg?x=1&y=2", "https://example.com/b.jpg"]
    features = [{"category": "comfort", "name": "Airco"}]
    site.put("A1", mileage=48500, fuelType="petrol", powerKw=110, images=images, features=features)
    page = site.page("/?lang=nl")
    for part in (
        "Volkswagen Golf 1.5 TSI",
        "€\N{NO-BREAK SPACE}18.950",
        "48.500\N{NO-BREAK SPACE}km",
        "benzine",
        "110\N{NO-BREAK SPACE}kW",
        "Gent",
        "A1",
        "Opties: 1",
        "Foto’s: 2",
        'src="https://example.com/a.jpg?x=1&amp;y=2"',
        'class="badge active"',
    ):
        assert part in page


def test_a_picture_that_cannot_be_loaded_makes_way_for_the_words_behind_it(site: Site) -> None:
    """A dealer practises with pictures that are nowhere yet; a broken mark would look like a fault of his file."""
    listing_id = site.put("A1", images=["https://example.com/a.jpg"])
    for page in (site.page("/?lang=nl"), site.page(f"/listings/{listing_id}?lang=nl")):
        assert page.count("<img") == page.count('onerror="this.remove()"') == 1
        assert page.index("Geen foto") < page.index("<img")


def test_everything_is_escaped(site: Site) -> None:
    """Nothing that was sent becomes part of the page's own HTML."""
    listing_id = site.put(
        "A%3Cb%3E",
        title=EVIL,
        description=EVIL,
        city=EVIL,
        brand=EVIL,
        features=[{"category": "comfort", "name": EVIL}],
        images=['https://example.com/"><script>'],
    )
    for address in ("/", f"/listings/{listing_id}", "/?q=%22%3E%3Cscript%3E", "/?status=%22%3E%3Cscript%3E"):
        answer = site.client.get(address)
        assert answer.status_code == 200
        assert "<script" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"A1", "A2", "A3"}),
        ("?status=sold", {"A2"}),
        ("?q=passat", {"A3"}),
        ("?q=VOLKSWAGEN+passat", {"A3"}),
        ("?q=a2", {"A2"}),
        ("?q=tesla", set()),
        ("?q=golf&status=active", {"A1"}),
    ],
)
def test_search_and_status(site: Site, query: str, expected: set[str]) -> None:
    """Listings are found by the words of title, brand and reference, and by status."""
    site.put("A1")
    site.put("A2", status="sold")
    site.put("A3", title="Volkswagen Passat")
    page = site.page(f"/{query}")
    assert {reference for reference in ("A1", "A2", "A3") if f"<code>{reference}</code>" in page} == expected


def test_many_listings_stand_on_pages(site: Site) -> None:
    """More listings than a page holds are parted; a page past the end is the last one."""
    for n in range(CARDS + 1):
        site.put(f"A{n}")
    assert site.page("/").count('<li class="card">') == CARDS
    assert site.page("/?page=2").count('<li class="card">') == 1
    assert "Page 2 of 2" in site.page("/?page=99")
    assert site.page("/?page=x").count('<li class="card">') == CARDS


def test_detail(site: Site) -> None:
    """A listing's page shows its fields under their headings, features by category, and every image."""
    listing_id = site.put(
        "A1",
        doors=5,
        serviceHistory=True,
        fuelConsumption=5.4,
        conditionTags=["1e eigenaar", "rookvrij"],
        description="Mooie wagen",
        features=[{"category": "safety", "name": "ABS"}],
        images=["https://example.com/a.jpg", "https://example.com/broken.jpg"],
    )
    page = site.page(f"/listings/{listing_id}?lang=fr")
    for part in ("ABS", "Sécurité", "Mooie wagen", "5,4 l/100 km", "1e eigenaar, rookvrij", "<dd>oui</dd>", listing_id):
        assert part in page
    assert page.count("<img") == 1
    assert site.client.get("/listings/none").status_code == 404


def test_a_listing_without_a_price(site: Site) -> None:
    """A draft without a price is shown all the same."""
    listing_id = site.put("A1", status="draft", price=...)
    assert "A1" in site.page("/")
    assert "A1" in site.page(f"/listings/{listing_id}")


def test_media_leads_to_the_image(site: Site) -> None:
    """The vendor's own address of an image leads to the picture that was sent."""
    listing_id = site.put("A1", images=["https://example.com/a.jpg"])
    assert site.client.get(f"/media/{listing_id}/0").headers["location"] == "https://example.com/a.jpg"
    assert site.client.get(f"/media/{listing_id}/1").status_code == 404
    assert site.client.get("/media/none/0").status_code == 404


def test_drawn_cars(site: Site) -> None:
    """The sandbox draws cars as real PNG files, and shows those of an earlier sandbox with its own."""
    picture = site.client.get("/pictures/suv-blauw-3.png")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert site.client.get("/pictures/broken-suv-blauw-3.png").status_code == 404
    site.put("A1", images=["http://127.0.0.1:1/pictures/suv-blauw-1.png?v=7"])
    assert 'src="/pictures/suv-blauw-1.png?v=7"' in site.page("/")


@pytest.mark.parametrize("lang", list(Lang))
def test_every_language(site: Site, lang: Lang) -> None:
    """Both pages exist in every language."""
    listing_id = site.put("A1", fuelType="petrol", features=[{"category": "other", "name": "x"}])
    for address in (f"/?lang={lang.value}", f"/listings/{listing_id}?lang={lang.value}"):
        assert f'<html lang="{lang.value}">' in site.page(address)


@pytest.mark.parametrize(
    ("wanted", "accepted", "expected"),
    [
        ("de", "fr", Lang.DE),
        (None, "fr-BE,fr;q=0.9,en;q=0.5", Lang.FR),
        (None, "es, en-GB", Lang.EN),
        ("xx", "", Lang.NL),
        (None, "*", Lang.NL),
    ],
)
def test_language_of_a_page(wanted: str | None, accepted: str, expected: Lang) -> None:
    """The address decides, then the browser, then it is Dutch."""
    assert language(wanted, accepted) is expected


@pytest.mark.parametrize(
    ("value", "expected"), [(18950, "18.950"), (5.4, "5,4"), (1234567.25, "1.234.567,25"), (5.0, "5"), (0, "0")]
)
def test_numbers(value: float, expected: str) -> None:
    """Points between thousands, a comma before decimals."""
    assert number(value) == expected


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        (18950, "EUR", "€\N{NO-BREAK SPACE}18.950"),
        (99.5, "EUR", "€\N{NO-BREAK SPACE}99,50"),
        (7, "CHF", "CHF\N{NO-BREAK SPACE}7"),
    ],
)
def test_prices(value: float, currency: str, expected: str) -> None:
    """The currency before the amount, cents in two digits."""
    assert price(value, currency) == expected
