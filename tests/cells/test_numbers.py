"""Counts and measures: notations of thousands and decimals, units, words."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.cells.numbers import numeral_values
from importer.problems import Code
from importer.records import CellFault, RawValue
from tests.cells.columns_of import column, judged, read


@pytest.mark.parametrize(
    ("field", "cells"),
    [
        ("fuelConsumption", ["4,2", "5,3", "5.400"]),
        ("fuelConsumption", ["4.2", "5.3", "5,400"]),
        ("powerKw", ["85,5", "110,5", "85.500"]),
        ("price", ["9,950.50", "8,750.25", "12.500"]),
    ],
)
def test_a_cell_of_the_other_notation_is_a_question(field: str, cells: list[RawValue]) -> None:
    """Where the column's decimal mark makes nonsense of a cell and the other does not, neither is taken."""
    assert column(field, cells, language="nl")[-1] is Code.AMBIGUOUS_NUMBER


def test_what_is_nonsense_either_way_is_no_question() -> None:
    """A number that is absurd in both notations is read in the column's, for the checks to judge."""
    assert column("mileage", ["45.300", "9.999.999"], language="nl") == [45300, 9999999]


@pytest.mark.parametrize(
    ("numeral", "values"),
    [
        ("12.500", {",": 12500, ".": 12.5}),
        ("12,500", {",": 12.5, ".": 12500}),
        ("9.950,50", {",": 9950.5}),
        ("1,234,567.89", {".": 1234567.89}),
        ("1.234.567", {",": 1234567}),
        ("75'000", {",": 75000, ".": 75000}),
        ("75’000.50", {".": 75000.5}),
        ("5 245,5", {",": 5245.5}),
        ("4,50,000", {".": 450000}),
        ("0.500", {".": 0.5}),
        ("1234.567", {".": 1234.567}),
        ("12500", {",": 12500, ".": 12500}),
        ("-3,5", {",": -3.5}),
        ("1 2", {}),
        ("1.234.56", {}),
        ("12,5.3", {}),
    ],
)
def test_a_numeral_has_a_value_for_each_decimal_mark_that_allows_it(numeral: str, values: dict[str, float]) -> None:
    """Only a numeral with one mark and three digits behind it means two things."""
    assert dict(numeral_values(numeral)) == values


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (15735, 15735),
        (15735.0, 15735),
        ("15735.0", 15735),
        ("75'000 km", 75000),
        ("150,000km", 150000),
        ("34.000", 34000),
        ("5\u202f245\u00a0km", 5245),
        ("242 600 km", 242600),
        ("ca. 120.000 km", 120000),
        ("Kilométrage : 99565km", 99565),
        ("150 tkm", 150000),
        ("100 miles", 161),
        ("10,000 mi", 16093),
        ("34.000,00", 34000),
        ("12.5", Code.NOT_AN_INTEGER),
        ("26.6 km/kg", Code.NOT_A_NUMBER),
        ("18.6 kmpl", Code.NOT_A_NUMBER),
        ("veel", Code.NOT_A_NUMBER),
        (True, Code.NOT_A_NUMBER),
        (time(3, 5), Code.NOT_A_NUMBER),
        (float("inf"), Code.NOT_A_NUMBER),
    ],
)
def test_a_mileage_is_whole_kilometres(cell: RawValue, expected: object) -> None:
    """Any notation of thousands, with or without a unit; never a decimal of a thousand."""
    reading = read("mileage", cell)
    assert (reading.code or reading.value) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("331 kW (450 PK)", 331),
        ("292 pk (gecombineerd)", 215),
        ("87 bhp @ 6000 rpm", 64),
        ("110 kW bei 3.500 U/min", 110),
        ("85 kW à 4000 tr/min", 85),
        ("450 PK / 331 kW", 331),
        ("85\u00a0kW\u00a0(116\u00a0Ch DIN)", 85),
        ("250 kW (340 CH)", 250),
        ("245 PS", 180),
        ("74 bhp", 54),
        ("136 ch", 100),
        ("110KW/150PK", 110),
        ("100 kW/h", Code.NOT_A_NUMBER),
        ("150 CV DIN", 110),
        ("150 cv", 110),
        ("110", 110),
        (110.0, 110),
        ("110.0", 110),
        ("8 CV", Code.FISCAL_POWER),
        ("12 cv fiscaux", Code.FISCAL_POWER),
        (0, Code.ZERO_LEFT_BLANK),
    ],
)
def test_power_is_sent_in_kilowatts(cell: RawValue, expected: object) -> None:
    """One PS is 0.7355 kW; kW is preferred where both stand; fiscal horsepower is a problem."""
    reading = read("powerKw", cell)
    assert (reading.code or reading.value) == expected


