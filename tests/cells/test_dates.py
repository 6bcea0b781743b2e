"""Months: every way to write one, in four languages; what may be two dates is a question."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.problems import Code
from importer.records import RawValue
from importer.vocabulary.words import LANGUAGES
from tests.cells.columns_of import column, judged, read

_NAMES = {
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("03/2021", "2021-03"),
        ("3-2021", "2021-03"),
        ("6.2013", "2013-06"),
        ("2021-03", "2021-03"),
        ("2021-03-15", "2021-03"),
        ("2021/03/15", "2021-03"),
        ("202103", "2021-03"),
        (202103, "2021-03"),
        (20210315, "2021-03"),
        (10.2014, "2014-10"),
        (10.202, "2020-10"),
        ("10.201", "2010-10"),
        (6.2, "2000-06"),
        (date(2021, 3, 1), "2021-03"),
        (datetime(2021, 3, 15, 12, 30), "2021-03"),  # noqa: DTZ001 — as in a workbook
        ("15/03/2021", "2021-03"),
        ("03/15/2021", "2021-03"),
        ("03.04.2021", "2021-04"),
        ("04/04/2021", "2021-04"),
        ("15-03-21", "2021-03"),
        ("03 juni 2019", "2019-06"),
        ("1er janvier 2020", "2020-01"),
        ("March 15, 2021", "2021-03"),
        ("15. März 2021", "2021-03"),
        ("mrt-21", "2021-03"),
        ("jan '08", "2008-01"),
        ("2021 / Jul", "2021-07"),
        ("2021-Mar-05", "2021-03"),
        ("Erstzulassung 08/2017", "2017-08"),
        ("EZ: 08/2017", "2017-08"),
        ("2016-04-06 06:45:54", "2016-04"),
        ("2021-03-15T12:30:00.000+02:00", "2021-03"),
        ("03/21", "2021-03"),
        ("5/98", "1998-05"),
        ("- (Année)", None),
        ("0/2015", None),
        ("00/2015", None),
        ("00.00.0000", None),
        ("0000-00-00 00:00:00", None),
        (0, None),
    ],
)
def test_a_month_is_read_however_it_is_written(cell: RawValue, month: str | None) -> None:
    """Numbers, names, real dates, with or without day and time; month 0 is unknown and so a blank."""
    reading = read("firstRegistration", cell)
    assert (reading.value, reading.code) == (month, None)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2017", Code.YEAR_WITHOUT_MONTH),
        (2017.0, Code.YEAR_WITHOUT_MONTH),
        ("2022 / -", Code.YEAR_WITHOUT_MONTH),
        ("2022 / Nieuw", Code.NOT_A_MONTH),
        ("2021-13", Code.NOT_A_MONTH),
        ("APK 03/2021", Code.NOT_A_MONTH),
        ("Nieuw", Code.NOT_A_MONTH),
        (44256, Code.NOT_A_MONTH),
        (True, Code.NOT_A_MONTH),
        (timedelta(hours=3), Code.NOT_A_MONTH),
        ("03/04/2021", Code.AMBIGUOUS_DATE),
        ("03/04", Code.AMBIGUOUS_DATE),
    ],
)
def test_what_is_no_month_is_a_problem(cell: RawValue, code: Code) -> None:
    """A year alone, a date of another thing, a number out of nowhere."""
    reading = read("firstRegistration", cell)
    assert (reading.value, reading.code) == (None, code)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["03/04/2021", "25/04/2021"], ["2021-04", "2021-04"]),
        (["03/04/2021", "04/25/2021"], ["2021-03", "2021-04"]),
        (["03/04", "05/18"], ["2004-03", "2018-05"]),
        (["03/04/2021"], [Code.AMBIGUOUS_DATE]),
        (["03/04/2021", "15/04/2021", "04/15/2021"], [Code.AMBIGUOUS_DATE, "2021-04", "2021-04"]),
        ([44256, 44300.0], ["2021-03", "2021-04"]),
        (["44256", "44300"], ["2021-03", "2021-04"]),
        ([44256, "05/2021"], [Code.NOT_A_MONTH, "2021-05"]),
        (["2021/25/03", "2020/03/05"], ["2021-03", "2020-05"]),
        (["2021/03/25", "2020/03/05"], ["2021-03", "2020-03"]),
        (["2021-25-03 00:00", "2020-03"], ["2021-03", "2020-03"]),
        (["2021/25/03", "2020/05/13", "2020/03/05"], [Code.NOT_A_MONTH, "2020-05", "2020-03"]),
    ],
)
def test_the_whole_column_decides_the_order_of_day_and_month(cells: list[RawValue], expected: list[object]) -> None:
    """One date that can be read one way tells for all; Excel's counts of days are dates when the whole column is."""
    assert column("firstRegistration", cells) == expected


