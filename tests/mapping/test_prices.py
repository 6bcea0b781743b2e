"""What a dealer asks for a car is the price; what he paid, hopes for, takes off or asks of his trade is not."""

import pytest

from importer.records import RawValue
from tests.mapping.tables import MODELS, column_of, fields_of, mapping_of, repeated

ASKED: list[RawValue] = ["24500", "18900", "9950"]
LOWER: list[RawValue] = ["21500", "15900", "8450"]


@pytest.mark.parametrize(
    "heading",
    [
        *[
            "Direct kopen",
            "Koop nu",
            "Adviesverkoopprijs incl. BTW",
            "Prijs incl. BTW & BPM",
            "Prijs consument",
            "Vaste prijs",
        ],
        *["Aanbiedingsprijs", "Afhaalprijs", "Vraagprijs incl.", "Uw prijs"],
        *[
            "Achat immédiat TTC",
            "Prix d'achat immédiat",
            "PVC TTC",
            "Prix vitrine",
            "Prix final",
            "Prix ferme",
            "Votre prix",
        ],
        *[
            "Sofortkaufpreis",
            "Sofort-Kaufen-Preis",
            "Brutto-VK",
            "Endverbraucherpreis",
            "Festpreis",
            "Sonderpreis",
            "Ihr Preis",
        ],
        *["Asking", "Drive away", "Cash price", "OTR", "Buy now price", "Window price", "Fixed price", "Your price"],
    ],
)
def test_what_is_asked_is_the_price_by_whatever_name(heading: str) -> None:
    """A column of amounts under each of these is the price when no other column claims it."""
    mapping = mapping_of({"Model": repeated(*MODELS), heading: repeated(*ASKED)})
    assert fields_of(mapping)[heading] == "price"


@pytest.mark.parametrize(
    ("buy_now", "bids"),
    [
        ("Direct kopen", "Hoogste bod"),
        ("Achat immédiat TTC", "Enchère actuelle"),
        ("Sofortkaufpreis", "Höchstgebot"),
        ("Buy now price", "Current bid"),
        ("Koop nu", "Startprijs"),
        ("Achat immédiat", "Mise à prix"),
        ("Sofortkauf", "Startpreis"),
        ("Buy it now", "Start price"),
    ],
)
def test_beside_bids_what_a_car_is_bought_for_at_once_is_no_price(buy_now: str, bids: str) -> None:
    """A dealer pays it at the auction; what he asks afterwards is another price, which he has to name."""
    mapping = mapping_of(
        {"Model": repeated(*MODELS), bids: repeated("7500", "6900"), buy_now: repeated("9900", "8900")}
    )
    assert fields_of(mapping) == {"Model": "model"}
    assert column_of(mapping, buy_now).reason == "reason_buy_now"


@pytest.mark.parametrize(
    ("vague", "sure"),
    [
        ("Direct kopen", "Vraagprijs"),
        ("Adviesverkoopprijs", "Verkoopprijs"),
        ("Achat immédiat", "Prix affiché"),
        ("Sofortkaufpreis", "Verkaufspreis"),
        ("Buy now price", "Asking price"),
        ("Cash price", "Screen price"),
    ],
)
def test_a_price_of_which_the_name_leaves_more_open_gives_way(vague: str, sure: str) -> None:
    """Wherever it stands."""
    columns = {"Model": repeated(*MODELS), vague: repeated(*LOWER), sure: repeated(*ASKED)}
    assert fields_of(mapping_of(columns)) == {"Model": "model", sure: "price"}


@pytest.mark.parametrize(
    "heading",
    [
        *[
            "Handelsprijs",
            "Inkoop",
            "Adviesprijs nieuw",
            "Taxatie",
            "Aanbetaling",
            "Korting",
            "Direct kopen excl.",
            "Catalogusprijs",
        ],
        *[
            "Prix marchand",
            "Prix d'achat",
            "Achat",
            "Achat HT",
            "Prix neuf",
            "Prix conseillé",
            "Acompte",
            "Achat immédiat HT",
        ],
        *["Händlerpreis", "EK", "Händler VK", "UVP", "Schwacke", "Anzahlung", "Sofortkaufpreis netto", "Rabatt"],
        *[
            "Trade",
            "Buy price",
            "Buying price",
            "NADA",
            "CAP clean",
            "Deposit",
            "Savings",
            "Buy now ex VAT",
            "Market value",
        ],
    ],
)
def test_what_nobody_asks_a_buyer_is_no_price(heading: str) -> None:
    """A net, trade, list or purchase price, a valuation or a discount, even where it stands alone."""
    mapping = mapping_of({"Model": repeated(*MODELS), heading: repeated(*ASKED)})
    assert fields_of(mapping) == {"Model": "model"}
