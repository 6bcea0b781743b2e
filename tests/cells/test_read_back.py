"""What a person writes for a value, in each language and each usual form, is read back as that value."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.cells.blanks import is_placeholder_word
from importer.contract import FIELDS, Field, Kind
from importer.vocabulary.choices import shown_word
from importer.vocabulary.words import LANGUAGES, words
from tests.cells.columns_of import read

LANGUAGE = st.sampled_from(LANGUAGES)
VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "field", [field for field in FIELDS if field.kind is Kind.CHOICE], ids=lambda field: field.name
)
def test_every_choice_reads_back_in_each_language(field: Field, language: str) -> None:
    """The word of a value in capitals, in small letters and as the API names it."""
    for value in field.choices:
        word = shown_word(field.name, value, language)
        for written in (word, word.upper(), f" {word.lower()} ", value):
            assert read(field.name, written, language=language).value == value


@given(st.sampled_from(["serviceHistory", "warranty"]), st.booleans(), LANGUAGE)
def test_every_truth_reads_back_in_each_language(field: str, truth: bool, language: str) -> None:
    """Yes and no as each language says them, and as a workbook's own truth values."""
    word = words().truth_word(truth, language)
    assert [read(field, cell, language=language).value for cell in (word, word.upper(), truth)] == [truth] * 3


@given(st.text(VIN_LETTERS, min_size=17, max_size=17), st.sampled_from(["", " ", "-", "."]))
def test_every_vin_reads_back(vin: str, between: str) -> None:
    """In small letters, with its parts set apart, or in a person's stars."""
    if not any(map(str.isdigit, vin)):
        vin = f"{vin[:-1]}1"
    parts = between.join((vin[:3], vin[3:9], vin[9:]))
    if not parts.isdigit():
        assert [read("vin", cell).value for cell in (parts, parts.lower(), f"*{vin}*")] == [vin] * 3


@given(st.uuids())
def test_every_uuid_reads_back(value: UUID) -> None:
    """With braces, in capitals, without hyphens, as a URN."""
    forms = (str(value), str(value).upper(), value.hex, f"{{{value}}}", value.urn)
    assert [read("dealerProfileId", form).value for form in forms] == [str(value)] * len(forms)


@given(st.integers(1000, 9999), st.sampled_from(["", "B-", "B ", "BE-", "be ", "BE - ", "B–"]))
def test_every_belgian_postcode_reads_back(postcode: int, country: str) -> None:
    """As a number, as text and after the letters of the country."""
    cells = (postcode, float(postcode), f"{country}{postcode}")
    assert [read("postalCode", cell).value for cell in cells] == [str(postcode)] * 3


@given(st.text(st.characters(codec="ascii", categories=("Lu", "Ll", "Nd", "Pd", "Po")), min_size=1, max_size=64))
def test_every_reference_reads_back(reference: str) -> None:
    """A reference is kept to the letter: leading zeros, dashes, marks; the words for nothing alone are none."""
    if not is_placeholder_word(reference):
        assert read("externalReference", reference).value == reference


@given(st.integers(0, 10**15 - 1))
def test_every_whole_number_of_a_workbook_is_a_reference(number: int) -> None:
    """A number in a workbook is the digits that Excel shows, as far as Excel keeps them."""
    assert read("externalReference", float(number)).value == str(number)
