"""A `Famille` is the model or a class of cars; the makes beside it tell."""

import pytest

from importer.records import RawValue
from tests.mapping.tables import column_of, fields_of, mapping_of, repeated

SOLD = ("VW", "Kia", "BMW", "Audi", "VW", "Kia")


@pytest.mark.parametrize(
    ("families", "field"),
    [
        (repeated("Golf", "Ceed", "X1", "A3", "Polo", "Picanto", rows=30), "model"),
        (repeated("SUV", "Premium", "Citadine", "Luxe", "Eco", "SUV", "Routière", rows=30), ""),
        (repeated("VP", "VU", "VP", "VP", rows=30), ""),
        ([f"F{row}" for row in range(30)], ""),
        (repeated("Golf", "Ceed", "X1", "A3", rows=30), ""),
    ],
    ids=["models", "classes", "kinds", "numbers", "two makes"],
)
def test_a_family_is_the_model_where_each_is_of_one_make(families: list[RawValue], field: str) -> None:
    """A class of cars is of several makes, and numbers of a dealer's own are no names."""
    columns = {"Marque": repeated(*SOLD, rows=30), "Famille": families, "Km": repeated(51000, 98250, rows=30)}
    assert fields_of(mapping_of(columns)).get("Famille", "") == field


@pytest.mark.parametrize("other", ["Modèle", "Titre"])
def test_a_family_is_nothing_beside_a_model_or_a_title(other: str) -> None:
    """The field has its own column; what names the car needs no other."""
    families = repeated("Golf", "Ceed", "X1", "A3", "Polo", "Picanto", rows=30)
    names = repeated("Golf 1.5 TSI", "Ceed 1.0", "X1 20d", "A3 35", "Polo GTI", "Picanto 1.2", rows=30)
    mapping = mapping_of({"Marque": repeated(*SOLD, rows=30), "Famille": families, other: names})
    assert column_of(mapping, "Famille").reason == "reason_family"


def test_one_make_alone_tells_nothing_of_families() -> None:
    """Whatever a dealer in one make calls families is of that make."""
    families = repeated("Golf", "Polo", "Tiguan", "Passat", "Up", rows=30)
    assert column_of(mapping_of({"Marque": ["VW"] * 30, "Famille": families}), "Famille").fields == ()
