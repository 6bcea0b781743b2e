"""What tells rows apart without JSON does so exactly where the JSON would."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer import checks, payloads
from importer.payloads.identity import identities
from importer.records import RawValue
from tests.intake_tables import DRAFT, TODAY, MappedTable

CELLS: Mapping[str, st.SearchStrategy[RawValue]] = {
    "title": st.sampled_from([None, "", "Golf", "golf", "Polo"]),
    "price": st.sampled_from([None, 18950, 18950.0, "18950", "18 950 €", "op aanvraag", "veel"]),
    "mileage": st.sampled_from([None, 0, 1, "0 km"]),
    "longitude": st.sampled_from([None, -1, -2, 0, 1, 2, "-1"]),
    "serviceHistory": st.sampled_from([None, "ja", "nee", "1"]),
    "features": st.sampled_from([None, "Airco", "Airco;GPS", "GPS;Airco"]),
    "images": st.sampled_from([None, "https://a.example.com/1.jpg", "https://a.example.com/2.jpg", "geen"]),
    "conditionTags": st.sampled_from([None, "nieuw", "nieuw;zeldzaam"]),
}


def _changes() -> st.SearchStrategy[dict[str, RawValue]]:
    """One cell of a row, so that few rows differ in more than what is looked at."""
    return st.one_of([st.fixed_dictionaries({name: cells}) for name, cells in CELLS.items()])


@settings(deadline=None, max_examples=60)
@given(row=st.fixed_dictionaries(dict(CELLS)), changes=st.lists(_changes(), min_size=2, max_size=12))
def test_two_rows_have_one_identity_exactly_when_they_have_one_body(
    row: dict[str, RawValue], changes: list[dict[str, RawValue]]
) -> None:
    """Whatever the cells looked like: 18950, 18950.0 and `18 950 €` are one price."""
    rows = [{**row, **change} for change in changes]
    frame = checks.check(MappedTable([{**DRAFT, **row} for row in rows]).frame(), today=TODAY)
    bodies = payloads.build(frame).bodies
    numbers = identities(frame).tolist()
    assert [bodies.index(body) for body in bodies] == [numbers.index(number) for number in numbers]


@pytest.mark.parametrize(
    ("field", "value"), [("price", 0), ("mileage", "0 km"), ("latitude", 0), ("serviceHistory", "nee")]
)
def test_a_zero_is_no_blank(field: str, value: RawValue) -> None:
    """A free car and one without a price are two, as a no and no answer are."""
    zero, blank = identities(MappedTable([{**DRAFT, field: value}, {**DRAFT, field: None}]).frame()).tolist()
    assert zero != blank


@pytest.mark.parametrize("other", ["model", "variant"])
def test_the_same_value_of_another_field_is_another_row(other: str) -> None:
    """A field's name is part of what it says."""
    rows = [{**DRAFT, "brand": "Opel", "model": None, "variant": None}, {**DRAFT, "brand": None, other: "Opel"}]
    first, second = identities(MappedTable(rows).frame()).tolist()
    assert first != second


def test_a_column_that_one_chunk_lacks_changes_nothing() -> None:
    """A title that is made for another row of the chunk is no part of this one."""
    plain = {**DRAFT, "brand": "Opel"}
    alone = identities(MappedTable([plain]).frame()).tolist()
    beside = identities(MappedTable([plain, {**plain, "title": None, "model": "Corsa"}]).frame()).tolist()
    assert beside[0] == alone[0]
