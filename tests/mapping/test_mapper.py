"""The mapping of a whole table: what the content confirms, refutes or tells by itself, and what is said of the rest."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.errors import SettingsError
from importer.mapping.contents.survey import survey
from importer.mapping.mapper import map_table
from importer.mapping.side_by_side.assignment import claim_of
from importer.mapping.tables.about_vehicles import tells_of_vehicles
from importer.problems import describe
from importer.records import CellFault, RawValue, Target
from importer.wording import Lang, say
from tests.mapping.tables import (
    MAKES,
    MODELS,
    TODAY,
    column_of,
    fields_of,
    mapping_of,
    numbered,
    repeated,
    table_of,
)

NAMES = [f"{make} {model}" for make, model in zip(MAKES, MODELS, strict=True)]
VIN = "WVWZZZ1KZ7W{:06d}"


@pytest.mark.parametrize(
    ("heading", "cells", "fields"),
    [
        ("Merk & Model", NAMES, "brand+model"),
        ("Model", NAMES, "brand+model"),
        ("Car brand model", [f"2020 {name}" for name in NAMES], "title"),
        ("Owner", ["First Owner", "Second Owner"], "previousOwners"),
        ("Modèle", MAKES, "brand"),
        ("Type", [f"{name} 2.0 Sport Automatic" for name in NAMES], "title"),
        ("Transmissie", ["Handgeschakeld 5 versnellingen", "Automaat 8 versnellingen"], "transmission+gears"),
        ("Transmission", ["Traction avant", "Propulsion"], "driveType"),
        ("vehicleType", ["limousine", "kombi", "suv"], "bodyType"),
        ("vehicleType", ["margin", "btw"], "vehicleType"),
        ("Bouwjaar", ["02/2008", "11/2015"], "firstRegistration"),
        ("Erstzulassung", ["2008", "2015"], "year"),
        ("Date", ["Juillet 2019", "Août 2016"], "firstRegistration"),
        ("Puissance", ["250 kW (340 CH)", "110 kW (150 CH)"], "powerKw"),
        ("couleur", ["Gris foncé metal", "Noir metal", "Blanc"], "color+paintType"),
        ("Vendeur", ["Garage A • BE-9300 Aalst", "Garage B • BE-2500 Lier"], "postalCode+city"),
        ("Garantie", ["12 mois", "24 mois"], "warranty+warrantyMonths"),
        ("Sitzheizung", ["ja", "nein"], "features"),
        ("Immatriculation", ["03/2019", "11/2016"], "firstRegistration"),
        ("metallic", ["true", "false"], "paintType"),
        ("driveWheelConfiguration", ["FrontWheelDriveConfiguration", "RearWheelDriveConfiguration"], "driveType"),
    ],
)
def test_the_content_of_a_column_decides_what_its_heading_leaves_open(
    heading: str, cells: list[RawValue], fields: str
) -> None:
    """One heading stands for several fields, or for two in one cell; the cells tell which."""
    assert fields_of(mapping_of({heading: repeated(*cells)})) == {heading: fields}


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Puissance", ["6", "8", "11"]),
        ("Verbruik", ["20,83", "26,32", "18,9"]),
        ("Mileage", ["26.6 km/kg", "19.67 kmpl"]),
        ("co2", ["A", "B", "C"]),
        ("Prijs", ["189", "250", "312"]),
        ("Kilométrage", ["€ 12 500", "€ 9 900"]),
        ("KM", ["85 kW (116 Ch DIN)", "62 kW (84 Ch DIN)"]),
        ("Date", ["2016-03-26 17:47:46", "2016-04-04 13:38:56"]),
        ("Titel", ["https://example.com/1", "https://example.com/2"]),
        ("Opties", ["12", "7", "31"]),
        ("offerType", ["Angebot", "Gesuch"]),
        ("Referentie", ["A", "B"]),
        ("Type", ["Personenauto", "Bestelauto"]),
        ("Type", ["Voiture", "Moto", "CampingCar"]),
        ("Type", ["LEGER", "LOURD", "SPECIAL"]),
        ("Extra", ["5", "3.5", "AMBULANCE|3"]),
        ("Gamme", ["MOY-SUPER", "INFERIEURE", "MOY-INFER"]),
        ("Modèle", ["Modèle:Série 1", "Modèle: Duster"]),
        ("Curb weight", ["2548", "2823", "2337", "3053"]),
        ("Locatie", ["Hal 1", "Hal 2"]),
        ("Lieu", ["Parc A", "Showroom"]),
        ("Owner", ["Jan Jansen", "Garage Peeters"]),
        ("Merk & Model", ["Sportwagen", "Gezinswagen"]),
        ("Kilometerstand", ["2014", "2009", "2021"]),
        ("BTW/marge", ["ja", "nee"]),
        ("feature_0", ["True", "False"]),
        ("Opties", ["ja", "neen"]),
        ("photos", [5, 6, 10]),
        ("Euro", ["12500", "9950"]),
    ],
)
def test_a_column_whose_content_contradicts_its_heading_stays_unmapped_and_says_why(
    heading: str, cells: list[RawValue]
) -> None:
    """What is not sure is not sent: the column is named with the reason and the best guess."""
    mapping = mapping_of({"Model": repeated("Golf", "A3"), heading: repeated(*cells)})
    assert heading not in fields_of(mapping)
    problem = next(problem for problem in mapping.problems if problem.heading == heading)
    assert problem.code in {"column_unsure", "column_unmapped"}
    assert all(describe(problem, lang) for lang in Lang)


def test_a_few_wrong_cells_under_a_sure_heading_do_not_unmap_the_column() -> None:
    """In a small file a bad cell is a problem of that cell, so that the dealer hears what is accepted."""
    mapping = mapping_of({"fuelType": ["dieselll"], "price": ["abc"], "doors": ["99"], "model": ["Golf"]})
    assert set(fields_of(mapping)) == {"fuelType", "price", "doors", "model"}


def test_error_cells_do_not_unmap_a_column() -> None:
    """`#REF!` is a problem of its cell; what the other cells say of the column still holds."""
    fault = CellFault(text="#REF!")
    mapping = mapping_of({"Model": repeated("Golf", "A3"), "Prijs": repeated("12500", fault, fault)})
    assert fields_of(mapping)["Prijs"] == "price"


@pytest.mark.parametrize("cell", ["1,23457E+15", 1.2345678901234567e18], ids=["text", "number"])
def test_numbers_that_excel_damaged_still_stand_in_the_column_of_references(cell: RawValue) -> None:
    """Each such cell is then told how to export it as text."""
    assert fields_of(mapping_of({"Referentie": repeated(cell, rows=3), "Titel": numbered("Golf {}", rows=3)})) == {
        "Referentie": "externalReference",
        "Titel": "title",
    }
    mapping = mapping_of({"VIN": repeated(cell), "Titel": numbered("Golf {}")})
    assert fields_of(mapping)["VIN"] == "vin"


@pytest.mark.parametrize(
    ("others", "fields"),
    [
        ({"Stock no": numbered("A{}"), "Make": repeated(*MAKES), "Colour": repeated("red", "blue")}, ()),
        ({"Réf": numbered("A{}"), "Marque": repeated(*MAKES), "Couleur": repeated("rouge", "bleu")}, ("price",)),
    ],
    ids=["en", "fr"],
)
def test_the_language_of_the_file_says_what_a_short_heading_is(
    others: dict[str, list[RawValue]], fields: tuple[str, ...]
) -> None:
    """`PX` is the price in French, and in English what a car in part exchange is worth."""
    mapping = mapping_of({**others, "PX": repeated(9950, 8500, 12100)})
    assert column_of(mapping, "PX").fields == fields


def test_a_region_is_the_province_only_when_it_names_one() -> None:
    """A city or another country's region is no Belgian province."""
    table = {"Model": repeated("Golf", "A3"), "Région": repeated("Hainaut", "Namur")}
    assert fields_of(mapping_of(table))["Région"] == "province"
    assert "Région" not in fields_of(mapping_of({**table, "Région": repeated("Bretagne", "Auvergne")}))


