"""The small words of headings, from `particles.toml`: what may be left out, and what turns a field into another."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import tomli

from importer.vocabulary.spelling import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Particles:
    """The lists of `particles.toml`, by their names there.

    `decoys` gives the reason for each word, `flags` the words that ask for a value: field → value → words.
    `telling` are words that may not be left out of a field's heading. `narrow_groups` and `narrow_parents` give the
    fields that may stand below each word.
    """

    articles: frozenset[str]
    context: frozenset[str]
    parents: frozenset[str]
    containers: frozenset[str]
    endings: frozenset[str]
    stocks: frozenset[str]
    forms: frozenset[str]
    groups: frozenset[str]
    identifying: frozenset[str]
    other_groups: frozenset[str]
    engine_groups: frozenset[str]
    place: frozenset[str]
    with_vat: frozenset[str]
    with_vat_alone: frozenset[str]
    options: frozenset[str]
    levels: frozenset[str]
    title_papers: frozenset[str]
    order: frozenset[str]
    address_tail: frozenset[str]
    before_unit: frozenset[str]
    money: frozenset[str]
    beside: frozenset[str]
    another: frozenset[str]
    shortened_others: frozenset[str]
    hints: frozenset[str]
    first: frozenset[str]
    vague_price: frozenset[str]
    usual_price: frozenset[str]
    reduced_price: frozenset[str]
    reduction: frozenset[str]
    sold: frozenset[str]
    sold_marks: frozenset[str]
    sold_otherwise: frozenset[str]
    of_a_sale: frozenset[str]
    buy_now: frozenset[str]
    standing: frozenset[str]
    bids: frozenset[str]
    auctions: frozenset[str]
    other_units: frozenset[str]
    habitual_units: frozenset[str]
    pictures: frozenset[str]
    shown: frozenset[str]
    unit_words: frozenset[str]
    units: Mapping[str, str]
    singular: Mapping[str, str]
    decoys: Mapping[str, str]
    telling: Mapping[str, frozenset[str]]
    flags: Mapping[str, Mapping[str, frozenset[str]]]
    narrow_groups: Mapping[str, frozenset[str]]
    narrow_parents: Mapping[str, frozenset[str]]


@cache
def particles() -> Particles:
    """The particles, loaded once."""
    raw = tomli.loads(files(__package__).joinpath("particles.toml").read_text(encoding="utf-8"))
    decoys = {word: reason for reason, words in raw.pop("decoys").items() for word in words}
    units: Mapping[str, str] = raw.pop("units")
    singular: Mapping[str, str] = raw.pop("singular")
    flags = {
        field: {value: frozenset(words) for value, words in values.items()}
        for field, values in raw.pop("flags").items()
    }
    narrow, parents = (
        {word: frozenset(group["fields"]) for group in raw.pop(name).values() for word in group["words"]}
        for name in ("narrow_groups", "narrow_parents")
    )
    telling = {field: frozenset(words) for field, words in raw.pop("telling").items()}
    return Particles(
        units=units,
        singular=singular,
        decoys=decoys,
        flags=flags,
        telling=telling,
        narrow_groups=narrow,
        narrow_parents=parents,
        **{name: frozenset(words) for name, words in raw.items()},
    )


def without_group(heading: str) -> tuple[str, frozenset[str]] | None:
    """The name behind that of a group, and the words of the group; None when there is no group.

    `Technische Daten Getriebe` → `Getriebe`, `Pricing (EUR) Sales price` → `Sales price`.
    """
    words, groups = heading.split(), _groups()
    named = next((at for at, word in enumerate(words) if not _of_group(word, groups, at)), 0)
    if not named:
        return None
    return " ".join(words[named:]), frozenset(map(plain, words[:named]))


def without_narrow_group(heading: str) -> tuple[str, frozenset[str]] | None:
    """The name behind that of a group that is itself a field's, and the fields that may stand there; None without one.

    `Zustand km-Stand` → `km-Stand`, which may be the mileage but no rating of a part of the car.
    """
    group, _, name = heading.partition(" ")
    fields = particles().narrow_groups.get(plain(group))
    return (name, fields) if fields and name.strip() else None


@cache
def _groups() -> frozenset[str]:
    known = particles()
    return known.groups | known.other_groups | known.engine_groups


def _of_group(word: str, groups: frozenset[str], at: int) -> bool:
    """Whether a word is of a group's name: one of its words, or an explanation in brackets behind them."""
    explains = at > 0 and word.startswith("(") and word.endswith(")")
    return plain(word) in groups or explains
