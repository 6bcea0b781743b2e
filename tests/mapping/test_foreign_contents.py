"""Headings of texts and numbers above cells of another kind: the column feeds nothing, and is named with its guess."""

import pytest

from importer.records import RawValue
from tests.mapping.tables import MAKES, MODELS, column_of, fields_of, mapping_of, numbered, repeated

VERSIONS: list[RawValue] = ["1.6 TDI Highline", "2.0 TFSI S line", "GT Line 130", "Intens TCe 90"]
PLATES: list[RawValue] = ["1-ABC-123", "GH-123-B", "AB-123-CD", "M-AB 1234", "AB19 CDE"]
DAYS: list[RawValue] = ["12/03/2019", "2021-05-01", "01.06.2018", "3/11/2020"]
CONTACTS: list[RawValue] = ["+32 470 12 34 56", "0470 12 34 56", "info@garage.example"]
TOWNS: list[RawValue] = ["Gent", "Antwerpen", "Brugge", "Leuven"]
COLORS: list[RawValue] = ["Zwart", "Wit", "Grijs", "Blauw"]
FIRMS: list[RawValue] = ["Garage Dupont", "Autohaus Muster GmbH", "Voorbeeld Cars BV"]
MONEY: list[RawValue] = ["€ 12.500", "8.950 €", "€ 250 p/m"]
MEASURES: list[RawValue] = ["200 Nm", "1340 kg", "64 kWh"]
TYRES: list[RawValue] = ["205/55 R16", "225/45 R17"]
RECORDS: list[RawValue] = ['{"id": 1, "kind": "x"}', '["a", "b"]', "<a href='/c/1'>link</a>"]
NOTES: list[RawValue] = ["klant belt terug", "nog te poetsen", "wacht op papieren"]
COUNTRIES: list[RawValue] = ["Duitsland", "Frankrijk", "België"]


def mapped(heading: str, cells: list[RawValue]) -> str:
    """What the column feeds beside a plain table of cars."""
    table = {
        "Merk": repeated(*MAKES),
        "Kilometerstand": repeated("61000", "48250", "120500"),
        "Prijs": repeated("12500", "8950", "21950"),
        heading: repeated(*cells),
    }
    return fields_of(mapping_of(table)).get(heading, "")


@pytest.mark.parametrize("heading", ["Model", "Uitvoering", "Titel", "Voertuig", "Version", "Modell"])
@pytest.mark.parametrize(
    "cells",
    [PLATES, DAYS, CONTACTS, TOWNS, COLORS, FIRMS, MONEY, MEASURES, TYRES, RECORDS, NOTES, COUNTRIES],
    ids=lambda cells: str(cells[0]),
)
def test_what_names_no_car_is_no_name_of_one(heading: str, cells: list[RawValue]) -> None:
    """A plate, a day, a telephone, a town, a colour, a firm, money, a measure or a note names no car."""
    assert mapped(heading, cells) == ""


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Model", ["500", "Panda", "500 L", "Tipo"], "model"),
        ("Model", ["9-3", "9-5", "9-3"], "model"),
        ("Uitvoering", VERSIONS, "variant"),
        ("Uitvoering", ["Black Edition", "GT Line", "White Edition 1.2"], "variant"),
        ("Titel", ["Golf Highline blauw", "2008 Active", "C3 Shine met airco en camera"], "title"),
        ("Omschrijving", ["Nette auto met airco", "Goed onderhouden", "Eerste eigenaar, trekhaak"], "description"),
        ("Kleur", ["Nardo", "Mythos", "Ibis"], "color"),
        ("Kleur", ["Zwart", "Blauw 5K5K", "Leem"], "color"),
        ("Interieurkleur", ["Leder zwart", "Stof grijs"], "interiorColor"),
        ("Plaats", ["Utrecht", "Breda", "Zwolle"], "city"),
        ("Provincie", ["Utrecht", "Gelderland"], "province"),
        ("Motor", ["1.6 TDI", "2.0 TFSI", "150 pk V6"], "engine"),
        ("Opties", ["Airco; Navigatie", "Lier; Zwaailamp", "Trekhaak"], "features"),
        ("Features", ["['ABS', 'Power steering']", "[]", "['Driver airbag', 'ABS']"], "features"),
        ("Équipements", ['["Toit ouvrant", "GPS"]', '["Radar de recul", "GPS"]'], "features"),
        ("Features", ['["https://x.be/1.jpg", "https://x.be/2.jpg"]'], ""),
        ("Features", ["[{'id': 4, 'count': 2}]", "[{'id': 5, 'count': 1}]"], ""),
    ],
)
def test_its_own_content_stays(heading: str, cells: list[RawValue], field: str) -> None:
    """Models of figures, a version with a colour, colours of a maker's own naming and towns abroad are believed."""
    assert mapped(heading, cells) == field


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Model", ["2019", "2020", "2018", "2021"]),
        ("Model", ["51.05417", "50.85034"]),
        ("Uitvoering", list(MAKES)),
        ("Titel", ["Airco, navigatie, trekhaak", "Cruise control, airco"]),
        ("Titel", ["BE", "NL", "D"]),
        ("Titel", ["Euro 6", "Euro 5"]),
        ("Titel", ["audi-a3-10021", "volkswagen-golf-10023"]),
        ("Eigen type", ["1598", "1968"]),
        ("Omschrijving", TOWNS),
        ("Omschrijving", NOTES),
        ("Omschrijving", list(MAKES)),
        ("Kleur", TOWNS),
        ("Kleur", ["Diesel", "Benzine", "Hybride"]),
        ("Kleur", ["Leder zwart", "Stof grijs"]),
        ("Kleur", ["krasje op de bumper", "motorlampje brandt soms"]),
        ("Kleur", ["BE", "NL", "DE"]),
        ("Kleur", ["LC9X", "A96", "B0B0"]),
        ("Interieurkleur", ["Airco", "Trekhaak", "Navigatie"]),
        ("Plaats", COUNTRIES),
        ("Plaats", ["BE", "NL", "FR"]),
        ("Plaats", COLORS),
        ("Plaats", FIRMS),
        ("Plaats", ["Diesel", "Benzine"]),
        ("Provincie", ["Gent", "Brugge", "Aalst"]),
        ("Provincie", COUNTRIES),
        ("Label", ["Diesel", "Benzine"]),
        ("Label", TOWNS),
        ("Opties", TOWNS),
        ("Opties", ["Diesel", "Benzine"]),
        ("Opties", NOTES),
        ("Opties", ["Nette auto met airco. Eerste eigenaar, altijd binnen gestaan. Inruil kan."]),
        ("Motor", ["Euro 6", "Euro 5", "Euro 6d"]),
        ("Motor", ["9000 Gent", "2000 Antwerpen"]),
        ("Motor", TYRES),
        ("Vestigingscode", COLORS),
        ("Euronorm", ["4 CV", "5 CV", "6 CV"]),
    ],
)
def test_words_and_codes_of_another_field_are_not_believed(heading: str, cells: list[RawValue]) -> None:
    """Years are no models, towns no descriptions, fuels no colours, countries no towns, notes no equipment."""
    assert mapped(heading, cells) == ""


