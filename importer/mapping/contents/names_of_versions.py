"""Whether the cells of a column are names of versions, by the engines that they begin with: `2.0 TDI Highline`.

It looks at the cells alone, whatever heading they stand under; a list of equipment or a sentence is none.
"""

import re
from typing import Final

from importer.cells.choices import meaning as meaning_of
from importer.mapping.contents.content import Content, begins_with_litres, is_displacement

_HALF: Final = 0.5
_FEW: Final = 0.1
_FEW_WORDS: Final = 6
_SEVERAL_WORDS: Final = 2
_SEVERAL_KINDS: Final = 5
_MARK: Final = re.compile(r"\b[A-Z]{2,3}\b|\d")
_OTHERS: Final = ("condition", "status", "vehicleType")
_OF_TEXTS: Final = re.compile(r"[,;|!?%]|[^\W\d]{3}\.(?:\s|$)")


def names_versions(content: Content) -> bool:
    """Whether half of the cells and more begin with an engine and go on, in a few words each and not as texts do."""
    short = content.mean_words <= _FEW_WORDS and content.share(_reads_as_text) <= _FEW
    return short and content.share(_is_engine_and_more) >= _HALF


def are_marks_of_versions(content: Content) -> bool:
    """Whether several differ, and half and more have the letters or figures of one: `GXL`, `SR5 Hi-Rider`, `118i`.

    Labels in capitals are none (`TOP`, `NEW`, `BTW`): some of them say what another field does.
    """
    labels = content.share(lambda text: _reads_as_text(text) or _is_of_another_field(text))
    several = content.distinct >= _SEVERAL_KINDS and labels <= _FEW
    return several and content.share(lambda text: _MARK.search(text) is not None) >= _HALF


def _is_engine_and_more(text: str) -> bool:
    return begins_with_litres(text) and not is_displacement(text) and len(text.split()) >= _SEVERAL_WORDS


def _is_of_another_field(text: str) -> bool:
    return any(meaning_of(field, text) is not None for field in _OTHERS)


def _reads_as_text(text: str) -> bool:
    """`1.6 benzine, airco, navi`."""
    return _OF_TEXTS.search(text) is not None
