"""Columns whose heading is in no list, told by what is unmistakable in their cells.

Chassis numbers, pictures, Car-Pass links, makes, names of equipment; and yes/no columns of one piece of equipment.
Whatever could be two things stays unknown.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from importer.cells.booleans import truth_of
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate
from importer.mapping.contents.content import begins_with_make, is_car_pass, is_make_alone, is_picture, is_vin
from importer.mapping.headings.small_words import are_neutral, tells_of_another
from importer.records import Target
from importer.vocabulary.equipment import category_of
from importer.vocabulary.headings import vocabulary_words, words_of
from importer.vocabulary.other_languages import is_in_another
from importer.vocabulary.particles import particles

_NEARLY_ALL: Final = 0.95
_HALF: Final = 0.5
_ENOUGH: Final = 5
_FEW: Final = 3
_OF_WHAT: Final = frozenset({"key", "code", "type"})  # idle beside other names; a picture of a key is one of a key
_PICTURES: Final = frozenset({"image", "images"})


def unnamed_candidates(column: Column) -> Iterator[Candidate]:
    """What the cells alone say, for a column whose heading is in no list."""
    yield from _option(column)
    content = column.content
    heading = column.survey.heading
    if content.filled < _ENOUGH or heading.strip() == "" or tells_of_another(heading):
        return
    if content.mostly(is_vin, _NEARLY_ALL) and content.is_unique:
        yield _by_content("vin", 0.8, "reason_content_vin")
    elif content.mostly(is_car_pass, _NEARLY_ALL):
        yield _by_content("carPassUrl", 0.8, "reason_content_car_pass")
    elif content.mostly(is_picture, _NEARLY_ALL) and content.distinct >= 0.8 * content.filled:
        images = _by_content("images", 0.7, "reason_content_images")
        yield images if _names_pictures(heading) else replace(images, refuted=True, reason="reason_pictures_of_what")
    elif content.mostly(is_make_alone, _NEARLY_ALL) and content.distinct > _FEW:
        yield _by_content("brand", 0.7, "reason_content_makes")
    elif column.meanings or is_in_another(heading):
        return
    elif content.mostly(begins_with_make, _NEARLY_ALL) and content.distinct > _FEW:
        yield _by_content("title", 0.7, "reason_full_names")
    elif content.mostly(_is_equipment, _NEARLY_ALL) and content.distinct > 1:
        yield _by_content("features", 0.7, "reason_content_equipment")


def _names_pictures(heading: str) -> bool:
    """Whether a heading says pictures and nothing else: `Photo links`, `pics`; no scan of a document, no key, no make.

    What stands on a picture cannot be seen here, and the paper of a car has its owner's name on it.
    """
    words = set(words_of(heading))
    named = words & _picture_words()
    return bool(named) and are_neutral(words - named) and not words & _OF_WHAT


@cache
def _picture_words() -> frozenset[str]:
    """Every word with which the vocabulary names pictures of a car."""
    named = frozenset(
        word for text, known in vocabulary_words() if known.meaning in _PICTURES for word in words_of(text)
    )
    return named | particles().pictures


def _by_content(field: str, score: float, reason: str) -> Candidate:
    return Candidate(targets=(Target(field=field),), score=score, reason=reason, meaning=field)


def _is_equipment(text: str) -> bool:
    """`Climatronic`: the name of a piece of equipment, and not a word that answers yes or no."""
    return truth_of(text) is None and category_of(text) is not None


def _option(column: Column) -> Iterator[Candidate]:
    """A yes/no column of one option, under its name as the dealer wrote it; doubtful when some cells say neither."""
    name = option_name(column)
    category = category_of(name)
    if category is None or column.is_empty:
        return
    answers = column.content.share(_answers)
    target = Target(field="features", category=category, name=name)
    sure = Candidate(targets=(target,), score=0.9, reason="reason_option", params={"option": name}, meaning="features")
    if answers >= _NEARLY_ALL and column.content.distinct <= _FEW:
        yield sure
    elif mostly_answers(column) and answers < 1:
        other = next(text for text in column.content.texts if not _answers(text))
        doubt = {"option": name, "found": other, "guess": "features"}
        yield replace(sure, score=0.3, reason="reason_option_unsure", params=doubt, refuted=True)


def mostly_answers(column: Column) -> bool:
    """Whether most cells of a column say yes or no."""
    return column.content.share(_answers) > _HALF


def _answers(text: str) -> bool:
    return truth_of(text) is not None


def option_name(column: Column) -> str:
    """The piece of equipment that a column of yes and no is about, as the dealer wrote it."""
    return _without_option_word(column.survey.heading.strip())


def _without_option_word(heading: str) -> str:
    """`Option: Airco`, `Ausstattung Airco` → `Airco`."""
    for mark in (":", " "):
        before, _, after = heading.partition(mark)
        if after.strip() and particles().options.intersection(words_of(before)):
            return after.strip()
    return heading
