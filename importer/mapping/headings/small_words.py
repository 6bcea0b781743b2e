"""What the words beside a name do to it: nothing, another thing of it, or the same with a slip of the pen.

It knows words alone, no columns.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from importer.vocabulary.headings import words_of
from importer.vocabulary.particles import particles

_SHORTEST: Final = 5
_LONG_WORD: Final = 11
_BEGINNINGS: Final = ("schade", "klant", "kunden", "inruil", "logo")
_ENDING: Final = "logo"
OF_A_CYCLE: Final = frozenset({"co2Emission", "fuelConsumption"})
"""Fields that are measured in a driving cycle: two columns of two cycles are two things."""
_SURENESS: Final[Mapping[str | None, int]] = {"nedc": 0, "wltp": 2}
CYCLES: Final = {"nedc": "nedc", "nedc2": "nedc", "nefz": "nedc", "cedc": "nedc", "wltp": "wltp", "wltc": "wltp"}
"""The words of a driving cycle, by the name that it is known by."""


def tells_of_another(heading: str) -> bool:
    """`VIN inruil`, `Postcode (klant)`, `Schadefoto`: of somebody or something else than the car that is offered."""
    known = particles().another
    return any(word in known or word.startswith(_BEGINNINGS) or word.endswith(_ENDING) for word in words_of(heading))


def are_neutral(words: set[str]) -> bool:
    """Whether words beside a name say nothing of it: `gearbox_name`."""
    known = particles()
    return not words - known.beside - known.context - known.parents - known.articles


def alike(words: Sequence[str], known: Sequence[str]) -> bool:
    """Whether the words are the known ones, each the same or nearly so."""
    return len(words) == len(known) and all(_nearly(*pair) for pair in zip(words, known, strict=True))


def _nearly(word: str, other: str) -> bool:
    """Whether one is the other with a slip of the pen, or two in a long word; `un-`, `de-` and a digit are no slips."""
    if word == other:
        return True
    most = 1 if min(len(word), len(other)) < _LONG_WORD else 2
    return (
        min(len(word), len(other)) >= _SHORTEST
        and word[0] == other[0]
        and word.isalpha()
        and OSA.distance(word, other, score_cutoff=most) <= most
    )


def outline(words: Sequence[str]) -> tuple[str, ...]:
    """What `alike` words have in common: each short word, and of a long one the letter that no slip changes."""
    return tuple(word if len(word) < _SHORTEST else word[0] for word in words)


def sureness(field: str, heading: str) -> int:
    """How surely a heading names a field whose name others bear too; 0 when it leaves open which one it is.

    A registration may not be the first, a price another's. CO₂ and consumption are of a cycle, of which WLTP counts.
    """
    words = words_of(heading)
    if field == "price":
        return int(particles().vague_price.isdisjoint(words))
    if field in OF_A_CYCLE:
        return _SURENESS.get(cycle_of(heading), 1)
    return int(field != "firstRegistration" or any(word.startswith(tuple(particles().first)) for word in words))


def is_reduced(heading: str) -> bool:
    """Whether a price's heading says that something is taken off: `Actieprijs`, `Prix remisé`."""
    return not particles().reduced_price.isdisjoint(words_of(heading))


def cycle_of(heading: str) -> str | None:
    """The driving cycle that a heading names: `wltp`, `nedc`, or None."""
    return next((CYCLES[word] for word in words_of(heading) if word in CYCLES), None)
