"""What a heading says of units: the one beside a name, an engine in a unit of power, nothing but a currency.

It does not know how a name is found (headings.py), nor what stands below.
"""

import re
from dataclasses import replace
from functools import cache
from typing import Final

from importer.contract import BY_NAME, Kind
from importer.mapping.headings.heading_meanings import SAME_WORDS, HeadingMeaning, Meanings
from importer.vocabulary.headings import key_of, words_of
from importer.vocabulary.particles import particles
from importer.vocabulary.spelling import plain
from importer.vocabulary.units import compact, unit_named, units, units_of

_IN_NO_UNIT: Final = frozenset({Kind.CHOICE, Kind.BOOLEAN, Kind.FEATURES, Kind.TAGS})
_DATES: Final = frozenset({"firstRegistration", "year", "registrationYear", "registrationMonth"})
_MONEY: Final = re.compile(r"[^\W\d_]{0,3}[$£¥\u0e3f\u20a0-\u20cf]")  # `A$`, which words_of leaves nothing of
BRACKETS: Final = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")


def unit_beside(heading: str) -> str | None:
    """The unit that a heading names: in brackets, as its last word, or as the whole of it (`PS`)."""
    inside: list[str] = [text.strip() for text in BRACKETS.findall(heading) if text.strip()]
    if inside:
        return particles().units.get(compact(inside[0]), inside[0])
    last = words_of(heading)[-1:] or ("",)
    in_heading = particles().units.get(last[0]) or particles().units.get(key_of(heading))
    written = compact((heading.replace("_", " ").split() or [""])[-1])  # `kW`, which is two words to words_of
    named = in_heading or next((word for word in (last[0], written, key_of(heading)) if word in unit_words()), None)
    sign = _MONEY.search(heading)
    return named or (sign[0] if sign else None)


def with_unit_last(heading: str) -> str:
    """`Verbrauch l/100 km komb.` → `Verbrauch komb. l/100 km`: a unit with a stroke goes behind the words."""
    words = heading.split()
    if any(compact("".join(words[-count:])) in _quantity_words() for count in (3, 2, 1)):
        return heading
    for at, count in ((at, count) for at in range(1, len(words) - 1) for count in (2, 1)):
        unit, behind = words[at : at + count], words[at + count :]
        if behind and "/" in unit[0] and compact("".join(unit)) in _quantity_words():
            return " ".join((*words[:at], *behind, *unit))
    return heading


@cache
def unit_words() -> frozenset[str]:
    """The words of units; not of months and years, which name fields themselves."""
    return _quantity_words() | particles().money


def power_of_an_engine(found: Meanings, unit: str) -> Meanings:
    """`Motor kW`, `Engine (hp)`: an engine in a unit of power is its power."""
    engine = next((meaning for meaning in found if meaning.meaning == "engine"), None)
    if engine is None or unit_named(unit, BY_NAME["powerKw"].unit) is None:
        return found
    return (replace(engine, meaning="powerKw"),)


def is_measured(meaning: str, unit: str | None) -> bool:
    """Whether a unit leaves a meaning as it is: no price is in kilograms (`Brutto (kg)`), no mileage in grams.

    A choice, a date, a yes or no and a list of options are in no unit at all (`Zustand km`, `Zulassung km`).
    """
    field, word = BY_NAME.get(meaning), compact(unit or "")
    if word not in _quantity_words():
        return True
    if field is None or in_no_unit(meaning):
        return not in_no_unit(meaning)
    return field.kind is not Kind.MONEY and (field.unit is None or word in units_of(field.unit))


def in_no_unit(meaning: str) -> bool:
    """Whether nothing of the kind is measured: a choice, a date, a yes or no, options."""
    field = BY_NAME.get(meaning)
    return (
        meaning in _DATES
        or meaning.startswith(("feature_", "condition_"))
        or (field is not None and field.kind in _IN_NO_UNIT)
    )


@cache
def _quantity_words() -> frozenset[str]:
    measured = (unit for unit in units() if unit.of != "month")
    return frozenset(compact(word) for unit in measured for word in unit.words if len(word) > 1)


def money_shown(heading: str) -> Meanings:
    """`Windscreen €`, `Vitrine (EUR)`: where a price is shown to buyers, and its currency."""
    *words, last = heading.replace("_", " ").split() or [""]
    unit = unit_beside(heading) if BRACKETS.search(last) else compact(last)
    if compact(unit or "") not in particles().money or plain(" ".join(words)) not in particles().shown:
        return ()
    return (HeadingMeaning(meaning="price", language=None, strength=SAME_WORDS, unit=unit),)


def money_alone(heading: str) -> Meanings:
    """`€`: nothing but the money that a car costs; `Inr.` is a shortened word, not the rupee."""
    unit = compact(heading)
    if unit not in particles().money or heading.rstrip().endswith("."):
        return ()
    return (HeadingMeaning(meaning="price", language=None, strength=SAME_WORDS, unit=unit),)
