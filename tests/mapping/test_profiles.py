"""Saved profiles come back as they were written, are found again by their columns, and say clearly what is wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.contract import BY_NAME, FEATURE_CATEGORIES
from importer.errors import SettingsError
from importer.mapping.contents.survey import survey
from importer.mapping.given.profiles import built_in_profiles, chosen_profile, find_profile, load_profile, save_profile
from importer.mapping.given.targets import targets_of, text_of
from importer.mapping.mapper import map_table
from importer.records import RawValue, Target
from importer.vocabulary.own_template import LANGUAGE_PROPERTY, VERSION_PROPERTY
from importer.wording import Lang
from tests.mapping.tables import MAKES, MODELS, TODAY, column_of, fields_of, mapping_of, numbered, repeated, table_of

STOCK: dict[str, list[RawValue]] = {
    "Interne Nummer": numbered("S{}"),
    "Merk & Model": repeated(*[f"{make} {model}" for make, model in zip(MAKES, MODELS, strict=True)]),
    "Prijs": repeated("12.500", "9.950,50"),
    "Opties": repeated("ABS | Airco | GPS"),
    "Trekhaak": repeated("ja", "nee"),
    "Foto 1": numbered("https://example.com/{}.jpg"),
    "Intern": repeated("a", "b"),
}


def test_a_saved_mapping_is_the_same_mapping_when_it_is_read_again(tmp_path: Path) -> None:
    """`map -o` and `--profile` are each other's reverse."""
    first = mapping_of(STOCK)
    save_profile(tmp_path / "garage.toml", first)
    again = mapping_of(STOCK, profile=load_profile(tmp_path / "garage.toml"))
    assert [column.targets for column in again.columns] == [column.targets for column in first.columns]
    assert again.reference == first.reference
    assert again.profile == "garage"
    assert not again.problems


def test_a_profile_keeps_what_a_person_wrote_into_it(tmp_path: Path) -> None:
    """Constants, defaults, words, separators and templates reach the mapping."""
    path = tmp_path / "garage.toml"
    path.write_text(
        """
        reference = "Nr+Chassis"
        [columns]
        Nr = "-"
        Chassis = "vin"
        Prijs = "price"
        Opties = "feature_comfort"
        [separators]
        Opties = "/"
        [constants]
        dealerLocationCode = "DEX-GENT"
        [defaults]
        status = "draft"
        [templates]
        title = "{brand} {model} {variant}"
        [words.fuelType]
        B95 = "petrol"
        """,
        encoding="utf-8",
    )
    table = {"Nr": numbered("{}"), "Chassis": numbered("WVWZZZ1KZ7W{:06d}"), "Opties": repeated("ABS/Airco")}
    mapping = mapping_of(table, profile=load_profile(path))
    assert mapping.constants == {"dealerLocationCode": "DEX-GENT"}
    assert mapping.defaults == {"status": "draft"}
    assert mapping.templates == {"title": "{brand} {model} {variant}"}
    assert mapping.words == {"fuelType": {"B95": "petrol"}}
    assert mapping.reference.columns == (0, 1)
    options = column_of(mapping, "Opties").targets[0]
    assert (options.category, options.notation.separator) == ("comfort", "/")
    missing = [problem for problem in mapping.problems if problem.code == "profile_column_missing"]
    assert [problem.heading for problem in missing] == ["Prijs"]


def test_a_correction_on_the_command_line_rules_over_a_profile(tmp_path: Path) -> None:
    """`--map` is nearer to the person than a file."""
    save_profile(tmp_path / "garage.toml", mapping_of(STOCK))
    mapping = mapping_of(STOCK, profile=load_profile(tmp_path / "garage.toml"), overrides={"Prijs": "-"})
    assert "Prijs" not in fields_of(mapping)


def test_a_profile_is_found_again_by_its_columns(tmp_path: Path) -> None:
    """All its columns are there and they are most of the file; the closest one wins; other files get none."""
    save_profile(tmp_path / "garage.toml", mapping_of(STOCK))
    save_profile(tmp_path / "part.toml", mapping_of({name: STOCK[name] for name in list(STOCK)[:6]}))
    found = find_profile(tmp_path, [name.upper() for name in STOCK])
    assert found is not None
    assert found.name == "garage"
    assert find_profile(tmp_path, ["Prijs", "Merk"]) is None
    assert find_profile(tmp_path, [*STOCK, "a", "b", "c", "d"]) is None
    assert find_profile(tmp_path / "nowhere", list(STOCK)) is None


