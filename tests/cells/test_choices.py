"""Choices by their words in four languages, compound wordings, portal codes, and yes/no."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.cells.choices import meaning
from importer.cells.columns import read_values
from importer.contract import FIELDS, Field, Kind
from importer.problems import Code
from importer.records import RawValue, Target
from importer.vocabulary.choices import choice_words, shown_word
from importer.vocabulary.words import LANGUAGES
from tests.cells.columns_of import TODAY, column, judged, read

CHOICES = [field for field in FIELDS if field.kind is Kind.CHOICE]


@pytest.mark.parametrize("field", CHOICES, ids=lambda field: field.name)
def test_every_value_of_every_choice_has_a_word_in_each_language_that_reads_back(field: Field) -> None:
    """What a template shows is what the importer understands, in any case of letters."""
    for value in field.choices:
        for language in LANGUAGES:
            word = shown_word(field.name, value, language)
            for text in (word, word.upper(), f" {word} ", value):
                assert read(field.name, text, language=language).value == value


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("fuelType", "Voll-Hybrid Benzin/Elektro", "hybrid"),
        ("fuelType", "Full hybride", "hybrid"),
        ("fuelType", "Hybride rechargeable essence", "hybrid"),
        ("fuelType", "Stekkerhybride", "hybrid"),
        ("fuelType", "B7", "diesel"),
        ("fuelType", "E10", "petrol"),
        ("fuelType", "Ethanol E10", "other"),
        ("fuelType", "flexifuel", "other"),
        ("fuelType", "Mazout", "diesel"),
        ("transmission", "Schaltgetr.", "manual"),
        ("transmission", "Automaat 7 vers.", "automatic"),
        ("transmission", "automatique séquentielle", "automatic"),
        ("transmission", "BVR", "semi-automatic"),
        ("transmission", "Easytronic", "semi-automatic"),
        ("transmission", "auto 8sp", "automatic"),
        ("transmission", "BV6", None),
        ("bodyType", "SW", "wagon"),
        ("bodyType", "sedan 4drs", "sedan"),
        ("bodyType", "Tourer", None),
        ("bodyType", "Familiale", None),
        ("condition", "VO", "used"),
        ("condition", "VN", "new"),
        ("condition", "VD", "demo"),
        ("condition", "pre-reg", "used"),
        ("condition", "EU-Neuwagen", "new"),
        ("condition", "geen schade", None),
        ("condition", "stockwagen", None),
        ("driveType", "Voorwielaandr.", "FWD"),
        ("driveType", "ALL4", "AWD"),
        ("paintType", "Métallisé verni", "Metallic"),
        ("vehicleType", "§25a Differenz", "margin"),
        ("vehicleType", "diff.", "margin"),
        ("vehicleType", "Regel", "btw"),
        ("vehicleType", "Netto", None),
        ("transmission", "Geartronic", "automatic"),
        ("transmission", "Powershift", "automatic"),
        ("fuelType", "Plug-in-Hybrid", "hybrid"),
        ("fuelType", "Mild-Hybrid Diesel/Elektro", "hybrid"),
        ("fuelType", "Elektro/Benzin", "hybrid"),
        ("fuelType", "Électrique/Essence", "hybrid"),
        ("fuelType", "Hybride (essence/électricité)", "hybrid"),
        ("fuelType", "Flüssiggas (LPG) / Benzin", "lpg"),
        ("fuelType", "GPL ou GNL", "lpg"),
        ("fuelType", "Erdgas(CNG)", "cng"),
        ("fuelType", "Waterstof", "other"),
        ("fuelType", "EG", "lpg"),
        ("fuelType", "GO", "diesel"),
        ("fuelType", "Flex-fuel (Unleaded/e85)", "other"),
        ("fuelType", "Ã‰lectrique", "electric"),
        ("transmission", "Automat sequentiell", "automatic"),
        ("transmission", "Automat stufenlos, sequentiell", "automatic"),
        ("transmission", "Automatisiertes Schaltgetriebe", "semi-automatic"),
        ("transmission", "Half/Semi-automaat", "semi-automatic"),
        ("transmission", "Boîte manuelle", "manual"),
        ("transmission", "Auto.", "automatic"),
        ("transmission", "Handgeschakeld 5 versnellingen", "manual"),
        ("transmission", "8-Gang-Automatik", "automatic"),
        ("transmission", "6-Speed Shiftable Automatic", "automatic"),
        ("transmission", "1-Speed Direct-Drive Automatic", "automatic"),
        ("transmission", "7-Speed Double Clutch", "automatic"),
        ("transmission", "Xtronic CVT", "automatic"),
        ("fuelType", "Turbo Diesel", "diesel"),
        ("bodyType", "Suv 4x4", "suv"),
        ("bodyType", "SUV / Off-road Vehicle / Pickup Truck", "suv"),
        ("bodyType", "Citadine", "hatchback"),
        ("bodyType", "Monospace", "van"),
        ("bodyType", "limousine", "sedan"),
        ("bodyType", "kombi", "wagon"),
        ("bodyType", "Cabriolet / Roadster", "convertible"),
        ("driveType", "Heckantrieb", "RWD"),
        ("driveType", "4x4", "4x4"),
        ("vehicleType", "Differenzbesteuert (§25a UStG)", "margin"),
        ("vehicleType", "TVA récupérable", "btw"),
        ("condition", "Nieuw en op kenteken", "used"),
        ("condition", "Neuf", "new"),
        ("interiorMaterial", "Half leder / alcantara", "Leder/Alcantara"),
        ("interiorMaterial", "Cuir partiel", "Leder/Stof"),
        ("paintType", "Blanc", None),
        ("status", "te koop", "active"),
        ("interiorMaterial", "Cuir noir", "Leder"),
        ("paintType", "Nacré métallisé", "Parelmoer"),
        ("fuelType", "Diesel (Euro 6)", "diesel"),
        ("bodyType", "Hatchback (5 deurs)", "hatchback"),
        ("bodyType", "Gelaendewagen", "suv"),
        ("condition", "Vorfuehrwagen", "demo"),
        ("fuelType", "Fluessiggas", "lpg"),
    ],
)
def test_wordings_of_dealers_and_portals_have_one_meaning(field: str, text: str, value: str | None) -> None:
    """Every word of a wording must be known; several values make one where the trade says so."""
    assert read(field, text).value == value


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("fuelType", "Schaltgetriebe"),
        ("fuelType", "Benzine Diesel"),
        ("fuelType", "niet elektrisch"),
        ("transmission", "Hinterradantrieb"),
        ("bodyType", "sedan hatchback"),
        ("vehicleType", "limousine"),
        ("condition", "nein"),
        ("fuelType", "B"),
        ("fuelType", "1"),
    ],
)
def test_a_word_of_another_field_or_of_two_values_is_a_problem(field: str, text: str) -> None:
    """Nothing is guessed, and a code letter means nothing without its table."""
    reading = read(field, text)
    assert (reading.value, reading.code) == (None, Code.UNKNOWN_CHOICE)


def test_an_unknown_word_is_answered_with_what_is_accepted_and_the_closest() -> None:
    """The words are in the file's language."""
    reading = read("fuelType", "Benzin3", language="nl")
    assert reading.params["accepted"] == "benzine, diesel, elektrisch, hybride, LPG, CNG, overig"
    assert reading.params["suggestion"].split(", ")[0] == "benzine"
    assert read("fuelType", "Desel", language=None).params["suggestion"].split(", ")[0] == "diesel"