def test_a_doubtful_date_offers_both_readings() -> None:
    """The judgement and the cell name both months, and the column still fits."""
    judgement = judged("firstRegistration", ["03/04/2021"])
    assert (judgement.doubt, judgement.fit) == (Code.AMBIGUOUS_DATE, 1.0)
    assert judgement.params == {"first": "2021-04", "second": "2021-03"}
    assert read("firstRegistration", "03/04/2021").params == judgement.params


@pytest.mark.parametrize(
    ("part", "cell", "number"),
    [
        ("year", "02/2008", 2008),
        ("year", "03/04/2021", 2021),
        ("year", "2017", 2017),
        ("year", date(2017, 5, 1), 2017),
        ("year", "Juillet 2019", 2019),
        ("month", 3, 3),
        ("month", "3", 3),
        ("month", "Juillet", 7),
        ("month", "0", None),
        ("month", "02/2008", 2),
    ],
)
def test_a_part_of_a_date_is_a_number(part: str, cell: RawValue, number: int | None) -> None:
    """The year or the month of a date, or a column that holds nothing else."""
    reading = read("firstRegistration", cell, part=part)
    assert (reading.value, reading.code) == (number, None)


@given(st.dates(date(1950, 1, 1), date(2026, 12, 31)), st.sampled_from(LANGUAGES))
def test_every_month_reads_back_in_each_language_s_notation(day: date, language: str) -> None:
    """Names and numbers of a month give the month back."""
    name, month = _NAMES[language][day.month - 1], f"{day:%Y-%m}"
    for text in (
        f"{name} {day.year}",
        f"{day.day} {name} {day.year}",
        f"{day:%m/%Y}",
        f"{day:%d.%m.%Y}",
        f"{day:%Y-%m-%d}",
    ):
        assert read("firstRegistration", text, language=language).value == month
    assert read("firstRegistration", f"{day:%d/%m/%Y}", day_first=True).value == month
    assert read("firstRegistration", f"{day:%m/%d/%Y}", day_first=False).value == month


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading_of_a_month(text: str) -> None:
    """Any text is a month, a blank or a problem."""
    reading = read("firstRegistration", text)
    assert reading.value is None or reading.code is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (date(1905, 7, 10), Code.AMBIGUOUS_DATE),
        (date(1909, 7, 11), Code.AMBIGUOUS_DATE),
        (date(1900, 1, 5), Code.NOT_A_MONTH),
        (time(0, 0), Code.ZERO_LEFT_BLANK),
        (time(12, 0), Code.NOT_A_MONTH),
    ],
    ids=["a year", "a year of 1904 dates", "a small number", "zero", "half a day"],
)
def test_a_number_in_a_cell_for_dates(cell: RawValue, code: Code) -> None:
    """A year that is typed into a cell for dates is a day of 1905; nobody registered a car on it."""
    reading = read("firstRegistration", cell)
    assert (reading.value, reading.code) == (None, code)
    if code is Code.AMBIGUOUS_DATE:
        assert reading.params["second"] == "2018"


def test_an_old_car_has_its_date() -> None:
    """Dates between the typed years are dates."""
    assert read("firstRegistration", date(1928, 5, 3)).value == "1928-05"


@pytest.mark.parametrize("cell", ["30/02/2020", "31.04.2019", "2021-02-29", "31 juin 2018", "20210231"])
def test_a_day_that_never_was_is_no_month(cell: str) -> None:
    """Whether the day or the month is the slip nobody can say, so neither goes live."""
    assert read("firstRegistration", cell, language="fr").code is Code.NOT_A_MONTH


@pytest.mark.parametrize(
    ("cells", "months"),
    [
        ([3.18, 10.19, 5.2, 12.18], ["2018-03", "2019-10", "2020-05", "2018-12"]),
        ([10.2014, 10.202, 6.2, 1.1998], ["2014-10", "2020-10", "2000-06", "1998-01"]),
        ([6.2, 7.2, 10.2], [Code.AMBIGUOUS_DATE] * 3),
        (["05.2012", 6.2, "11.2013"], ["2012-05", "2000-06", "2013-11"]),
    ],
    ids=["two digits of the year", "four digits", "either", "texts tell"],
)
def test_numbers_with_the_month_before_the_mark(cells: list[object], months: list[object]) -> None:
    """Excel takes `5.20` for 5.2, May of 2020 or of 2000: the other cells of the column tell, or it is asked."""
    assert column("firstRegistration", cells) == months  # type: ignore[arg-type] # by the tests


def test_no_year_before_cars_is_read_from_a_number() -> None:
    """`10.19` among years in four digits is no October of 1900."""
    assert column("firstRegistration", [10.2014, 10.19, 5.2016]) == ["2014-10", Code.NOT_A_MONTH, "2016-05"]
