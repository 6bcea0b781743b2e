"""Whether the headings of a table are in a language that is not read: Italian, Polish, Turkish, another script.

Then most columns stay out, and one sentence says why. It gives no column a field and takes none away.
"""

from collections.abc import Sequence
from typing import Final

from importer.mapping.headings.choices_in_headings import SEVERAL_NAMES
from importer.problems import Code, Problem
from importer.vocabulary.headings import heading_words, key_of
from importer.vocabulary.other_languages import is_in_another_script, other_languages
from importer.vocabulary.spelling import plain

_ENOUGH: Final = 3
_SHOWN: Final = 4


def headings_in_another_language(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings that are in one language that is not read, when there are enough of them; else none.

    More of them than of those that the four languages have: a heading in several languages is read by one of these.
    """
    unknown = [heading for heading in headings if not _is_read(heading)]
    known = sum(bool(heading.strip()) for heading in headings) - sum(bool(heading.strip()) for heading in unknown)
    script = [heading for heading in unknown if is_in_another_script(heading)]
    said = [(heading, plain(heading).split()) for heading in unknown]
    spoken = [
        [heading for heading, theirs in said if not words.isdisjoint(theirs)] for words in other_languages().values()
    ]
    most = max((script, *spoken), key=len)
    return tuple(most) if len(most) >= max(_ENOUGH, known) else ()


def language_problems(headings: Sequence[str]) -> list[Problem]:
    """One sentence for a table whose headings are in a language that is not read."""
    found = headings_in_another_language(headings)
    if not found:
        return []
    return [Problem(code=Code.HEADINGS_IN_ANOTHER_LANGUAGE, params={"headings": some_of(found)})]


def some_of(headings: Sequence[str]) -> str:
    """The first few headings, to show which are meant."""
    texts = [" ".join(heading.split()) for heading in headings[:_SHOWN]]
    return ", ".join(texts) + (" …" if len(headings) > _SHOWN else "")


def _is_read(heading: str) -> bool:
    """Whether the four languages have the heading, or one of the names that it gives in several."""
    return any(key_of(name) in heading_words() for name in (heading, *SEVERAL_NAMES.split(heading)))