@pytest.mark.parametrize(
    "cells", [DAYS, CONTACTS, MONEY, MEASURES, TOWNS, list(MODELS), ["3", "1", "7", "12"], ["1.5", "2.25", "51.05417"]]
)
def test_what_several_cars_may_share_is_no_reference(cells: list[RawValue]) -> None:
    """A day, a telephone, an amount, a word or a small count tells no car from another."""
    assert mapped("Referentie", cells) == ""


def test_a_reference_may_have_words_around_its_number() -> None:
    """What a page shows beside the number came along; a text without a number is none."""
    assert mapped("Ref", numbered("Réf. pro : 81 | réf. annonce : w1017{:05}")) == "externalReference"
    assert mapped("Ref", numbered("een nette auto met nummer {}")) == ""


def test_numbers_of_which_each_car_has_its_own_are_no_models() -> None:
    """Below `Model` stands the number of the car."""
    for text in ("GW-{:04}", "{:05}"):
        table = {"Merk": repeated(*MAKES), "Prijs": repeated("12500", "8950"), "Model": numbered(text, first=1000)}
        assert column_of(mapping_of(table), "Model").fields == ()


@pytest.mark.parametrize(("heading", "cells"), [("Model", ["55", "66", "81"]), ("Uitvoering", ["150", "190", "110"])])
def test_figures_are_no_models_of_many_makes(heading: str, cells: list[RawValue]) -> None:
    """A dealer in one make may have nothing but a 208 and a 308; of eight makes one has a name."""
    assert mapped(heading, cells) == ""
    of_one = {"Merk": repeated("Peugeot"), "Prijs": repeated("12500"), "Model": repeated("208", "308")}
    assert column_of(mapping_of(of_one), "Model").fields == ("model",)


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Prijs", ["2019", "2020", "2018", "2021"], ""),
        ("Prijs", ["1999", "2000"], "price"),
        ("Aantal deuren", ["4.5", "5.25", "3.75"], ""),
        ("Breedtegraad", ["17", "21", "38"], ""),
        ("Postcode", PLATES, ""),
        ("Eerste inschrijving", ["2026-05-12T10:22:31Z", "2026-04-03T09:17:00Z"], ""),
        ("Eerste inschrijving", ["2019-04-30T22:00:00Z", "2018-12-31T23:00:00Z"], "firstRegistration"),
        ("Eerste inschrijving", ["2019-04-30T00:00:00", "2018-12-31 00:00"], "firstRegistration"),
    ],
)
def test_figures_of_another_kind_are_not_believed(heading: str, cells: list[RawValue], field: str) -> None:
    """Years are no prices, fractions no doors, and no car is registered at a minute."""
    table = {"Model": repeated(*MODELS), heading: repeated(*cells)}
    assert fields_of(mapping_of(table)).get(heading, "") == field


def test_what_the_column_might_have_been_is_told() -> None:
    """The reason and the best guess are named with the column."""
    table = {"Merk": repeated(*MAKES), "Prijs": repeated("12500"), "Model": repeated(*PLATES)}
    column = column_of(mapping_of(table), "Model")
    assert (column.reason, column.guess) == ("reason_content", "model")