def test_an_empty_column_with_a_known_heading_is_mapped() -> None:
    """A blank column is what the dealer means by it: no value."""
    assert fields_of(mapping_of({"Prijs": [None] * 9, "Model": repeated("Golf", rows=9)}))["Prijs"] == "price"


@pytest.mark.parametrize(
    ("heading", "cells", "fields"),
    [
        ("Column 7", numbered(VIN), "vin"),
        ("pics_extern", numbered("https://cdn.example.com/cars/{}.jpg"), "images"),
        ("Spalte X", numbered("https://cdn.example.com/cars/{}.jpg"), ""),
        ("veld_9", repeated(*MAKES), "brand"),
        ("lien 2", numbered("https://public.car-pass.be/vhr/{}a"), "carPassUrl"),
        ("lien 3", numbered("https://[public.car-pass.be/{}"), ""),
        ("veld_3", repeated("diesel", "benzine"), "fuelType"),
        ("veld_3", repeated("automatisch", "manueel"), ""),
        ("", repeated(*MAKES), ""),
        ("Column 9", repeated("2015", "2016"), ""),
    ],
)
def test_content_alone_maps_only_the_unmistakable(heading: str, cells: list[RawValue], fields: str) -> None:
    """Without a known heading a column is mapped when its cells can be nothing else."""
    mapping = mapping_of({"Model": repeated("Golf", "A3"), heading: cells})
    assert fields_of(mapping).get(heading, "") == fields