def test_the_unit_of_the_heading_holds_for_bare_numbers_and_yields_to_the_cell_s() -> None:
    """`Vermogen (pk)` above 245 is 180 kW, above `245 kW` it is 245."""
    assert read("powerKw", 245, unit="hp").value == 180
    assert read("powerKw", "245 kW", unit="hp").value == 245
    assert read("mileage", 1000, unit="mi").value == 1609


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        ("45k", "mi", 72420),
        ("45.5 k", "mi", 73225),
        ("45 tsd", "mi", 72420),
        ("45 tkm", "mi", 45000),
        ("45k", "1000 km", 45000),
        ("45k", "km", 45000),
        ("45k", None, 45000),
    ],
)
def test_a_factor_that_names_no_unit_multiplies_the_column_s(cell: str, unit: str | None, expected: int) -> None:
    """`45k` below `Miles` are miles, as the cells beside it are."""
    assert read("mileage", cell, unit=unit).value == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("5.5 l/100 km", 5.5),
        ("5,5 l/100km (comb.)", 5.5),
        ("20.83 km/l", 4.8),
        ("18.6 kmpl", 5.4),
        ("26.6 km/kg", Code.UNIT_UNCLEAR),
        ("55 mpg", Code.UNIT_UNCLEAR),
        ("16 kWh/100 km", Code.UNIT_UNCLEAR),
        (5.5, 5.5),
    ],
)
def test_consumption_is_litres_per_hundred_kilometres(cell: RawValue, expected: object) -> None:
    """Kilometres per litre are converted when the cell says so; what cannot be converted surely is a problem."""
    reading = read("fuelConsumption", cell)
    assert (reading.code or reading.value) == expected


@pytest.mark.parametrize(
    ("field", "cell", "expected"),
    [
        ("co2Emission", "0 g CO2/km (comb.)", 0),
        ("co2Emission", "133 g/km", 133),
        ("co2Emission", "124 g/km (komb.)*", 124),
        ("co2Emission", "145 (WLTP)", 145),
        ("co2Emission", "112 NEDC", 112),
        ("powerKw", "110/150", 110),
        ("powerKw", "150 / 110", 110),
        ("powerKw", "140 (190)", 140),
        ("powerKw", "190(140)", 140),
        ("co2Emission", 119.6, 120),
        ("warrantyMonths", "2 jaar", 24),
        ("warrantyMonths", "24 Mon.", 24),
        ("warrantyMonths", "12 maanden", 12),
        ("warrantyMonths", "24 mese", 24),
        ("warrantyMonths", "1 an", 12),
        ("warrantyMonths", "12 maanden BOVAG", 12),
        ("warrantyMonths", "geen", 0),
        ("warrantyMonths", 12, 12),
        ("doors", "5-deurs", 5),
        ("doors", "4/5", 5),
        ("doors", "four", 4),
        ("doors", "Nombre de portes: 2/3", 3),
        ("doors", "4 portes avec hayon", 4),
        ("doors", "5.0", 5),
        ("doors", "5 porte(s)", 5),
        ("seats", "5 place(s)", 5),
        ("seats", "4 Sitz(e)", 4),
        ("previousOwners", "2 eigenaar(s)", 2),
        ("year", "2006.0", 2006),
        ("year", "2.021", 2021),
        ("year", "2018 (68 reg)", 2018),
        ("year", "2021 (71)", 2021),
        ("co2Emission", "184 g/km (gecomb.)", 184),
        ("previousOwners", "First", 1),
        ("previousOwners", "1e eigenaar", 1),
        ("previousOwners", "Première main", 1),
        ("previousOwners", "aus 2. Hand", 2),
        ("previousOwners", "2 Vorbesitzer", 2),
        ("previousOwners", 0, 0),
        ("latitude", "51,05", 51.05),
        ("weight", "3.000 lbs", 1361),
    ],
)
def test_counts_and_measures_are_read_with_their_words(field: str, cell: RawValue, expected: object) -> None:
    """What is counted or measured may stand beside the number, in four languages."""
    reading = read(field, cell)
    assert (reading.value, reading.code) == (expected, None)


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("mileage", "> 100.000"),
        ("mileage", ">100000 km"),
        ("year", "< 2015"),
        ("previousOwners", ">2"),
        ("powerKw", "≥ 85"),
    ],
)
def test_a_bound_is_not_the_number(field: str, cell: str) -> None:
    """More than 100,000 km is not 100,000; that a new car has driven less than 100 km promises nothing better."""
    assert read(field, cell).code is Code.NOT_A_NUMBER
    assert read("mileage", "< 100 km").value == 100


