"""Units that a person gives to columns: on the command line, in a profile, and what the numbers then are."""

from pathlib import Path

import pytest

from importer.cells.columns import read_values
from importer.errors import SettingsError
from importer.mapping.given.profiles import load_profile, save_profile
from importer.mapping.given.targets import targets_of, text_of
from importer.problems import Code
from importer.records import RawValue, TableMapping, Target
from importer.vocabulary.own_template import LANGUAGE_PROPERTY, VERSION_PROPERTY
from importer.wording import Lang, say
from tests.mapping.tables import MODELS, TODAY, column_of, mapping_of, mapping_of_table, repeated, table_of


def _value(mapping: TableMapping, heading: str, cell: RawValue) -> object:
    """What a cell of the column is sent as."""
    (target,) = column_of(mapping, heading).targets
    return read_values(target, [cell], language=mapping.language, today=TODAY)[0].value


@pytest.mark.parametrize(
    ("wanted", "cell", "value"),
    [
        ("mileage [mi]", 45000, 72420),
        ("mileage [miles]", "45,000", 72420),
        ("mileage [km]", 45000, 45000),
        ("mileage [1000 km]", 45, 45000),
        ("mileage [mi]", "50.000 km", 50000),
        ("powerKw [kW]", 110, 110),
        ("powerKw [hp]", 150, 110),
        ("powerKw [pk]", "150", 110),
        ("powerKw [ch]", 150, 110),
        ("powerKw [PS]", "110 kW", 110),
        ("weight [lb]", 3000, 1361),
        ("fuelConsumption [l/100 km]", 5.4, 5.4),
        ("fuelConsumption [km/l]", 20, 5.0),
        ("fuelConsumption [mpg UK]", 50, 5.6),
        ("fuelConsumption [mpg US]", 30, 7.8),
        ("warrantyMonths [year]", 2, 24),
        ("engine [l]", "1.6", "1.6 l"),
        ("engine [cm3]", 1598, "1598 cm³"),
        ("price [1000 EUR]", "18.5", 18500),
    ],
)
def test_bare_numbers_are_in_the_unit_that_is_given(wanted: str, cell: RawValue, value: object) -> None:
    """Each is converted to what the API takes; a unit in a cell goes before the column's."""
    mapping = mapping_of({"Model": repeated(*MODELS), "Figure": [cell]}, overrides={"Figure": wanted})
    assert _value(mapping, "Figure", cell) == value


def test_the_unit_that_is_given_goes_before_that_of_the_heading() -> None:
    """A person knows his file better than its heading does."""
    mapping = mapping_of({"Km": repeated(45000, 61000)}, overrides={"Km": "mileage [mi]"})
    assert _value(mapping, "Km", 45000) == 72420


def test_dollars_are_said_of_amounts_without_a_sign() -> None:
    """The currency of a price is its unit."""
    mapping = mapping_of({"Price": repeated(12995, 8450)}, overrides={"Price": "price [USD]"})
    assert column_of(mapping, "Price").targets[0].notation.currency == "USD"


@pytest.mark.parametrize(
    ("wanted", "units"),
    [
        ("mileage [mi]", ("mi",)),
        ("mileage[mi]", ("mi",)),
        ("mileage (mi)", ("mi",)),
        ("mileage(mi)", ("mi",)),
        ("Kilometerstand [mi]", ("mi",)),
        ("engine+powerKw [PS]", (None, "PS")),
        ("features(Airco [2 zones])", (None,)),
        ("features(mi)", (None,)),
    ],
)
def test_a_unit_stands_in_brackets_behind_its_field(wanted: str, units: tuple[str | None, ...]) -> None:
    """Square ones; round ones where they can mean nothing else: behind equipment they hold its name."""
    targets = targets_of(wanted)
    assert targets is not None
    assert tuple(target.unit for target in targets) == units


@pytest.mark.parametrize(
    ("wanted", "key", "said"),
    [
        ("mileage [nmi]", "map_unit_unknown", "mileage [km], mileage [1000 km], mileage [mi]"),
        ("mileage (nmi)", "map_unit_unknown", "mileage [mi]"),
        ("mileage []", "map_unit_unknown", "mileage [mi]"),
        ("powerKw [fiscal hp]", "map_unit_unknown", "powerKw [PS]"),
        ("fuelConsumption [mpg]", "map_unit_unknown", "fuelConsumption [mpg UK], fuelConsumption [mpg US]"),
        ("engine [hp]", "map_unit_unknown", "engine [cm³], engine [l]"),
        ("price [km]", "map_unit_unknown", "price [EUR]"),
        ("brand [mi]", "map_field_without_unit", "mileage"),
        ("year [km]", "map_field_without_unit", "powerKw"),
    ],
)
def test_a_unit_that_does_not_convert_surely_is_refused_with_those_that_do(wanted: str, key: str, said: str) -> None:
    """In four languages, with the column; nothing is read in a unit that was not meant."""
    with pytest.raises(SettingsError) as caught:
        mapping_of({"Figure": repeated(1, 2)}, overrides={"Figure": wanted})
    assert caught.value.key == key
    for lang in Lang:
        assert said in caught.value.sentence(lang)
        assert "Figure" in caught.value.sentence(lang)


