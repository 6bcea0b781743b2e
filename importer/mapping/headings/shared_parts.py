"""What a system puts around all of its names: `dms_merk`, `dms_model`, `_car_prijs_key` are `merk`, `model`, `prijs`.

It goes by how many headings begin or end so; it does not know what a heading means.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from importer.mapping.headings.heading_meanings import exact
from importer.mapping.headings.small_words import tells_of_another
from importer.vocabulary.headings import key_of, vocabulary_words, words_of
from importer.vocabulary.particles import particles

_FIRST: Final = re.compile(r"^[\s_]*([^\W_]+)\s*(?:[./\\_:>\[|\u00bb\u2192]+|-(?=\D))\s*(?=\w)")
_LAST: Final = re.compile(r"(?<=\w)[./\\_:>|-]+\s*([^\W\d_]{3,})[\s_]*$")
_FEWEST: Final = 4
_MOSTLY: Final = 0.6
_MOST_PARTS: Final = 3
_SEVERAL: Final = 2


def without_shared_parts(headings: Sequence[str]) -> Mapping[str, str]:
    """The headings that begin or end as most do, each with what is left of it; none when that word says something."""
    short = {heading: heading for heading in headings if heading.strip()}
    for part in (*[_FIRST] * _MOST_PARTS, _LAST):
        shared = _shared(list(short.values()), part)
        if shared is not None:
            short = {heading: _without(rest, shared, part) for heading, rest in short.items()}
    return {heading: rest for heading, rest in short.items() if rest != heading}


def _shared(headings: Sequence[str], part: re.Pattern[str]) -> str | None:
    """The first or the last part of most headings, when it names nothing."""
    counts = Counter(key_of(found[1]) for heading in headings if (found := part.search(heading)))
    word, count = next(iter(counts.most_common(1)), ("", 0))
    enough = count >= max(_FEWEST, _MOSTLY * len(headings))
    idle = _says_nothing(word) or (part is _LAST and word in particles().endings)
    return word if enough and idle and not _tells_apart(word, headings, part) else None


def _tells_apart(word: str, headings: Sequence[str], part: re.Pattern[str]) -> bool:
    """Whether several fields stand with it and without: `xy_km`, `xy_model` beside `Km` and `Model` are of another."""
    rests = {heading: _without(heading, word, part) for heading in headings}
    with_it = {name for heading, rest in rests.items() if rest != heading for name in _fields(rest)}
    without = {name for heading, rest in rests.items() if rest == heading for name in _fields(rest)}
    return len(with_it & without) >= _SEVERAL


def _fields(heading: str) -> set[str]:
    return {meaning.meaning for meaning in exact(heading) if meaning.is_field}


def _without(heading: str, word: str, part: re.Pattern[str]) -> str:
    found = part.search(heading)
    return heading[: found.start()] + heading[found.end() :] if found and key_of(found[1]) == word else heading


def _says_nothing(word: str) -> bool:
    """Whether a word holds the vehicle, or is none of those that name fields and people."""
    known = particles()
    if word in known.containers:
        return True
    speaks = word in known.decoys or word in known.place or word in known.shortened_others or tells_of_another(word)
    return bool(word) and not speaks and word not in _words_of_names()


@cache
def _words_of_names() -> frozenset[str]:
    return frozenset(word for text, _ in vocabulary_words() for word in words_of(text))
