"""Headings by the vocabulary: exactly, with units, numbers and categories, in other words, with a slip of the pen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.contract import FIELDS
from importer.mapping.headings.heading_meanings import EXACT, HeadingMeaning
from importer.mapping.headings.one_heading import read_heading
from importer.vocabulary.headings import label, meanings
from importer.wording import Lang


def first(heading: str) -> HeadingMeaning:
    """The first meaning of a heading that has one."""
    return read_heading(heading)[0]


@pytest.mark.parametrize("field", [field.name for field in FIELDS])
def test_the_name_of_a_field_in_the_api_means_that_field(field: str) -> None:
    """API names need no vocabulary, in any case of letters and with any separator."""
    for spelling in (field, field.upper(), f" {field} "):
        assert first(spelling).meaning == field


@pytest.mark.parametrize(
    ("heading", "meaning"), [("ModÃ¨le", "model"), ("KilomÃ©trage", "mileage"), ("TÃ¼ren", "doors")]
)
def test_a_heading_in_a_wrong_encoding(heading: str, meaning: str) -> None:
    """Headings that were damaged together with the cells are understood all the same."""
    assert first(heading).meaning == meaning


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("field", [field.name for field in FIELDS])
def test_the_official_label_of_a_field_means_that_field(field: str, lang: Lang) -> None:
    """What a template writes above a column is read back as the same field."""
    assert field in {meaning.meaning for meaning in read_heading(label(field, lang)) if meaning.strength >= EXACT}


@pytest.mark.parametrize("lang", list(Lang))
def test_no_two_fields_have_the_same_official_label(lang: Lang) -> None:
    """A template's column can mean one field alone."""
    bare = {"bareDate", "bareType", "bareDistance", "barePrice", "whereabouts", "remark"}
    bare |= {"maybeModel", "maybeTitle", "maybeVariant"}
    named = [name for name in meanings() if not name.startswith("not_a_field") and name not in bare]
    official = [label(name, lang) for name in named]
    assert len(official) == len({text.casefold() for text in official})


@pytest.mark.parametrize(
    ("heading", "meaning", "unit"),
    [
        ("Prix (€)", "price", "€"),
        ("Vermogen (pk)", "powerKw", "pk"),
        ("Leistung [PS]", "powerKw", "PS"),
        ("power_kw", "powerKw", "kw"),
        ("powerPS", "powerKw", "ps"),
        ("HP", "powerKw", "hp"),
        ("Prix en €", "price", "€"),
        ("location.zipcode", "postalCode", None),
        ("CO2-Emissionen (komb.)2", "co2Emission", "komb."),
        ("1000Km", "mileage", "1000 km"),
        ("Miles", "mileage", "mi"),
        ("Année", "year", None),
        ("Garantie (maanden)", "warrantyMonths", "maanden"),
    ],
)
def test_a_unit_in_a_heading_is_kept_as_evidence(heading: str, meaning: str, unit: str | None) -> None:
    """A unit does not hide the field, and is told."""
    assert (first(heading).meaning, first(heading).unit) == (meaning, unit)


@pytest.mark.parametrize(
    ("heading", "meaning", "position"),
    [
        ("image_3", "image", 3),
        ("Foto 1", "image", 1),
        ("bild2", "image", 2),
        ("image[0].url", "image", 1),
        ("photo_url_4", "image", 4),
        ("feature_comfort_2", "feature_comfort", 2),
        ("conditionTag_6", "conditionTag", 6),
        ("Option 12", "features", 12),
    ],
)
def test_numbered_columns_tell_their_place(heading: str, meaning: str, position: int) -> None:
    """The number of an image, an option or a tag is its place, counted from 1."""
    assert (first(heading).meaning, first(heading).position) == (meaning, position)


@pytest.mark.parametrize("heading", ["image_2_position", "Foto 2 volgorde", "photo 2 ordre", "Bild 2 Reihenfolge"])
def test_a_column_with_the_order_of_an_image_is_told_apart_from_the_image(heading: str) -> None:
    """`image_<n>_position` says where image n stands, in four languages."""
    assert (first(heading).meaning, first(heading).order_of, first(heading).position) == ("image", 2, None)


