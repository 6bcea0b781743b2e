"""One heading → what it may mean, by the vocabulary: exactly, without its unit, by its words, or by a near spelling.

It knows nothing of the column under the heading; every meaning is to be confirmed by the content.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from importer.mapping.headings.bare_headings import bare_heading
from importer.mapping.headings.brackets import leave_as_it_is
from importer.mapping.headings.choices_in_headings import MOST_NAMES, SEVERAL_NAMES, its_choices
from importer.mapping.headings.heading_meanings import (
    NEAR,
    SAME_WORDS,
    WITHOUT_UNIT,
    HeadingMeaning,
    Meanings,
    by_words,
    decoy,
    exact,
    may_have,
    names_two_things,
    of_both,
)
from importer.mapping.headings.languages_in_headings import in_a_language
from importer.mapping.headings.near_headings import near, of_a_year, within
from importer.mapping.headings.numbered_headings import numbered, numbered_below, option_category
from importer.mapping.headings.paths import NOT_OF_A_PATH, NOT_OF_AN_ENGINE, below, names_of_an_amount, of_the_first
from importer.mapping.headings.questions import is_answered, without_answers
from importer.mapping.headings.shortened_headings import shortened
from importer.mapping.headings.small_words import CYCLES, OF_A_CYCLE
from importer.mapping.headings.swapped_letters import mended_swaps
from importer.mapping.headings.system_names import (
    FROM_A_SYSTEM,
    NOT_OF_A_SYSTEM,
    bare_names,
    in_dots,
)
from importer.mapping.headings.units_in_headings import (
    BRACKETS,
    in_no_unit,
    is_measured,
    money_alone,
    money_shown,
    power_of_an_engine,
    unit_beside,
    unit_words,
)
from importer.vocabulary.abbreviations import parted, spelled_out
from importer.vocabulary.headings import key_of, parted_by_case, words_of
from importer.vocabulary.other_languages import is_in_one
from importer.vocabulary.particles import particles, without_group, without_narrow_group
from importer.vocabulary.spelling import plain
from importer.vocabulary.units import compact

_DAY = re.compile(
    r"(?<=\w)[\s(]+(?:au|du|le|per|op|dd|d\.d\.|am|vom|at|on)\s+\d{1,2}[-/.]\d{1,2}(?:[-/.](?:\d{4}|\d\d))?\.?\)?$"
)
_NOT_AMONG_OTHERS: Final = frozenset(
    {"price", "mileage", "brand", "model", "variant", "color", "interiorColor", "year", "firstRegistration", "vin"}
    | {"licencePlate", "stockNumber", "image", "images"}
)
# In one row, `Zulassung km` is what the car had driven then; in a row above, the word is a group.
_REGISTERING: Final = frozenset({"kenteken", "registratie", "registration", "immatriculation", "zulassung"})
_IN_NO_UNIT: Final = ("feature", "image", "conditionTag")


@lru_cache(maxsize=65_536)  # a sheet has 16,384 columns at most, and a heading is read with and without what it shares
def read_heading(heading: str) -> Meanings:
    """Everything that a heading may mean by the surest way that finds anything; empty when nothing does."""
    heading = bare_heading(heading)
    if names_two_things(heading):
        return of_both(heading)
    for way in (*_SURE_WAYS, *_OTHER_WAYS):
        found = way(heading)
        if found:
            unit = unit_beside(of_the_first(heading) or heading)
            with_unit = (replace(meaning, unit=meaning.unit or unit) for meaning in found)
            measured = tuple(meaning for meaning in with_unit if is_measured(meaning.meaning, meaning.unit))
            if measured or not any(in_no_unit(meaning.meaning) for meaning in found):
                return measured
    return ()


def _without_brackets(heading: str) -> Meanings:
    """`Fuel Type (Gasoline, Diesel …)`, `Puissance [ch]`: what stands in brackets is a unit or an explanation."""
    outside = BRACKETS.sub(" ", heading).strip()
    if not outside or outside == heading.strip():
        return ()
    inside = unit_beside(heading)
    if whole := by_words(heading):
        return whole
    texts = BRACKETS.findall(heading)
    if decoy(texts) or (inside or "").isdecimal():
        return ()
    found = power_of_an_engine(exact(outside) or _without_unit(outside) or by_words(outside), inside or "")
    return tuple(
        replace(meaning, strength=min(meaning.strength, WITHOUT_UNIT), unit=inside or meaning.unit)
        for meaning in found
        if leave_as_it_is(meaning.meaning, texts)
    )


def _without_unit(heading: str) -> Meanings:
    """`power_kw`, `Prix en €`, `mileage km`, `powerBHP`: a unit as the last word, or the last two."""
    words, by_case = (text.replace("_", " ").split() for text in (heading, parted_by_case(heading)))
    return _unit_behind(words) or (_unit_behind(by_case) if by_case != words else ())


def _unit_behind(words: Sequence[str]) -> Meanings:
    for count in (1, 2, 3):
        tail, rest = " ".join(words[-count:]), words[:-count]
        unit = particles().units.get(compact(tail), tail)
        if compact(unit) not in unit_words():
            continue
        while len(rest) > 1 and rest[-1].lower() in particles().before_unit:
            rest = rest[:-1]
        if particles().context.issuperset(words_of(" ".join(rest))):
            continue
        name = " ".join(rest)
        named = exact(name) or by_words(name) or _each_name(name)
        found = tuple(m for m in power_of_an_engine(named, unit) if not m.meaning.startswith(_IN_NO_UNIT))
        if found:
            return tuple(replace(meaning, strength=min(meaning.strength, WITHOUT_UNIT), unit=unit) for meaning in found)
    return ()


def _each_name(heading: str) -> Meanings:
    """`Merk / Marque / Brand`, `Farbe / Colore`: several names of one field, those of languages not read left out."""
    parts = [part for part in SEVERAL_NAMES.split(heading) if part.strip()]
    if not 1 < len(parts) <= MOST_NAMES:
        return ()
    parts = [part for part in parts if not is_in_one(part)] or parts
    found = [{meaning.meaning: meaning for meaning in exact(part) or _without_unit(part)} for part in parts]
    common = set.intersection(*(set(names) for names in found))
    return tuple(
        replace(meaning, strength=SAME_WORDS, language=None) for name, meaning in found[0].items() if name in common
    )


def _path(heading: str) -> Meanings:
    """`vehicle.body.doors`: the last name of a path of parts of a vehicle's record, or of whose place it is."""
    *parents, last = heading.split(".")
    if not parents or not last[:1].isalnum() or key_of(last) in particles().forms:
        return ()
    return _of_a_part(below(parents, _last_of_a_path(last)), frozenset())


