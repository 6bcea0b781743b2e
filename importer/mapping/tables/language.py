"""The language of a file, by its headings and by the words in its columns; None when nothing tells.

It knows the four languages of the vocabulary and nothing of what columns mean.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Final

import tomli

from importer.mapping.headings.heading_meanings import SAME_WORDS, Meanings
from importer.records import ColumnSurvey
from importer.vocabulary.spelling import plain
from importer.wording import Lang

_LOOKED_AT: Final = 60


def language_of(meanings: Sequence[Meanings], surveys: Sequence[ColumnSurvey]) -> str | None:
    """The language of the values when several columns agree on one, else the one with clearly the most votes.

    Headings are often in English above values in another language, and it is the values that are to be read.
    """
    values = dict.fromkeys(map(str, Lang), 0.0)
    for survey in surveys:
        for language in _languages_of(survey):
            values[language] += 1
    headings = dict.fromkeys(map(str, Lang), 0.0)
    for language, weight in _heading_votes(meanings):
        headings[language] += weight
    both = {language: values[language] + headings[language] for language in values}
    return _winner(values, least=2, lead=2) or _winner(both, least=1, lead=1.25)


def _winner(votes: Mapping[str, float], *, least: float, lead: float) -> str | None:
    first, second, *_ = sorted(votes, key=lambda language: votes[language], reverse=True)
    return first if votes[first] >= least and votes[first] >= lead * votes[second] else None


def _languages_of(survey: ColumnSurvey) -> frozenset[str]:
    """The languages that alone have a word which stands in the column."""
    texts = (plain(value) for value in islice(survey.values, _LOOKED_AT) if isinstance(value, str))
    return frozenset(_words()[text] for text in texts if text in _words())


@cache
def _words() -> Mapping[str, str]:
    """Words of choices that one language alone has."""
    raw = tomli.loads(files("importer.vocabulary").joinpath("choices.toml").read_text("utf-8"))
    languages: dict[str, set[str]] = {}
    for values in raw.values():
        for value, by_language in values.items():
            if isinstance(by_language, dict) and value != "in_language":
                for language, words in by_language.items():
                    for word in words:
                        languages.setdefault(plain(word), set()).add(language)
    known = set(Lang)
    return {word: next(iter(own)) for word, own in languages.items() if len(own) == 1 and own <= known}


def _heading_votes(meanings: Sequence[Meanings]) -> Iterator[tuple[str, float]]:
    """A vote for a language by each heading that is a word of some of the four: the fewer of them, the more it says."""
    for found in meanings:
        languages = {meaning.language for meaning in found if meaning.language and meaning.strength >= SAME_WORDS}
        for language in languages:
            yield language, 1 / len(languages) ** 2
