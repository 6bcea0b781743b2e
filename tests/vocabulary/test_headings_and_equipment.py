"""Labels, makes and equipment as data."""

import pytest

from importer.contract import FEATURE_CATEGORIES, FIELDS
from importer.vocabulary.equipment import category_of, known_equipment
from importer.vocabulary.headings import NOT_A_FIELD, key_of, label, meanings, words_of
from importer.vocabulary.makes import is_make, split_make
from importer.wording import Lang, sentences


@pytest.mark.parametrize("lang", list(Lang))
def test_every_field_and_category_has_a_label(lang: Lang) -> None:
    """Templates and result messages have a word for everything in four languages."""
    names = [field.name for field in FIELDS] + [f"feature_{name}" for name in FEATURE_CATEGORIES]
    assert all(label(name, lang) for name in [*names, "image", "conditionTag", "stockNumber", "licencePlate"])


def test_every_reason_for_being_no_field_has_a_sentence() -> None:
    """What looks like a field and is none can be explained."""
    said = {key for key, _ in sentences()}
    reasons = {name.removeprefix(NOT_A_FIELD) for name in meanings() if name.startswith(NOT_A_FIELD)}
    assert {f"not_a_field_{reason}" for reason in reasons} <= said


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Prix_TTC (€)", ("prix", "ttc")),
        ("firstRegistration", ("first", "registration")),
        ("Première mise en circulation", ("premiere", "mise", "en", "circulation")),
        ("GRÖSSE", ("grosse",)),
        ("image[0].url", ("image", "0", "url")),
        ("", ()),
    ],
)
def test_words_of_a_heading_have_no_case_accents_or_marks(heading: str, words: tuple[str, ...]) -> None:
    """All spellings of one heading come to the same words."""
    assert words_of(heading) == words
    assert key_of(heading) == "".join(words)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Alfa Romeo Giulia", ("Alfa Romeo", "Giulia")),
        ("VW", ("VW", "")),
        ("Peugeot_807_160", ("Peugeot", "807_160")),
        ("MERCEDES-BENZ SLK 200", ("MERCEDES-BENZ", "SLK 200")),
        ("Land Rover - Defender", ("Land Rover", "Defender")),
        ("Citroen C3", ("Citroen", "C3")),
        ("Golf", None),
        ("", None),
    ],
)
def test_a_text_is_split_after_the_longest_make(text: str, parts: tuple[str, str] | None) -> None:
    """The make keeps the dealer's spelling."""
    assert split_make(text) == parts
    assert is_make(text) == (parts is not None and not parts[1])


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("Centralevergrendeling", "safety"),
        ("cruise control", "comfort"),
        ("CruiseControl", "comfort"),
        ("Toit panoramique", "exterior"),
        ("Sitzheizung", "comfort"),
        ("Apple CarPlay", "technology"),
        ("ElectronicStabilityProgram(ESP)", "safety"),
        ("Leather seats", "interior"),
        ("airco", "comfort"),
        ("Zelfbedacht pakket", None),
        ("", None),
    ],
)
def test_equipment_is_put_in_its_category_in_any_language(name: str, category: str | None) -> None:
    """Glued words, case and accents do not matter; an unknown name has no category."""
    assert category_of(name) == category


@pytest.mark.parametrize("lang", list(Lang))
def test_known_equipment_is_there_in_every_language_and_in_the_contracts_categories(lang: Lang) -> None:
    """Every name leads back to its own category."""
    known = known_equipment(lang)
    assert set(known) == set(FEATURE_CATEGORIES)
    assert sum(map(len, known.values())) > 150
    wrong = [(name, category) for category, names in known.items() for name in names if category_of(name) != category]
    assert not wrong
