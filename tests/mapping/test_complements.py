"""Two columns for one field, each filled where the other is blank."""

import pytest

from importer.records import RawValue
from tests.mapping.tables import MAKES, MODELS, column_of, mapping_of, repeated


def columns_with(second: str, first_cells: list[RawValue], second_cells: list[RawValue]) -> dict[str, list[RawValue]]:
    """A table with two columns of kilometres."""
    return {
        "Merk": repeated(*MAKES),
        "Model": repeated(*MODELS),
        "Km-stand": repeated(*first_cells),
        second: repeated(*second_cells),
    }


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(["45.000", None], [None, "61.000"], id="never both"),
        pytest.param(["45.000", None], ["45.000", "61.000"], id="both agree"),
    ],
)
def test_a_second_column_fills_the_blanks_of_the_first(first: list[RawValue], second: list[RawValue]) -> None:
    """Both feed the field, and the mapping says which fills which."""
    mapping = mapping_of(columns_with("Km-stand 2", first, second))
    filling = column_of(mapping, "Km-stand 2")
    assert (filling.fields, filling.reason, filling.params["other"]) == (("mileage",), "reason_complement", "Km-stand")
    assert column_of(mapping, "Km-stand").fields == ("mileage",)
    assert [problem.code for problem in mapping.problems if problem.heading == "Km-stand 2"] == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(["45.000", None], ["12.000", "61.000"], id="another value where both are filled"),
        pytest.param(["45.000", "39.000"], ["45.000", "39.000"], id="nothing to fill"),
        pytest.param(["45.000", None], ["45.000", None], id="blank in the same rows"),
    ],
)
def test_a_second_column_that_says_something_else_or_nothing_new_is_left_out(
    first: list[RawValue], second: list[RawValue]
) -> None:
    """Two mileages that differ are two things; a copy of the first is of no use."""
    mapping = mapping_of(columns_with("Km-stand 2", first, second))
    assert column_of(mapping, "Km-stand 2").reason == "reason_claimed"


def test_a_few_cells_of_which_one_contradicts_prove_nothing() -> None:
    """However many rows there are, it is the cells of the second column that must agree."""
    rows = 400
    first, second = ["45.000"] * (rows - 1) + [None], ["12.000"] + [None] * (rows - 2) + ["61.000"]
    mapping = mapping_of({"Merk": repeated(*MAKES, rows=rows), "Km-stand": first, "Km-stand 2": second})
    assert column_of(mapping, "Km-stand 2").fields == ()


def test_horsepower_fills_the_blanks_of_kilowatts() -> None:
    """Each column keeps its own unit: 77 kW and 105 hp are the same."""
    mapping = mapping_of({"Merk": repeated(*MAKES), "kW": repeated("77", None), "PK": repeated("105", "150")})
    assert [column.fields for column in mapping.columns[1:]] == [("powerKw",), ("powerKw",)]
    assert [column.targets[0].notation.unit for column in mapping.columns[1:]] == ["kW", "hp"]


def test_a_remark_never_becomes_the_description() -> None:
    """What a dealer notes for himself stays with him, in rows without a description too."""
    columns = {"Merk": repeated(*MAKES), "Omschrijving": repeated("Mooie wagen met veel opties", None)}
    mapping = mapping_of({**columns, "Opmerking": repeated(None, "klant belt maandag terug")})
    assert [column.fields for column in mapping.columns[1:]] == [("description",), ()]


def test_two_prices_never_complement_each_other() -> None:
    """A price in a second column is another price."""
    columns = {"Merk": repeated(*MAKES), "Prijs": repeated("9950", None), "Vraagprijs": repeated(None, "8500")}
    mapping = mapping_of(columns)
    assert [column.fields for column in mapping.columns[1:]] == [("price",), ()]


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Schadevoertuig", "damaged"),
        ("Véhicule de démonstration", "demo"),
        ("Neufahrzeug", "new"),
        ("is_oldtimer", "oldtimer"),
        ("Unfallfahrzeug", "damaged"),
        ("ExDemo", "demo"),
    ],
)
def test_yes_no_columns_of_a_condition_feed_it_beside_its_own_column(heading: str, value: str) -> None:
    """Every flag has its part of the condition; the condition's own column keeps the field."""
    columns = {"Merk": repeated(*MAKES), "Staat": repeated("gebruikt", "nieuw"), heading: repeated("nee", "nee", "ja")}
    mapping = mapping_of(columns)
    assert column_of(mapping, "Staat").fields == ("condition",)
    flag = column_of(mapping, heading)
    assert [(target.field, target.part) for target in flag.targets] == [("condition", value)]


def test_a_flag_column_with_other_words_is_not_taken_for_one() -> None:
    """`Schade` with amounts is no yes or no."""
    mapping = mapping_of({"Merk": repeated(*MAKES), "Schade": repeated("€ 500", "€ 1.200")})
    assert column_of(mapping, "Schade").fields == ()
