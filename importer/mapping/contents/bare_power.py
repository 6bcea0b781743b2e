"""Whether the bare numbers of a power column are kilowatts or horsepower: by the figures that engines have in each.

Hardly an engine has 95 kW, but many have 95 hp; 77 kW is 105 hp. A column that allows both is left to the dealer.
Of a heading it knows the units alone.
"""

import re
from typing import Final

from importer.mapping.contents.content import Content, is_number
from importer.vocabulary.particles import particles
from importer.vocabulary.spelling import plain
from importer.vocabulary.units import names_no_unit, unit_named

_QUANTITY: Final = "kW"
_WORD: Final = re.compile(r"[^\W\d_]+")

# Figures that are usual in one unit and hardly ever seen in the other; 245, 400 and 450 are usual in neither alone.
_KILOWATTS: Final = frozenset(
    {40, 44, 51, 55, 59, 63, 66, 73, 74, 77, 81, 88, 92, 96, 103, 118, 132, 135, 147, 176, 195}
)
_HORSEPOWER: Final = frozenset(
    {69, 82, 86, 95, 101, 102, 116, 122, 131, 136, 143, 156, 163, 170, 177, 184, 190, 197, 204, 218, 224, 231}
    | {252, 258, 272, 286, 306, 313, 340, 408, 510}
)
_SEVERAL: Final = 2
_TIMES: Final = 4
_HALF: Final = 0.5


def names_both_units(heading: str) -> bool:
    """`Leistung kW/PS`: whether the heading leaves open which of the two a number is in."""
    named = {unit.name for word in _WORD.findall(heading) if (unit := unit_named(word, _QUANTITY)) is not None}
    return "kW" in named and len(named) > 1


def contradicts_habit(heading: str, unit: str | None, content: Content) -> bool:
    """`Puissance réelle` above 81, 66, 96 and 55: the heading means a unit by habit alone, the figures another."""
    words, habitual = {plain(word) for word in _WORD.findall(heading)}, particles().habitual_units
    told = unit_named(unit, _QUANTITY) if unit else None
    if told is None or words.isdisjoint(habitual) or any(unit_named(word, _QUANTITY) for word in words - habitual):
        return False
    figures = unit_of_figures(content)
    return is_bare(content) and figures is not None and figures != told.name


def is_bare(content: Content) -> bool:
    """Whether most cells are numbers without a unit."""
    return content.share(is_number) > _HALF


def units_beside_bare(content: Content, quantity: str = _QUANTITY) -> frozenset[str]:
    """The units that cells name alone, `110 ch`, where bare numbers stand among them; empty where none does.

    `45k` is a bare number too: it says how many, not of what.
    """
    words = {text: [word for word in _WORD.findall(text) if unit_named(word, quantity)] for text in content.texts}
    units = {text: [word for word in found if not names_no_unit(word, quantity)] for text, found in words.items()}
    if not any(_is_bare_number(text) or (words[text] and not units[text]) for text in content.texts):
        return frozenset()
    named = ({unit.name for word in found if (unit := unit_named(word, quantity))} for found in units.values())
    return frozenset(name for names in named if len(names) == 1 for name in names)


def _is_bare_number(text: str) -> bool:
    return is_number(text) and bool(text.strip("0.,"))


def unit_of_figures(content: Content) -> str | None:
    """`kW` or `hp` when the figures of the column are of the one and hardly of the other, else None."""
    figures = {int(float(text)) for text in content.texts if _is_plain(text)}
    kilowatts, horsepower = len(figures & _KILOWATTS), len(figures & _HORSEPOWER)
    if kilowatts >= max(_SEVERAL, _TIMES * horsepower):
        return "kW"
    return "hp" if horsepower >= max(_SEVERAL, _TIMES * kilowatts) else None


def _is_plain(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal() and text.isascii()