def test_the_least_that_a_number_can_be_is_kept_and_said() -> None:
    """`Fourth & Above` is four, with a warning."""
    for cell in ("Fourth & Above", "4+", "4 of meer"):
        reading = read("previousOwners", cell)
        assert (reading.value, reading.code) == (4, Code.AT_LEAST)


@pytest.mark.parametrize("cell", [date(2021, 5, 3), datetime(2021, 5, 3)])  # noqa: DTZ001 — as in a workbook
def test_a_date_where_a_number_belongs_was_once_another_thing(cell: date) -> None:
    """Excel turns doors of 3-5 into a date: an error that says so, never the year."""
    reading = read("doors", cell)
    assert (reading.value, reading.code, reading.params["text"]) == (None, Code.DAMAGED_DATE, "2021-05-03")


@pytest.mark.parametrize("field", ["price", "title", "fuelType", "images", "firstRegistration", "warranty", "vin"])
def test_a_faulty_cell_is_a_problem_in_every_field(field: str) -> None:
    """An error cell or a formula that was never calculated is never a blank, because a blank erases."""
    assert read(field, CellFault(text="#REF!")).code is Code.ERROR_CELL
    assert read(field, CellFault(text="=A1", uncalculated=True)).code is Code.UNCALCULATED_FORMULA


def test_a_column_of_both_decimal_marks_under_a_thousand_is_read_by_its_majority() -> None:
    """`123.000` beside `1234.000` has three decimals, so neither is thousands."""
    assert column("mileage", ["123.000", "1234.000"]) == [123, 1234]
    assert column("mileage", ["123.000", "45.000"]) == [123000, 45000]


def test_kilometres_that_excel_took_for_decimals_are_not_rounded() -> None:
    """`188.640` typed where the full stop is the decimal mark is 188.64, and no car of 189 km; 188640.5 is as good."""
    assert column("mileage", [188.64, 74.12, 188640.5]) == [Code.NOT_AN_INTEGER, Code.NOT_AN_INTEGER, 188640]
    assert column("co2Emission", [118.6]) == [119]


@pytest.mark.parametrize("language", ["nl", "en", "de", None])
@pytest.mark.parametrize("mark", [",", "."])
def test_one_mark_and_three_digits_in_whole_kilometres_are_thousands(mark: str, language: str | None) -> None:
    """`150,000km` in a German file is not 150 km, whatever mark the language uses."""
    cells: list[RawValue] = [f"150{mark}000km", f"5{mark}000km"]
    assert column("mileage", cells, language=language) == [150000, 5000]


@pytest.mark.parametrize(
    ("field", "cells", "expected"),
    [
        ("powerKw", ["110.000", "90.500"], [110.0, 90.5]),
        ("fuelConsumption", ["5,125", "4,750"], [5.125, 4.75]),
        ("latitude", ["51.050", "50.123"], [51.05, 50.123]),
        ("longitude", ["3,720", "4,351"], [3.72, 4.351]),
    ],
)
def test_the_reading_that_is_absurd_for_the_field_is_no_doubt(
    field: str, cells: list[RawValue], expected: list[object]
) -> None:
    """A car of 110,000 kW does not exist, so three digits behind the mark are decimals."""
    assert judged(field, cells).doubt is None
    assert column(field, cells) == expected


@given(
    st.integers(0, 1_499_999),
    st.sampled_from(["{:,}", "{} km", "{:,} km", "{}.0", "{:,}km"]),
    st.sampled_from(".,' \u202f"),
)
def test_every_notation_of_a_mileage_reads_back(number: int, form: str, thousands: str) -> None:
    """What a dealer's program writes is what is read, whatever parts the thousands."""
    text = form.format(number)
    text = text if form == "{}.0" else text.replace(",", thousands)
    assert column("mileage", [text, "150000"])[0] == number


@given(st.integers(30, 9999), st.integers(0, 9), st.sampled_from(["nl", "fr", "de", "en"]))
def test_every_decimal_reads_back_in_each_language_s_notation(whole: int, tenths: int, language: str) -> None:
    """A decimal mark with one digit behind it never means thousands."""
    mark = "." if language == "en" else ","
    value = read("powerKw", f"{whole}{mark}{tenths}", language=language).value
    assert value == pytest.approx(whole + tenths / 10)