@pytest.mark.parametrize(
    ("heading", "category"),
    [
        ("feature_safety", "safety"),
        ("Options sécurité", "safety"),
        ("Uitrusting - Veiligheid", "safety"),
        ("Ausstattung Komfort", "comfort"),
        ("Équipements intérieurs", "interior"),
        ("Exterior features", "exterior"),
        ("Entertainment en Media", "technology"),
    ],
)
def test_options_of_a_category_are_known_in_four_languages(heading: str, category: str) -> None:
    """An option word and the category's name in any language make its column."""
    assert first(heading).category == category


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Vehicle Make", "brand"),
        ("type carburant", "fuelType"),
        ("address.city", "city"),
        ("retailListing_price", "price"),
        ("Merk / Marque / Brand", "brand"),
        ("Nombre de portes :", "doors"),
        ("Fuel Type (Gasoline, Diesel, Propane, etc)", "fuelType"),
        ("KILOMETERSTAND", "mileage"),
        ("kilometer_stand", "mileage"),
        ("Boîte  de\nvitesses", "transmission"),
        ("Kilometrstand", "mileage"),
        ("Eerste inschrijvng", "firstRegistration"),
    ],
)
def test_other_spellings_of_a_known_heading_are_known(heading: str, meaning: str) -> None:
    """Idle words, other languages beside it, brackets, blanks and a slip of the pen do not matter."""
    assert first(heading).meaning == meaning


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Bwjr", "year"),
        ("1e inschr.", "firstRegistration"),
        ("Brnd", "fuelType"),
        ("Uitv.", "variant"),
        ("1ère mise en circ.", "firstRegistration"),
        ("Puiss. (kW)", "powerKw"),
        ("Nb ptes", "doors"),
        ("TVA réc.", "vehicleType"),
        ("Kraftst.", "fuelType"),
        ("Anz. Vorbes.", "previousOwners"),
        ("Fgst.-Nr.", "vin"),
        ("Fzg-Nr.", "stockNumber"),
        ("Puiss. fisc.", "not_a_field.fiscal_power"),
    ],
)
def test_shortened_words_are_spelled_out(heading: str, meaning: str) -> None:
    """What a dealer's own list writes to keep its columns narrow means what the whole words mean."""
    assert first(heading).meaning == meaning


@pytest.mark.parametrize(
    ("heading", "meaning", "unit"),
    [
        ("co2_g_km", "co2Emission", "g/km"),
        ("consumption_combined_l_100km", "fuelConsumption", "l/100 km"),
        ("annonce_km", "mileage", "km"),
        ("offers.price", "price", None),
        ("VERKOOPPRIJS BTW INBEGREPEN", "price", None),
        ("vraagpr. incl. btw", "price", None),
        ("MODEL-MODELE", "model", None),
        ("Km actuel", "mileage", None),
        ("vehicleEngine.enginePower.value", "powerKw", None),
    ],
)
def test_names_of_an_export_are_read_by_their_words(heading: str, meaning: str, unit: str | None) -> None:
    """Units without their marks, and what a system puts before a name, do not hide the field."""
    assert (first(heading).meaning, first(heading).unit) == (meaning, unit)


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Technique Énergie", "fuelType"),
        ("Technique Boîte de vitesse", "transmission"),
        ("Technische Daten Getriebe", "transmission"),
        ("Vente Code postal", "postalCode"),
        ("Vente Photos", "images"),
        ("Techniek Aantal deuren", "doors"),
        ("Verkauf Preis", "price"),
    ],
)
def test_the_name_of_a_group_of_columns_does_not_hide_that_of_the_column(heading: str, meaning: str) -> None:
    """Two rows of headings become one heading; the upper one only says where on the sheet the column stands."""
    assert meaning in {found.meaning for found in read_heading(heading)}


@pytest.mark.parametrize(
    "heading", ["Achat Prix", "Inkoop Prijs", "Client Ville", "Vente Prix d'achat", "Vente Date", "Reprise Kilométrage"]
)
def test_a_group_that_says_whose_or_when_is_no_mere_group(heading: str) -> None:
    """What was paid for a car, where its buyer lives or when it was sold is nothing of the listing."""
    fields = {found.meaning for found in read_heading(heading) if found.is_field}
    assert not fields & {"price", "city", "firstRegistration", "bareDate", "mileage"}


