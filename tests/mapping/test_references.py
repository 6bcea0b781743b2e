"""How a row gets its reference: what is asked for, else reference, stock number, VIN, plate in this order."""

import pytest

from importer.errors import SettingsError
from importer.records import RawValue
from tests.mapping.tables import column_of, fields_of, mapping_of, numbered, repeated

COLUMNS: dict[str, list[RawValue]] = {
    "Référence": numbered("R{}"),
    "N° stock": numbered("S{}"),
    "VIN": numbered("WVWZZZ1KZ7W{:06d}"),
    "Plaque": numbered("1-ABC-{:03d}"),
    "Modèle": repeated("Golf", "208"),
}


@pytest.mark.parametrize(
    ("without", "heading"),
    [
        ((), "Référence"),
        (("Référence",), "N° stock"),
        (("Référence", "N° stock"), "VIN"),
        (("Référence", "N° stock", "VIN"), "Plaque"),
    ],
    ids=["reference", "stock number", "vin", "plate"],
)
def test_the_surest_column_that_there_is_gives_the_reference(without: tuple[str, ...], heading: str) -> None:
    """Reference, stock number, VIN, licence plate: the first that the file has."""
    mapping = mapping_of({name: cells for name, cells in COLUMNS.items() if name not in without})
    column = mapping.columns[mapping.reference.columns[0]]
    assert (column.heading, len(mapping.reference.columns)) == (heading, 1)
    assert column.fields == (("vin",) if heading == "VIN" else ("externalReference",))


def test_an_exporter_s_reference_no_is_the_reference() -> None:
    """`Reference No.`, as Japanese exporters head it."""
    mapping = mapping_of({"Reference No.": numbered("CFJ15{:05d}"), "Modèle": repeated("Golf", "208")})
    assert column_of(mapping, "Reference No.").fields == ("externalReference",)


def test_no_reference_is_said_once_for_the_file() -> None:
    """The message tells how to give one and names the columns."""
    mapping = mapping_of({"Modèle": repeated("Golf", "208"), "Titre": numbered("Golf {}")})
    said = [problem for problem in mapping.problems if problem.code == "reference_without_column"]
    assert len(said) == 1
    assert "Titre" in said[0].params["headings"]
    assert not mapping.reference.columns


@pytest.mark.parametrize("option", ["auto", "AUTO", " Auto "])
def test_auto_makes_references_of_the_car_itself_and_warns(option: str) -> None:
    """The warning says that editing the car then makes a new listing."""
    mapping = mapping_of(COLUMNS, reference=option)
    assert mapping.reference.auto
    assert "externalReference" not in {name for column in mapping.columns for name in column.fields}
    assert [problem.code for problem in mapping.problems if problem.severity == "warning"] == [
        *[problem.code for problem in mapping.problems if problem.heading],
        "reference_from_content",
    ]


@pytest.mark.parametrize(
    ("option", "headings"),
    [
        ("Plaque", ["Plaque"]),
        ("plaque", ["Plaque"]),
        ("  n°  STOCK ", ["N° stock"]),
        ("E", ["Modèle"]),
        ("Modèle+Plaque", ["Modèle", "Plaque"]),
        ("Modèle + n° stock + VIN", ["Modèle", "N° stock", "VIN"]),
        ("A+B", ["Référence", "N° stock"]),
    ],
)
def test_the_option_names_columns_by_heading_or_letter(option: str, headings: list[str]) -> None:
    """Case and blanks do not count; several are joined by a plus."""
    mapping = mapping_of(COLUMNS, reference=option)
    assert [mapping.columns[column].heading for column in mapping.reference.columns] == headings


@pytest.mark.parametrize(("option", "places"), [("C+D", (0,)), ("C+D+E", (0, 1)), ("E+C+D", (1, 0)), ("C + D", (2,))])
def test_a_heading_with_a_plus_of_its_own_can_be_named(option: str, places: tuple[int, ...]) -> None:
    """The longest heading that is there is taken first."""
    columns = [("C+D", numbered("a{}")), ("E", numbered("b{}")), ("C + D", numbered("c{}"))]
    assert mapping_of(columns, reference=option).reference.columns == places


@pytest.mark.parametrize("option", ["Nummer", "Modèle+Nummer", "Z", "", "+"])
def test_a_column_that_is_not_there_is_refused_with_those_that_are(option: str) -> None:
    """The error names the headings of the file."""
    with pytest.raises(SettingsError) as caught:
        mapping_of(COLUMNS, reference=option)
    assert caught.value.key == "reference_column_unknown"
    assert "N° stock" in str(caught.value)


def test_a_given_reference_replaces_the_one_that_was_found() -> None:
    """The columns show which one is the reference."""
    mapping = mapping_of(COLUMNS, reference="Plaque")
    assert fields_of(mapping)["Plaque"] == "externalReference"
    assert column_of(mapping, "Référence").reason == "reason_other_reference_given"
    assert not column_of(mapping, "Référence").targets


def test_a_reference_made_from_the_row_is_said_as_such() -> None:
    """With `auto` no other column was given, so none is spoken of."""
    mapping = mapping_of(COLUMNS, reference="auto")
    assert column_of(mapping, "Référence").reason == "reason_reference_made"


