"""Sentences in four languages, and words that agree with a number."""

import string

import pytest

from importer.problems import Code, Problem, describe
from importer.records import Outcome
from importer.wording import Lang, say, sentences


@pytest.mark.parametrize(
    ("lang", "number", "words"),
    [
        (Lang.FR, 0, "0 ligne lue"),
        (Lang.FR, 1, "1 ligne lue"),
        (Lang.FR, 2, "2 lignes lues"),
        (Lang.EN, 0, "0 rows read"),
        (Lang.EN, 1, "1 row read"),
        (Lang.NL, 1, "1 rij gelezen"),
        (Lang.DE, 12, "12 Zeilen gelesen"),
    ],
)
def test_words_agree_with_their_number(lang: Lang, number: int, words: str) -> None:
    """One row, several rows; none is one in French."""
    assert say("progress_rows_read", lang, rows=number) == words


@pytest.mark.parametrize(("count", "words"), [("1", "1 row is hidden"), ("7", "7 rows are hidden")])
def test_digits_choose_like_numbers(count: str, words: str) -> None:
    """A problem keeps its numbers as text."""
    problem = Problem(code=Code.HIDDEN_ROWS, params={"count": count, "first": "5"})
    assert words in describe(problem, Lang.EN)


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("lang", Lang)
def test_an_outcome_after_one_is_the_word_of_a_single_row(outcome: Outcome, lang: Lang) -> None:
    """What stands behind the number one is what a result sheet says of one row."""
    assert say(f"outcomes_{outcome}", lang, n=1) == say(f"outcome_{outcome}", lang)


def test_a_choice_of_words_has_two_and_belongs_to_a_number_that_is_said() -> None:
    """`{rows:row|rows}` has one word for one and one for several, in every language that has a choice."""
    for key, texts in sentences():
        for lang, text in texts.items():
            for _, name, spec, _ in string.Formatter().parse(text):
                if name and spec and "|" in spec:
                    one, several = spec.split("|")
                    assert one, (key, lang)
                    assert several, (key, lang)
                    assert key.startswith("outcomes_") or f"{{{name}}}" in text, (key, lang)


def test_an_address_is_not_set_off() -> None:
    """Only a mark that ends a part of a sentence is."""
    said = say("demo_page", Lang.FR, url="http://127.0.0.1:80/a?b=1")
    assert said == "Ce qui est en ligne\u00a0: http://127.0.0.1:80/a?b=1"
    assert "?v=2" in say("template_text_images_text", Lang.FR, max=30)
