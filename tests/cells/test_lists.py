"""Equipment and tags: what parts a list, and the yes/no column of one option."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from importer.cells.columns import read_values
from importer.cells.lists import items_of
from importer.problems import Code
from importer.records import RawValue, Target
from tests.cells.columns_of import TODAY, column, judged, read


@pytest.mark.parametrize(
    ("cells", "separator", "first"),
    [
        (["ABS, Airbag, Airco", "ABS, ESP"], ",", ["ABS", "Airbag", "Airco"]),
        (["Metalliclak , CruiseControl , ABS"], ",", ["Metalliclak", "CruiseControl", "ABS"]),
        (["ABS; velgen, 17 inch; ESP"], ";", ["ABS", "velgen, 17 inch", "ESP"]),
        (["ABS|ESP", "Airco"], "|", ["ABS", "ESP"]),
        (["ABS\nESP\n"], "\n", ["ABS", "ESP"]),
        (["ABS - ESP - Airco"], " - ", ["ABS", "ESP", "Airco"]),
        (["ABS * ESP * Airco"], "*", ["ABS", "ESP", "Airco"]),
        (["ABS//ESP"], "//", ["ABS", "ESP"]),
        (["ABS..ESP..Airco"], "..", ["ABS", "ESP", "Airco"]),
        (["Velgen 17,5 inch"], None, ["Velgen 17,5 inch"]),
        (["ABS, abs, -, ESP"], ",", ["ABS", "ESP"]),
        (["• ABS\n• ESP"], "\n", ["ABS", "ESP"]),
    ],
)
def test_what_parts_a_list_is_decided_by_the_whole_column(
    cells: list[RawValue], separator: str | None, first: list[str]
) -> None:
    """The surest mark that stands in the cells; words stay as they were written, each once."""
    assert judged("features", cells).notation.separator == separator
    assert column("features", cells)[0] == first


def test_a_numbered_column_holds_one_option() -> None:
    """feature_comfort_1 is one name, whatever marks stand in it."""
    target = Target(field="features", category="comfort", position=1)
    reading = read_values(target, ["Velgen, 17 inch"], language="nl", today=TODAY)[0]
    assert reading.value == ["Velgen, 17 inch"]


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("ja", ["Trekhaak"], None),
        ("x", ["Trekhaak"], None),
        (True, ["Trekhaak"], None),
        (1, ["Trekhaak"], None),
        ("nee", None, None),
        (0.0, None, None),
        ("-", None, None),
        ("afneembaar", ["Trekhaak: afneembaar"], None),
        ("2", None, Code.NOT_A_BOOLEAN),
        (2, None, Code.NOT_A_BOOLEAN),
    ],
)
def test_a_yes_no_column_gives_its_option(cell: RawValue, value: list[str] | None, code: Code | None) -> None:
    """Yes is the option, no is nothing, other words are kept beside its name."""
    target = Target(field="features", category="comfort", name="Trekhaak")
    reading = read_values(target, [cell], language="nl", today=TODAY)[0]
    assert (reading.value, reading.code) == (value, code)


def test_tags_are_listed_alike() -> None:
    """One cell may hold several condition tags."""
    assert read("conditionTags", "1e eigenaar; Dealeronderhouden").value == ["1e eigenaar", "Dealeronderhouden"]


@given(
    st.lists(
        st.from_regex(r"[A-Z][a-z]{2,9}( [a-z]{3,9})?", fullmatch=True), min_size=2, max_size=9, unique_by=str.casefold
    ),
    st.sampled_from(["\n", " | ", "; ", ", ", " - ", " / "]),
)
def test_every_list_reads_back_whatever_parts_it(options: list[str], separator: str) -> None:
    """What a program joins is parted again; `None km` is nothing in a cell of its own, and kept in a list."""
    assume(not any(option.startswith(("Nan ", "Null ", "None ")) for option in options))
    kept = [option for option in options if read("color", option).value is not None]
    assert column("features", [separator.join(options)])[0] == (kept or None)


def test_a_zero_among_options_is_none() -> None:
    """A list that is joined from cells has a 0 for each blank one."""
    assert items_of("Airco;0;Navigatie;0", ";") == ["Airco", "Navigatie"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ('{"navi": true, "sitzheizung": true, "ahk": false}', ["navi", "sitzheizung"]),
        ('{"assistenz": {"acc": true}, "anhaenger_kupplung": true}', ["acc", "anhaenger kupplung"]),
        ('{"comfort": ["Airco", "Cruise"], "audio": "Bose", "speakers": 8}', ["Airco", "Cruise", "audio: Bose"]),
        ('{"airco": "ja", "trekhaak": "nee", "cuir": "Non", "navi": "n/a", "alarm": "  "}', ["airco"]),
        ("{Airco; Navi}", ["Airco", "Navi"]),
    ],
)
def test_an_object_as_programs_write_it_gives_the_names_that_it_says_yes_to(cell: str, names: list[str]) -> None:
    """`{"navi": true` is no name of equipment; a number such as a range names none either."""
    assert read("features", cell).value == names


def test_an_empty_object_lists_nothing() -> None:
    """`{}` is a blank."""
    assert read("features", "{}").value is None


def test_a_list_as_programs_write_it_loses_its_brackets_and_quotes() -> None:
    """`['Airco', "Navigatie"]` is two pieces of equipment."""
    assert items_of("""['Airco', "Navigatie", 'Airco']""", ",") == ["Airco", "Navigatie"]