def test_two_columns_for_one_field_give_it_to_the_surer_and_name_the_other_once() -> None:
    """The field is taken once; the loser is said once for the file, with who has it."""
    mapping = mapping_of({"mileage": repeated("12000", "90000"), "mileage2": repeated("12000", "80000")})
    assert fields_of(mapping) == {"mileage": "mileage"}
    said = [problem for problem in mapping.problems if problem.code == "field_claimed_twice"]
    assert [(problem.heading, problem.field, problem.params["other"]) for problem in said] == [
        ("mileage2", "mileage", "mileage")
    ]


def test_a_model_column_of_makes_does_not_become_the_model_when_the_brand_is_known() -> None:
    """What the content rules out is not taken for want of better."""
    mapping = mapping_of({"Merk": repeated(*MAKES), "Model": repeated(*MAKES)})
    assert fields_of(mapping) == {"Merk": "brand"}


def test_a_title_of_nothing_but_makes_is_the_make() -> None:
    """`car` with `Ford` and `Audi` below it names the make; a title has more."""
    assert fields_of(mapping_of({"car": MAKES, "model": MODELS})) == {"car": "brand", "model": "model"}


def test_a_make_has_its_own_column_before_the_one_of_a_model_that_begins_with_it() -> None:
    """`alfa-romeo` beside `Alfa Romeo GTV`: the make from the first, the model without it from the second."""
    cells: list[RawValue] = [f"{make} {model}" for make, model in zip(MAKES, MODELS, strict=True)]
    mapping = mapping_of({"brand": [make.lower() for make in MAKES], "model": cells})
    assert fields_of(mapping) == {"brand": "brand", "model": "model"}
    assert column_of(mapping, "model").targets[0].part == "model"


def test_designations_of_model_and_type_beside_a_make_are_model_and_version() -> None:
    """Neither is a title then; alone, either of them is, unless it is too short for one."""
    make, model, version = repeated("Audi", "BMW"), repeated("A4", "X1"), repeated("40 TDI S line", "sDrive18i xLine")
    beside = mapping_of({"Marke": make, "Modellbez.": model, "Typbezeichnung": version})
    assert fields_of(beside) == {"Marke": "brand", "Modellbez.": "model", "Typbezeichnung": "variant"}
    assert fields_of(mapping_of({"Marke": make, "Typbezeichnung": version}))["Typbezeichnung"] == "title"
    assert fields_of(mapping_of({"Marke": make, "Modellbezeichnung": version}))["Modellbezeichnung"] == "title"
    assert fields_of(mapping_of({"Marke": make, "Modellbezeichnung": model}))["Modellbezeichnung"] == "model"


