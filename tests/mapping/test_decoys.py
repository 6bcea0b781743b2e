"""Columns that look like a field and are another thing: labels, torque, territories, later registrations, VAT rates."""

import pytest

from importer.problems import describe
from importer.records import RawValue
from importer.wording import Lang
from tests.mapping.tables import MAKES, MODELS, column_of, fields_of, mapping_of, numbered, repeated

BUILT: list[RawValue] = ["2012", "2013", "2014"]
LATER: list[RawValue] = ["12/01/2025", "13/03/2026", "23/04/2025"]
THEN: list[RawValue] = ["12/01/2012", "13/03/2014", "23/04/2014"]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Release date", ["12/03/2018", "01/05/2019"]),
        ("Vrijgavedatum", ["12/03/2018", "01/05/2019"]),
        ("Ad month", [4, 6, 5]),
        ("Listing month", [4, 6, 5]),
        ("Advertentie jaar", ["2025", "2026"]),
        ("Annonce année", ["2025", "2026"]),
        ("Kracht (Nm)", ["250", "320"]),
        ("Prijs in", ["14950", "19400"]),
        ("In prijs", ["14950", "19400"]),
        ("Prijs van", ["14950", "19400"]),
        ("Prix du", ["14950", "19400"]),
        ("Puissance", ["250 Nm", "320 Nm"]),
        ("Sales region", ["Antwerpen", "Limburg"]),
        ("Verkoopregio", ["Antwerpen", "Limburg"]),
        ("Région commerciale", ["Hainaut", "Namur"]),
        ("Verkaufsgebiet", ["Antwerpen", "Limburg"]),
        ("Foto label", ["voorkant", "links"]),
        ("Kleur label", ["rood", "groen"]),
        ("Couleur étiquette", ["rouge", "vert"]),
        ("Etikettfarbe", ["rot", "grün"]),
        ("Sticker colour", ["red", "green"]),
        ("Kleurcode", ["LC9X", "Z157"]),
        ("Code peinture", ["LC9X", "Z157"]),
        ("Farbschlüssel", ["LC9X", "Z157"]),
        ("Image alt", ["VW Golf black", "Audi A3 white"]),
        ("Make image", [f"https://x.be/img/{name}.png" for name in "abcdefgh"]),
        ("Merk afbeelding", numbered("https://x.be/img/{}.png")),
        ("Foto inschrijvingsbewijs", numbered("https://x.be/img/{}.jpg")),
        ("Scan gelijkvormigheid", numbered("https://x.be/img/{}.jpg")),
        ("Vignette", numbered("https://x.be/img/{}.jpg")),
        ("Schlüsselfoto", numbered("https://x.be/img/{}.jpg")),
        ("Foto dealer", numbered("https://x.be/img/{}.jpg")),
        ("V5 scan", numbered("https://x.be/img/{}.jpg")),
        ("Key photo", numbered("https://x.be/img/{}.jpg")),
        ("Fahrzeugalter", [4, 6, 5]),
        ("Productiedatum", ["03/2018", "11/2019"]),
        ("Herstellungsdatum", ["03/2013", "11/2005"]),
        ("build_date", ["2018-03", "2019-11"]),
        ("row_color", ["Black", "White"]),
        ("Zulassung in D", ["12/03/2018", "01/05/2019"]),
        ("Van-prijs", ["18500", "12950"]),
        ("Kategorie", [4, 5, 2, 6]),
        ("Cat.", [4, 5, 2, 6]),
        ("Label", ["Rood", "Groen", "Oranje"]),
        ("Étiquette", ["Rouge", "Vert"]),
        ("Highlight", ["Blue", "Black"]),
        ("Foto", ["https://x.be/img/logo.png"]),
        (
            "Opmerkingen",
            ["Typefouten voorbehouden. Al onze wagens zijn nagekeken en rijklaar, met volle tank en garantie."],
        ),
        ("Btw-regime", [1, 2]),
        ("BTW", [1, 2, 1, 1]),
        ("MwSt-Status", [1, 0]),
        ("Verbruik", ["14,2", "15,1", "16,0", "13,8"]),
    ],
)
def test_a_decoy_feeds_nothing(heading: str, cells: list[RawValue]) -> None:
    """A torque is no power, a territory no province, a label no colour and no picture."""
    assert heading not in fields_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)}))


@pytest.mark.parametrize(
    "heading", ["Registratie", "Inschrijvingsdatum", "Date d'immatriculation", "Zulassungsdatum", "Registration"]
)
def test_registrations_years_after_the_cars_were_built_are_not_the_first(heading: str) -> None:
    """A dealer's own registration would make old cars young; the same heading above fitting dates is believed."""
    table = {"Model": repeated(*MODELS), "Bouwjaar": repeated(*BUILT)}
    assert column_of(mapping_of({**table, heading: repeated(*LATER)}), heading).reason == "reason_later_registration"
    assert fields_of(mapping_of({**table, heading: repeated(*THEN)}))[heading] == "firstRegistration"


