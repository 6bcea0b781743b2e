"""Choice cells: the API's value of a word in any of four languages, of a compound wording, or of a portal's code.

`Voll-Hybrid Benzin/Elektro` is a hybrid, `Schaltgetriebe manuell` manual. A word that is not known is a problem with
the closest ones; nothing is guessed. It does not know how a code table is recognised (notations/).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from importer.cells.booleans import truth_of
from importer.cells.readings import BLANK, Cell, Reader, Reading, trouble
from importer.cells.text import written
from importer.contract import CHOICES, Field
from importer.problems import Code
from importer.vocabulary.choices import TWO_VALUES, choice_words, portal_codes, shown_word
from importer.vocabulary.words import word_form

WORDS_ALONE: Final = "words alone"
"""Instead of a table of codes: neither codes nor words that mean something in one language alone."""
_CLOSEST: Final = 3
_RANKED: Final = 20


def choice_reader(field: Field, *, codes: str | None, words: Mapping[str, str], language: str | None) -> Reader:
    """Reads a choice; `codes` is the column's code table, `words` are the dealer's own and come first."""
    own = {word_form(word): value for word, value in words.items()}
    table = {code: value for code, value in portal_codes(codes or "", field.name).items() if value != TWO_VALUES}
    known = choice_words(field.name)
    blank = known.blank - own.keys()
    in_language = {} if codes == WORDS_ALONE else known.in_language.get(language or "", {})

    def read(cell: Cell) -> Reading:
        if isinstance(cell, (bool, date, time, timedelta)):
            return _unknown(field, written(cell, language), language)
        text = written(cell, language)
        form = word_form(text)
        if form in blank or table.get(text.upper()) == "":
            return BLANK
        if field.name == "transmission" and form not in own and only_counts_gears(text):
            return BLANK
        value = own.get(form) or table.get(text.upper()) or meaning(field.name, text) or in_language.get(form)
        return Reading(value=value) if value else _unknown(field, text, language)

    return read


def flag_reader(field: Field, value: str) -> Reader:
    """Reads a yes/no column that says whether the choice has one value (`Schadeauto: ja` → damaged); no is a blank.

    Of a choice with two values, no is the other one (`BTW-wagen: nee` → margin).
    """
    others = [other for other in field.choices if other != value]

    def read(cell: Cell) -> Reading:
        truth = truth_of(cell)
        if truth is None:
            return trouble(Code.NOT_A_BOOLEAN)
        if truth:
            return Reading(value=value)
        return Reading(value=others[0]) if len(others) == 1 else BLANK

    return read


@lru_cache(maxsize=16_384)
def meaning(field: str, text: str) -> str | None:
    """The API's value that a wording surely has for a choice, or None."""
    known = choice_words(field)
    form = word_form(text)
    found = known.values.get(form)
    if found is not None:
        return found
    values = set(_values_in(form.split(), field))
    if not values or None in values:
        return None
    if len(values) == 1:
        return values.pop()
    return next((value for parts, value in known.together if parts <= values), None)


def only_counts_gears(text: str) -> bool:
    """`6-Gang`: how many gears there are, and nothing of who changes them."""
    tokens = word_form(text).split()
    return len(tokens) > 1 and tokens[0].isdecimal() and choice_words("transmission").beside.issuperset(tokens)


def _values_in(tokens: list[str], field: str) -> Iterator[str | None]:
    """The values of the known words that a wording consists of, the longest first; None for an unknown word."""
    values, beside = choice_words(field).values, choice_words(field).beside
    at = 0
    while at < len(tokens):
        for end in range(min(len(tokens), at + _most_tokens(field)), at, -1):
            words = " ".join(tokens[at:end])
            if words in values:
                yield values[words]
                break
            if words in beside:
                break
        else:
            yield None
            return
        at = end


@cache
def _most_tokens(field: str) -> int:
    """Of how many words the longest wording of a choice is; the text of an advert has thousands."""
    known = choice_words(field)
    return max(len(words.split()) for words in (*known.values, *known.beside))


def _unknown(field: Field, text: str, language: str | None) -> Reading:
    closest = ", ".join(_closest(field.name, text, language))
    return trouble(Code.UNKNOWN_CHOICE, accepted=_accepted(field.name, language), suggestion=closest)


@cache
def _accepted(field: str, language: str | None) -> str:
    return ", ".join(shown_word(field, value, language) for value in CHOICES[field])


def _closest(field: str, text: str, language: str | None) -> Iterable[str]:
    """The words of the values that are spelled most like the text, the closest first, each value once."""
    known = choice_words(field).values
    ranked = process.extract(word_form(text), known.keys(), scorer=fuzz.ratio, limit=_RANKED)
    values = dict.fromkeys(known[word] for word, _, _ in ranked)
    return [shown_word(field, value, language) for value in list(values)[:_CLOSEST]]
