"""Names as systems write them: with what holds the vehicle before them and the form of the value behind them."""

import pytest

from importer.mapping.headings.one_heading import read_heading
from importer.mapping.headings.shared_parts import without_shared_parts
from importer.records import RawValue
from tests.mapping.tables import MAKES, MODELS, column_of, fields_of, mapping_of, numbered, repeated


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("VEHICLES_Doors", "doors"),
        ("VEHICLES_Price_Asking", "price"),
        ("VEHICLES_Mileage_Current", "mileage"),
        ("VEHICLES_Colour_Interior", "interiorColor"),
        ("vehicle.noOfPreviousOwners", "previousOwners"),
        ("tracking.firstRegistration", "firstRegistration"),
        ("price.priceFormatted", "price"),
        ("price.formatted", "price"),
        ("listing/vehicle/fuelCategory/formatted", "fuelType"),
        ("vehicle.mileageInKmRaw", "mileage"),
        ("attributes.horse_power_din.value", "powerKw"),
        ("attributes.regdate.value", "firstRegistration"),
        ("data[price]", "price"),
        ("vehicle[make]", "brand"),
        ("Voertuig > Carrosserie > Kleur", "color"),
        ("Voertuig > Interieur > Kleur", "interiorColor"),
        ("Fahrzeuge.Daten.Leistung", "powerKw"),
        ("annonces:véhicule:énergie:valeur", "fuelType"),
        ("itemPrice", "price"),
        ("vehicles.0.attributes.2.makeName", "brand"),
        ("params.price.value", "price"),
        ("vehicle.body.label", "bodyType"),
        ("Stock > Vehicle > Mileage", "mileage"),
        ("prices.public.taxDeductible", "vehicleType"),
        ("vehicle.equipment.comfortAndConvenience", "feature_comfort"),
        ("vehicle.co2emissionInGramPerKmWithFallback.formatted", "co2Emission"),
        ("vehicle.environmentEuDirective.formatted", "emissionClass"),
        ("adverts.retailAdverts.totalPrice.amountGBP", "price"),
        ("voertuig/verkoopprijs_particulier/prijzen/prijs/bedrag", "price"),
        ("TRANSMISSION_RESOLVED", "transmission"),
        ("vehicle.emission.fuel.consumption.fuelConsumptionCombined", "fuelConsumption"),
        ("vehicle.maintenance.fullServiceHistory", "serviceHistory"),
        ("Vehicle/Drivetrain/Gears", "gears"),
        ("advertiser.location.town", "city"),
        ("map.lat", "latitude"),
        ("prices[0].taxDeductible", "vehicleType"),
        ("photos.photo[1]", "image"),
        ("media.images[0].href", "images"),
    ],
)
def test_what_holds_the_vehicle_and_the_form_of_a_value_do_not_hide_the_name(heading: str, meaning: str) -> None:
    """Marks and capitals part a system's words; those that say nothing of the car are left out."""
    assert meaning in {found.meaning for found in read_heading(heading)}


@pytest.mark.parametrize(
    "heading",
    [
        "seller.price", "listing.seller.price", "vehicle.seller.mileage", "image.width", "ad.image.width",
        "price.month", "attributes.2.value", "vehicle/radio/brand", "vehicle/tyres/brand", "fzg_reifen_marke",
        "vehicle.warranty.mileage", "vehicle.delivery.km", "car_value", "Fahrzeug_Wert", "vehicle.text", "data.id",
        "data.status", "vehicle.tax.price", "dealer.price.formatted", "prices.dealer.priceRaw", "price_2020",
        "vehicle.maintenance.mileage", "vehicle.fuel.consumption.city", "prices[0].price", "prices[1].currency",
        "voertuig/verkoopprijs_handel/prijzen/prijs/bedrag", "adverts.tradeAdverts.price.amountGBP",
        "valuations.retail.amountGBP", "seller.price.amount",
        "vehicle.history.date", "media.documents[0].url", "damage.images[0].url", "metadata.title",
        "stock_waarde", "vehicle_stock_value",
        "stock_mileage", "inventory_value", "nieuw_waarde", "meta.title", "meta_description",
    ],
)  # fmt: skip
def test_words_that_make_another_thing_of_a_name_are_not_left_out(heading: str) -> None:
    """Whose it is and what part of the car it belongs to stays with the name, and then it is no field of the car."""
    assert not [found for found in read_heading(heading) if found.is_field]


@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("VEHICLES_Price_Previous", "old_price"),
        ("item.price.was", "old_price"),
        ("VEHICLES_Price_Trade", "dealer_price"),
        ("monthly.price", "monthly_rate"),
        ("fuel.consumption.city", "partial_consumption"),
        ("vehicle.dealer.name", "seller"),
        ("Fahrzeuge/Preis/Netto/formatted", "net_price"),
    ],
)
def test_a_decoy_in_a_systems_name_is_told_as_what_it_is(heading: str, reason: str) -> None:
    """The rest of the name is looked up as any heading is, decoys too."""
    assert {found.meaning for found in read_heading(heading)} == {f"not_a_field.{reason}"}