def test_a_dealer_s_own_words_come_first() -> None:
    """A profile may say what a word means, even one that means something else to everybody."""
    readings = read_values(
        Target(field="fuelType"),
        ["Blauw", "DIESEL"],
        language="nl",
        words={"blauw": "cng", "diesel": "other"},
        today=TODAY,
    )
    assert [reading.value for reading in readings] == ["cng", "other"]


@pytest.mark.parametrize(
    ("field", "cells", "expected"),
    [
        ("fuelType", ["b", "d", "2", "E"], ["petrol", "diesel", "hybrid", "electric"]),
        ("fuelType", ["B", "D"], ["petrol", "diesel"]),
        ("fuelType", ["B,E", "H", "D"], ["hybrid", "hybrid", "diesel"]),
        ("fuelType", ["H", "2"], ["other", "hybrid"]),
        ("transmission", ["H", "A"], ["manual", "automatic"]),
        ("transmission", ["M", "A", "S"], ["manual", "automatic", "semi-automatic"]),
        ("driveType", ["F", "R", 4], ["FWD", "RWD", "4x4"]),
        ("condition", ["U", "N", "D"], ["used", "new", "demo"]),
        ("bodyType", ["Car.EstateCar", "Car.SmallCar"], ["wagon", "hatchback"]),
    ],
)
def test_a_code_table_is_recognised_by_the_whole_column(
    field: str, cells: list[RawValue], expected: list[object]
) -> None:
    """All the column's letters must be of one table, or of tables that agree."""
    assert column(field, cells) == expected


