"""Text, references and blanks: what is kept, what is mended, what is nothing."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.cells.blanks import is_placeholder
from importer.cells.columns import read_values
from importer.problems import Code
from importer.records import RawValue, Target
from tests.cells.columns_of import read


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Golf\u00a01.5 TSI ", "Golf 1.5 TSI"),
        ("Go\u200blf\x07", "Golf"),
        ("Golf\nStyle", "Golf Style"),
        ("_x000D_Golf", "Golf"),
        (12345.0, "12345"),
        (12345, "12345"),
        (1.6, "1.6"),
        (0.1 + 0.2, "0.3"),
        ("0012", "0012"),
        (208, "208"),
        (True, "ja"),
        ("NC", "NC"),
        ("Zoe", "Zoe"),
        ("À la carte", "À la carte"),
    ],
)
def test_text_is_cleaned_and_numbers_are_written_as_they_were_meant(cell: RawValue, text: str) -> None:
    """Odd blanks and control characters go; nothing else of a dealer's words changes."""
    reading = read("model", cell)
    assert (reading.value, reading.code) == (text, None)


def test_a_description_keeps_its_lines() -> None:
    """Line ends of every kind become line feeds, and a dash may begin a list."""
    assert read("description", "Airco\r\nNavigatie\rABS").value == "Airco\nNavigatie\nABS"
    assert read("description", "- airco").value == "- airco"
    assert read("description", "-").value is None


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("CitroÃ«n", "Citroën"),
        ("BoÃ®te", "Boîte"),
        ("â‚¬ 500", "€ 500"),
        ("MÃ©gane", "Mégane"),
        ("prÃªt Ã\xa0 rouler", "prêt à rouler"),
        ("Ã  vendre", "à vendre"),
        ("Å\xa0koda", "Škoda"),
        ("Å KODA Fabia", "ŠKODA Fabia"),
    ],
)
def test_mojibake_is_mended_and_said(cell: str, text: str) -> None:
    """UTF-8 that was read as Windows-1252 is put right with a warning."""
    reading = read("title", cell)
    assert (reading.value, reading.code, reading.params["text"]) == (text, Code.TEXT_MENDED, text)


@pytest.mark.parametrize("text", ["É déjà", "Ça va", "naïve Ãlbum", "São Paulo", "ÅÄÖ", "Ã", "Å bil", "A Ã B"])
def test_text_that_only_looks_odd_stays(text: str) -> None:
    """Only what is surely mojibake is touched."""
    assert read("title", text) == (text, None, {}, None)


@pytest.mark.parametrize("cell", ["1,23457E+15", "1.23E+08", 1.234567e15, 10**16])
@pytest.mark.parametrize("field", ["externalReference", "vin"])
def test_a_long_number_that_excel_cut_is_damaged(field: str, cell: RawValue) -> None:
    """Digits that are gone cannot be restored."""
    assert read(field, cell).code is Code.DAMAGED_NUMBER


@pytest.mark.parametrize("field", ["model", "brand", "variant", "title", "city"])
def test_a_date_is_no_text(field: str) -> None:
    """The model 9-3 becomes a date in Excel, which goes live as nobody's model."""
    reading = read(field, date(2021, 3, 9))
    assert (reading.value, reading.code, reading.params) == (None, Code.DATE_FOR_TEXT, {"text": "2021-03-09"})


def test_a_date_that_may_be_meant_is_kept_and_said() -> None:
    """A reference may be made with a date, and a description may be one."""
    for field in ("externalReference", "description"):
        reading = read(field, date(2021, 3, 9))
        assert (reading.value, reading.code) == ("2021-03-09", Code.DATE_IN_TEXT)
    assert read("description", datetime(2021, 3, 9, 14, 30)).value == "2021-03-09 14:30"  # noqa: DTZ001 — as in a workbook


@pytest.mark.parametrize("cell", [0, 0.0, "0"])
@pytest.mark.parametrize(
    "field",
    [
        "brand",
        "model",
        "color",
        "city",
        "title",
        "description",
        "features",
        "conditionTags",
        "images",
        "vin",
        "postalCode",
    ],
)
def test_a_zero_is_no_text(field: str, cell: RawValue) -> None:
    """A formula that looks up a blank cell gives 0; it is left blank and said."""
    reading = read(field, cell)
    assert (reading.value, reading.code) == (None, Code.ZERO_LEFT_BLANK)


@pytest.mark.parametrize("field", ["externalReference", "dealerLocationCode"])
def test_a_zero_that_may_be_meant_is_kept(field: str) -> None:
    """A reference or a code may be 0."""
    assert read(field, 0) == ("0", None, {}, None)


