"""Checked rows become the API's JSON: blanks omitted, numbers as they are, lists in order, the same bytes each time."""

from hashlib import sha256
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.records import Notation, Outcome, RawValue, Target
from tests.intake_tables import ACTIVE, DRAFT, MappedTable


def payload(cells: dict[str, Any], **options: Any) -> dict[str, Any]:
    """The listing of one row, parsed."""
    return dict(orjson.loads(MappedTable([{**DRAFT, **cells}], **options).built()[0].body))


def test_the_listing_is_exactly_what_the_cells_say() -> None:
    """Typed values under the API's names, and nothing else."""
    cells = {"price": "€ 18.950,-", "year": "2021", "powerKw": 110.0, "warranty": "ja", "firstRegistration": "03/2021"}
    assert payload(cells, language="nl") == {
        "externalReference": "A-1",
        "dealerLocationCode": "DEX-GENT",
        "title": "Volkswagen Golf",
        "price": 18950,
        "currency": "EUR",
        "year": 2021,
        "powerKw": 110,
        "warranty": True,
        "firstRegistration": "2021-03",
    }


@pytest.mark.parametrize("blank", [None, "", "  ", "-", "n/a"])
def test_a_blank_or_a_placeholder_is_left_out(blank: str | None) -> None:
    """What is not known is not sent, not even as null."""
    assert "color" not in payload({"color": blank})


def test_whole_numbers_have_no_decimal_point() -> None:
    """18950 and not 18950.0; 5.4 keeps its decimal."""
    (row,) = MappedTable([{**DRAFT, "price": 18950.0, "fuelConsumption": 5.4}]).built()
    assert b'"price":18950,' in row.body
    assert b'"fuelConsumption":5.4' in row.body


def test_false_and_zero_are_values() -> None:
    """Only blanks are left out."""
    found = payload({"warranty": "nee", "co2Emission": 0, "previousOwners": "0"}, language="nl")
    assert (found["warranty"], found["co2Emission"], found["previousOwners"]) == (False, 0, 0)


def test_the_body_is_canonical_json_and_the_fingerprint_its_hash() -> None:
    """Members sorted as orjson sorts them, whatever the order of the columns; UTF-8 as it is."""
    cells = {**ACTIVE, "description": 'Eén "eigenaar"\nŠkoda ✅', "features": "Airco"}
    (row,) = MappedTable([cells]).built()
    (turned,) = MappedTable([dict(reversed(cells.items()))]).built()
    assert row.body == orjson.dumps(orjson.loads(row.body), option=orjson.OPT_SORT_KEYS) == turned.body
    assert row.fingerprint == sha256(row.body).hexdigest() == turned.fingerprint


def test_an_invalid_row_still_shows_what_could_be_read() -> None:
    """A person sees what was understood; the row is not sent."""
    (row,) = MappedTable([{**DRAFT, "price": "abc", "year": "2020"}]).built()
    assert row.outcome is Outcome.INVALID
    assert orjson.loads(row.body)["year"] == 2020
    assert "price" not in orjson.loads(row.body)


def test_a_row_with_only_a_warning_is_sent() -> None:
    """Doubts never block."""
    (row,) = MappedTable([{**DRAFT, "price": "12"}]).built()
    assert [problem.code.value for problem in row.problems] == ["price_implausible"]
    assert row.outcome is None


def test_original_cells_are_kept_as_they_were_read() -> None:
    """The result sheet shows the dealer's own cells."""
    (row,) = MappedTable([{**DRAFT, "price": "€ 1", "empty": None}]).built()
    assert row.cells == ("A-1", "DEX-GENT", "Volkswagen Golf", "€ 1", None)


def test_features_keep_their_columns_order_and_their_category_once_each() -> None:
    """A heading's category holds; without one the name tells it; a repeat in other letters is dropped."""
    semicolon = Notation(separator=";")
    found = payload(
        {"feature_safety": "ABS; Mijn eigen optie", "Opties": "abs; Navigatie; Zelfgemaakt", "Trekhaak": "ja"},
        targets={
            "feature_safety": [Target(field="features", category="safety", notation=semicolon)],
            "Opties": [Target(field="features", notation=semicolon)],
            "Trekhaak": [Target(field="features", name="Trekhaak", category="exterior")],
        },
    )["features"]
    assert [entry["name"] for entry in found] == ["ABS", "Mijn eigen optie", "Navigatie", "Zelfgemaakt", "Trekhaak"]
    assert {entry["name"]: entry["category"] for entry in found} == {
        "ABS": "safety",
        "Mijn eigen optie": "safety",
        "Navigatie": "technology",
        "Zelfgemaakt": "other",
        "Trekhaak": "exterior",
    }