@lru_cache(maxsize=65_536)  # what stands at the end of a path stands at the end of others
def _last_of_a_path(name: str) -> Meanings:
    return exact(name) or _without_unit(name) or by_words(name)


def _of_the_first(heading: str) -> Meanings:
    """`prices[0].currency`: of the first of a list; which of its prices counts cannot be told."""
    name = of_the_first(heading)
    return tuple(each for each in _path(name) if each.meaning != "price") if name else ()


def _of_an_amount(heading: str) -> Meanings:
    """`adverts.totalPrice.amountGBP`, `voertuig/verkoopprijs/prijzen/prijs/bedrag`: the price that an amount is of."""
    for name, currency in names_of_an_amount(heading):
        found = tuple(each for each in read_heading(name) if each.meaning == "price" or not each.is_field)
        if found:
            priced = tuple(replace(each, unit=currency or each.unit) for each in found)
            return _of_a_part(priced, frozenset(), FROM_A_SYSTEM)
    return ()


def _of_a_system(heading: str) -> Meanings:
    """`VEHICLES_Price_Asking`, `listing/vehicle/fuelType/formatted`: a name among those of what holds the vehicle."""
    for name in bare_names(heading):
        if found := _surely(name) or _spelled_out(name):
            meant = _of_a_part(found, NOT_OF_A_SYSTEM, FROM_A_SYSTEM)
            return tuple(each for each in meant if may_have(each.meaning, words_of(heading)))
    path = in_dots(heading)
    return _of_a_part(_path(path), NOT_OF_A_SYSTEM, FROM_A_SYSTEM) if path else ()