def test_of_two_columns_of_one_value_one_is_taken_and_the_other_named() -> None:
    """A raw and a formatted price are one price; the plainer name goes first."""
    mapping = mapping_of({"price.formatted": repeated("€ 12.500", "€ 9.950"), "price.raw": repeated(12500, 9950)})
    assert fields_of(mapping) == {"price.raw": "price"}
    assert column_of(mapping, "price.formatted").reason == "reason_claimed"


def test_the_cells_confirm_what_a_systems_name_means() -> None:
    """Words below a name of figures are not taken for it."""
    mapping = mapping_of({"VEHICLES_Doors": repeated("Zwart", "Wit"), "VEHICLES_Price_Asking": repeated("nee", "ja")})
    assert fields_of(mapping) == {}


@pytest.mark.parametrize(
    ("beginning", "names"),
    [
        ("dms_", ("merk", "model", "kilometerstand", "vraagprijs")),
        ("ws01.", ("marque", "modèle", "kilométrage", "prix TTC")),
        ("Abc: ", ("Marke", "Modell", "Kilometerstand", "Verkaufspreis")),
        ("Sheet1/xyz/", ("make", "model", "mileage", "asking price")),
    ],
)
def test_a_beginning_that_most_headings_share_is_left_out(beginning: str, names: tuple[str, ...]) -> None:
    """What is before every name says nothing of one of them."""
    cells = [repeated(*MAKES), repeated(*MODELS), numbered("{}0100"), repeated(18950, 8750, 12400)]
    columns = {f"{beginning}{name}": column for name, column in zip(names, cells, strict=True)}
    assert list(fields_of(mapping_of(columns)).values()) == ["brand", "model", "mileage", "price"]


def test_what_stands_around_all_names_of_a_table_is_left_out() -> None:
    """`_car_prijs_key` is `prijs`, with what a web site's own fields have before and behind them."""
    names = ("merk", "model", "km", "prijs", "jaar")
    assert without_shared_parts([f"_car_{name}_key" for name in names])["_car_prijs_key"] == "prijs"
    assert without_shared_parts([f"{name}_dealer" for name in names]) == {}


@pytest.mark.parametrize(
    "beginning", ["koper", "inruil", "dealer", "prijs", "inkoop", "leasing", "vorige", "seller", "ink", "trd", "klt"]
)
def test_a_shared_beginning_that_says_whose_or_what_it_is_stays(beginning: str) -> None:
    """A list of cars in part exchange is no list of what is offered, though every name begins so."""
    assert without_shared_parts([f"{beginning}_{name}" for name in ("merk", "model", "km", "prijs", "jaar")]) == {}


def test_a_beginning_of_names_that_stand_without_it_as_well_stays() -> None:
    """Where the car's own columns stand beside, those with a beginning in common are of another car."""
    beside = ["Merk", "Prijs", *(f"zz_{name}" for name in ("merk", "model", "km", "prijs", "kleur", "plaats"))]
    assert without_shared_parts(beside) == {}
    assert without_shared_parts(beside[1:])["zz_merk"] == "merk"


def test_a_beginning_that_few_headings_share_stays() -> None:
    """A group of columns about something unknown is not the car's."""
    headings = ["merk", "model", "km", "prijs", "jaar", "zz_merk", "zz_model", "zz_km", "zz_prijs"]
    assert without_shared_parts(headings) == {}


@pytest.mark.parametrize(("makes", "models"), [(("13", "74", "9"), ()), (("Peugeot", "Fiat", "Peugeot"), ("model",))])
def test_numbers_of_models_are_names_beside_makes_in_words_alone(
    makes: tuple[str, ...], models: tuple[str, ...]
) -> None:
    """A portal that numbers the makes numbers the models as well."""
    mapping = mapping_of({"vehicle.make": repeated(*makes), "vehicle.model": repeated("208", "500", "2084")})
    assert column_of(mapping, "vehicle.model").fields == models


@pytest.mark.parametrize(
    ("heading", "cells", "fields"),
    [
        ("rdw_kleur", ["ROOD", "ZWART"], "color"),
        ("rdw_vermogen_kw", [96, 110], "powerKw"),
        ("CARBURANT_DMS", ["ES", "GO"], "fuelType"),
        ("BOITEV_EUROTAX", ["Manuelle", "BVA"], "transmission"),
        ("NBPORTE_EUROTAX", [5, 3], "doors"),
        ("Eurotax verkoopprijs", [18950, 22400], ""),
        ("Km Eurotax", [90000, 120000], ""),
        ("RDW status", ["verkocht", "actief"], ""),
        ("JATO ID", [810441, 810562], ""),
        ("rdw_catalogusprijs", [38950, 42400], ""),
    ],
)
def test_whose_data_it_is_says_nothing_save_of_prices(heading: str, cells: list[RawValue], fields: str) -> None:
    """A register and a system name the car's own colour; a price of a guide is not the dealer's."""
    columns = {"Merk": repeated("Audi", "Opel"), "Model": repeated("A3", "Corsa"), heading: repeated(*cells)}
    assert fields_of(mapping_of(columns)).get(heading, "") == fields