def test_a_list_of_features_never_holds_one_twice_across_columns() -> None:
    """The first column that names it keeps it."""
    found = payload(
        {"feature_comfort": "Airco", "feature_other": "AIRCO"},
        targets={
            "feature_comfort": [Target(field="features", category="comfort")],
            "feature_other": [Target(field="features", category="other")],
        },
    )["features"]
    assert found == [{"category": "comfort", "name": "Airco"}]


def _image(number: int) -> str:
    return f"https://images.example.com/{number}.jpg"


def _image_targets(count: int, *, orders: bool = False) -> dict[str, list[Target]]:
    targets = {f"image_{n}": [Target(field="images", position=n)] for n in range(1, count + 1)}
    if orders:
        targets |= {f"image_{n}_position": [Target(field="images", order_of=n)] for n in range(1, count + 1)}
    return targets


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({"images": f"{_image(1)} {_image(2)}"}, [(1, 1), (2, 2)], id="a list"),
        pytest.param({"image_2": _image(2), "image_1": _image(1)}, [(1, 1), (2, 2)], id="by number, not by column"),
        pytest.param({"image_1": None, "image_2": _image(2)}, [(1, 2)], id="a gap closes"),
        pytest.param({"image_1": _image(1), "image_2": _image(1)}, [(1, 1)], id="the same picture once"),
        pytest.param(
            {"image_1": _image(1), "image_1_position": 2, "image_2": _image(2), "image_2_position": 1},
            [(1, 2), (2, 1)],
            id="given positions",
        ),
        pytest.param(
            {"image_1": _image(1), "image_1_position": 0, "image_2": _image(2), "image_2_position": 5},
            [(0, 1), (5, 2)],
            id="given positions are kept as given",
        ),
        pytest.param(
            {"image_1": _image(1), "image_1_position": -1, "image_2": _image(2), "image_2_position": -2},
            [(1, 2), (2, 1)],
            id="below 0: only their order",
        ),
        pytest.param(
            {"image_1": _image(1), "image_1_position": None, "image_2": _image(2), "image_2_position": 1},
            [(1, 2), (2, 1)],
            id="without a position: behind those with one",
        ),
        pytest.param({"images": None}, None, id="none"),
    ],
)
def test_images_are_in_order_with_the_cover_first(
    cells: dict[str, RawValue], expected: list[tuple[int, int]] | None
) -> None:
    """Positions count from 1 unless the file gives a different one to every picture."""
    targets = _image_targets(2, orders=any("position" in name for name in cells))
    found = payload(cells, targets=targets).get("images")
    wanted = [{"position": position, "url": _image(number)} for position, number in expected or []]
    assert found == (wanted if expected is not None else None)


def test_condition_tags_of_several_columns_are_joined() -> None:
    """conditionTag_1 … are one list, each tag once."""
    targets = {f"conditionTag_{n}": [Target(field="conditionTags", position=n)] for n in range(1, 4)}
    cells = {"conditionTag_1": "1e eigenaar", "conditionTag_2": None, "conditionTag_3": "1E EIGENAAR"}
    assert payload(cells, targets=targets)["conditionTags"] == ["1e eigenaar"]


_CELLS = st.fixed_dictionaries(
    {
        "externalReference": st.sampled_from(["A", "B", None, 12345.0]),
        "dealerLocationCode": st.sampled_from(["DEX-GENT", None]),
        "title": st.sampled_from(["Golf", "=1+1", None]),
        "brand": st.sampled_from(["Volkswagen", None]),
        "status": st.sampled_from(["active", "draft", "verkocht", "???", None]),
        "price": st.sampled_from([18950, "€ 19.950,-", "abc", -1, None]),
        "year": st.sampled_from([2021, "1700", True, None]),
        "vin": st.sampled_from(["WVWZZZCDZMW012345", "WVWZZZCDZMW012346", None]),
        "postalCode": st.sampled_from(["9000", 2070, "1000 Brussel", None]),
        "warranty": st.sampled_from([True, 1, "nee", None]),
        "features": st.sampled_from(["ABS; Airco", "x", None]),
    }
)


@settings(deadline=None, max_examples=25)
@given(cells=st.lists(_CELLS, min_size=1, max_size=30), size=st.sampled_from([1, 7]))
def test_the_size_of_chunks_changes_nothing(cells: list[dict[str, RawValue]], size: int) -> None:
    """Rows read 1, 7 or all at a time are the same, byte for byte, with the same problems."""
    table = MappedTable(cells, language="nl")
    assert table.built(size) == table.built(1_000)