@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("Prix HT", "net_price"),
        ("Prijs (excl. btw)", "net_price"),
        ("Price (net)", "net_price"),
        ("Prix neuf (€)", "list_price"),
        ("Nieuwprijs vanaf", "list_price"),
        ("haendlerpreis", "dealer_price"),
        ("cote_argus", "valuation"),
        ("Kosten p/m", "monthly_rate"),
        ("p_fiscale", "fiscal_power"),
        ("Cilinderinhoud", "displacement"),
        ("verbruik_stad", "partial_consumption"),
        ("apk_tot", "inspection"),
        ("dateCrawled", "scraper"),
        ("lien_annonce", "url"),
        ("Unnamed: 0", "row_number"),
        ("Dealer_Telnr", "phone"),
        ("mileage.unit", "unit"),
        ("Opm. intern", "internal"),
        ("Ne pas publier", "internal"),
        ("Prix plancher", "dealer_price"),
    ],
)
def test_headings_that_only_look_like_a_field_are_known_for_what_they_are(heading: str, reason: str) -> None:
    """A decoy is recognised with the reason that is told to the dealer."""
    assert first(heading).meaning == f"not_a_field.{reason}"


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "-",
        "Dealer's price",
        "Prix de vente HTVA (€)",
        "Foo bar",
        "Price of the old tyres",
        "A",
        "Opmerkingen (intern)",
    ],
)
def test_a_heading_that_is_near_no_name_means_nothing(heading: str) -> None:
    """Other words beside a name make another thing of it."""
    assert not [meaning for meaning in read_heading(heading) if meaning.is_field]


@pytest.mark.parametrize(
    ("heading", "meanings"),
    [
        ("title_nl", {"title"}),
        ("Version FR", {"variant"}),
        ("features_en", {"features"}),
        ("price_nl", set()),
        ("Prix FR", set()),
        ("reference_nl", set()),
        ("Stock nr FR", set()),
    ],
)
def test_only_what_is_said_in_words_has_a_language(heading: str, meanings: set[str]) -> None:
    """`title_nl` is the title; `price_nl` is a price for the Netherlands, which need not be the one."""
    assert {found.meaning for found in read_heading(heading) if found.is_field} == meanings


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("l/100km", "fuelConsumption"),
        ("Date de circulation", "firstRegistration"),
        ("date_ciruclation", "firstRegistration"),
        ("release-year", "year"),
        ("door-number", "doors"),
        ("gear-number", "gears"),
        ("co2-emission-type", "co2Type"),
        ("external-commercial-color", "color"),
        ("Configuration", "variant"),
        ("public_reference", "externalReference"),
        ("standard_colour", "color"),
        ("standard_model", "model"),
        ("model_key", "model"),
        ("lib_mod", "model"),
        ("combustion", "fuelType"),
        ("Drive_chain", "driveType"),
        ("Cars Names", "title"),
        ("Cars Prices", "price"),
    ],
)
def test_names_as_programs_and_dealers_abroad_write_them(heading: str, meaning: str) -> None:
    """Exports of web shops and of stock programs name the same fields with other words."""
    assert meaning in {found.meaning for found in read_heading(heading)}


@pytest.mark.parametrize("heading", ["vehicle.engine.model", "vehicle.motor.year"])
def test_what_is_said_of_an_engine_is_not_said_of_the_car(heading: str) -> None:
    """The model in a path to the engine is the engine's."""
    assert {found.meaning for found in read_heading(heading)}.isdisjoint({"model", "year"})


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40))
def test_any_text_can_stand_as_a_heading(text: str) -> None:
    """No heading breaks the reading of headings."""
    assert all(0 < meaning.strength <= 1 for meaning in read_heading(text))


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Fahrzeugdaten Baureihe", "model"),
        ("Prijzen Verkoopprijs incl. BTW", "price"),
        ("Pricing (EUR) Sales Price", "price"),
        ("Overige CO2", "co2Emission"),
        ("Sonstiges kW", "powerKw"),
        ("Autres Carburant", "fuelType"),
        ("Moteur Boîte de vitesses", "transmission"),
    ],
)
def test_a_name_below_that_of_a_group_of_columns(heading: str, meaning: str) -> None:
    """The group says nothing that the name does not, be it in several words or with a currency."""
    assert first(heading).meaning == meaning