@pytest.mark.parametrize(
    ("field", "cells", "expected"),
    [
        ("paintType", ["Autres", "Metallic"], [None, "Metallic"]),
        ("driveType", ["Overig", "Voor"], [None, "FWD"]),
        ("paintType", ["O", "M"], [None, "Metallic"]),
        ("fuelType", ["Overig", "Benzine"], ["other", "petrol"]),
    ],
)
def test_other_is_a_blank_where_the_api_knows_no_other(
    field: str, cells: list[RawValue], expected: list[object]
) -> None:
    """Another paint than the four is no reason to keep a car from being sold."""
    assert column(field, cells) == expected


def test_codes_that_two_portals_use_differently_are_a_question() -> None:
    """H is hydrogen to one and hybrid to the other; figures alone prove nothing."""
    judgement = judged("fuelType", ["H", "D"])
    assert (judgement.doubt, judgement.fit, judgement.notation.codes) == (Code.AMBIGUOUS_CODE, 1.0, None)
    assert judgement.params == {"codes": "D, H", "portals": "autoscout24, hexon"}
    assert judged("fuelType", [1, 2]).doubt is Code.AMBIGUOUS_CODE


def test_a_portal_that_other_columns_name_settles_its_codes() -> None:
    """The caller's evidence is used only where its table holds every code."""
    assert judged("fuelType", ["H", "D"], codes="hexon").notation.codes == "hexon"
    assert judged("fuelType", [1, 2], codes="mobile.de").notation.codes == "mobile.de"
    assert judged("fuelType", ["H", "2"], codes="hexon").notation.codes == "autoscout24"
    assert judged("fuelType", ["Benzine"], codes="hexon").notation.codes is None


@pytest.mark.parametrize(
    ("cell", "truth"),
    [
        *[
            (cell, True)
            for cell in (
                "ja",
                "J",
                "oui",
                "O",
                "yes",
                "Y",
                "x",
                "X",
                "✓",
                "1",
                1,
                1.0,
                True,
                "vrai",
                "wahr",
                "waar",
                "aan",
                "TRUE",
                "Sì",
                "SÃ¬",
                "Ja, volledig",
            )
        ],
        *[
            (cell, False)
            for cell in (
                "nee",
                "neen",
                "n",
                "non",
                "no",
                "nein",
                "0",
                0,
                0.0,
                False,
                "faux",
                "falsch",
                "onwaar",
                "uit",
                "false",
            )
        ],
        *[(cell, None) for cell in ("-", "n/a", "onbekend")],
    ],
)
def test_yes_and_no_are_read_in_four_languages_and_in_signs(cell: RawValue, truth: bool | None) -> None:
    """A placeholder is neither."""
    reading = read("warranty", cell)
    assert reading.value is truth
    assert reading.code in {None, Code.TEXT_MENDED}


@pytest.mark.parametrize("cell", ["Neuf", 2, "misschien", 0.5])
def test_what_is_neither_yes_nor_no_is_a_problem(cell: RawValue) -> None:
    """A two is not a yes."""
    assert read("serviceHistory", cell).code is Code.NOT_A_BOOLEAN


@pytest.mark.parametrize(
    ("field", "cell", "truth"),
    [
        ("warranty", "12 maanden", True),
        ("warranty", "geen garantie", False),
        ("serviceHistory", "Scheckheftgepflegt", True),
        ("serviceHistory", "carnet d'entretien", True),
    ],
)
def test_a_yes_or_no_may_be_said_in_the_field_s_own_words(field: str, cell: str, truth: bool) -> None:
    """A warranty that is given as a time is a yes."""
    assert read(field, cell).value is truth


@pytest.mark.parametrize(
    ("field", "part", "cell", "value"),
    [
        ("condition", "damaged", "ja", "damaged"),
        ("condition", "damaged", "nein", None),
        ("vehicleType", "btw", "ja", "btw"),
        ("vehicleType", "btw", False, "margin"),
    ],
)
def test_a_yes_no_column_of_one_value_gives_that_value(
    field: str, part: str, cell: RawValue, value: str | None
) -> None:
    """No is a blank, unless the choice has but one other value."""
    reading = read(field, cell, part=part)
    assert (reading.value, reading.code) == (value, None)


