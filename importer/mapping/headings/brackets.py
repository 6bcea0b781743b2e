"""What stands in brackets behind a name: a unit or a hint, or words that make another thing of it.

`Kilometerstand (km)` is the mileage, `Kilometerstand (distributieriem)` is not. It knows the words of the vocabulary.
"""

from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Final

from importer.contract import BY_NAME, Kind
from importer.mapping.headings.small_words import tells_of_another
from importer.vocabulary.headings import vocabulary_words, words_of
from importer.vocabulary.particles import particles
from importer.vocabulary.units import compact, units
from importer.wording import Lang

_STRICT: Final = frozenset({Kind.MONEY, Kind.INTEGER, Kind.DECIMAL, Kind.MONTH, Kind.POSTCODE, Kind.VIN})
_STRICT_TOO: Final = frozenset({"city", "color", "interiorColor", "brand"})
_COUNTRIES: Final = frozenset({*Lang, "be"})


def leave_as_it_is(name: str, texts: Sequence[str]) -> bool:
    """Whether a field is still meant with these texts in brackets: any for words and lists, known ones for the rest."""
    if name not in BY_NAME or not (BY_NAME[name].kind in _STRICT or name in _STRICT_TOO):
        return not tells_of_another(" ".join(texts))
    return all(_says_no_more(name, text) for text in texts)


def _says_no_more(name: str, text: str) -> bool:
    words = {word for word in words_of(text) if not word.isdecimal()}
    if tells_of_another(text) or (words and words <= _COUNTRIES):
        return False
    return compact(text) in _units() or not words - _idle() - _words_of_field(name)


@cache
def _idle() -> frozenset[str]:
    known = particles()
    return known.articles | known.context | known.beside | known.before_unit | known.with_vat | known.hints | _units()


@cache
def _units() -> frozenset[str]:
    """Units as a whole and each of their words: `l/100 km`, `l`, `km`."""
    whole = frozenset(word for unit in units() for word in unit.words)
    parts = chain.from_iterable(words_of(word) for word in whole)
    return frozenset(map(compact, whole)) | frozenset(parts) | particles().money | particles().units.keys()


@cache
def _words_of_field(name: str) -> frozenset[str]:
    """The words of all names of the field: `Verbruik (gecombineerd)`."""
    return frozenset(word for text, known in vocabulary_words() if known.meaning == name for word in words_of(text))