@pytest.mark.parametrize("heading", ["Eerste inschrijving", "Date de première immatriculation", "Erstzulassung", "EZ"])
def test_a_registration_that_is_called_the_first_is_believed_whatever_the_year_beside_it(heading: str) -> None:
    """A year that is wrong is told row by row, not with the whole column."""
    mapping = mapping_of({"Model": repeated(*MODELS), "Bouwjaar": repeated(*BUILT), heading: repeated(*LATER)})
    assert fields_of(mapping)[heading] == "firstRegistration"


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("MwSt", ["19%", "19%"]),
        ("MwSt", ["19", "0"]),
        ("BTW", ["21%", "21 %"]),
        ("TVA", ["20,0 %", "0 %"]),
        ("VAT", ["20%", "0%"]),
        ("VAT", [0.2]),
    ],
)
def test_a_rate_of_vat_is_no_regime(heading: str, cells: list[RawValue]) -> None:
    """The rate is charged under either; that is said once, and is no error on each row."""
    mapping = mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)})
    assert (column_of(mapping, heading).fields, column_of(mapping, heading).reason) == ((), "reason_vat_rate")
    (problem,) = [problem for problem in mapping.problems if problem.heading == heading]
    assert all(f"{heading}=vehicleType" in describe(problem, lang) for lang in Lang)


@pytest.mark.parametrize(("heading", "cells"), [("BTW", ["ja", "nee"]), ("VAT", ["1", "0"]), ("MwSt", ["ja", "nein"])])
def test_yes_and_no_below_vat_are_the_regime(heading: str, cells: list[RawValue]) -> None:
    """Figures of yes and no are no rates."""
    mapping = mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)})
    assert fields_of(mapping).get(heading) == "vehicleType"


@pytest.mark.parametrize(("first", "second"), [("CO2 NEDC", "CO2 WLTP"), ("CO2", "CO2 WLTP"), ("CO2 NEDC", "CO2")])
def test_two_driving_cycles_never_complement_each_other(first: str, second: str) -> None:
    """WLTP counts, then a figure without a cycle; a blank is not filled with a figure of another measure."""
    columns: dict[str, list[RawValue]] = {first: repeated("120", None, "130"), second: repeated("140", "150", None)}
    mapping = mapping_of({"Model": repeated(*MODELS), **columns})
    assert fields_of(mapping) == {"Model": "model", second: "co2Emission"}
    assert column_of(mapping, first).reason == "reason_claimed"


@pytest.mark.parametrize(("first", "second"), [("Prijs 1", "Prijs 2"), ("Prix 1", "Prix 2"), ("price_1", "price_2")])
def test_one_of_several_numbered_prices_is_not_guessed(first: str, second: str) -> None:
    """The first may be what the dealer paid; a numbered price that stands alone is the price."""
    asked, paid = repeated("18950", "9950"), repeated("16000", "8000")
    mapping = mapping_of({"Model": repeated(*MODELS), first: paid, second: asked})
    assert column_of(mapping, first).reason == "reason_numbered_prices"
    assert second not in fields_of(mapping)
    assert fields_of(mapping_of({"Model": repeated(*MODELS), first: asked}))[first] == "price"


@pytest.mark.parametrize("heading", ["Adres", "Adresse", "Address", "Anschrift"])
def test_the_few_addresses_of_a_dealer_are_the_place_and_those_of_people_are_not(heading: str) -> None:
    """A stock stands at one site or a few; an address of its own for each car is that of an owner."""
    own = repeated("Kerkstraat 1, 9000 Gent", "Markt 3, 9300 Aalst")
    people = [f"Kerkstraat {row}, {9000 + 10 * (row % 3)} Gent" for row in range(40)]
    assert fields_of(mapping_of({"Merk": repeated(*MAKES), heading: own}))[heading] == "postalCode+city"
    assert heading not in fields_of(mapping_of({"Merk": repeated(*MAKES), heading: people}))
    assert fields_of(mapping_of({"Merk": repeated(*MAKES), "Dealer address": people}))["Dealer address"] == (
        "postalCode+city"
    )


@pytest.mark.parametrize("beside", ["ListDate", "Listed on", "Days listed", "MSRP"])
def test_a_list_price_is_the_price_where_other_columns_tell_of_listing_or_of_the_price_when_new(beside: str) -> None:
    """`List price` beside the day on which the car was listed is what is asked, when nothing else is."""
    others: dict[str, list[RawValue]] = {"Make": repeated(*MAKES), "PurchasePrice": repeated(22500, 14500)}
    prices = repeated(26995, 17995)
    more = {beside: repeated(31500, 22100) if beside == "MSRP" else repeated(12, 40)}
    assert "price" in column_of(mapping_of({**others, "ListPrice": prices, **more}), "ListPrice").fields
    asked = mapping_of({**others, "ListPrice": prices, **more, "Price": repeated(25995, 16995)})
    assert column_of(asked, "ListPrice").fields == ()


@pytest.mark.parametrize("heading", ["List price", "Listenpreis", "Prix catalogue"])
def test_a_list_price_alone_is_that_of_a_new_car(heading: str) -> None:
    """Nothing says that it is asked."""
    columns: dict[str, list[RawValue]] = {"Make": repeated(*MAKES), heading: repeated(26995, 17995)}
    assert column_of(mapping_of(columns), heading).fields == ()


@pytest.mark.parametrize("when", ["Kaufdatum", "Anschaffungsdatum", "gekauft am"])
def test_what_was_paid_for_a_car_is_not_its_price(when: str) -> None:
    """`Kaufpreis` is what a buyer pays, unless the day on which the car was bought stands beside it."""
    columns: dict[str, list[RawValue]] = {"Marke": repeated(*MAKES), "Kaufpreis": repeated(24300, 19800)}
    assert column_of(mapping_of(columns), "Kaufpreis").fields == ("price",)
    paid = column_of(mapping_of({**columns, when: repeated("20.03.2017", "12.09.2018")}), "Kaufpreis")
    assert (paid.fields, paid.reason) == ((), "not_a_field_dealer_price")
