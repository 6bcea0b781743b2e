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
        ("Direct kopen", "Veiling eindigt"),
        ("Sofortkauf", "Auktionsende"),
        ("Achat immédiat", "Offre actuelle"),
        ("Buy now", "Lot"),
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
    ("standing", "auction"),
    [
        ("current_price", "auction_end_at"),
        ("Huidige prijs", "Veiling eindigt"),
        ("Prix actuel", "Fin de l'enchère"),
        ("Aktueller Preis", "Auktionsende"),
    ],
)
def test_at_an_auction_the_price_of_the_moment_is_a_bid_and_elsewhere_the_price(standing: str, auction: str) -> None:
    """It rises until the last minute; on a list without bids it is what is asked today."""
    asked = {"Model": repeated(*MODELS), standing: repeated(*ASKED)}
    mapping = mapping_of({**asked, auction: repeated("2026-02-15", "2026-02-17")})
    assert column_of(mapping, standing).fields == ()
    assert fields_of(mapping_of(asked))[standing] == "price"


@pytest.mark.parametrize(
    ("vague", "sure"),
    [
        ("Direct kopen", "Vraagprijs"),
        ("Meeneemprijs", "Vraagprijs site"),
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


SOME: list[RawValue] = ["21500", None, None]
PAIRS = [
    ("Prijs", "Actieprijs"),
    ("Vraagprijs", "Aanbiedingsprijs"),
    ("Prix", "Prix remisé"),
    ("Prix de vente TTC", "Prix promo TTC"),
    ("Preis", "Aktionspreis"),
    ("Verkaufspreis", "Preis nach Rabatt"),
    ("Price", "Sale price"),
    ("Asking price", "Reduced price"),
]


@pytest.mark.parametrize(("usual", "reduced"), PAIRS)
def test_a_reduced_price_of_every_car_is_the_price(usual: str, reduced: str) -> None:
    """It is what a buyer pays; the usual one is named as left out."""
    mapping = mapping_of({"Model": repeated(*MODELS), usual: repeated(*ASKED), reduced: repeated(*LOWER)})
    assert fields_of(mapping) == {"Model": "model", reduced: "price"}
    assert [problem.code for problem in mapping.problems if problem.heading == usual] == ["field_claimed_twice"]


@pytest.mark.parametrize(("usual", "reduced"), PAIRS)
@pytest.mark.parametrize("none", [None, "0", "-"])
def test_a_reduced_price_of_some_cars_goes_before_the_usual_one_of_the_others(
    usual: str, reduced: str, none: RawValue
) -> None:
    """Wherever the columns stand; each says what it does."""
    cells = [none if cell is None else cell for cell in repeated(*SOME)]
    for columns in ([(usual, repeated(*ASKED)), (reduced, cells)], [(reduced, cells), (usual, repeated(*ASKED))]):
        mapping = mapping_of([("Model", repeated(*MODELS)), *columns])
        assert fields_of(mapping) == {"Model": "model", reduced: "price", usual: "price"}
        assert column_of(mapping, reduced).targets[0].part == "reduced"
        assert column_of(mapping, reduced).reason == "reason_reduced_price"
        assert column_of(mapping, usual).reason == "reason_usual_price"


@pytest.mark.parametrize(("usual", "reduced"), PAIRS)
@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(["21500", "19000", None], id="one is higher"),
        pytest.param(["24500", "18900", None], id="none is lower"),
        pytest.param(["345", None, None], id="what is paid a month"),
        pytest.param(["21500", "zie verkoper", None], id="one is no amount"),
    ],
)
def test_what_is_not_the_usual_price_less_something_changes_nothing(
    usual: str, reduced: str, cells: list[RawValue]
) -> None:
    """One row that contradicts is enough: a wrong price costs more than one that is too high."""
    mapping = mapping_of({"Model": repeated(*MODELS), usual: repeated(*ASKED), reduced: repeated(*cells)})
    assert fields_of(mapping) == {"Model": "model", usual: "price"}


@pytest.mark.parametrize(
    ("usual", "reduced", "bound", "cells"),
    [
        ("Prijs", "Actieprijs", "Actie tot", ["31/12/2025", None]),
        ("Prijs", "Actieprijs", "Actie", ["ja", "nee"]),
        ("Prix", "Prix promo", "Fin promo", ["31/12/2025", None]),
        ("Preis", "Aktionspreis", "Aktion bis", ["31.12.2025", None]),
        ("Price", "Sale price", "Date sale price ends", ["2025-12-31", None]),
        ("Price", "Sale price", "Sale date", ["2025-12-31", None]),
        ("Price", "Sale price", "Sold", ["yes", "no"]),
        ("Price", "Sale price", "Customer", ["Smith", None]),
        ("Price", "Sale price", "Status", ["Sold", "Available"]),
    ],
)
def test_a_reduction_that_may_be_over_or_a_price_that_was_paid_changes_nothing(
    usual: str, reduced: str, bound: str, cells: list[RawValue]
) -> None:
    """The days of a reduction, who it is for and which cars are sold are not weighed, so the usual price stays."""
    columns = {"Model": repeated(*MODELS), usual: repeated(*ASKED), reduced: repeated(*SOME), bound: repeated(*cells)}
    found = fields_of(mapping_of(columns))
    assert (found[usual], reduced in found) == ("price", False)


def test_a_later_row_that_contradicts_is_seen_too() -> None:
    """The whole file is read for it, however long it is."""
    usual: list[RawValue] = ["24500"] * 25_000
    reduced: list[RawValue] = [*["21500"] * 24_999, "31500"]
    mapping = mapping_of({"Model": repeated(*MODELS, rows=25_000), "Prijs": usual, "Actieprijs": reduced})
    assert fields_of(mapping) == {"Model": "model", "Prijs": "price"}


@pytest.mark.parametrize(
    ("heading", "currency"), [("Price A$", "AUD"), ("Prijs (₦)", "NGN"), ("Prix ₴", "UAH"), ("Price $", "USD")]
)
def test_a_sign_in_the_heading_is_the_currency_of_all_prices(heading: str, currency: str) -> None:
    """A bare number below it is not in euros."""
    column = column_of(mapping_of({"Model": repeated(*MODELS), heading: repeated("18950", "8750")}), heading)
    assert [target.notation.currency for target in column.targets] == [currency]


def test_a_price_in_a_currency_that_is_not_known_is_left_out() -> None:
    """Jamaican dollars are not euros because nobody knows them here."""
    mapping = mapping_of({"Model": repeated(*MODELS), "Price (J$)": repeated("18950", "8750")})
    assert column_of(mapping, "Price (J$)").reason == "reason_other_unit"