def test_a_named_profile_comes_before_one_that_is_found(tmp_path: Path) -> None:
    """What a person names is taken."""
    save_profile(tmp_path / "garage.toml", mapping_of(STOCK))
    save_profile(tmp_path / "other.toml", mapping_of({"Prijs": STOCK["Prijs"]}))
    chosen = chosen_profile(table_of(STOCK), tmp_path / "other.toml", tmp_path)
    assert chosen is not None
    assert chosen.name == "other"


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ("[columns\n", "profile_not_toml", "1"),
        ('[columns]\n"Prijs" = "price"\n"Merk = "brand"\n', "profile_not_toml", "3"),
        ('[colums]\nPrijs = "price"\n', "profile_unknown_key", "colums"),
        ('[columns]\nPrijs = "prize"\n', "profile_unknown_field", "price"),
        ("[columns]\nPrijs = 3\n", "profile_wrong_value", "columns.Prijs"),
        ('columns = "price"\n', "profile_wrong_value", "columns"),
        ("reference = 3\n", "profile_wrong_value", "reference"),
        ('[constants]\nlocation = "X"\n', "profile_unknown_field", "location"),
        ('[templates]\ntitle = "{make} {model}"\n', "profile_unknown_field", "make"),
        ('[words.fuel]\nB = "petrol"\n', "profile_unknown_field", "fuelType"),
        ('[columns]\nKm = "mileage [nmi]"\n', "profile_unit_unknown", "mileage [mi]"),
        ('[columns]\nMerk = "brand [mi]"\n', "profile_field_without_unit", "mileage"),
    ],
)
def test_a_profile_that_cannot_be_used_says_where_and_what_is_accepted(
    tmp_path: Path, text: str, key: str, said: str
) -> None:
    """The sentence names the file, the line or the entry."""
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_profile(path)
    assert caught.value.key == key
    for lang in Lang:
        assert said in caught.value.sentence(lang)
        assert "broken.toml" in caught.value.sentence(lang)


def test_a_profile_that_is_not_there_names_the_built_in_ones(tmp_path: Path) -> None:
    """A slip in the name is easily mended."""
    with pytest.raises(SettingsError) as caught:
        load_profile(tmp_path / "hexxon")
    assert "hexon" in str(caught.value)


def test_a_file_that_is_no_text_is_no_profile(tmp_path: Path) -> None:
    """A workbook given as a profile is said to be unreadable."""
    (tmp_path / "x.toml").write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(SettingsError) as caught:
        load_profile(tmp_path / "x.toml")
    assert caught.value.key == "profile_unreadable"


def test_a_built_in_profile_can_be_named() -> None:
    """`--profile hexon` reads H as manual in a file that has few of Hexon's columns."""
    profile = load_profile(Path("hexon"))
    mapping = mapping_of({"transmissie": repeated("H", "A"), "merk": repeated(*MAKES)}, profile=profile)
    assert column_of(mapping, "transmissie").targets[0].notation.codes == "hexon"


@pytest.mark.parametrize("name", list(built_in_profiles()))
def test_every_built_in_profile_names_fields_that_exist(name: str) -> None:
    """A slip in the data would leave a column silently unmapped."""
    profile = built_in_profiles()[name].profile
    assert all(targets_of(text) is not None for text in (*profile.columns.values(), *profile.places.values()))


TARGETS = st.one_of(
    st.builds(Target, field=st.sampled_from(sorted(BY_NAME))),
    st.builds(Target, field=st.just("features"), category=st.sampled_from(FEATURE_CATEGORIES)),
    st.builds(
        Target,
        field=st.just("features"),
        category=st.sampled_from(FEATURE_CATEGORIES),
        position=st.integers(1, 99),
    ),
    st.builds(Target, field=st.just("features"), name=st.just("Airco (2 zones) + filter")),
    st.builds(Target, field=st.sampled_from(["images", "conditionTags"]), position=st.integers(1, 99)),
    st.builds(Target, field=st.just("images"), order_of=st.integers(1, 99)),
    st.builds(Target, field=st.just("features"), part=st.just("category"), position=st.none() | st.integers(1, 99)),
    st.builds(Target, field=st.just("firstRegistration"), part=st.sampled_from(["year", "month"])),
    st.builds(
        Target, field=st.just("powerKw"), part=st.none() | st.just("powerKw"), unit=st.sampled_from(["PS", "kW"])
    ),
)