def test_descriptions_of_model_and_version_are_the_model_and_the_version() -> None:
    """Beside a model, the description of it is the version."""
    make, model, version = repeated("Audi", "BMW"), repeated("A4", "X1"), repeated("40 TDI S line", "sDrive18i xLine")
    both = mapping_of({"Make": make, "ModelDescription": model, "VariantDescription": version})
    assert fields_of(both) == {"Make": "brand", "ModelDescription": "model", "VariantDescription": "variant"}
    beside = mapping_of({"Make": make, "Model": model, "Model description": version})
    assert fields_of(beside) == {"Make": "brand", "Model": "model", "Model description": "variant"}


def test_a_year_and_a_month_in_two_columns_make_the_first_registration() -> None:
    """The year keeps its own field; both feed the first registration by their part."""
    mapping = mapping_of({"yearOfRegistration": repeated("2011", "2015"), "monthOfRegistration": repeated("3", "11")})
    year, month = mapping.columns
    assert [(target.field, target.part) for target in year.targets] == [
        ("year", None),
        ("firstRegistration", "year"),
    ]
    assert [(target.field, target.part) for target in month.targets] == [("firstRegistration", "month")]


def test_a_month_beside_a_whole_date_is_left() -> None:
    """The first registration comes from the column that has all of it."""
    mapping = mapping_of(
        {
            "first registration": repeated("03/2011", "11/2015"),
            "year": repeated("2011", "2015"),
            "month": repeated("3", "11"),
        }
    )
    assert fields_of(mapping) == {"first registration": "firstRegistration", "year": "year"}


def test_images_counted_from_zero_keep_their_order() -> None:
    """`image_0` is the cover."""
    pictures = numbered("https://example.com/{}.jpg")
    mapping = mapping_of({f"image_{number}": pictures for number in range(3)})
    assert [target.position for column in mapping.columns for target in column.targets] == [1, 2, 3]


def test_each_option_column_keeps_the_name_that_the_dealer_wrote() -> None:
    """A yes/no column of a known option is a feature of its category."""
    mapping = mapping_of({"Trekhaak": repeated("ja", "nee"), "Navigatiesysteem": repeated("x", None)})
    targets = [target for column in mapping.columns for target in column.targets]
    assert targets == [
        Target(field="features", category="exterior", name="Trekhaak"),
        Target(field="features", category="technology", name="Navigatiesysteem"),
    ]


def test_the_columns_that_the_importer_added_are_left_out() -> None:
    """A mended result sheet is uploaded again: its own columns mean nothing."""
    mapping = mapping_of({"Titel": numbered("Golf {}"), "importer: outcome": repeated("invalid")})
    assert fields_of(mapping) == {"Titel": "title"}
    assert "importer: outcome" not in {problem.heading for problem in mapping.problems}


def test_a_column_without_heading_is_named_by_its_letter() -> None:
    """What the message asks to type must work."""
    table: list[tuple[str, list[RawValue]]] = [("Titel", numbered("Golf {}")), ("", repeated("9000", "12500"))]
    problem = next(problem for problem in mapping_of(table).problems if problem.column == 1)
    assert '--map "B=field"' in describe(problem, Lang.EN)
    assert mapping_of(table, overrides={"B": "price"}).columns[1].fields == ("price",)


def test_a_file_from_which_no_title_can_come_says_so_once() -> None:
    """The one field that every listing needs and nothing gives is named with the columns there are."""
    mapping = mapping_of({"Prijs": repeated("12500", "9900"), "Bouwjaar": repeated("2011", "2015")})
    assert [problem.field for problem in mapping.problems if problem.code == "field_without_column"] == ["title"]


@pytest.mark.parametrize("name", ["Prix", "prix", " PRIX ", "B"], ids=["heading", "case", "blanks", "letter"])
def test_a_person_can_correct_one_column(name: str) -> None:
    """`--map "Prix=…"` rules over what was found, by heading or by column letter."""
    table = {"Modèle": repeated("Golf", "208"), "Prix": repeated("150", "250"), "Montant": repeated("9000", "12500")}
    assert fields_of(mapping_of(table, overrides={name: "price"}))["Prix"] == "price"
    assert "Prix" not in fields_of(mapping_of(table, overrides={name: "-"}))
    assert fields_of(mapping_of(table, overrides={name: "-", "Montant": "price"}))["Montant"] == "price"


