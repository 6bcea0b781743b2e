"""The price from its own column and from one of reduced prices."""

import pandas as pd
import pytest

from importer.records import REDUCED, RawValue, Target
from tests.intake_tables import DRAFT, MappedTable

TARGETS = {"reduced": (Target(field="price", part=REDUCED),)}


@pytest.mark.parametrize(
    ("usual", "reduced", "price", "currency"),
    [
        ("24500", "21500", 21500, None),
        ("24500", None, 24500, None),
        ("24500", "0", 24500, None),
        ("24500", 0, 24500, None),
        ("24500", "0,00", 24500, None),
        (None, "21500", 21500, None),
        ("24500 GBP", "21500", 21500, "GBP"),
        ("24500", "21500 GBP", 21500, "GBP"),
        ("24500", "zie verkoper", None, None),
    ],
)
@pytest.mark.parametrize("order", [("price", "reduced"), ("reduced", "price")], ids=["usual first", "reduced first"])
def test_a_reduced_price_goes_before_the_usual_one_wherever_it_stands(
    order: tuple[str, str], usual: RawValue, reduced: RawValue, price: float | None, currency: str | None
) -> None:
    """A zero says that nothing is taken off; what cannot be read is a problem of its row, not the usual price."""
    cells = {"price": usual, "reduced": reduced}
    car = {name: value for name, value in DRAFT.items() if name != "price"}
    frame = MappedTable([{**car, **{name: cells[name] for name in order}}], targets=TARGETS, language="nl").frame()
    value = frame.frame["price"].iloc[0]
    assert (None if pd.isna(value) else value) == price
    said = frame.columns["currency"].at(0) if "currency" in frame.columns else None
    assert said == currency
    place = frame.place("price", 0)
    assert place is not None
    if reduced in {None, "21500"}:
        assert place.heading == ("reduced" if reduced else "price")
