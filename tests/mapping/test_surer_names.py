"""Two columns that claim one field, of which one heading means it alone: that one has it, in whatever order."""

import pytest

from importer.records import RawValue
from tests.mapping.tables import MAKES, MODELS, fields_of, mapping_of, repeated

TRIMS: list[RawValue] = ["Highline", "S line", "GT Line", "Intens"]
SERIES: list[RawValue] = ["1er", "3er", "5er"]


@pytest.mark.parametrize(
    ("registered", "built"),
    [
        ("Registration year", "Year"),
        ("Registration year", "Model year"),
        ("Année de mise en circulation", "Année modèle"),
        ("Zulassungsjahr", "Modelljahr"),
        ("Registratiejaar", "Bouwjaar"),
    ],
)
def test_the_year_of_building_goes_before_that_of_registration(registered: str, built: str) -> None:
    """A car of 2018 may have been registered in 2019; alone, a year of registration is the year."""
    years, later = repeated("2018", "2020", "2017"), repeated("2019", "2021", "2018")
    for pairs in ([(registered, later), (built, years)], [(built, years), (registered, later)]):
        mapping = mapping_of([("Model", repeated(*MODELS)), *pairs])
        assert fields_of(mapping) == {"Model": "model", built: "year"}
    assert fields_of(mapping_of({"Model": repeated(*MODELS), registered: later}))[registered] == "year"


@pytest.mark.parametrize(
    ("make", "series", "model", "version"),
    [
        ("Marke", "Serie", "Modell", "Ausführung"),
        ("Merk", "Serie", "Model", "Uitvoering"),
        ("Marque", "Série", "Modèle", "Version"),
        ("Make", "Series", "Model", "Trim"),
    ],
)
def test_a_series_is_no_version_beside_one(make: str, series: str, model: str, version: str) -> None:
    """Beside a model alone it may be the version."""
    cars = [(make, repeated(*MAKES)), (series, repeated(*SERIES)), (model, repeated(*MODELS))]
    mapping = mapping_of([*cars, (version, repeated(*TRIMS))])
    assert fields_of(mapping) == {make: "brand", model: "model", version: "variant"}
    assert fields_of(mapping_of(cars))[series] == "variant"