def test_a_field_that_a_person_gave_away_is_not_given_twice() -> None:
    """The column that would have had it is named."""
    table = {"Prix": repeated("9000", "12500"), "Montant": repeated("9000", "12500")}
    mapping = mapping_of(table, overrides={"Montant": "price"})
    assert fields_of(mapping) == {"Montant": "price"}
    assert column_of(mapping, "Prix").reason == "reason_claimed"


def test_the_letter_of_a_column_counts_from_where_the_table_begins() -> None:
    """A table that begins at C has no column A."""
    table = table_of({"Foo": repeated("9000", "12500")}, first_column=2)
    mapping = map_table(table, survey(table), overrides={"C": "price"}, today=TODAY)
    assert fields_of(mapping) == {"Foo": "price"}


@pytest.mark.parametrize(
    ("overrides", "key"),
    [({"Nope": "price"}, "map_column_unknown"), ({"Prix": "pricee"}, "map_field_unknown")],
    ids=["column", "field"],
)
def test_a_correction_that_names_what_is_not_there_is_refused(overrides: dict[str, str], key: str) -> None:
    """The error says what there is, or what is spelled most like it."""
    with pytest.raises(SettingsError) as caught:
        mapping_of({"Prix": repeated("9000")}, overrides=overrides)
    assert caught.value.key == key
    assert "Prix" in str(caught.value) or "price" in str(caught.value)


HEADINGS = st.sampled_from(
    ["Prijs", "Merk & Model", "Bouwjaar", "Maand", "image_0", "Trekhaak", "Kenteken", "Vendeur", "VIN", "Date", "", "?"]
)
CELLS = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(["Audi A3", "02/2008", "12.500", "ja", "BE-9300 Aalst", "https://x.be/1.jpg", "-"]),
    st.integers(-5, 10**18),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.just(CellFault(text="#REF!")),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.one_of(HEADINGS, st.text(max_size=12)), st.lists(CELLS, max_size=6)), max_size=6))
def test_any_table_gets_a_mapping_in_which_a_field_is_given_once(columns: list[tuple[str, list[RawValue]]]) -> None:
    """Whatever stands in a file, each column is told of, no two feed a field save to fill blanks, all can be said."""
    width = max((len(cells) for _, cells in columns), default=0)
    mapping = mapping_of([(heading, [*cells, *[None] * (width - len(cells))]) for heading, cells in columns])
    assert [column.column for column in mapping.columns] == list(range(len(columns)))
    shared = {"features", "images", "conditionTags"}
    given_fields = [
        claim_of(target)
        for column in mapping.columns
        if column.reason != "reason_complement"
        for target in column.targets
        if target.field not in shared
    ]
    assert len(given_fields) == len(set(given_fields))
    for lang in Lang:
        assert all(describe(problem, lang) for problem in mapping.problems)
        assert all(say(column.reason, lang, **column.params) for column in mapping.columns)


def test_every_reason_can_be_said_in_every_language() -> None:
    """A mapping is explained column by column."""
    table = {
        "Merk": repeated(*MAKES),
        "Prijs": repeated("189", "250"),
        "Nieuwprijs": repeated("30000"),
        "Foo": repeated("a", "b"),
        "": repeated("c", "d"),
        "Prix": repeated("9000", "12000"),
        "price": repeated("9000", "12000"),
    }
    for problem in mapping_of(table).problems:
        for lang in Lang:
            assert "{" not in describe(problem, lang)


@pytest.mark.parametrize(
    ("heading", "value"),
    [("BTW aftrekbaar", "btw"), ("Differenzbesteuert", "margin"), ("§25a", "margin"), ("TVA déductible", "btw")],
)
def test_a_yes_no_column_of_the_vat_regime_says_yes_to_what_its_heading_asks(heading: str, value: str) -> None:
    """Yes under a margin heading is margin, yes under a deductible one is btw."""
    targets = column_of(mapping_of({heading: repeated("ja", "nein")}), heading).targets
    assert [(target.field, target.part) for target in targets] == [("vehicleType", value)]