@given(TARGETS)
def test_what_a_target_is_written_as_reads_back(target: Target) -> None:
    """Profiles lose nothing of a target but its notation."""
    assert targets_of(text_of((target,))) == (target,)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("-", ()),
        ("prijs", (Target(field="price"),)),
        ("Boîte de vitesses", (Target(field="transmission"),)),
        ("brand+model", (Target(field="brand", part="brand"), Target(field="model", part="model"))),
        ("image_3", (Target(field="images", position=3),)),
        ("featureCategory", (Target(field="features", part="category"),)),
        ("Soort opties", (Target(field="features", part="category"),)),
        ("feature_luxury", None),
        ("nothing", None),
        ("", None),
        ("price+nothing", None),
    ],
)
def test_a_person_may_name_a_field_in_his_own_language(text: str, targets: tuple[Target, ...] | None) -> None:
    """The official labels and heading words will do for the API's names."""
    assert targets_of(text) == targets


def mobile_de(places: dict[int, list[RawValue]]) -> list[tuple[str, list[RawValue]]]:
    """A file of 120 columns without headings, blank but for some places."""
    return [("", places.get(place, [None] * 40)) for place in range(120)]


def test_a_mobile_de_file_without_headings_is_read_by_its_places() -> None:
    """Each place is believed only where its content agrees; the VAT flag, which sources read in two ways, is left."""
    table = table_of(
        mobile_de(
            {
                1: numbered("A{}"),
                3: repeated(*MAKES),
                4: repeated(*MODELS),
                5: repeated("85", "110"),
                8: repeated("08.2017", "11.2015"),
                9: repeated("45000", "120000"),
                10: repeated("9950", "12500"),
                11: repeated("1", "0"),
                33: repeated("1", "0"),
                42: repeated("Diesel", "Benzin"),
                109: repeated("1", "2"),
            }
        )
    )
    mapping = map_table(table, survey(table), today=TODAY)
    assert mapping.profile == "mobile_de"
    filled = {c.column: c.fields for c in mapping.columns if c.targets and survey(table)[c.column].filled}
    assert filled == {
        1: ("externalReference",),
        3: ("brand",),
        4: ("model",),
        5: ("powerKw",),
        8: ("firstRegistration",),
        9: ("mileage",),
        10: ("price",),
        33: ("features",),
        109: ("fuelType",),
    }


def test_a_wide_file_without_headings_and_without_makes_in_their_place_is_not_mobile_de() -> None:
    """A shifted file is not read by places."""
    table = table_of(mobile_de({2: repeated(*MAKES), 3: repeated(*MODELS), 9: repeated("9950", "12500")}))
    mapping = map_table(table, survey(table), today=TODAY)
    assert mapping.profile is None
    assert not fields_of(mapping)


def test_our_own_template_is_known_by_what_the_workbook_says_of_itself() -> None:
    """The property that the template's writer sets names the profile."""
    table = table_of({"Titel": numbered("Golf {}")}, properties={VERSION_PROPERTY: "1", LANGUAGE_PROPERTY: "nl"})
    assert map_table(table, survey(table), today=TODAY).profile == "template"


def test_a_reduced_price_is_saved_and_read_again(tmp_path: Path) -> None:
    """A profile says which of two prices goes before the other."""
    columns = {"Merk": repeated(*MAKES), "Prijs": repeated("24500", "18900"), "Actieprijs": repeated("21500", None)}
    save_profile(tmp_path / "own.toml", mapping_of(columns))
    again = mapping_of(columns, profile=load_profile(tmp_path / "own.toml"))
    assert [(target.field, target.part) for column in again.columns for target in column.targets] == [
        ("brand", None),
        ("price", None),
        ("price", "reduced"),
    ]
