"""The code table of a column of choices: which portal's codes it is made of, or the initials of which language."""

from dataclasses import replace

from importer.cells.choices import WORDS_ALONE, meaning
from importer.cells.notations.decision import Counted, Decision
from importer.cells.text import written
from importer.contract import Field
from importer.problems import Code
from importer.records import Notation
from importer.vocabulary.choices import INITIALS, choice_words, initials_of, portal_codes, portal_tables
from importer.vocabulary.spelling import plain
from importer.vocabulary.words import word_form


def code_table(contract: Field, cells: list[Counted], notation: Notation, language: str | None) -> Decision:
    """The portal whose codes the whole column is made of; words of the language, and their initials, come first.

    Tables that agree on every value are as good as one. Bare figures prove nothing unless the file's other columns have
    named the portal (`notation.codes`).
    """
    found = {written(cell).upper() for cell, _ in cells}
    blank = choice_words(contract.name).blank
    codes = {code for code in found if meaning(contract.name, code) is None and plain(code) not in blank}
    apart = _has_surer_words(contract.name, found, codes, language)
    if apart or not codes:
        return Decision(notation=replace(notation, codes=WORDS_ALONE if apart else None))
    known = [table for table in portal_tables() if not language or _is_of(table, language)]
    tables = {table: portal_codes(table, contract.name) for table in known}
    fitting = {table: values for table, values in tables.items() if values and codes <= values.keys()}
    if notation.codes in fitting:
        return Decision(notation=notation)
    if initials_of(language) in fitting:
        return Decision(notation=replace(notation, codes=initials_of(language)))
    readings = {tuple(values[code] for code in sorted(codes)) for values in fitting.values()}
    if not fitting:
        return Decision(notation=replace(notation, codes=None))
    if len(readings) == 1 and not all(code.isdigit() for code in codes):
        return Decision(notation=replace(notation, codes=next(iter(fitting))))
    portals = sorted(table for table in fitting if not table.startswith(INITIALS)) or sorted(fitting)
    params = {"codes": ", ".join(sorted(codes)[:5]), "portals": ", ".join(portals)}
    possible = tuple(replace(notation, codes=table) for table in fitting)
    notation = replace(notation, codes=None)
    return Decision(notation=notation, doubt=Code.AMBIGUOUS_CODE, params=params, readings=possible)


def _has_surer_words(name: str, found: set[str], unsure: set[str], language: str | None) -> bool:
    """Whether words of one language alone stand beside surer ones: a `gas` beside `gasoline` is not petrol."""
    in_language = choice_words(name).in_language.get(language or "", {})
    doubtful = {in_language[word_form(word)] for word in unsure if word_form(word) in in_language}
    sure = {meaning(name, word) for word in found - unsure if len(word_form(word).split()) == 1}
    return not doubtful.isdisjoint(sure)


def _is_of(table: str, language: str) -> bool:
    """Whether a table of codes may stand in a file of the language: a portal's, or the language's own initials."""
    return not table.startswith(INITIALS) or table == initials_of(language)