@pytest.mark.parametrize("heading", ["price", "Preis", "Prix"])
@pytest.mark.parametrize("amounts", [(1_895_000, 2_150_000, 1_249_500), (505_000_000, 3_550_000_000)])
def test_amounts_too_large_for_euros_are_asked_about(heading: str, amounts: tuple[RawValue, ...]) -> None:
    """They are cents or another currency: taken for euros, every car goes live at a hundred times its price."""
    column = column_of(mapping_of({"Make": repeated(*MAKES), heading: repeated(*amounts)}), heading)
    assert (column.fields, column.reason, column.guess) == ((), "reason_other_money", "price")


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Immatriculation", ["GW-855-JB", "GJ-342-MP", "AA-123-BB"]),
        ("Statut", ["en mer", "au port", "en transit"]),
        ("Photos", [5, 6, 10]),
    ],
)
def test_a_few_cells_that_fit_nothing_are_not_the_field_of_their_heading(heading: str, cells: list[RawValue]) -> None:
    """Plates that the reference does not need are no dates, a ship's whereabouts no status, however few they are."""
    mapping = mapping_of({"ID": [120, 122, 123], "Marque": ["Audi", "BMW", "Fiat"], heading: cells})
    assert fields_of(mapping) == {"ID": "externalReference", "Marque": "brand"}


@pytest.mark.parametrize("heading", ["Price [1000 EUR]", "Price[1000Eur]"])
def test_a_price_in_thousands_is_told_by_its_heading(heading: str) -> None:
    """`Price [1000 EUR]` holds small numbers that are prices all the same."""
    target = column_of(mapping_of({heading: repeated(7.84, 12.5, 31.99)}), heading).targets[0]
    assert (target.field, target.notation.unit, target.notation.currency) == ("price", "1000", "EUR")


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"Merk": MAKES, "Prijs": ["9.950", "12.450"]}, True),
        ({"Titel": NAMES, "Prijs": ["9.950", "12.450"]}, True),
        ({"Model": MODELS, "Brandstof": ["Benzine", "Diesel"]}, True),
        ({"externalReference": ["A1", "A2"], "title": ["Car one", "Car two"]}, True),
        ({"model_year": ["2013", "2016"], "bodytype": ["Hatchback", "SUV"]}, True),
        ({"car_id": ["1", "2"], "year": ["2019", "2022"], "car_price": ["25000", "35000"]}, True),
        ({"model": ["M4"], "color": ["300"], "chasis_num": ["CJ42104"], "price": ["49900"]}, True),
        ({"Titel": ["Woning te Gent", "Villa in Aalst"], "Bouwjaar": ["1998", "2004"], "Prijs": ["295000"]}, False),
        ({"Brand": ["Apple", "Nokia"], "Model": ["X20", "S21"], "Color": ["Black"], "Price": ["950"]}, False),
        ({"Lijn": ["L1", "L2"], "Van": ["Gent"], "Km": ["41", "55"], "Vertrek": ["08:10"]}, False),
    ],
    ids=["makes", "titles", "fuel", "own names", "shapes", "headings", "chassis", "houses", "telephones", "timetable"],
)
def test_a_list_is_of_vehicles_when_something_in_it_is_of_vehicles_alone(
    columns: dict[str, list[RawValue]], expected: bool
) -> None:
    """Prices, years and colours are in many lists; makes, fuels and chassis numbers in those of vehicles."""
    table = table_of({heading: repeated(*cells) for heading, cells in columns.items()})
    surveys = survey(table)
    assert tells_of_vehicles(map_table(table, surveys, today=TODAY), surveys) is expected


