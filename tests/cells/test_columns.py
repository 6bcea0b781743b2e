"""Whole columns: what they would be as a field, distinct values, and how long reading takes."""

import time
from datetime import date

import pytest

from importer.cells.columns import judge, read_values
from importer.contract import BY_NAME, FIELDS
from importer.frames.coded import distinct
from importer.problems import Code
from importer.records import ColumnSurvey, Notation, RawValue, Target
from importer.wording import Lang, say
from tests.cells.columns_of import TODAY, judged


def test_a_truth_value_stays_apart_from_numbers() -> None:
    """Python holds True, 1 and 1.0 for one value; 1 and 1.0 mean the same here, True does not."""
    codes, values = distinct([True, 1, 1.0, None, "a", False, 0, True])
    assert list(codes) == [0, 1, 1, -1, 2, 3, 4, 0]
    assert [(type(value), value) for value in values] == [(bool, True), (int, 1), (str, "a"), (bool, False), (int, 0)]


def test_distinct_values_of_any_kind_give_the_column_back() -> None:
    """Texts, numbers, dates and blanks are taken by what they are."""
    cells: list[RawValue] = ["a", None, 1, "a", date(2021, 1, 1), 2.5, None, "1"]
    codes, values = distinct(cells)
    assert [None if code < 0 else values[code] for code in codes] == cells


@pytest.mark.parametrize(
    ("field", "cells", "options", "fit", "reason"),
    [
        ("powerKw", ["6", "7", "5"], {}, 0, "reason_fiscal_power"),
        ("powerKw", ["110", "90"], {}, 1, None),
        ("powerKw", [150, 75], {"unit": "PS"}, 1, None),
        ("powerKw", [1598], {"unit": "ccm"}, 0, "reason_other_unit"),
        ("fuelConsumption", ["20.83", 26.32], {}, 0, "reason_km_per_litre"),
        ("fuelConsumption", [20.83, 26.32], {"unit": "km/l"}, 1, None),
        ("price", ["€ 299", "€ 350"], {}, 0.5, "reason_monthly_rate"),
        ("mileage", ["26.6 km/kg", "18 kmpl"], {}, 0, None),
        ("mileage", [26.6, 20.1], {}, 0, None),
        ("mileage", ["12.500", "0", "0", "52.300"], {}, 1, None),
        ("mileage", ["1", "0", "0", "2"], {}, 0.2, "reason_not_mileage"),
        ("mileage", [0, 0], {}, 0.2, "reason_not_mileage"),
        ("co2Emission", ["A", "B"], {}, 0, None),
        ("year", [2015, "2016"], {}, 1, None),
        ("year", ["03/2015"], {}, 0, None),
        ("year", ["03/2015"], {"part": "year"}, 1, None),
        ("firstRegistration", ["03/2015", "-"], {}, 1, None),
        ("fuelType", ["Benzine", "Diesel", "Schaltgetriebe", "LPG"], {}, 0.75, None),
        ("brand", ["Audi", "VW", "Focus", "-"], {}, 2 / 3, None),
        ("brand", ["Peugeot 208", "Kia Rio"], {}, 0, None),
        ("model", ["https://example.com"], {}, 0, None),
        ("vin", ["WVWZZZCDZMW012345", "113456789"], {}, 0.5, None),
        ("images", ["https://x.be/a.jpg"], {}, 1, None),
        ("images", ["https://www.example.nl/aanbod/audi"], {}, 0.4, None),
        ("doors", [5, 50], {}, 0.5, None),
        ("doors", [], {}, 0, None),
    ],
)
def test_the_content_confirms_or_refutes_a_field(
    field: str, cells: list[RawValue], options: dict[str, str], fit: float, reason: str | None
) -> None:
    """The share of cells that read cleanly and are plausible, and what the column may be instead."""
    judgement = judged(field, cells, **options)
    assert judgement.fit == pytest.approx(fit)
    assert judgement.params.get("reason") == reason
    for lang in Lang if reason else ():
        assert say(reason or "", lang, **judgement.params)


def test_the_share_weighs_how_often_a_value_stands_there() -> None:
    """Ninety-nine right cells and a wrong one fit to 0.99; placeholders are counted apart."""
    judgement = judged("fuelType", ["Benzine"] * 99 + ["Onzin"] + ["-"] * 100)
    assert judgement.fit == pytest.approx(0.99)
    assert judgement.blank == 0.5


def test_rare_shapes_of_a_long_column_count_as_evidence() -> None:
    """What is not among the surveyed values still tells how numbers are written."""
    long = ColumnSurvey(column=0, heading="", rows=9, filled=9, values={"950.000": 5}, shapes={"9.999,99": "1.250,50"})
    assert judge(BY_NAME["price"], long, today=TODAY).notation.decimal == ","


def test_every_field_can_be_judged_on_any_content() -> None:
    """No content of a column breaks a judgement."""
    cells: list[RawValue] = ["", "-", "x" * 5000, 0, -1, 1e300, True, date(1, 1, 1), "03/04/2021", "1.234", "B"]
    for field in FIELDS:
        judgement = judged(field.name, cells)
        assert 0 <= judgement.fit <= 1
        assert 0 <= judgement.blank <= 1


def test_a_column_s_problems_are_errors_without_a_value_or_warnings_with_one() -> None:
    """An error never carries a value that could be sent."""
    cells: list[RawValue] = ["", "-", "abc", "12.500", "03/04/2021", 0, 5.5, True, date(2020, 1, 1), "www.x.be/a.jpg"]
    for field in FIELDS:
        for reading in read_values(Target(field=field.name), cells, language="nl", today=TODAY):
            assert reading.code is None or reading.code.severity.value == "warning" or reading.value is None


@pytest.mark.parametrize(
    ("field", "form"),
    [
        ("price", "{}"),
        ("price", "€ {},-"),
        ("mileage", "{} km"),
        ("description", "Eerste eigenaar, {} maal geprezen.\nAirco."),
        ("title", "Golf 1.5 TSI {}"),
        ("vin", "WVWZZZCDZMW{:06}"),
    ],
)
def test_fifty_thousand_distinct_values_are_read_at_once(field: str, form: str) -> None:
    """Reading costs microseconds a value: half a second here is ten times what it takes."""
    cells: list[RawValue] = [form.format(number) for number in range(1000, 51_000)]
    start = time.process_time()
    readings = read_values(Target(field=field, notation=Notation(decimal=",")), cells, language="nl", today=TODAY)
    assert time.process_time() - start < 2.0
    assert sum(reading.value is not None for reading in readings) == 50_000


def test_codes_of_the_readings_have_sentences_in_every_language() -> None:
    """Each problem that a cell can have is said with what was found."""
    params = dict.fromkeys(
        ("accepted", "suggestion", "first", "second", "codes", "portals", "text", "unit", "number"), "1"
    )
    params |= dict.fromkeys(("url", "length", "part", "labels", "found"), "1")
    cell_codes = list(Code)[list(Code).index(Code.UNKNOWN_CHOICE) : list(Code).index(Code.FOREIGN_POSTCODE) + 1]
    for code in cell_codes:
        for lang in Lang:
            assert say(code.value, lang, **params)