STOCK: dict[str, list[RawValue]] = {
    "Model": repeated(*MODELS),
    "Mileage": repeated(45210, 61200),
    "Power": repeated(110, 150),
    "MOT": repeated("03/2027", "05/2027"),
}


def test_a_profile_keeps_the_units_that_were_given(tmp_path: Path) -> None:
    """In the person's own words; the mapping and its reasons are the same when it is read again."""
    given = mapping_of(STOCK, overrides={"Mileage": "mileage [mi]", "Power": "powerKw [PS]"})
    save_profile(tmp_path / "own.toml", given)
    text = (tmp_path / "own.toml").read_text(encoding="utf-8")
    assert 'Mileage = "mileage [mi]"' in text
    assert 'Power = "powerKw [PS]"' in text
    again = mapping_of(STOCK, profile=load_profile(tmp_path / "own.toml"))
    assert [column.targets for column in again.columns] == [column.targets for column in given.columns]
    column = column_of(again, "Mileage")
    for lang in Lang:
        assert "mi" in say(column.reason, lang, **column.params).split()
        assert "own" in say(column.reason, lang, **column.params)


def test_a_profile_without_units_reads_as_it_did(tmp_path: Path) -> None:
    """The heading and the cells tell the unit, and a saved profile does not make it a given one."""
    table: dict[str, list[RawValue]] = {"Mileage (mi)": repeated(45210, 61200)}
    (tmp_path / "old.toml").write_text('[columns]\n"Mileage (mi)" = "mileage"\n', encoding="utf-8")
    mapping = mapping_of(table, profile=load_profile(tmp_path / "old.toml"))
    assert _value(mapping, "Mileage (mi)", 45000) == 72420
    assert column_of(mapping, "Mileage (mi)").reason == "reason_profile"
    save_profile(tmp_path / "new.toml", mapping)
    assert '= "mileage"' in (tmp_path / "new.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("wanted", ["mileage [mi]", "mileage [km]"])
def test_the_warning_of_a_mileage_without_a_unit_ends_when_it_is_given(wanted: str) -> None:
    """Miles or kilometres: the question is answered; the warning says how."""
    asked = [p for p in mapping_of(STOCK).problems if p.code is Code.MILEAGE_WITHOUT_UNIT]
    assert len(asked) == 1
    for lang in Lang:
        assert f'--map "Mileage={wanted}"' in say(asked[0].code, lang, **asked[0].params).replace("”", '"')
    answered = mapping_of(STOCK, overrides={"Mileage": wanted})
    assert all(problem.code is not Code.MILEAGE_WITHOUT_UNIT for problem in answered.problems)


def test_an_answer_to_kw_or_hp_names_the_unit() -> None:
    """`powerKw` alone would be read as kilowatts, whichever they are."""
    mapping = mapping_of({"Model": repeated(*MODELS), "Vermogen": repeated("245", "400")})
    asked = next(problem for problem in mapping.problems if problem.field == "powerKw")
    assert asked.params["guess"] == "powerKw [kW]"
    answered = mapping_of({"Vermogen": repeated("245", "400")}, overrides={"Vermogen": "powerKw [pk]"})
    assert _value(answered, "Vermogen", "245") == 180


def test_units_that_change_from_row_to_row_are_one_when_a_person_says_so() -> None:
    """Without his word such a column feeds nothing."""
    table: dict[str, list[RawValue]] = {"Mileage": repeated(45210, 61200), "Mileage unit": repeated("mi", "km")}
    assert not column_of(mapping_of(table, overrides={"Mileage": "mileage"}), "Mileage").targets
    assert _value(mapping_of(table, overrides={"Mileage": "mileage [mi]"}), "Mileage", 45000) == 72420


def test_our_own_template_is_read_without_given_units() -> None:
    """Its headings say the unit themselves."""
    table = table_of(
        {"Kilometerstand (km)": repeated(45000)}, properties={VERSION_PROPERTY: "1", LANGUAGE_PROPERTY: "nl"}
    )
    mapping = mapping_of_table(table)
    assert column_of(mapping, "Kilometerstand (km)").targets == (
        Target(field="mileage", notation=column_of(mapping, "Kilometerstand (km)").targets[0].notation),
    )
    assert text_of(column_of(mapping, "Kilometerstand (km)").targets) == "mileage"