PEOPLE = ("Jan Peeters", "Marie Dubois", "Luc Janssens", "Hans Müller")


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Klant", ["9000 Gent", "2000 Antwerpen"]),
        ("Propriétaire", ["4000 Liège", "5000 Namur"]),
        ("Owner address", ["Kerkstraat 3, 9000 Gent", "Markt 1, 9300 Aalst"]),
        ("Woonplaats", ["Gent", "Aalst", "Brugge"]),
        ("Wohnort", ["Eupen", "Sankt Vith"]),
        ("Naam", list(PEOPLE)),
        ("Wagen van", list(PEOPLE)),
        ("Nom", ["Garage Peeters", "Dubois SPRL"]),
        ("Titel", ["Dhr.", "Mevr.", "Dr."]),
        ("Inruil VIN", [f"WVWZZZ1KZ7W{number:06d}" for number in range(40)]),
        ("Inruil", list(MAKES)),
        ("Motor", [f"CAYC{number}" for number in range(100_000, 100_040)]),
        ("Kleur", ["LC9X", "LY9T", "475", "B4"]),
        ("KM", ["120", "85", "210", "64", "33"]),
        ("Distance", ["420", "310", "505", "280"]),
        ("New in", ["yes", "no"]),
        ("Undamaged", ["yes", "no"]),
        ("Schadefoto", [f"https://cdn.example.com/img/{number}.jpg" for number in range(40)]),
        ("Photo carte grise", [f"https://cdn.example.com/img/{number}.jpg" for number in range(40)]),
        ("Salesperson photo", [f"https://cdn.example.com/img/{number}.jpg" for number in range(40)]),
    ],
)
def test_what_is_of_somebody_or_something_else_is_not_sent(heading: str, cells: list[RawValue]) -> None:
    """Customers, cars in part exchange, serial numbers, codes of paint and documents are not the car on offer."""
    assert heading not in fields_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)}))


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Naam", ["Golf 1.6 TDI", "Clio Intens", "Audi A3"], "title"),
        ("KM", ["5", "10", "15", "20"], "mileage"),
        ("KM", ["12", "850", "64000", "120500"], "mileage"),
        ("KM (x1000)", ["120", "85", "210", "64"], "mileage"),
        ("Motor", ["1.6 TDI", "2.0 TFSI", "1.2 PureTech 110"], "engine"),
        ("Kleur", ["BMW Alpine White 3", "ROT", "Noir", "Grijs"], "color"),
        ("Vendeur", ["Garage A, BE-9300 Aalst", "Garage B, BE-2500 Lier"], "postalCode+city"),
    ],
)
def test_what_only_looks_like_something_else_is_sent(heading: str, cells: list[RawValue], field: str) -> None:
    """Guards against other things let names, new cars, thousands that are named, engines and colours through."""
    assert fields_of(mapping_of({heading: repeated(*cells)})) == {heading: field}


@pytest.mark.parametrize("heading", ["Titel", "Titre", "Annonce", "Voertuig", "title"])
def test_titles_of_one_make_need_neither_its_name_nor_a_figure(heading: str) -> None:
    """Whoever sells one make does not repeat it in every title; without titles not one row could be sent."""
    titles = ["Golf Highline", "Polo Comfortline", "Tiguan Life", "Passat Variant", "T-Roc Style", "Touran Trendline"]
    mapping = mapping_of({"Ref": numbered("A{}"), heading: repeated(*titles), "Km": repeated(50_000, 70_000)})
    assert column_of(mapping, heading).fields == ("title",)


@pytest.mark.parametrize("heading", ["Grade", "Edition"])
def test_marks_of_an_inspection_are_no_version(heading: str) -> None:
    """`A` to `D` and `3.5` say how good a car is; `SE` and `GT Line` are versions."""
    graded = {"Model": repeated(*MODELS), heading: repeated("A", "B", "C+", "3.5")}
    assert fields_of(mapping_of(graded)) == {"Model": "model"}
    trimmed = {"Model": repeated(*MODELS), heading: repeated("SE", "GT Line", "S", "Zetec")}
    assert fields_of(mapping_of(trimmed))[heading] == "variant"