def test_a_unit_is_written_behind_a_bare_engine_size() -> None:
    """1598 in a column of cubic centimetres says so."""
    assert read("engine", 1598, unit="cm³").value == "1598 cm³"
    assert read("engine", "2.0", unit="l").value == "2.0 l"
    assert read("engine", "1.6 TDI", unit="cm³").value == "1.6 TDI"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "-",
        "--",
        "–",
        "?",
        "∅",
        "#",
        "n/a",
        "N.v.t.",
        "null",
        "NaN",
        "None",
        "N/C",
        "NA",
        "onbekend",
        "Inconnu",
        "unbekannt",
        "Unknown",
        "Unspecified",
        "Non spécifié",
        "Non specifie",
        "- km",
        "- (Année)",
        "- Boîte",
        "- kW (- CH)",
        "- (l/100 km)",
        "null bhp",
        "Boite non disponible",
        "Évaluations non disponibles",
        "k.A.",
        "keine Angabe",
    ],
)
@pytest.mark.parametrize("field", ["mileage", "fuelType", "color", "price", "firstRegistration"])
def test_a_placeholder_is_a_blank(field: str, text: str) -> None:
    """What says that nothing is known is nothing."""
    reading = read(field, text)
    assert (reading.value, reading.code) == (None, None)


@pytest.mark.parametrize("text", ["Other", "Sonstige", "autres", "Andere", "OVERIG"])
def test_none_of_the_known_names_is_no_name(text: str) -> None:
    """What a portal files an unknown model below is nobody's model; a title may be called so."""
    assert [read(field, text).value for field in ("brand", "model", "variant", "color", "title")] == [None] * 4 + [text]


@pytest.mark.parametrize(
    "text", ["0", "Nul point", "Nantes", "x", "-5", "i10", "C-HR", "500", "None of the above", "Nano"]
)
def test_a_short_text_is_not_taken_for_a_placeholder(text: str) -> None:
    """A model or a place may be short."""
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("externalReference", "-ref", "-ref"),
        ("externalReference", "- A/12", "- A/12"),
        ("externalReference", "NC", "NC"),
        ("model", "- airco", "- airco"),
        ("model", "-Style", "-Style"),
        ("title", "Opel Corsa - historiek onbekend", "Opel Corsa - historiek onbekend"),
        ("interiorColor", "leer", "leer"),
        ("fuelType", "- Diesel", "diesel"),
        ("interiorMaterial", "Leer", "Leder"),
        ("paintType", "- Metallic", "Metallic"),
        ("features", "- airco\n- cruise control", ["airco", "cruise control"]),
        ("features", "-Airco; -GPS", ["Airco", "GPS"]),
        ("features", "Leer, trekhaak", ["Leer", "trekhaak"]),
        ("conditionTags", "- garantie", ["garantie"]),
        ("description", "- km onbekend", "- km onbekend"),
    ],
)
def test_what_says_something_is_no_blank(field: str, text: str, value: object) -> None:
    """A blank erases what is live: a text that can mean something where it stands is kept or is a problem."""
    assert read(field, text, separator=",").value == value


@pytest.mark.parametrize(
    ("field", "text"),
    [
        *((field, text) for field in ("externalReference", "features", "warranty") for text in (".", "#", "-", "n/a")),
        ("model", "- kW (- CH)"),
        ("color", "Kleur onbekend"),
        ("interiorMaterial", "(leer)"),
        ("mileage", "- l/100 km"),
        ("doors", "- Türen"),
        ("transmission", "- Boîte"),
    ],
)
def test_what_can_only_say_nothing_is_a_blank(field: str, text: str) -> None:
    """A mark alone, or a dash before the heading or the unit of what is missing, stands for nothing."""
    reading = read(field, text)
    assert (reading.value, reading.code) == (None, None)


def test_a_german_file_says_empty_where_a_dutch_one_says_leather() -> None:
    """The same word is a blank in one language and a material in all others."""
    target, today = Target(field="interiorMaterial"), date(2026, 7, 1)
    for language, value in (("de", None), ("nl", "Leder"), (None, "Leder")):
        (reading,) = read_values(target, ["leer"], language=language, today=today)
        assert (reading.value, reading.code) == (value, None)


def test_a_star_in_a_yes_no_cell_is_a_question() -> None:
    """Whether `*` marks a yes or points at a note is not guessed."""
    assert read("warranty", "*").code is Code.NOT_A_BOOLEAN


@given(
    st.text(
        alphabet=st.characters(
            codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf"), exclude_characters="\ufffe\uffff"
        ),
        min_size=41,
    )
)
def test_printable_text_reads_back(text: str) -> None:
    """A text without odd characters is sent as it stands, or is mended and said."""
    reading = read("title", text)
    assert reading.value == text.strip() or reading.code is Code.TEXT_MENDED


@given(st.text())
def test_no_control_character_is_ever_sent(text: str) -> None:
    """Whatever stands in a cell, a title is one clean line."""
    value = read("title", text).value
    assert value is None or (
        isinstance(value, str) and value == value.strip() and not set(value) & set(map(chr, range(32)))
    )
