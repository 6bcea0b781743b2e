"""Columns that hold two fields, or another field than their heading says.

`Merk & Model`, `BE-9300 Aalst`, gears beside the gearbox, a model column full of makes. It proposes candidates from one
column alone; it does not know what other columns hold.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from importer.cells.choices import only_counts_gears
from importer.cells.compound import PARTS
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate, why
from importer.mapping.contents.content import begins_as_a_car, begins_with_make, is_make_alone, is_year_and_make
from importer.mapping.contents.names_of_versions import names_versions
from importer.mapping.headings.heading_meanings import HeadingMeaning
from importer.records import MappedColumn, Target
from importer.vocabulary.headings import words_of
from importer.vocabulary.particles import particles

_MOSTLY: Final = 0.7
_NEARLY_ALL: Final = 0.9
_LONG_NAME: Final = 4.5
_MOST_OF_A_NAME: Final = 12
_NAMES: Final = frozenset({"brand", "model", "variant", "bareType", "brand+model"})
_TEXTS: Final = frozenset({"description", "features"})
_PLACES: Final = frozenset(
    {"postalCode+city", "city", "postalCode", "whereabouts", "not_a_field.seller", "not_a_field.address"}
)
_COORDINATES: Final = "latitude+longitude"
_FEW: Final = 0.3
_ADDRESS: Final = "not_a_field.address"
_ADDRESS_WORDS: Final = frozenset({"address", "adresse", "adres", "anschrift"})
_FEW_SITES: Final = 5
_HALF: Final = 0.5
_POSTCODE_AND_TOWN = re.compile(r"(?:^|[\s,;|•·(-])(?:[A-Z]{1,2}-)?\d{4,5}\s+[^\W\d]{2}")
_GEARS = re.compile(
    r"\b(?:[3-9]|10)[\s-]*(?:versn|vitesse|rapport|gang|gänge|speed|trap|bak)|\b[bB][vV][mMaArR][\s-]?\d", re.IGNORECASE
)
_PAINT = re.compile(r"m[ée]tal|nacr|parel|perl|pearl|\bmica\b|\bmatt?e?\b|\buni\b|verni|met\.?$", re.IGNORECASE)
_MONTHS = re.compile(r"\d\s*(?:mois|maand|mnd|month|monat|jaar|ans?\b|jahr|year)", re.IGNORECASE)
# What a column holds beside its own field: field → (the other, what its cells then look like, in how many of them).
_COMPANIONS: Final = {
    "transmission": ("gears", _GEARS, 0.5),
    "color": ("paintType", _PAINT, 0.05),
    "warranty": ("warrantyMonths", _MONTHS, 0.3),
}


def compound_candidates(column: Column) -> Iterator[Candidate]:
    """What the column might be beyond the single fields of its heading."""
    if column.is_empty:
        return
    for meaning in {meaning.meaning: meaning for meaning in column.meanings}.values():
        if meaning.meaning == "title" and column.content.share(is_make_alone) >= _NEARLY_ALL:
            yield _candidate(column, meaning, ("brand",), "reason_brand_instead", score=0.85)
        if meaning.meaning in _NAMES:
            yield from _names(column, meaning)
        if meaning.meaning in _PLACES:
            yield from _place(column, meaning)
        if meaning.meaning == _COORDINATES:
            yield from _coordinates(column, meaning)
        if meaning.meaning == "transmission" and column.content.share(only_counts_gears) >= _NEARLY_ALL:
            yield _candidate(column, meaning, ("gears",), "reason_gears_instead", score=0.85)
        yield from _names_instead(column, meaning)


def _names_instead(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """Names of versions or cars below a heading of texts, equipment or engines."""
    if meaning.meaning == "description" and names_versions(column.content):
        version = _candidate(column, meaning, ("variant",), "reason_variant_instead", score=0.8)
        yield replace(version, instead_of=None)
    if meaning.meaning == "engine" and column.content.share(begins_with_make) >= _MOSTLY:
        names = _candidate(column, meaning, ("title",), "reason_full_names", score=0.8)
        yield replace(names, instead_of=None)
    if meaning.meaning in _TEXTS and _are_short_names(column):
        names = _candidate(column, meaning, ("title",), "reason_full_names", score=0.8)
        yield replace(names, instead_of=None) if meaning.meaning == "description" else names


def _names(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    content = column.content
    alone, beginning = content.share(is_make_alone), content.share(begins_with_make)
    if meaning.meaning in {"model", "brand+model"} and alone >= _NEARLY_ALL:
        yield _candidate(column, meaning, ("brand",), "reason_brand_instead", score=0.85)
    elif meaning.meaning in {"variant", "bareType"} and beginning >= _MOSTLY:
        yield _candidate(column, meaning, ("title",), "reason_full_names", score=0.9)
    elif meaning.meaning in {"brand+model", "brand", "model"} and beginning >= _MOSTLY:
        if meaning.meaning != "brand+model" and content.mean_words >= _LONG_NAME:
            yield _candidate(column, meaning, ("title",), "reason_full_names", score=0.9)
        else:
            yield _candidate(column, meaning, ("brand", "model"), "reason_two_fields", score=0.97)
    elif content.share(is_year_and_make) >= _MOSTLY:
        yield _candidate(column, meaning, ("title",), "reason_full_names", score=0.9)
    elif meaning.meaning == "brand+model":
        doubtful = _candidate(column, meaning, ("brand", "model"), "reason_content", score=0.3)
        yield replace(doubtful, reason="reason_content", refuted=True)


def _are_short_names(column: Column) -> bool:
    """Whether a description is what the car is called: `Ford Focus 1.0 EcoBoost ST-Line 125pk`."""
    content = column.content
    return content.mean_words <= _MOST_OF_A_NAME and content.share(begins_as_a_car) >= _MOSTLY


def _place(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    if column.content.share(lambda text: _POSTCODE_AND_TOWN.search(text) is not None) < _MOSTLY:
        return
    if meaning.meaning == _ADDRESS and _are_of_people(column):
        return
    parts = [column.judged(name, part=name) for name in ("postalCode", "city")]
    if all(judgement.fit >= _MOSTLY for judgement in parts):
        score = 0.97 if meaning.is_field else 0.8
        yield _candidate(column, meaning, ("postalCode", "city"), "reason_two_fields", score=score)


def _coordinates(column: Column, meaning: HeadingMeaning) -> Iterator[Candidate]:
    """`51.05, 3.72`: both coordinates in one cell."""
    names = ("latitude", "longitude")
    if all(
        column.judged(name, part=name).fit >= _MOSTLY and column.judged(name, part=name).blank < _FEW for name in names
    ):
        yield _candidate(column, meaning, names, "reason_two_fields", score=0.97)
    else:
        doubtful = _candidate(column, meaning, names, "reason_content", score=0.3)
        yield replace(doubtful, reason="reason_content", refuted=True)


def _are_of_people(column: Column) -> bool:
    """Whether nearly every car has an address of its own: owners live everywhere, a dealer's sites are few.

    Below `Adres` stands where the car is, as long as it is the dealer's own place. An address that says whose it is,
    the seller's, is believed.
    """
    words, content = set(words_of(column.survey.heading)), column.content
    is_sellers = words & (particles().place - _ADDRESS_WORDS)
    return not is_sellers and content.filled > _FEW_SITES and content.distinct > _HALF * content.filled


def _candidate(
    column: Column, meaning: HeadingMeaning, names: tuple[str, ...], reason: str, *, score: float
) -> Candidate:
    parts = (None,) if len(names) == 1 else names
    targets = tuple(
        Target(field=name, notation=column.judged(name, part=part).notation, part=part)
        for name, part in zip(names, parts, strict=True)
    )
    return Candidate(
        targets=targets,
        score=score * meaning.strength,
        reason=why(meaning) if meaning.meaning == "+".join(names) else reason,
        params={"fields": ", ".join(names)},
        meaning="+".join(names),
        instead_of=meaning.meaning,
    )


def with_companion(mapped: MappedColumn, column: Column, claimed: frozenset[str]) -> MappedColumn:
    """The column with the second field that its cells hold, when no other column has that: gears, the kind of paint."""
    if len(mapped.targets) != 1 or mapped.targets[0].field not in _COMPANIONS:
        return mapped
    other, pattern, least = _COMPANIONS[mapped.targets[0].field]
    if other in claimed or column.content.share(lambda text: pattern.search(text) is not None) < least:
        return mapped
    own = mapped.targets[0].field
    first, second = (column.judged(name, part=_part_of(name)) for name in (own, other))
    if min(first.fit, second.fit) < _NEARLY_ALL:
        return mapped
    targets = (
        Target(field=own, notation=first.notation, part=_part_of(own)),
        Target(field=other, notation=second.notation, part=_part_of(other)),
    )
    return replace(mapped, targets=targets, reason="reason_two_fields", params={"fields": f"{own}, {other}"})


def _part_of(name: str) -> str | None:
    """The part of a cell that a field takes, for fields that take one."""
    return name if name in PARTS else None