@pytest.mark.parametrize(
    ("heading", "cells", "fields"),
    [
        ("Lackierung", ["Metallic", "Uni"], "paintType"),
        ("Lackierung", ["Pure White", "Kings Red", "Atlantic Blue Metallic"], "color+paintType"),
        ("Paint", ["Pure White", "Kings Red", "Deep Black"], "color"),
        ("Peinture", ["Métallisée", "Unie"], "paintType"),
        ("Peinture", ["Bleu nuit", "Gris"], "color"),
        ("Peinture", ["Rayures", "Bon état"], ""),
        ("Lack", ["gut", "Kratzer", "repariert"], ""),
        ("Paint", ["Original", "Repaired"], ""),
        ("Farbe", ["Obsidian", "Daytona"], "color"),
    ],
)
def test_paint_is_its_kind_or_its_colour(heading: str, cells: list[RawValue], fields: str) -> None:
    """The cells tell which; how the paint has fared is neither."""
    mapping = mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)})
    assert fields_of(mapping).get(heading, "") == fields


@pytest.mark.parametrize(
    ("heading", "cells", "fields"),
    [
        ("VAT code", ["1", "2", "1"], ""),
        ("Btw-code", ["1", "0"], ""),
        ("Btw-code", ["marge", "btw"], "vehicleType"),
        ("Btw", ["ja", "nee"], "vehicleType"),
    ],
)
def test_a_code_is_no_answer(heading: str, cells: list[RawValue], fields: str) -> None:
    """`1` below a code is one of several that nobody but the dealer knows; below a question it is a yes."""
    mapping = mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)})
    assert fields_of(mapping).get(heading, "") == fields


@pytest.mark.parametrize(("heading", "text"), [("Nr.", "V{:04d}"), ("N°", "GW-{:05d}"), ("No", "AB {:04d}")])
def test_numbers_with_letters_are_no_count_of_rows(heading: str, text: str) -> None:
    """A dealer's own numbers serve as the reference below a bare `Nr.`; a count of rows does not."""
    own = mapping_of({"Model": repeated(*MODELS), heading: numbered(text, first=1041)})
    assert fields_of(own)[heading] == "externalReference"
    counted = mapping_of({"Model": repeated(*MODELS), heading: numbered("{}")})
    assert heading not in fields_of(counted)


@pytest.mark.parametrize(
    ("heading", "cells", "fields"),
    [
        ("Emission", ["EURO6", "EURO5"], "emissionClass"),
        ("Emission", ["124", "131"], "co2Emission"),
        ("Emission", ["6", "5", "4"], "emissionClass"),
        ("CO2", ["0", "24"], "co2Emission"),
        ("Emissie", ["Euro 6d", "Euro 6d-TEMP"], "emissionClass"),
    ],
)
def test_an_emission_is_a_class_or_grams(heading: str, cells: list[RawValue], fields: str) -> None:
    """The cells tell which."""
    assert fields_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)}))[heading] == fields


def test_grams_beside_the_emission_are_no_class() -> None:
    """A second column of grams is left out, not taken for the class of emission."""
    columns = {"Model": repeated(*MODELS), "CO2": repeated("124", "131"), "Emission": repeated("128", "140")}
    assert "emissionClass" not in fields_of(mapping_of(columns)).values()


@pytest.mark.parametrize("heading", ["Garantie", "Warranty"])
def test_figures_below_warranty_are_months_when_they_are_terms_of_one(heading: str) -> None:
    """`12` and `24` answer no question, and no warranty is as many years; `1` and `2` are left open."""
    assert fields_of(mapping_of({"Model": repeated(*MODELS), heading: repeated("12", "24", "6")})) == {
        "Model": "model",
        heading: "warrantyMonths",
    }
    assert heading not in fields_of(mapping_of({"Model": repeated(*MODELS), heading: repeated("1", "2", "3")}))


def test_a_price_aimed_at_takes_nothing_from_the_price() -> None:
    """Beside `Retail price`, a price that is aimed at or paid a month says nothing of what is asked."""
    columns = {
        "Model": repeated(*MODELS),
        "Retail Price": repeated("24500", "18900"),
        "Target Price": repeated("21500", "15900"),
        "Finance Price p/m": repeated("215", "159"),
    }
    assert fields_of(mapping_of(columns)) == {"Model": "model", "Retail Price": "price"}
