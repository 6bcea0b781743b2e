"""Whether the lists of a column hardly differ and name no equipment: what adverts have paid for, `premium`."""

import re
from typing import Final

from importer.mapping.contents.content import Content
from importer.vocabulary.equipment import category_of

_BETWEEN: Final = re.compile(r"\s*[;,|/]\s*")
_ENOUGH: Final = 8
_FEW: Final = 4


def are_tags(content: Content) -> bool:
    """A stock of cars has more than a few pieces of equipment, and one of them is known."""
    if content.filled < _ENOUGH:
        return False
    options = {option for text in content.texts for option in _BETWEEN.split(text.strip()) if option}
    return len(options) <= _FEW and not any(map(category_of, options))
