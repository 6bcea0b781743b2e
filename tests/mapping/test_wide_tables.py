"""Tables of as many columns as a sheet has: what is looked at for all of them together is looked at once."""

import string
from time import process_time

import pytest
from rapidfuzz import fuzz, process

from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate
from importer.mapping.contents.survey import survey
from importer.mapping.headings.group_headings import without_titles
from importer.mapping.headings.heading_meanings import index_by_words, may_have, meanings_of, telling_words
from importer.mapping.headings.near_headings import near
from importer.mapping.headings.one_heading import read_heading
from importer.mapping.headings.small_words import alike, outline
from importer.mapping.side_by_side.car_names import side_by_side
from importer.problems import describe
from importer.records import Target
from importer.vocabulary.headings import vocabulary_words, words_of
from importer.vocabulary.particles import particles
from importer.wording import Lang
from tests.mapping.tables import TODAY, mapping_of, table_of

_COLUMNS = 16_384


def _slips() -> list[str]:
    """Names of the vocabulary with a letter left out, doubled or changed, a different one in each."""
    names = sorted({text for text, _ in vocabulary_words() if len(text) > 6})[::12]
    letters = string.ascii_lowercase
    places = [(name, at % (len(name) - 1) + 1, letters[at % 26]) for at, name in enumerate(names)]
    return [
        name[:at] + (letter, "", name[at] * 2)[(at + len(name)) % 3] + name[at + 1 :] for name, at, letter in places
    ]


def _near_among_all(heading: str) -> tuple[str, ...]:
    """The meanings of the five nearest of all names that are alike, none of the names left out beforehand."""
    words = telling_words(words_of(heading), particles().articles)
    index: dict[str, list[tuple[str, ...]]] = {}
    for known in index_by_words():
        if len("".join(known)) >= 5:
            index.setdefault("".join(known), []).append(known)
    if len("".join(words)) < 5:
        return ()
    close = process.extract("".join(words), list(index), scorer=fuzz.ratio, score_cutoff=85, limit=5)
    found = [known for name, _, _ in close for known in index[name] if alike(words, known)]
    meant = dict.fromkeys(each for known in found for each in meanings_of(index_by_words()[known], 0.75))
    return tuple(each.meaning for each in meant if may_have(each.meaning, words_of(heading)))


def test_a_slip_is_told_as_if_every_name_were_compared() -> None:
    """Names that cannot be meant are not compared, and what a heading with a slip means is the same."""
    slips = _slips()
    found = {slip: tuple(each.meaning for each in near(slip)) for slip in slips}
    assert found == {slip: _near_among_all(slip) for slip in slips}
    assert sum(map(bool, found.values())) > len(slips) / 3


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (("kilometerstant",), ("kilometerstand",)),
        (("prix", "verkooprijs"), ("prix", "verkoopprijs")),
        (("brandstf", "soort"), ("brandstof", "soort")),
    ],
)
def test_words_with_a_slip_have_one_outline(words: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Words that count as the known ones have the same outline, by which they are found."""
    assert alike(words, known)
    assert outline(words) == outline(known)


def test_the_surest_make_of_a_wide_table_is_found_once() -> None:
    """Each column is weighed beside the surest make of the others, found once for all and not anew for each."""
    empty = Column(survey=survey(table_of({"zqx": [None]}))[0], meanings=(), language=None, today=TODAY)
    found: dict[int, list[Candidate]] = {at: [] for at in range(_COLUMNS)}
    found |= {1: [_candidate("brand", score=0.9)], 5: [_candidate("brand", "model", score=0.95)]}
    found |= {7: [_candidate("brand", score=0.8)]}
    started = process_time()
    weighed = side_by_side(found, dict.fromkeys(found, empty))
    assert process_time() - started < 30  # anew for each column it takes minutes
    assert [weighed[at][0].score for at in (1, 5, 7)] == [0.9, pytest.approx(0.89), 0.8]


def _candidate(*fields: str, score: float) -> Candidate:
    targets = tuple(Target(field=field) for field in fields)
    return Candidate(targets=targets, score=score, reason="reason_exact", meaning="+".join(fields))


def test_groups_over_a_wide_table_are_counted_once() -> None:
    """What stands over most columns is a title, however many other texts stand beside it."""
    levels = [(f"zone {at}", f"zqx {at}") for at in range(_COLUMNS)] + [("Voorraad 2024", "Merk")] * (_COLUMNS + 1)
    started = process_time()
    short = without_titles(levels)
    assert process_time() - started < 30  # anew for each column it takes minutes
    assert short[0] == ("zone 0", "zqx 0")
    assert short[-1] == ("Merk",)


@pytest.mark.parametrize("text", ["ab ", "a.b.", "(x) ", "1. ", "merk/model/", "aB_"])
def test_a_text_of_any_length_is_no_heading_that_is_looked_for(text: str) -> None:
    """A cell of 100,000 characters among the headings costs no time; in such a text any name could be found."""
    started = process_time()
    assert read_heading(text * 40_000) == ()
    assert process_time() - started < 30  # looked for in every way it takes longer than anybody waits


def test_a_text_among_the_headings_is_shown_at_a_glance_and_named_by_its_letters() -> None:
    """Its column is found by what is said, and nobody types 100,000 characters."""
    mapping = mapping_of({"Model": ["Golf", "A3"] * 8, "lorem " * 20_000: ["x", "y"] * 8})
    (said,) = [problem for problem in mapping.problems if problem.column == 1]
    assert said.params["heading"] == "B"
    assert len(describe(said, Lang.EN)) < 400
