"""How well the cells of a column fit a field, beyond what judging them one by one says.

It decides nothing; the thresholds stand in refutations.py.
"""

from typing import Final

from importer.cells.choices import WORDS_ALONE
from importer.cells.columns import Judgement
from importer.mapping.columns.surveyed_column import Column
from importer.records import CellFault
from importer.vocabulary.choices import choice_words
from importer.vocabulary.words import word_form

_HALF: Final = 0.5


def of_one_language(name: str, column: Column, judgement: Judgement) -> float:
    """The share of words that do not fit as they mean something in another language, or beside other words, alone.

    Where most cells fit, `Gas` beside `Petrol` is asked about; it is no engine.
    """
    if judgement.fit < _HALF:
        return 0.0
    known = choice_words(name).in_language
    fitting = {} if judgement.notation.codes == WORDS_ALONE else known.get(column.language or "", {})
    doubtful = {word for words in known.values() for word in words} - fitting.keys()
    return column.content.share(lambda text: word_form(text) in doubtful) if doubtful else 0.0


def fit_of_readable(column: Column, judgement: Judgement) -> float:
    """The fit without the cells that hold an error: they are problems of their own and tell nothing of the column."""
    cells = sum(column.survey.values.values())
    faults = sum(count for value, count in column.survey.values.items() if isinstance(value, CellFault))
    told = cells * (1 - judgement.blank)
    return judgement.fit * told / (told - faults) if 0 < faults < told else judgement.fit
