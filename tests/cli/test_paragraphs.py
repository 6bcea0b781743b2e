"""Sentences on a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.cli.paragraphs import broken

_SENTENCE = (
    "  • feuille « Stock VO », colonne M, « Prix d'achat » : Cette colonne n'est pas reprise : c'est un prix marchand."
)


@pytest.mark.parametrize("width", [80, 61, 47, 40])
def test_lines_are_broken_between_words_and_stand_below_the_first_word(width: int) -> None:
    """No line is longer than the terminal is wide, no word is cut, and what follows stands below the first word."""
    lines = broken(_SENTENCE, width).split("\n")
    assert max(map(len, lines)) <= width
    assert len(lines) > 1
    assert all(line.startswith("    ") and line[4] != " " for line in lines[1:])
    assert " ".join(line.strip() for line in lines).replace("\N{NO-BREAK SPACE}", " ") == _SENTENCE.strip()


def test_no_mark_of_punctuation_starts_a_line() -> None:
    """French sets a space before a colon and inside its quotation marks; a line is never broken there."""
    for width in range(40, len(_SENTENCE)):
        lines = [line.strip() for line in broken(_SENTENCE, width).split("\n")]
        assert not any(line.startswith((":", "»")) or line.endswith("«") for line in lines)


def test_a_sentence_that_is_not_for_a_terminal_stays_one_line() -> None:
    """In a file or a pipe every sentence is one line, for whoever searches it."""
    assert broken(_SENTENCE, None) == _SENTENCE


def test_lines_of_a_list_stand_below_one_another() -> None:
    """What belongs to an entry is set below it, not below its name."""
    entry = "20261126-120905-q7zh  done  25  stock.xlsx  16 created · 7 overtaken · 2 invalid"
    first, *others = broken(entry, 60, indent=22).split("\n")
    assert first.startswith("20261126-120905-q7zh  done")
    assert others
    assert all(line.startswith(" " * 22) and line[22] != " " for line in others)


@given(name=st.from_regex(r"/[a-z0-9/-]{60,90}", fullmatch=True))
def test_a_path_stays_whole(name: str) -> None:
    """A path that is longer than the terminal is wide is not cut, so that it can be copied."""
    assert name in broken(f"Résultat : {name}", 50)
