"""Headings in languages that are not read: said once for the file, or as the reason why it is refused."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from importer.errors import MappingError
from importer.intake import IntakeOptions, understand
from importer.mapping.tables.other_languages import headings_in_another_language
from importer.problems import Code
from importer.vocabulary.headings import vocabulary_words
from importer.vocabulary.other_languages import other_languages
from importer.vocabulary.spelling import plain
from importer.wording import Lang, say
from tests.mapping.tables import MAKES, MODELS, TODAY, mapping_of, repeated

_SPANISH = ("Marca", "Modelo", "Año", "Precio", "Color")


def test_no_word_of_another_language_is_one_of_the_four() -> None:
    """A heading that is read must not be told to be in a language that is not."""
    known = {word for text, _ in vocabulary_words() for word in plain(text).split()}
    for language, words in other_languages().items():
        assert words.isdisjoint(known), language
        assert all(plain(word) == word for word in words), language


@pytest.mark.parametrize(
    "headings",
    [
        _SPANISH,
        ("MARKA", "MODEL", "ROK PRODUKCJI", "PALIWO", "SKRZYNIA BIEGÓW"),
        ("Märke", "Modell", "Modellår", "Miltal", "Växellåda", "Pris"),
        ("Название", "Марка", "Пробег, км", "Цена, руб"),
        ("İlan No:", "Marka:", "Yıl:", "price"),
    ],
)
def test_headings_of_one_other_language_are_found(headings: Sequence[str]) -> None:
    """Three of them, and no fewer than of the four languages."""
    assert len(headings_in_another_language(headings)) >= 3


@pytest.mark.parametrize(
    "headings",
    [
        ("Merk", "Model", "Prijs", "Marca", "Anno", "Prezzo", "Km"),
        ("driverid", "truckid", "jun13_miles", "jun13_gas", "xyz"),
        ("Marca", "Cena", "Yıl", "abc"),
        ("", "", ""),
    ],
)
def test_a_few_words_among_known_headings_tell_nothing(headings: Sequence[str]) -> None:
    """Columns of a system with odd names are no language, and a word of each of three languages is none."""
    assert headings_in_another_language(headings) == ()


def test_it_is_said_once_and_not_to_who_says_what_columns_are() -> None:
    """The sentence names some of the headings; with `--map` the dealer has already acted on it."""
    columns = {
        "Marca": repeated(*MAKES),
        "Modelo": repeated(*MODELS),
        "Año": repeated(2019, 2020),
        "Precio": repeated("12.500 €", "9.900 €"),
    }
    said = [p for p in mapping_of(columns).problems if p.code is Code.HEADINGS_IN_ANOTHER_LANGUAGE]
    assert [p.params["headings"] for p in said] == ["Marca, Modelo, Año, Precio"]
    mapped = mapping_of(columns, overrides={"Precio": "price"})
    assert all(p.code is not Code.HEADINGS_IN_ANOTHER_LANGUAGE for p in mapped.problems)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Título,Preço,Ano\nBerlina,19900,2020\nFurgão,18500,2019\n", "no_mapping_in_another_language"),
        ("1.024;1.040;2004\n1.290;1.310;1998\n1.195;1.210;2001\n", "no_mapping_without_headings"),
        ("Kamer,Oppervlakte,Verdieping\nzolder,12,3\nkeuken,9,1\n", "no_usable_mapping"),
    ],
)
def test_a_refused_table_is_told_its_own_reason(tmp_path: Path, text: str, key: str) -> None:
    """A language, missing headings, or something else than vehicles: each has another way out."""
    path = tmp_path / "stock.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MappingError) as refused:
        understand(path, IntakeOptions(today=TODAY))
    assert refused.value.key == key
    assert all("stock.csv" in say(key, lang, **refused.value.params) for lang in Lang)
