"""Amounts: exact cents, the currency that the cell names, and what is not the price."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.cells.columns import read_values
from importer.problems import Code
from importer.records import RawValue, Target
from tests.cells.columns_of import TODAY, column, judged, read


@pytest.mark.parametrize(
    ("cell", "amount", "currency"),
    [
        ("€ 18.950,-", 18950, "EUR"),
        ("€ 2.950,--", 2950, "EUR"),
        ("€ 33.945,-1", 33945, "EUR"),
        ("19.995,00", 19995, None),
        ("74 999", 74999, None),
        ("€ 74\u202f999", 74999, "EUR"),
        ("62\u2009900\u00a0€", 62900, "EUR"),
        ("22'500.–", 22500, None),
        ("CHF 22'500.–", 22500, "CHF"),
        ("CHF 22’500.-", 22500, "CHF"),
        ("18950 EUR", 18950, "EUR"),
        ("18.950,00 €", 18950, "EUR"),
        ("EUR 12,500.50", 12500.5, "EUR"),
        ("20 000 000 F Cfa", 20000000, "XOF"),
        ("26 700 AZN", 26700, "AZN"),
        ("Prix : 32 000 DT", 32000, "TND"),
        ("1.234.567,89", 1234567.89, None),
        ("(1.000,00)", -1000, None),
        ("-500", -500, None),
        ("18,9k€", 18900, "EUR"),
        ("₦ 9.500.000", 9500000, "NGN"),
        ("A$ 12,500.00", 12500, "AUD"),
        ("12 500 лв.", 12500, "BGN"),
        ("12 mille", 12000, None),
        ("15,5 mille €", 15500, "EUR"),
        ("€ 12 duizend", 12000, "EUR"),
        ("15,5 Tsd. €", 15500, "EUR"),
        ("12 thousand", 12000, None),
        ("1,2 miljoen", 1200000, None),
        ("1.2 Mio €", 1200000, "EUR"),
        ("18950€ TTC", 18950, "EUR"),
        ("€ 18.950,- incl. BTW", 18950, "EUR"),
        ("Preis: 12500 VB", 12500, None),
        (18950, 18950, None),
        (18950.0, 18950, None),
        (18950.000000001, 18950, None),
        (1000.1 + 1000.2, 2000.3, None),
        (18949.99, 18949.99, None),
        ("0", 0, None),
        ("R 125 000", 125000, "ZAR"),
        ("R189,900.00", 189900, "ZAR"),
    ],
)
def test_an_amount_is_exact_and_its_currency_goes_along(cell: RawValue, amount: float, currency: str | None) -> None:
    """Signs, codes and words of a currency stand before or behind; whole amounts are whole numbers."""
    reading = read("price", cell)
    assert (reading.value, reading.code, reading.currency) == (amount, None, currency)
    assert isinstance(reading.value, int) == (amount == int(amount))


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("15000 HT", Code.NOT_THE_PRICE),
        ("€ 299 p/m", Code.NOT_THE_PRICE),
        ("12.500,00 excl. BTW", Code.NOT_THE_PRICE),
        ("249 €/mois", Code.NOT_THE_PRICE),
        ("₭ 250", Code.NOT_A_NUMBER),
        ("12500 ден", Code.NOT_A_NUMBER),
        ("12.500 + BTW", Code.NOT_THE_PRICE),
        ("12.500 € + TVA", Code.NOT_THE_PRICE),
        ("12,5", Code.AMBIGUOUS_NUMBER),
        (9.99, Code.AMBIGUOUS_NUMBER),
        ("12500 kr", Code.NOT_A_NUMBER),
        ("12500 of 13000", Code.NOT_A_NUMBER),
        ("€ $ 500", Code.NOT_A_NUMBER),
        ("12.5.00", Code.NOT_A_NUMBER),
        ("duur", Code.NOT_A_NUMBER),
        (True, Code.NOT_A_NUMBER),
    ],
)
def test_what_is_not_surely_the_price_is_a_problem(cell: RawValue, code: Code) -> None:
    """Net amounts, monthly rates, unknown currencies and several amounts are never sent as the price."""
    reading = read("price", cell)
    assert (reading.value, reading.code) == (None, code)


@pytest.mark.parametrize(
    "cell", ["prijs op aanvraag", "Sur demande", "auf Anfrage", "n.o.t.k.", "Prix non specifié", "-", "€ -", "N/C"]
)
def test_no_price_is_a_blank(cell: str) -> None:
    """A price on request is no price."""
    assert read("price", cell).value is None
    assert read("price", cell).code is None


def test_the_currency_of_the_heading_holds_for_bare_amounts() -> None:
    """`Prix (CHF)` above 500 is 500 francs; a currency in the cell wins."""
    notation = judged("price", [12500, 9500], unit="CHF").notation
    assert notation.currency == "CHF"
    assert read("price", 12500, currency="CHF").currency == "CHF"
    assert read("price", "12500 €", currency="CHF").currency == "EUR"


@pytest.mark.parametrize(
    ("cells", "currency"),
    [
        (["$31,995", 36500], "USD"),
        (["$41,500", "19995", "$22,000"], "USD"),
        (["€ 9.950", "CHF 9.950", "12500"], None),
        (["$100", "9500", "8500", "7900"], None),
        (["9500", "8500"], None),
    ],
)
def test_bare_amounts_are_in_the_currency_of_most_of_their_column(cells: list[RawValue], currency: str | None) -> None:
    """36,500 below $31,995 is not in euros; one sign in a column of bare amounts, or two of them, tell nothing."""
    assert judged("price", cells).notation.currency == currency


@pytest.mark.parametrize(
    ("cells", "language", "expected"),
    [
        (["12.500", "9.950,50"], None, [12500, 9950.5]),
        (["12.500", "8.950"], None, [12500, 8950]),
        (["$5,000", "$12,500"], None, [5000, 12500]),
        (["12,500.00", "9,950"], None, [12500, 9950]),
        (["950.000", "875.500"], "nl", [950000, 875500]),
        (["950,000", "875,500"], "en", [950000, 875500]),
        (["950.000", "875.500"], None, [Code.AMBIGUOUS_NUMBER, Code.AMBIGUOUS_NUMBER]),
        (["950,000", "875,500"], "nl", [Code.AMBIGUOUS_NUMBER, Code.AMBIGUOUS_NUMBER]),
        (["950.00", "840.00", "1.250"], None, [950, 840, Code.AMBIGUOUS_NUMBER]),
    ],
)
def test_the_whole_column_decides_what_a_mark_means(
    cells: list[RawValue], language: str | None, expected: list[object]
) -> None:
    """Other cells, then what is absurd for a price, then the language; else it is a question."""
    assert column("price", cells, language=language) == expected


def test_a_doubtful_number_offers_both_readings() -> None:
    """The judgement and the cell name both values, and the column still fits."""
    judgement = judged("price", ["950.000"])
    assert (judgement.doubt, judgement.fit) == (Code.AMBIGUOUS_NUMBER, 1.0)
    assert judgement.params == {"first": "950", "second": "950000"}
    assert read("price", "950.000").params == {"first": "950", "second": "950000"}


@pytest.mark.parametrize(("cell", "code"), [("€", "EUR"), ("chf", "CHF"), ("Euro", "EUR"), ("CHF 500", "CHF")])
def test_a_currency_is_an_iso_code(cell: str, code: str) -> None:
    """Signs and words become the code of three letters."""
    assert read("currency", cell).value == code


@pytest.mark.parametrize("cell", ["XYZ", "kr", 5, True])
def test_an_unknown_currency_is_a_problem(cell: RawValue) -> None:
    """A sign that several currencies share is asked about."""
    assert read("currency", cell).code is Code.NOT_A_CURRENCY


_NOTATIONS = {
    "nl": "€ {whole},{cents:02}",
    "fr": "{whole},{cents:02} €",
    "de": "{whole},{cents:02} EUR",
    "en": "£{whole}.{cents:02}",
}
_THOUSANDS = {"nl": ".", "fr": "\u202f", "de": ".", "en": ","}


@given(st.integers(100, 9_999_999), st.integers(0, 99), st.sampled_from(sorted(_NOTATIONS)))
def test_every_amount_reads_back_in_each_language_s_notation(whole: int, cents: int, language: str) -> None:
    """Thousands as the language parts them and two decimals mean one amount."""
    grouped = f"{whole:,}".replace(",", _THOUSANDS[language])
    text = _NOTATIONS[language].format(whole=grouped, cents=cents)
    assert read("price", text, language=language).value == pytest.approx(whole + cents / 100)


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading_of_an_amount(text: str) -> None:
    """Any text is an amount, a blank or a problem."""
    reading = read("price", text)
    assert reading.value is None or reading.code is None


@pytest.mark.parametrize("unit", ["1000 EUR", "x 1.000 €", "k€"])
def test_amounts_in_thousands_are_multiplied_when_the_heading_says_so(unit: str) -> None:
    """`Price [1000 EUR]` with 7.84 below it is 7,840 euros."""
    notation = judged("price", [7.84, 12.5, 31.99], unit=unit).notation
    target = Target(field="price", notation=notation)
    readings = read_values(target, [7.84, "12.5", None], language="en", today=TODAY)
    assert [(reading.value, reading.currency) for reading in readings] == [(7840, "EUR"), (12500, "EUR"), (None, None)]


def test_prices_in_a_weak_currency_are_prices() -> None:
    """A car costs millions of CFA francs; the range of prices is one of euros."""
    assert judged("price", ["4 500 000 F Cfa", "12 000 000 F Cfa"]).fit == 1.0


@pytest.mark.parametrize("cells", [[8.5, 4.64, 14.9], ["18,9", "21,5", "9,95"], [12, 18, 25]])
def test_amounts_too_small_for_any_car_are_a_question(cells: list[RawValue]) -> None:
    """They may be thousands, or lakhs: taken as they stand, every car goes live for a few euros."""
    judgement = judged("price", cells)
    assert judgement.doubt is Code.AMBIGUOUS_NUMBER
    target = Target(field="price", notation=judgement.notation)
    small, usual, nothing = read_values(target, [cells[0], 12500, 0], language="en", today=TODAY)
    assert (small.value, small.code) == (None, Code.AMBIGUOUS_NUMBER)
    assert (usual.value, nothing.value) == (12500, 0)


def test_one_small_amount_among_prices_is_that_amount() -> None:
    """`1` is what some write for a price on request: the row is doubted (checks/plausibility.py), the column is not."""
    assert judged("price", [1, 12500, 9950]).doubt is None