def _grouped(heading: str) -> Meanings:
    """`Technique Énergie`: a name below that of a group of columns, which says nothing that the name does not."""
    found = without_group(heading)
    if found is None:
        return _in_narrow_group(heading)
    (name, group), known = found, particles()
    refused = NOT_OF_A_PATH
    refused |= frozenset() if group.isdisjoint(known.engine_groups) else NOT_OF_AN_ENGINE
    refused |= frozenset() if group.isdisjoint(known.other_groups) else _NOT_AMONG_OTHERS
    refused |= frozenset() if group.isdisjoint(_REGISTERING) else {"mileage"}
    meant = _of_a_part(read_heading(name), refused)
    return tuple(meaning for meaning in meant if may_have(meaning.meaning, words_of(heading)))


def _in_narrow_group(heading: str) -> Meanings:
    """`Zustand km-Stand`, `Preis MwSt. ausweisbar`: below a name that is a field's own a few others may stand."""
    found = without_narrow_group(heading)
    if found is None:
        return ()
    name, fields = found
    meant = [each for each in read_heading(name) if each.meaning in fields and each.strength >= SAME_WORDS]
    return _of_a_part(tuple(each for each in meant if may_have(each.meaning, words_of(heading))), frozenset())


def _of_a_question(heading: str) -> Meanings:
    """`TVA récup. O/N`: a name with the answers behind it that stand below."""
    name = without_answers(heading)
    found = read_heading(name) if name.strip() and name != heading else ()
    return _of_a_part(tuple(each for each in found if is_answered(each)), frozenset())


def _of_a_part(found: Meanings, refused: frozenset[str], most: float = SAME_WORDS) -> Meanings:
    """What a name means that stands behind others, save what it cannot be there."""
    return tuple(
        replace(meaning, strength=min(meaning.strength, most)) for meaning in found if meaning.meaning not in refused
    )


def _with_swapped_letters(heading: str) -> Meanings:
    """`Boyd Type`: what it means with the letters in their places."""
    mended_heading = mended_swaps(heading)
    return _of_a_part(read_heading(mended_heading), frozenset(), NEAR) if mended_heading else ()


def _of_a_cycle(heading: str) -> Meanings:
    """`Verbruik WLTP`, `CO2 (NEFZ) g/km`: what is measured by a cycle, named beside."""
    words = heading.replace("(", " ").replace(")", " ").split()
    rest = [word for word in words if plain(word) not in CYCLES]
    found = read_heading(" ".join(rest)) if 0 < len(rest) < len(words) else ()
    return tuple(
        replace(meaning, strength=min(meaning.strength, SAME_WORDS))
        for meaning in found
        if meaning.meaning in OF_A_CYCLE or not meaning.is_field
    )


def _of_a_day(heading: str) -> Meanings:
    """`Km au 01/11`, `Tellerstand per 15-10-2025`: the kilometres that a car had driven on the day of the list."""
    found = read_heading(_DAY.sub("", heading)) if _DAY.search(heading) else ()
    return _of_a_part(tuple(each for each in found if each.meaning == "mileage" or not each.is_field), frozenset())


_SURE_WAYS: Final = (
    exact,
    numbered,
    _without_brackets,
    _without_unit,
    option_category,
    by_words,
    _each_name,
    in_a_language,
    _path,
    _of_the_first,
    numbered_below,
    _of_a_cycle,
    its_choices,
    money_alone,
    money_shown,
)


@lru_cache(maxsize=65_536)  # the names within a system's names come back in many of them
def _surely(name: str) -> Meanings:
    return next(filter(None, (way(name) for way in _SURE_WAYS)), ())


def _spelled_out(heading: str) -> Meanings:
    """`Puiss. fisc.`, `1e inschr.`: shortened words; none when one language's reading is nothing but none."""
    found: dict[str, HeadingMeaning] = {}
    no_fields: Meanings = ()
    for whole in (*spelled_out(heading), *parted(heading)):
        meant = _of_a_part(_surely(whole), frozenset())
        no_fields += () if any(meaning.is_field for meaning in meant) else meant
        unit = unit_beside(heading) or unit_beside(whole)
        found = {meaning.meaning: replace(meaning, unit=meaning.unit or unit) for meaning in meant} | found
    return no_fields or tuple(found.values())


_OTHER_WAYS: Final = (
    _grouped,
    _spelled_out,
    _of_an_amount,
    _of_a_system,
    _of_a_question,
    _of_a_day,
    shortened,
    of_a_year,
    near,
    within,
    _with_swapped_letters,
)
