"""Whether a heading is a word of the vocabulary, and whether two tables have the same headings.

It does not say what a heading means; mapping does.
"""

from collections.abc import Sequence

from importer.vocabulary.headings import heading_words, key_of


def is_known(heading: str) -> bool:
    """Whether anything in the vocabulary is called so."""
    return key_of(heading) in heading_words()


def same_headings(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two tables have the same headings in the same order, however they are spelled; not for none at all."""
    return any(one) and list(map(key_of, one)) == list(map(key_of, other))
