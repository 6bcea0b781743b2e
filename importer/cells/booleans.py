"""Yes/no cells, in four languages and in signs.

It does not know what is asked; words of one field (`scheckheftgepflegt`) come from the choices' vocabulary.
"""

import re

from importer.cells.readings import BLANK, Cell, Reader, Reading, trouble
from importer.contract import Field
from importer.problems import Code
from importer.vocabulary.choices import choice_words
from importer.vocabulary.words import word_form, words

_FIRST_WORD = re.compile(r"([^\W\d_]+)(?:\s*[,;:(–]|\s+-)\s*\S")
_DURATION = re.compile(r"(\d{1,3})\s*(?:maand|mnd|jaar|mois|ans?\b|monat|jahr|month|year|mese|m\b)", re.IGNORECASE)


def truth_of(cell: Cell, field: str | None = None) -> bool | None:
    """True or False, or None when the cell is neither; `Ja, volledig` is a yes."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, (int, float)):
        return bool(cell) if cell in {0, 1} else None
    if not isinstance(cell, str):
        return None
    if field is not None:
        special = choice_words(field).values.get(word_form(cell))
        if special is not None:
            return special == "true"
    known = words().truths
    first = _FIRST_WORD.match(cell)
    truth = known.get(word_form(cell))
    return known.get(word_form(first[1])) if truth is None and first else truth


def boolean_reader(field: Field) -> Reader:
    """Reads a yes/no field; a warranty that is a time (`12 maanden`) is a yes, a word for a half is neither."""
    neither = choice_words(field.name).blank

    def read(cell: Cell) -> Reading:
        if isinstance(cell, str) and word_form(cell) in neither:
            return BLANK
        truth = truth_of(cell, field.name)
        if truth is None and field.name == "warranty" and isinstance(cell, str):
            duration = _DURATION.search(cell)
            truth = int(duration[1]) > 0 if duration else None
        return trouble(Code.NOT_A_BOOLEAN) if truth is None else Reading(value=truth)

    return read
