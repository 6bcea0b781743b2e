"""Bare headings of a side of the car or of a place, below which its colour or its seats may stand.

`Exterior` and `Interior` hold equipment or a colour, `Place` a town, a hall or how many sit in the car.
"""

from typing import Final

from importer.mapping.columns.surveyed_column import Column
from importer.mapping.contents.content import Content
from importer.vocabulary.colors import names_a_color
from importer.vocabulary.headings import words_of
from importer.vocabulary.particles import particles

_SIDES: Final = frozenset({"feature_exterior", "feature_interior"})
_SEATS: Final = frozenset("23456789")
_USUAL: Final = "5"
_LEAST_USUAL: Final = 0.3
_HALF: Final = 0.5
_FEW: Final = 0.15
_FEW_WORDS: Final = 4


def is_of_one_side(column: Column) -> bool:
    """Whether below a bare `Exterior` or `Interior` equipment may stand as well, or a grade below `Staat Kleur`."""
    groups = particles().narrow_groups
    of_its_state = any("condition" in groups.get(word, ()) for word in words_of(column.survey.heading))
    return of_its_state or any(each.meaning in _SIDES for each in column.meanings)


def are_colors(column: Column) -> bool:
    """Whether most cells name a colour in a few words, and hardly one says what the seats are made of."""
    content = column.content
    named = content.share(names_a_color) >= _HALF and content.mean_words < _FEW_WORDS
    return named and column.judged("interiorMaterial").fit < _FEW


def may_be_a_place(column: Column) -> bool:
    """Whether the heading means where a car stands, as `Place` does."""
    return any(each.meaning == "whereabouts" for each in column.meanings)


def are_seats(content: Content) -> bool:
    """Whether figures are seats, of which five are usual; where cars are parked they differ more."""
    return content.share(_SEATS.__contains__) == 1 and content.share(_USUAL.__eq__) >= _LEAST_USUAL