@pytest.mark.parametrize(
    "heading",
    [
        *["Kavel", "Kavelnummer", "Dossier", "Dossiernr.", "dossierId", "Ordernummer", "Voorraadnr", "Lot"],
        *["NO_VO", "N° VO", "N° police", "Réf. interne", "N° de lot", "ID VO", "N° inventaire", "N° commande"],
        *["Auktions-ID", "Fzg.-Nr.", "GW-Nummer", "Int. Nr.", "Losnummer", "Vorgangsnummer", "Interne Fahrzeugnummer"],
        *["Asset ID", "Stock#", "Stk", "Inventory", "Fleet no", "Lot no", "External ID", "_id", "sku", "ad_id", "Unit"],
    ],
)
@pytest.mark.parametrize("text", ["{}", "V-{}"])
def test_a_number_that_each_car_has_of_its_own_is_the_reference(heading: str, text: str) -> None:
    """By whatever name: of the stock, a file, an order, an advert or a lot."""
    mapping = mapping_of({heading: numbered(text, first=40210), "Model": repeated("Golf", "208")})
    assert fields_of(mapping)[heading] == "externalReference"


@pytest.mark.parametrize(
    "heading", ["Kavel", "Lot", "Los-Nr.", "N° lot", "Dossier", "Akte", "Order no", "Inventory", "Product ID"]
)
@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (numbered("{}"), "reason_counted"),
        (numbered("{}", first=101), "reason_counted"),
        (repeated("A-2041", "A-2042", "A-2043"), "reason_not_unique"),
    ],
    ids=["counted", "counted from a hundred", "repeated"],
)
def test_a_count_or_what_several_cars_share_is_no_reference(heading: str, cells: list[RawValue], reason: str) -> None:
    """The next list gives lot 12 to another car, whose advert would then replace the first one."""
    mapping = mapping_of({heading: cells, "Model": repeated("Golf", "208")})
    assert fields_of(mapping) == {"Model": "model"}
    assert column_of(mapping, heading).reason == reason


@pytest.mark.parametrize(
    "heading", ["Bedrijfsnr", "Klantnr", "N° facture", "Rechnungsnummer", "Key number", "Contractnr"]
)
def test_a_number_of_something_else_than_the_car_is_no_reference(heading: str) -> None:
    """However different the numbers are: of a firm, a customer, an invoice, a contract or a key."""
    mapping = mapping_of({heading: numbered("{}", first=40210), "Model": repeated("Golf", "208")})
    assert fields_of(mapping) == {"Model": "model"}


@pytest.mark.parametrize(
    ("portals", "own"),
    [
        ("Advertentie-ID", "Voorraadnr"),
        ("ID annonce", "N° VO"),
        ("Inserats-ID", "Bestandsnummer"),
        ("listing_id", "Stock#"),
        ("guid", "sku"),
        ("listing_id", "Stk"),
        ("Order no", "listing_id"),
        ("Référence externe", "Référence"),
        ("Externe referentie", "Referentie"),
        ("Externe Referenz", "Referenz"),
        ("External reference", "Reference"),
        ("Kavelnummer", "Intern nr."),
    ],
)
def test_the_dealers_own_number_goes_before_the_one_that_somebody_else_gives(portals: str, own: str) -> None:
    """An advert gets another number when the car is advertised again, and would then be a second listing."""
    mapping = mapping_of({portals: numbered("7{:05d}"), own: numbered("S-{:04d}"), "Model": repeated("Golf", "208")})
    assert fields_of(mapping) == {"Model": "model", own: "externalReference"}
    assert column_of(mapping, portals).reason == "reason_claimed"


@pytest.mark.parametrize("name", ["externalReference", "external_reference"])
def test_the_name_of_the_field_in_the_api_goes_before_every_other(name: str) -> None:
    """Who names a column as the API does means that field."""
    mapping = mapping_of({"reference": numbered("R{}"), name: numbered("X{}"), "id": numbered("{}")})
    assert fields_of(mapping) == {name: "externalReference"}


@pytest.mark.parametrize(
    "cells",
    [
        [*numbered("S{}", rows=20), *repeated(None, rows=20)],
        repeated("S1", "S2", "S3", "S4", "S5", "S6", "S7"),
    ],
    ids=["half blank", "repeated"],
)
def test_a_number_of_every_car_goes_before_one_that_some_lack_or_share(cells: list[RawValue]) -> None:
    """A row without a reference is not sent, and of two rows with the same one only one stays."""
    mapping = mapping_of({"Stocknr": cells, "Advertentie-ID": numbered("m{}"), "Model": repeated("Golf", "208")})
    assert fields_of(mapping)["Advertentie-ID"] == "externalReference"
    assert "Stocknr" not in fields_of(mapping)


@pytest.mark.parametrize("cells", [["1", "2"], ["31/12/2026", "15/03/2027"]], ids=["pieces", "days of an inspection"])
def test_a_short_name_of_the_stock_with_other_things_below_it_is_no_reference(cells: list[RawValue]) -> None:
    """`Stk` is a number of pieces in German and an inspection elsewhere."""
    mapping = mapping_of({"Stk": repeated(*cells), "Model": repeated("Golf", "208")})
    assert fields_of(mapping) == {"Model": "model"}


def test_a_chassis_number_goes_before_the_lot_of_one_sale() -> None:
    """The next sale has other cars under those numbers."""
    mapping = mapping_of({"Kavelnummer": numbered("K-{:04d}"), "VIN": COLUMNS["VIN"], "Model": COLUMNS["Modèle"]})
    assert [mapping.columns[column].heading for column in mapping.reference.columns] == ["VIN"]
    assert column_of(mapping, "Kavelnummer").reason == "reason_lot_not_needed"
