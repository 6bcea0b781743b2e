"""Headings in which two letters have changed places."""

import pytest

from importer.mapping.headings.swapped_letters import mended_swaps
from importer.records import RawValue
from tests.mapping.tables import MODELS, fields_of, mapping_of, numbered, repeated


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Boyd Type", ("Hatchback", "SUV", "Estate"), "bodyType"),
        ("feulTypeLabel", ("Petrol", "Diesel", "Diesel"), "fuelType"),
        ("Potres", (5, 3, 5), "doors"),
        ("Abgelesener KM-tSand", (45210, 61200, 18730), "mileage"),
        ("Prxi affiché", ("12 500 €", "8 990 €"), "price"),
        ("Verkaufsperis in EUR (brutto)", (12500, 8990), "price"),
        ("nomberdeplaces", (5, 5, 7), "seats"),
    ],
)
def test_a_swap_of_two_letters_is_seen_through(heading: str, cells: tuple[RawValue, ...], field: str) -> None:
    """Where the content confirms what the heading then says."""
    found = fields_of(
        mapping_of({"Make": repeated("BMW", "Audi"), "Model": repeated(*MODELS), heading: repeated(*cells)})
    )
    assert found[heading] == field


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Potres", ("red", "blue", "green")),
        ("Ikooppnrijs", (12500, 8990)),
        ("Inokopprijs", (12500, 8990)),
        ("Kneteken nieuw", (12500, 8990)),
        ("Stcok dagen", (31, 45, 12)),
    ],
)
def test_what_the_content_does_not_confirm_or_is_no_field_stays_out(heading: str, cells: tuple[RawValue, ...]) -> None:
    """Words that mean no field are mended as well, and several slips are not."""
    found = fields_of(
        mapping_of({"Make": repeated("BMW", "Audi"), "Model": repeated(*MODELS), heading: repeated(*cells)})
    )
    assert heading not in found


@pytest.mark.parametrize("heading", ["Bouwjaar", "Ref", "Erf", "Xyzzy", "Prjis Kmsatnd X"])
def test_only_long_unknown_words_with_one_known_neighbour_are_mended(heading: str) -> None:
    """A known word stays as it is, a short one may be anything; each word is mended by itself."""
    expected = "Prijs kmstand X" if heading.startswith("Prj") else None
    mended = mended_swaps(heading)
    assert (mended or "").casefold() == (expected or "").casefold()


def test_a_reference_is_not_taken_from_a_misspelt_other_number() -> None:
    """The number of an engine is no number of the car, however it is written."""
    found = fields_of(mapping_of({"Model": repeated(*MODELS), "EnigneNo": numbered("SHE89{:03}")}))
    assert found.get("EnigneNo") is None