@given(st.sampled_from(CHOICES), st.text(max_size=12))
def test_a_choice_is_one_of_the_contract_s_values_or_a_problem(field: Field, text: str) -> None:
    """Whatever a cell holds, nothing else is sent."""
    reading = read(field.name, text)
    assert reading.value is None or reading.value in field.choices


def test_no_word_stands_for_two_values_of_a_field() -> None:
    """The loader refuses a word with two meanings, whatever the language."""
    for field in CHOICES:
        assert set(choice_words(field.name).values.values()) == set(field.choices)


@pytest.mark.parametrize(("language", "value"), [("en", "petrol"), ("nl", None), (None, None)])
def test_a_word_of_one_language_alone_has_its_meaning_there(language: str | None, value: str | None) -> None:
    """`gas` is petrol in an English list; elsewhere it may be LPG or CNG, and is asked about."""
    assert read("fuelType", "gas", language=language).value == value


def test_a_word_of_one_language_alone_is_asked_about_beside_a_surer_word_of_the_same_value() -> None:
    """Where petrol is `gasoline`, `gas` is another fuel: LPG or CNG; the column does not say which."""
    assert column("fuelType", ["gas", "diesel", "hybrid"], language="en") == ["petrol", "diesel", "hybrid"]
    assert column("fuelType", ["gas", "diesel", "gasoline"], language="en") == [Code.UNKNOWN_CHOICE, "diesel", "petrol"]


@pytest.mark.parametrize(
    ("field", "language", "letters", "values"),
    [
        ("fuelType", "fr", ["E", "D"], ["petrol", "diesel"]),
        ("fuelType", "nl", ["E", "D", "B"], ["electric", "diesel", "petrol"]),
        ("fuelType", "fr", ["E", "D", "B"], ["electric", "diesel", "petrol"]),
        ("transmission", "de", ["S", "A"], ["manual", "automatic"]),
        ("transmission", "de", ["S", "A", "M"], ["semi-automatic", "automatic", "manual"]),
    ],
)
def test_initials_are_of_the_files_own_language_when_they_all_are(
    field: str, language: str, letters: list[RawValue], values: list[str]
) -> None:
    """E is essence in a French column of E and D alone; beside a B it is what the portals have."""
    assert column(field, letters, language=language) == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("BERLINE 5P", "hatchback"),
        ("Berline 3 portes", "hatchback"),
        ("BERLINE 4P", "sedan"),
        ("5 Door Hatchback", "hatchback"),
    ],
)
def test_the_doors_of_a_berline_tell_its_body(text: str, value: str) -> None:
    """An uneven number counts the tailgate, which a saloon has not."""
    assert meaning("bodyType", text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Diesel (Particulate Filter)", "diesel"),
        ("Super E10 95 / Super 95", "petrol"),
        ("Regular/Benzine 91 (Particulate Filter)", "petrol"),
        ("Benzin, E10-geeignet", "petrol"),
        ("Essence (filtre à particules)", "petrol"),
    ],
)
def test_what_portals_add_to_a_fuel_changes_nothing(text: str, value: str) -> None:
    """Filters and octane numbers tell of the same fuel."""
    assert meaning("fuelType", text) == value
    assert meaning("fuelType", "95") is None


@pytest.mark.parametrize("cell", ["Part", "PSH", "teilweise", "gedeeltelijk", "partiel"])
def test_a_history_with_gaps_is_neither_a_full_one_nor_none(cell: str) -> None:
    """Such a cell is a blank, so that the column of full ones is read."""
    reading = read("serviceHistory", cell)
    assert reading.value is None
    assert reading.code is None


def test_a_long_text_is_no_wording_of_a_choice() -> None:
    """The text of an advert in a column of a few words is not compared in all of its parts."""
    started = process_time()
    assert meaning("fuelType", "diesel " + "zeer mooie wagen " * 40_000) is None
    assert process_time() - started < 2


def test_words_of_a_choice_in_any_number_are_found() -> None:
    """Known words one behind the other make their value, the longest wording first."""
    longest = max(choice_words("fuelType").values, key=lambda words: len(words.split()))
    assert meaning("fuelType", longest) == choice_words("fuelType").values[longest]
    assert meaning("fuelType", f"{longest} {longest}") == choice_words("fuelType").values[longest]
