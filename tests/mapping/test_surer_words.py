"""Two columns for one field: the one whose heading says it more surely has it, wherever it stands."""

import pytest

from importer.records import RawValue
from tests.mapping.tables import MODELS, column_of, fields_of, mapping_of, repeated

EARLIER: list[RawValue] = ["12/03/2015", "01/11/2017", "23/06/2018"]
LATER: list[RawValue] = ["02/02/2024", "17/05/2025", "20/01/2026"]


@pytest.mark.parametrize(
    ("vague", "sure"),
    [
        ("Inschrijvingsdatum", "1e ingebruikname"),
        ("Inschrijvingsdatum", "1e inschr."),
        ("Date immatriculation", "MEC"),
        ("Date d'immatriculation", "1ère mise en circ."),
        ("Zulassungsdatum", "EZ"),
        ("Registration date", "Date first registered"),
    ],
)
def test_a_registration_that_is_called_the_first_goes_before_one_that_is_not(vague: str, sure: str) -> None:
    """The date of a registration may be that of the owner of today; the other column says that it is the first."""
    mapping = mapping_of({"Model": repeated(*MODELS), vague: repeated(*LATER), sure: repeated(*EARLIER)})
    assert fields_of(mapping) == {"Model": "model", sure: "firstRegistration"}
    assert column_of(mapping, vague).reason == "reason_claimed"


@pytest.mark.parametrize(
    ("usual", "reduced"),
    [
        ("Regular price", "Sale price"),
        ("Normale prijs", "Verkoopprijs"),
        ("Prix normal", "Prix remisé"),
        ("Regulärer Preis", "Preis nach Rabatt"),
    ],
)
def test_a_reduced_price_of_every_car_goes_before_the_usual_one(usual: str, reduced: str) -> None:
    """What is asked today is the second; when only some cars are reduced, the others keep the price that they have."""
    columns: dict[str, list[RawValue]] = {"Model": repeated(*MODELS), usual: repeated("24500", "18900")}
    every = mapping_of({**columns, reduced: repeated("21500", "15900")})
    some = mapping_of({**columns, reduced: repeated("21500", None)})
    assert fields_of(every) == {"Model": "model", reduced: "price"}
    assert fields_of(some)[usual] == "price"


@pytest.mark.parametrize(
    ("vague", "sure"),
    [
        ("Prix public", "Prix de vente"),
        ("Kaufpreis", "Verkaufspreis"),
        ("Verwachte prijs", "Verkoopprijs"),
        ("Retail price", "Sales price"),
    ],
)
def test_a_price_that_may_be_another_one_goes_behind_the_price(vague: str, sure: str) -> None:
    """A public price is often the list price, a `Kaufpreis` what the dealer paid, when another is asked for the car."""
    mapping = mapping_of(
        {"Model": repeated(*MODELS), vague: repeated("24500", "18900"), sure: repeated("21500", "15900")}
    )
    assert fields_of(mapping) == {"Model": "model", sure: "price"}


@pytest.mark.parametrize(
    ("field", "older", "present"),
    [
        ("co2Emission", "CO2 NEDC", "CO2 WLTP"),
        ("co2Emission", "CO2-Emissionen NEFZ", "CO2-Emissionen WLTP"),
        ("fuelConsumption", "Verbruik NEDC", "Verbruik WLTP"),
    ],
)
def test_what_was_measured_by_the_older_cycle_goes_behind(field: str, older: str, present: str) -> None:
    """Wherever it stands: the present cycle's figure is what an advert has to tell."""
    cells = (["104", "98", "120"], ["128", "119", "141"])
    if field == "fuelConsumption":
        cells = (["4,4", "5,1", "6,2"], ["5,0", "5,9", "6,8"])
    mapping = mapping_of({"Model": repeated(*MODELS), older: repeated(*cells[0]), present: repeated(*cells[1])})
    assert fields_of(mapping) == {"Model": "model", present: field}


def test_a_public_price_beside_one_in_unknown_words_is_asked_about() -> None:
    """`Prix magasin TTC` may be what is asked, and the public price then what the car cost when new."""
    mapping = mapping_of(
        {
            "Model": repeated(*MODELS),
            "Prix public": repeated("24500", "18900"),
            "Prix magasin TTC": repeated("21500", "15900"),
        }
    )
    assert fields_of(mapping) == {"Model": "model"}
    assert column_of(mapping, "Prix public").reason == "reason_two_prices"


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Inschrijvingsdatum", EARLIER, "firstRegistration"),
        ("Zulassungsdatum", EARLIER, "firstRegistration"),
        ("Prix public", ["24500", "18900"], "price"),
        ("Retail price", ["24500", "18900"], "price"),
    ],
)
def test_a_less_sure_heading_has_the_field_when_it_stands_alone(
    heading: str, cells: list[RawValue], field: str
) -> None:
    """Without another column there is nothing surer."""
    assert fields_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)}))[heading] == field


def test_the_registration_of_today_does_not_fill_the_blanks_of_the_first() -> None:
    """A row without its first registration stays without it; another registration is another date."""
    first = [cell if row % 3 else None for row, cell in enumerate(repeated(*EARLIER))]
    other = [None if row % 3 else cell for row, cell in enumerate(repeated(*LATER))]
    mapping = mapping_of({"Model": repeated(*MODELS), "Eerste inschrijving": first, "Inschrijvingsdatum": other})
    assert fields_of(mapping) == {"Model": "model", "Eerste inschrijving": "firstRegistration"}