@pytest.mark.parametrize("heading", ["Moteur Modèle", "Motor Merk", "Engine Model", "Overige Klant"])
def test_a_name_below_a_group_that_is_not_the_cars_own(heading: str) -> None:
    """The model of an engine is not that of the car."""
    assert not {meaning.meaning for meaning in read_heading(heading)} & {"brand", "model", "title"}


@pytest.mark.parametrize(
    "heading",
    ["Other price", "Overige prijs", "Autres prix", "Sonstiges Preis", "Other make", "Varia kleur", "Misc km"],
)
def test_another_one_of_what_a_car_has_once_is_none(heading: str) -> None:
    """`Other price` may be a second one rather than the price in a group of other columns."""
    assert read_heading(heading) == ()


def test_the_mileage_at_the_end_of_a_contract_is_none() -> None:
    """It is what was agreed, not what was driven; at a return it was read."""
    assert read_heading("End mileage") == ()
    assert first("Return mileage").meaning == "mileage"


@pytest.mark.parametrize("heading", ["Motor kW", "Engine (hp)", "Moteur ch", "Motor PS"])
def test_an_engine_in_a_unit_of_power_is_the_power(heading: str) -> None:
    """Nothing else of an engine is measured so."""
    assert [meaning.meaning for meaning in read_heading(heading)] == ["powerKw"]


@pytest.mark.parametrize("heading", ["€", "EUR", "$"])
def test_nothing_but_a_currency_is_the_price(heading: str) -> None:
    """A small list writes no more above what a car costs; a surer heading goes before."""
    assert (first(heading).meaning, first(heading).strength < EXACT) == ("price", True)


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Meta: bouwjaar", "year"),
        ("Meta: vermogen", "powerKw"),
        ("ACF couleur", "color"),
        ("_regular_price", "price"),
        ("Px affiché", "price"),
        ("Modellbez.", "title"),
        ("Brutto", "price"),
    ],
)
def test_names_of_web_shops_and_hand_made_lists(heading: str, meaning: str) -> None:
    """What a web shop puts before a name says nothing; shortened words are spelled out."""
    assert first(heading).meaning == meaning


@pytest.mark.parametrize("heading", ["Kilogram", "Kilo", "Mileage (kg)", "Gewicht (km)", "CO2 (kW)"])
def test_a_quantity_in_the_unit_of_another_one_is_neither(heading: str) -> None:
    """`Kilogram` is no shortened kilometre, and what is measured in a wrong unit is not guessed."""
    assert read_heading(heading) == ()


@pytest.mark.parametrize("heading", ["Brutto (kg)", "Prijs kg", "Tarif (km)"])
def test_a_price_is_not_in_kilograms_or_kilometres(heading: str) -> None:
    """A unit of another quantity makes another thing of it."""
    assert "price" not in {meaning.meaning for meaning in read_heading(heading)}


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("VERMKW", "powerKw"),
        ("AANTDRN", "doors"),
        ("PUISKW", "powerKw"),
        ("LEISTKW", "powerKw"),
        ("VOERTNR", "stockNumber"),
        ("VehOdometer", "mileage"),
        ("VehFirstRegDate", "firstRegistration"),
    ],
)
def test_names_of_columns_in_old_databases(heading: str, meaning: str) -> None:
    """Two shortened words without a blank, and what a table puts before each of its names."""
    assert first(heading).meaning == meaning


@pytest.mark.parametrize("heading", ["Refund", "Optima", "Manager", "Transport", "Modern"])
def test_words_that_begin_like_a_shortened_one_are_not_parted(heading: str) -> None:
    """What is left of them tells nothing."""
    assert not read_heading(heading)
