"""Headings in several rows: what the lower one means when the joined one says nothing (`Gebruik` over `Km`).

A group that says whose, when or of what part keeps what stands below it from being the car's own (`Inruil` over `Km`).
It knows words alone, no columns and no cells.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from importer.mapping.headings.heading_meanings import SAME_WORDS, HeadingMeaning, Meanings, exact
from importer.mapping.headings.one_heading import read_heading
from importer.mapping.headings.small_words import tells_of_another
from importer.vocabulary.headings import words_of
from importer.vocabulary.particles import particles

_BELOW_UNKNOWN: Final = 0.85
_LONG: Final = 5
_COMMON: Final = 0.5
_NOWHERE: Final = frozenset({"status", "bareDate", "remark"})
_OF_THE_WHOLE: Final = frozenset({"externalReference", "title", "description", "bareType", "whereabouts"})
_ENGINES_OWN: Final = frozenset(
    {"brand", "model", "variant", "year", "mileage", "condition", "color", "weight", "price", "city"}
)
_ANYWHERE: Final = frozenset(
    {"fuelType", "transmission", "gears", "driveType", "bodyType", "doors", "seats", "vin", "previousOwners"}
    | {"paintType", "co2Emission", "licencePlate", "stockNumber", "interiorColor", "interiorMaterial"}
)
"""What a car has once and its cells tell, so that a group of an unknown name may be over it."""
_VEHICLES: Final = ("vehicle", "car", "voertuig", "wagen", "auto", "fahrzeug", "vehicule", "voiture")
"""Ends of words for a vehicle: with an unknown word beside (`Loan car`) it is another one than the offered one."""


def without_titles(levels: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The texts above each column, without a top row's text that stands above most columns and is no group.

    Where a group stands beside it in its row, it is one too.
    """
    tops = Counter(texts[0] for texts in levels if len(texts) > 1)
    titles = {top for top, count in tops.items() if count > _COMMON * len(levels) and not _is_group(words_of(top))}
    titles = set() if any(_is_group(words_of(top)) for top in tops) else titles
    return [texts[1:] if len(texts) > 1 and texts[0] in titles else texts for texts in levels]


def _is_group(words: Sequence[str]) -> bool:
    """Whether words name what many lists name above several columns: whose it is, or a part of the car."""
    known = particles()
    named = known.groups | known.engine_groups | known.narrow_groups.keys() | set(_VEHICLES)
    return _says_whose(words) or (bool(words) and set(words) <= named | known.articles)


def below_groups(texts: Sequence[str]) -> Meanings:
    """What the lowest of the texts above a column mean that say anything, below the groups that the others name."""
    for count in range(1, len(texts)):
        group, name = words_of(" ".join(texts[:count])), " ".join(texts[count:])
        for heading in (*_singular(group, name), name):
            if found := read_heading(heading):
                return tuple(_weaker(each, group) for each in found if not each.is_field or _may_stand(each, group))
    return ()


def _singular(group: Sequence[str], name: str) -> list[str]:
    """`Pricing` over `Asking` → `price Asking`."""
    return [f"{particles().singular[word]} {name}" for word in group if word in particles().singular]


def _may_stand(meaning: HeadingMeaning, group: Sequence[str]) -> bool:
    """Whether a field may be named below a group of these words."""
    known, name, words = particles(), meaning.meaning, _without_money(group)
    if name in _NOWHERE or _says_whose(group):
        return False
    narrow = [known.narrow_groups[word] for word in group if word in known.narrow_groups]
    if narrow:
        return all(name in fields or _is_its_own(name, group) for fields in narrow)
    if words <= known.containers | known.context | known.articles:
        return True
    if words <= known.engine_groups | known.articles:
        return name not in _ENGINES_OWN | _OF_THE_WHOLE
    if words <= known.groups | known.containers | known.context | known.articles:
        return name not in _OF_THE_WHOLE or words <= known.identifying | known.articles
    return _is_its_own(name, group) or (name in _ANYWHERE and not _has_its_own(group))


def _without_money(group: Sequence[str]) -> set[str]:
    """The words of a group without what its amounts are in: `Werte in EUR`."""
    known = particles()
    return set(group) - known.money - known.before_unit if set(group) & known.money else set(group)


def _weaker(meaning: HeadingMeaning, group: Sequence[str]) -> HeadingMeaning:
    known = particles()
    told = known.containers | known.context | known.groups | known.engine_groups | known.narrow_groups.keys()
    most = SAME_WORDS if set(group) <= told else _BELOW_UNKNOWN
    return replace(meaning, strength=min(meaning.strength, most))


def _is_its_own(name: str, group: Sequence[str]) -> bool:
    """Whether the group's name is one of the field: `Kleuren` over `Exterieur`."""
    known = particles()
    names = " ".join(known.singular.get(word, word) for word in group)
    return any(meaning.meaning == name for meaning in exact(names))


def _has_its_own(group: Sequence[str]) -> bool:
    """Whether what stands below may be told of something else: another vehicle, or the field that the group names."""
    is_field = any(meaning.is_field for meaning in exact(" ".join(group)))
    return is_field or any(word.endswith(_VEHICLES) for word in group)


def _says_whose(group: Sequence[str]) -> bool:
    """Whether a word of the group makes another thing of all below it, be it in a longer one (`Inkoopgegevens`)."""
    known = particles()
    plain = known.groups | known.containers | known.context | known.narrow_groups.keys()
    words = [word for word in group if word not in plain]
    changing = [word for word in (*known.decoys, *known.another, *known.place) if len(word) >= _LONG]
    changing += known.auctions
    return (
        tells_of_another(" ".join(words))
        or not known.decoys.keys().isdisjoint(words)
        or any(word.startswith(begin) for word in words for begin in changing)
    )
